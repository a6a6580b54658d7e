"""A questionnaire as a workbook: what is filled in comes back as answers, what cannot be read is named by its cell."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from exchange.refusals import Unreadable
from exchange.returned import read_workbook
from exchange.workbook import write_workbook
from readiness.answers import AnswerError, to_plain
from readiness.loading.framework import load_framework, published
from surveys.saving import canonical
from tests.readiness.test_properties import FOLDERS, anything

SMALL = load_framework(FOLDERS["small"])
MINISTRY = published("miit-sme-2024@2024")


def asked(framework):
    return framework.asked(framework.profiles[framework.default_profile])


def kept(question, answer):
    """The plain form that is kept of an answer; None for one that is refused where answers are saved."""
    try:
        return canonical(question, to_plain(answer))
    except AnswerError:
        return None


def changed(content, **cells):
    book = load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        title, _, cell = place.rpartition("!")
        book[title][cell] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def place_of(content, code, part=None):
    book = load_workbook(io.BytesIO(content))
    rows = ((sheet.title, row) for sheet in book.worksheets for row in sheet.iter_rows(min_row=3))
    return next(f"{title}!E{row[0].row}" for title, row in rows if row[0].value == code and row[1].value == part)


@pytest.mark.parametrize(
    "framework", [SMALL, MINISTRY, load_framework(FOLDERS["ai-manufacturing"])], ids=lambda f: f.key
)
@settings(deadline=None, max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_comes_back(framework, data):
    sheet = st.fixed_dictionaries({q.code: anything(q) for q in asked(framework)})
    drawn = {code: kept(framework.questions[code], a) for code, a in data.draw(sheet).items() if a}
    plain = {code: value for code, value in drawn.items() if value is not None}
    read = read_workbook(write_workbook(framework, asked(framework), "zh-hans", plain), framework)
    assert read.problems == ()
    assert read.answers == plain


def test_an_empty_workbook_says_nothing():
    read = read_workbook(write_workbook(MINISTRY, asked(MINISTRY), "en"), MINISTRY)
    assert (read.answers, read.problems) == ({}, ())


def test_a_choice_may_be_typed_by_its_code_or_in_either_language():
    blank = write_workbook(MINISTRY, asked(MINISTRY), "zh-hans")
    for typed in ("G2", " g2 ", "二级"):
        option = MINISTRY.questions["S07"].option("G2")
        typed = option.text.zh if typed == "二级" else typed
        read = read_workbook(changed(blank, **{place_of(blank, "S07"): typed}), MINISTRY)
        assert read.answers == {"S07": "G2"}


def test_a_cell_that_is_no_choice_is_named_with_what_belongs_there():
    blank = write_workbook(MINISTRY, asked(MINISTRY), "zh-hans")
    place = place_of(blank, "S07")
    [problem] = read_workbook(changed(blank, **{place: "差不多"}), MINISTRY).problems
    assert (problem.place, problem.found) == (place, "差不多")
    assert MINISTRY.questions["S07"].option("G1").text.zh in problem.expected.zh


def test_a_number_that_is_none_is_named_and_the_rest_is_kept():
    blank = write_workbook(MINISTRY, asked(MINISTRY), "zh-hans")
    cells = {place_of(blank, "Q2", "digital"): "十八", place_of(blank, "Q2", "total"): 40, place_of(blank, "S07"): "G1"}
    read = read_workbook(changed(blank, **cells), MINISTRY)
    assert read.answers == {"S07": "G1"}
    assert [problem.found for problem in read.problems] == ["十八"]


def test_nothing_in_a_workbook_is_a_formula():
    answers = {"PV-1": {"na": "=HYPERLINK(1)"}}
    framework = load_framework(FOLDERS["ai-manufacturing"])
    content = write_workbook(framework, asked(framework), "zh-hans", answers)
    book = load_workbook(io.BytesIO(content))
    assert not [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_what_no_cell_can_hold_is_left_out_of_it(character):
    framework = load_framework(FOLDERS["ai-manufacturing"])
    answers = {"PV-1": {"na": f"a{character}b"}}
    content = write_workbook(framework, asked(framework), "zh-hans", answers)
    assert read_workbook(content, framework).answers["PV-1"] == {"na": "ab"}


def test_a_reason_of_nothing_that_can_be_written_is_an_empty_cell():
    framework = load_framework(FOLDERS["ai-manufacturing"])
    content = write_workbook(framework, asked(framework), "zh-hans", {"PV-1": {"na": "\x01"}})
    assert read_workbook(content, framework).answers["PV-1"] == {"na": ""}


def test_a_workbook_of_another_framework_is_refused_with_a_sentence():
    other = write_workbook(SMALL, asked(SMALL), "zh-hans")
    with pytest.raises(Unreadable) as caught:
        read_workbook(other, MINISTRY)
    assert "small@1" in caught.value.text.en
    assert "miit-sme-2024@2024" in caught.value.text.en


def zipped(entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a workbook",
        zipped({"hello.txt": "hi"}),
        zipped({"xl/workbook.xml": "<a/>"}),
        zipped({"xl/workbook.xml": b"0" * 30_000_000}),
        zipped({f"xl/{n}": "" for n in range(300)} | {"xl/workbook.xml": "<a/>"}),
        zipped({"xl/workbook.xml": "<a/>", "xl/vbaProject.bin": "x"}),
        zipped({"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xl/workbook.xml": "<a/>"}),
        b"PK" + b"0" * 2_000_000,
    ],
    ids=["empty", "text", "other zip", "broken", "bomb", "many entries", "macros", "entities", "too large"],
)
def test_what_is_no_workbook_or_a_hostile_one_is_refused_before_it_is_opened(content):
    with pytest.raises(Unreadable):
        read_workbook(content, MINISTRY)


def spoilt(content, part, change):
    """The workbook with one part changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({n: change(archive.read(n)) if n == part else archive.read(n) for n in archive.namelist()})


SHEET = "xl/worksheets/sheet2.xml"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda text: text[: len(text) // 2]),
        (SHEET, lambda text: text[:-20]),
        (SHEET, lambda text: text.replace(b'<row r="3"', b'<row r="x"', 1)),
        (SHEET, lambda text: text.replace(b'<c r="E3"', b'<c r="ZZZZZZ3"', 1)),
        (SHEET, lambda text: text.replace(b'<c r="E3"', b'<c r="E3" s="x"', 1).replace(b's="x" s=', b's="x" a=', 1)),
        (SHEET, lambda text: text.replace(b'<c r="A3"', b'<c r="B3" t="n"><v>NaN</v></c><c r="A3"', 1)),
        (SHEET, lambda text: text.replace(b'<c r="A3"', b'<c r="B3" t="s"><v>99999</v></c><c r="A3"', 1)),
        (SHEET, lambda text: b'<?xml version="1.0" encoding="no-such"?>' + text),
        ("xl/styles.xml", lambda text: text[:100]),
    ],
    ids=["half", "no end", "row", "column", "style", "not a number", "no such text", "encoding", "styles"],
)
def test_a_broken_part_behind_the_first_row_is_refused_with_a_sentence(part, change):
    blank = write_workbook(SMALL, asked(SMALL), "zh-hans")
    with pytest.raises(Unreadable):
        read_workbook(spoilt(blank, part, change), SMALL)


def test_bytes_damaged_on_the_way_are_found_before_anything_is_read():
    content = bytearray(write_workbook(SMALL, asked(SMALL), "zh-hans"))
    place = content.index(SHEET.encode()) + len(SHEET) + 200
    content[place] ^= 0xFF
    with pytest.raises(Unreadable):
        read_workbook(bytes(content), SMALL)


def test_no_more_places_are_told_than_a_person_reads(monkeypatch):
    monkeypatch.setattr("exchange.returned.MOST_PROBLEMS", 1)
    blank = write_workbook(MINISTRY, asked(MINISTRY), "zh-hans")
    cells = {place_of(blank, code): "差不多" for code in ("S07", "S08")}
    assert len(read_workbook(changed(blank, **cells), MINISTRY).problems) == 1
