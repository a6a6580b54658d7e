"""Lists of clients: what is understood, and what is told of what is not."""

import datetime
import io
import re
import time
import zipfile
from dataclasses import replace

import pytest
from django.utils import translation
from openpyxl import load_workbook

from exchange.refusals import Unreadable
from exchange.rosters import sheet
from exchange.rosters.template import write_template
from portfolio import reading
from portfolio.columns import CLIENTS, COLUMNS
from portfolio.reading import read_clients
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
    content = write_template(CLIENTS, language)
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
    from exchange.rosters.reading import READERS
    from exchange.rosters.template import labels_of

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
        (b"PK" + b"\0" * 3_000_000, "at most 3000 KB"),
    ],
)
def test_what_is_no_workbook_is_told_apart(content, said):
    assert said in refusal(content)


def test_a_bomb_is_refused_before_anything_opens_it():
    bomb = rewritten(workbook(ROW), lambda name, part: b" " * 30_000_000 if "sheet1" in name else part)
    began = time.process_time()
    assert "too large" in refusal(bomb)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("broken", [b"\xff\xfe\x00<", "<a>企业</a>".encode("gbk"), b"<!DOCTYPE a><a/>", b"<worksheet>"])
def test_a_sheet_in_a_wrong_encoding_or_cut_off_is_refused(broken):
    content = rewritten(workbook(ROW), lambda name, part: broken if name.endswith("sheet1.xml") else part)
    assert refusal(content)


def test_a_file_that_lies_about_its_size_is_read_all_the_same():
    def lie(name, part):
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', part) if "sheet1" in name else part

    assert len(read_clients(rewritten(workbook(ROW), lie)).clients) == 1


def test_more_rows_than_there_may_be_are_refused_and_the_rest_is_not_read(monkeypatch):
    monkeypatch.setattr(reading, "CLIENTS", replace(CLIENTS, most=3))
    content = workbook(*[but(name=f"第{n}厂") for n in range(5)])
    assert "more than" in refusal(content)


def test_a_list_without_rows_or_heads_is_told():
    assert "lists no enterprise" in refusal(workbook())
    assert "lacks these columns" in refusal(workbook(ROW, heads=["a", "b"]))
    twice = [*[column.title for column in COLUMNS], "企业名称"]
    assert "twice" in refusal(workbook(ROW, heads=twice))
