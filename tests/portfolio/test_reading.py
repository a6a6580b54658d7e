"""Lists of clients: what is understood, and what is told of what is not."""

import datetime
import io
import re
import time
import zipfile

import pytest
from django.utils import translation
from openpyxl import load_workbook

from exchange.refusals import Unreadable
from portfolio import sheet
from portfolio.columns import COLUMNS
from portfolio.reading import read_clients
from portfolio.template import write_template
from tests.portfolio.conftest import CODE, OTHER, ROW, workbook


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def problem(*row, **more):
    (found,) = read_clients(workbook(list(row) or ROW, **more)).problems
    return found


def but(**changes):
    """The row with other cells."""
    return [changes.get(column.code, value) for column, value in zip(COLUMNS, ROW, strict=True)]


def refusal(content):
    with pytest.raises(Unreadable) as caught:
        read_clients(content)
    return caught.value.text.en


def rewritten(content, change):
    """The same zip with other parts: change(name, bytes) → bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_is_read_back_and_its_sample_left_out(language):
    content = write_template(language)
    book = load_workbook(io.BytesIO(content))
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "hidden", "hidden"]
    kinds = {str(check.sqref): check.type for check in book.worksheets[0].data_validations.dataValidation}
    assert set(kinds.values()) == {"list", "whole", "decimal", "textLength"}
    filled = load_workbook(io.BytesIO(content))
    filled.worksheets[0].append(ROW)
    file = io.BytesIO()
    filled.save(file)
    assert [client.uscc for client in read_clients(file.getvalue()).clients] == [OTHER]


def test_the_template_prints_as_wide_as_the_paper_with_its_head_on_every_page():
    page = load_workbook(io.BytesIO(write_template("en"))).worksheets[0]
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$1"


def test_what_can_be_chosen_in_the_template_is_understood():
    from portfolio.reading import READERS
    from portfolio.template import labels_of

    for column in ("region", "industry"):
        for language in ("zh-hans", "en"):
            assert all(READERS[column](label) == label.split()[0] for label in labels_of(column, language))


def test_a_row_becomes_a_client():
    (client,) = read_clients(workbook(ROW)).clients
    assert (client.name, client.uscc, client.region, client.industry) == tuple(ROW[:4])
    assert (client.employees, client.revenue, client.email) == (60, 3100, "office@example.com")


def test_full_width_digits_names_and_numbers_are_understood():
    typed = but(
        uscc="９１３３０２８２ＭＡ２ＡＦ１２Ｘ６Ｐ",
        region=330211,
        industry="3525",
        employees="６０ 人",
        revenue="3,100.50",
    )
    (client,) = read_clients(workbook(typed)).clients
    assert (client.uscc, client.region, client.employees, str(client.revenue)) == (OTHER, "330211", 60, "3100.50")


def test_a_full_width_bracket_of_a_name_stays():
    (client,) = read_clients(workbook(but(name="远山（宁波）机械有限公司"))).clients
    assert client.name == "远山（宁波）机械有限公司"


def test_size_and_address_may_be_left_empty():
    (client,) = read_clients(workbook(but(employees=None, revenue=" ", email=None))).clients
    assert (client.employees, client.revenue, client.email) == (None, None, "")


def test_columns_are_found_by_their_heads_in_either_language_and_any_order():
    heads = [column.head.en for column in reversed(COLUMNS)]
    (client,) = read_clients(workbook(ROW[::-1], heads=heads)).clients
    assert client.uscc == OTHER


@pytest.mark.parametrize(
    ("changes", "cell", "said"),
    [
        ({"name": None}, "A2", "Please type the name"),
        ({"name": "+远山"}, "A2", "Please type the name"),
        ({"name": "＝远山"}, "A2", "Please type the name"),
        ({"name": "@cmd"}, "A2", "Please type the name"),
        ({"name": "=1+1"}, "A2", "This is a formula"),
        ({"name": "长" * 121}, "A2", "121 characters"),
        ({"uscc": OTHER[:-1] + "8"}, "B2", "last character checks the others"),
        ({"uscc": OTHER[:-1]}, "B2", "18 characters; yours has 17"),
        ({"uscc": 913302826843210000}, "B2", "rounded this long number"),
        ({"uscc": None}, "B2", "business licence"),
        ({"region": "330000"}, "C2", "choose it from the list"),
        ({"region": "亚特兰蒂斯"}, "C2", "choose it from the list"),
        ({"region": "鼓楼区"}, "C2", "are called so"),
        ({"industry": "C"}, "D2", "choose it from the list"),
        ({"employees": "很多"}, "E2", "must not be formatted as a date"),
        ({"employees": 0}, "E2", "must not be formatted as a date"),
        ({"employees": 3.5}, "E2", "must not be formatted as a date"),
        ({"employees": datetime.datetime(1900, 3, 25)}, "E2", "a date"),
        ({"revenue": datetime.date(2026, 1, 2)}, "F2", "a date"),
        ({"revenue": True}, "F2", "yes/no"),
        ({"revenue": -1}, "F2", "type a number"),
        ({"email": "office@"}, "G2", "correct the address"),
        ({"email": "+x@example.com"}, "G2", "correct the address"),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(changes, cell, said):
    found = problem(*but(**changes))
    assert (found.sheet, found.cell) == ("客户", cell)
    assert said in found.remedy
    assert found.found
    assert found.expected


def test_all_problems_of_all_rows_are_told_and_the_sound_rows_are_read():
    read = read_clients(workbook(but(name=None, uscc=CODE, employees="x"), ROW, but(uscc="x")))
    assert [one.cell for one in read.problems] == ["A2", "E2", "B4"]
    assert [client.uscc for client in read.clients] == [OTHER]


def test_a_code_that_stands_twice_is_told_with_the_other_row():
    read = read_clients(workbook(ROW, but(uscc=CODE), but(name="又一家")))
    assert "row 2" in read.problems[0].remedy
    assert [client.uscc for client in read.clients] == [OTHER, CODE]


def test_merged_cells_are_told():
    read = read_clients(workbook(ROW, but(uscc=CODE), change=lambda s: s.merge_cells("A2:A3")))
    assert {one.cell for one in read.problems} == {"A2", "A3"}
    assert {one.found for one in read.problems} == {"merged cells"}


def test_countless_merged_cells_are_refused():
    def merge(sheet):
        for row in range(2, 110):
            sheet.merge_cells(f"H{row}:I{row}")

    assert "merged cells" in refusal(workbook(ROW, change=merge))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no Excel workbook"),
        ("企业名称,代码\n远山,1".encode("gbk"), "no Excel workbook"),
        (sheet.OLE + b"\0" * 600, "old Excel"),
        (sheet.OLE + b"\0" * 600 + sheet.PROTECTED, "password"),
        (b"PK\x03\x04" + b"\0" * 90, "cannot be opened"),
        (b"PK" + b"\0" * sheet.BIGGEST, "at most 12000 KB"),
    ],
)
def test_what_is_no_workbook_is_told_apart(content, said):
    assert said in refusal(content)


def test_a_bomb_is_refused_before_anything_opens_it():
    bomb = rewritten(workbook(ROW), lambda name, part: b" " * 30_000_000 if "sheet1" in name else part)
    began = time.perf_counter()
    assert "too large" in refusal(bomb)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("broken", [b"\xff\xfe\x00<", "<a>企业</a>".encode("gbk"), b"<!DOCTYPE a><a/>", b"<worksheet>"])
def test_a_sheet_in_a_wrong_encoding_or_cut_off_is_refused(broken):
    content = rewritten(workbook(ROW), lambda name, part: broken if name.endswith("sheet1.xml") else part)
    assert refusal(content)


def test_a_file_that_lies_about_its_size_is_read_all_the_same():
    def lie(name, part):
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', part) if "sheet1" in name else part

    assert len(read_clients(rewritten(workbook(ROW), lie)).clients) == 1


def test_more_rows_than_there_may_be_are_refused_and_the_rest_is_not_read(monkeypatch):
    monkeypatch.setattr(sheet, "MOST_CLIENTS", 3)
    content = workbook(*[but(name=f"第{n}厂") for n in range(5)])
    assert "more than" in refusal(content)


def _sheet(rows):
    """The list with other rows behind its own."""
    return rewritten(
        workbook(ROW),
        lambda name, part: part.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet1" in name else part,
    )


def test_one_formatted_cell_in_the_last_row_of_a_sheet_costs_no_list():
    began = time.process_time()
    read = read_clients(_sheet(b'<row r="1048576"><c r="A1048576" s="0"/></row>'))
    assert len(read.clients) == 1
    assert time.process_time() - began < 20


def test_a_row_beyond_the_last_there_can_be_is_refused():
    assert "formatted but empty" in refusal(_sheet(b'<row r="99999999"><c r="A99999999" t="n"><v>1</v></c></row>'))


def test_rows_that_are_formatted_to_the_end_are_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(sheet, "MOST_FORMATTED", 5)
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 10))
    assert "delete the empty rows" in refusal(_sheet(blank))


def test_a_sheet_of_countless_tiny_cells_is_refused_before_the_library_reads_it():
    began = time.process_time()
    assert "too large" in refusal(_sheet(b'<row r="3">' + b"<c/>" * (sheet.MOST_TAGS + 1) + b"</row>"))
    assert time.process_time() - began < 5


def test_merged_cells_are_found_wherever_a_piece_of_the_file_ends(monkeypatch):
    content = workbook(ROW, but(uscc=CODE), change=lambda s: s.merge_cells("A2:A3"))
    for piece in range(1, 12):
        monkeypatch.setattr(sheet, "PIECE", piece)
        assert len(read_clients(content).problems) == 2


def test_a_sheet_in_another_encoding_is_searched_for_merged_cells_too():
    def wide(name, part):
        return part.decode().replace("utf-8", "utf-16").encode("utf-16") if name.endswith("sheet1.xml") else part

    content = rewritten(workbook(ROW, but(uscc=CODE), change=lambda s: s.merge_cells("A2:A3")), wide)
    assert {one.cell for one in read_clients(content).problems} == {"A2", "A3"}


def test_how_far_the_reading_is_is_told_on_the_way(monkeypatch):
    monkeypatch.setattr("portfolio.reading.PACE", 2)
    told = []
    read_clients(workbook(*[but(name=f"第{n}厂") for n in range(7)]), told.append)
    assert told == sorted(told)
    assert len(told) == 4
    assert 0.5 < told[-1] <= 1


def test_a_list_without_rows_or_heads_is_told():
    assert "lists no enterprise" in refusal(workbook())
    assert "lacks these columns" in refusal(workbook(ROW, heads=["a", "b"]))
    twice = [*[column.title for column in COLUMNS], "企业名称"]
    assert "twice" in refusal(workbook(ROW, heads=twice))
