"""A workbook filled on the site of a client: what it carries, what is refused, and how conflicts are decided."""

import datetime
import io
import re
import zipfile

import pytest
from django.urls import reverse

from exchange.refusals import Unreadable
from exchange.returned import read_workbook
from exchange.seals import Taken
from exchange.workbook import write_workbook
from readiness.loading.framework import published
from surveys.content import CURRENT
from surveys.models import Answer, AnswerEvent
from surveys.saving import canonical

from .books import lines_in, opened, part_changed, saved, typed, zipped

FRAMEWORK = published(CURRENT)
TAKEN = Taken("11111111-1111-4111-8111-111111111111", "慈溪远山", "2026-11-25", {"PM-1": 3})


@pytest.fixture(scope="module")
def blank():
    return write_workbook(FRAMEWORK, FRAMEWORK.questions.values(), "zh-hans", {}, TAKEN)


@pytest.fixture(scope="module")
def filled(blank):
    return typed(blank, FRAMEWORK, {"PM-1": "L3", "CM-1": WAY, "DT-1": dict(zip(DT_1, ("12", "48"), strict=True))})


WAY = [next(option.code for option in FRAMEWORK.questions["CM-1"].options if not option.exclusive)]
DT_1 = [wanted.code for wanted in FRAMEWORK.questions["DT-1"].inputs]


def refused(content, assessment=""):
    with pytest.raises(Unreadable) as caught:
        read_workbook(content, FRAMEWORK, assessment)
    return caught.value.text


def edited(content, change):
    """The workbook after `change(book, lines)`."""
    book = opened(content)
    change(book, lines_in(book))
    return saved(book)


# --- what goes out ------------------------------------------------------------------------------------------------------


def test_there_is_a_sheet_for_every_dimension_and_a_cover_that_names_version_and_fingerprint(blank):
    book = opened(blank)
    assert book.sheetnames[0] == "说明"
    assert [name.split()[0] for name in book.sheetnames[1:-1]] == list(FRAMEWORK.dimensions)
    cover = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(max_row=11)}
    assert cover["版本"] == FRAMEWORK.reference
    assert cover["版本指纹（SHA-256）"] == FRAMEWORK.digest
    assert cover["企业"] == "慈溪远山"


def test_every_choice_has_a_list_and_every_number_limits_and_excel_stops_what_does_not_fit(blank):
    book = opened(blank)
    checks = {
        (sheet.title, str(check.sqref)): check
        for sheet in book.worksheets
        for check in sheet.data_validations.dataValidation
    }
    for row in lines_in(book).values():
        check = checks[row[4].parent.title, row[4].coordinate]
        assert check.type in ("list", "whole", "decimal")
        assert check.showErrorMessage


def test_the_list_of_a_question_holds_its_options_not_sure_and_where_allowed_does_not_apply(blank):
    book = opened(blank)

    def offered(code, part=""):
        cell = lines_in(book)[code, part][4]
        check = next(c for c in cell.parent.data_validations.dataValidation if cell.coordinate in c.sqref)
        row = re.fullmatch(r"lists!\$A\$(\d+):\$[A-Z]+\$\1", check.formula1)[1]
        return [one.value for one in book["lists"][int(row)] if one.value]

    assert offered("RD-1") == [*(o.text.zh for o in FRAMEWORK.questions["RD-1"].options), "不清楚", "不适用"]
    assert offered("PM-1") == [*(o.text.zh for o in FRAMEWORK.questions["PM-1"].options), "不清楚"]
    assert offered("CM-1", WAY[0]) == ["是", "否"]


def test_only_the_cells_to_fill_in_can_be_changed(blank):
    book = opened(blank)
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    for (code, _part), row in lines_in(book).items():
        assert [cell.protection.locked for cell in row[:4]] == [True] * 4
        assert row[4].protection.locked is False
        if FRAMEWORK.questions[code].not_applicable_when is None:
            assert row[5].protection.locked is True


# --- the wrong workbook -------------------------------------------------------------------------------------------------


def test_another_version_is_refused_with_the_reason_and_what_to_do(blank):
    text = refused(edited(blank, lambda book, _: book.worksheets[0].__setitem__("B5", "ai-manufacturing@2025.1")))
    assert "ai-manufacturing@2025.1" in text.en
    assert FRAMEWORK.reference in text.en
    assert "download a new one" in text.en


def test_the_same_version_with_other_questions_is_refused_by_its_fingerprint(blank):
    text = refused(edited(blank, lambda book, _: book.worksheets[0].__setitem__("B6", "0" * 64)))
    assert "000000000000…" in text.en
    assert FRAMEWORK.digest[:12] in text.en


def test_without_its_cover_a_workbook_is_refused(blank):
    assert "Read me" in refused(edited(blank, lambda book, _: book.remove(book.worksheets[0]))).en


def test_a_workbook_of_another_client_is_refused_by_name(filled):
    assert "慈溪远山" in refused(filled, "22222222-2222-4222-8222-222222222222").zh


def test_an_edited_code_is_refused_naming_sheet_and_cell(filled):
    def change(_book, lines):
        lines["PM-1", ""][0].value = "PM-2"

    text = refused(edited(filled, change))
    assert "PM 生产制造!A3" in text.en
    assert "PM-2" in text.en
    assert "“PM-1” belongs there" in text.en


def test_swapped_codes_are_noticed(filled):
    def change(_book, lines):
        lines["PM-1", ""][0].value, lines["PM-2", ""][0].value = "PM-2", "PM-1"

    assert "PM 生产制造!A3" in refused(edited(filled, change)).zh


def test_an_edited_part_of_a_question_is_refused_naming_its_cell(filled):
    def change(_book, lines):
        lines["CM-1", WAY[0]][1].value = FRAMEWORK.questions["CM-1"].options[2].code

    assert "CM 算力与模型!B4" in refused(edited(filled, change)).zh


@pytest.mark.parametrize("column", [0, 6, 7], ids=["code", "seal", "base"])
def test_an_emptied_cell_that_the_reading_needs_is_refused(filled, column):
    def change(_book, lines):
        lines["PM-1", ""][column].value = None

    assert "PM 生产制造!A3" in refused(edited(filled, change)).en


def test_a_line_pasted_twice_is_refused_naming_both_places(filled):
    def change(book, lines):
        sheet = book["PM 生产制造"]
        for source in lines["PM-1", ""]:
            sheet.cell(60, source.column, source.value)

    text = refused(edited(filled, change)).en
    assert "PM 生产制造!E3" in text
    assert "PM 生产制造!E60" in text


def test_half_a_question_is_refused_and_a_missing_sheet_is_not(filled):
    def half(book, _lines):
        book["CM 算力与模型"].delete_rows(4)

    assert "CM-1" in refused(edited(filled, half)).en
    rest = read_workbook(edited(filled, lambda book, _: book.remove(book["CM 算力与模型"])), FRAMEWORK)
    assert set(rest.answers) == {"PM-1", "DT-1"}


def test_sorting_and_notes_of_ones_own_do_no_harm(filled):
    def change(book, _lines):
        sheet = book["PM 生产制造"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for number, values in enumerate(reversed(rows), start=5):
            for column, value in enumerate(values, start=1):
                sheet.cell(number, column).value = value
        for number in (3, 4):
            for column in range(1, 9):
                sheet.cell(number, column).value = None
        book.create_sheet("我的笔记")["A1"] = "问一下王工"

    assert read_workbook(edited(filled, change), FRAMEWORK).answers == read_workbook(filled, FRAMEWORK).answers


# --- hostile and unlucky cells ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", ["=1+11", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "=E4"])
def test_a_formula_in_a_cell_is_named_and_never_taken_for_an_answer(filled, formula):
    def change(_book, lines):
        lines["DT-1", DT_1[0]][4].value = formula

    read = read_workbook(edited(filled, change), FRAMEWORK)
    assert "DT-1" not in read.answers
    assert [problem.place for problem in read.problems] == ["DT 数据基础!E3"]
    assert "not a formula" in read.problems[0].expected.en


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, "True"),
        (datetime.datetime(2026, 1, 2), "2026-01-02 00:00:00"),
        ("#N/A", "#N/A"),
        (1.5, "1.5"),
        (-3, "-3"),
    ],
    ids=["boolean", "date", "error", "half a machine", "negative"],
)
def test_a_cell_that_is_no_whole_number_is_named(filled, value, kind):
    def change(_book, lines):
        lines["DT-1", DT_1[0]][4].value = value

    [problem] = read_workbook(edited(filled, change), FRAMEWORK).problems
    assert (problem.place, problem.code) == ("DT 数据基础!E3", "DT-1")
    assert problem.found.startswith(kind)


def test_a_number_in_a_choice_is_named_and_booleans_tick(blank):
    def change(_book, lines):
        lines["PM-1", ""][4].value = 3
        for option in FRAMEWORK.questions["CM-1"].options:
            lines["CM-1", option.code][4].value = option.code == WAY[0]

    read = read_workbook(edited(blank, change), FRAMEWORK)
    assert read.answers == {"CM-1": canonical(FRAMEWORK.questions["CM-1"], WAY)}
    assert [problem.place for problem in read.problems] == ["PM 生产制造!E3"]


def test_a_share_typed_with_its_sign_is_the_share_one_sees(blank):
    def change(_book, lines):
        cell = lines["OT-2", "value"][4]
        cell.value, cell.number_format = 0.035, "0.0%"

    assert read_workbook(edited(blank, change), FRAMEWORK).answers == {"OT-2": {"value": "3.5"}}


def test_two_answers_to_one_question_are_named_and_neither_is_taken(blank):
    def change(_book, lines):
        lines["DT-1", DT_1[0]][4].value = 12
        lines["DT-1", "band"][4].value = "L2"
        lines["CM-1", WAY[0]][4].value = "是"
        lines["CM-1", "stance"][4].value = "不清楚"

    read = read_workbook(edited(blank, change), FRAMEWORK)
    assert read.answers == {}
    assert {problem.code for problem in read.problems} == {"DT-1", "CM-1"}


def test_only_noes_say_which_line_is_wanted_instead(blank):
    def change(_book, lines):
        lines["CM-1", WAY[0]][4].value = "否"

    [problem] = read_workbook(edited(blank, change), FRAMEWORK).problems
    assert problem.code == "CM-1"


def test_a_reason_without_its_choice_is_named_where_it_stands(blank):
    def change(_book, lines):
        lines["RD-1", ""][5].value = "没有设计部"

    [problem] = read_workbook(edited(blank, change), FRAMEWORK).problems
    assert (problem.place, problem.found) == ("RD 研发设计!F3", "没有设计部")


def test_merged_cells_are_refused_naming_them(filled):
    text = refused(edited(filled, lambda book, _: book["PM 生产制造"].merge_cells("E3:E4")))
    assert "PM 生产制造" in text.en
    assert "E3:E4" in text.en


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_answers_on_a_hidden_sheet_are_refused(filled, state):
    text = refused(edited(filled, lambda book, _: setattr(book["PM 生产制造"], "sheet_state", state)))
    assert "“PM 生产制造” is hidden" in text.en


def test_fifty_thousand_rows_are_refused_with_a_sentence(blank):
    def change(text):
        rows = b"".join(
            b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (n, n) for n in range(200, 50_200)
        )
        return text.replace(b"</sheetData>", rows + b"</sheetData>")

    assert "below row 5000" in refused(part_changed(blank, "xl/worksheets/sheet4.xml", change)).en


def test_a_row_numbered_beyond_all_sheets_does_not_keep_the_server_busy(blank):
    row = b'<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    content = part_changed(blank, "xl/worksheets/sheet4.xml", lambda text: text.replace(b"</sheetData>", row))
    assert read_workbook(content, FRAMEWORK).answers == {}


def with_part(content, name, text):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({n: archive.read(n) for n in archive.namelist()} | {name: text})


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda c: with_part(c, "xl/vbaProject.bin", b"macro"), "carries macros"),
        (lambda c: with_part(c, "xl/embeddings/oleObject1.bin", b"x"), "embedded files"),
        (lambda c: with_part(c, "xl/media/image1.png", b"\0" * 30_000_000), "too large"),
        (lambda c: with_part(c, "xl/worksheets/sheet99.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "too large"),
        (lambda c: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "old format"),
        (lambda c: c + b"behind", "no Excel workbook"),
        (lambda c: c[:-50], "no Excel workbook"),
    ],
    ids=["macros", "object", "bomb", "entities", "xls", "appended", "cut"],
)
def test_a_dangerous_or_broken_file_is_refused_with_its_own_sentence(blank, spoil, sentence):
    assert sentence in refused(spoil(blank)).en


def test_a_refused_workbook_is_told_at_the_field(signed_in, alice, db, upload, request):
    draft = request.getfixturevalue("draft")
    page = signed_in(alice).post(
        reverse("exchange:offline", args=[draft.uuid]),
        upload(write_workbook(FRAMEWORK, FRAMEWORK.questions.values(), "en", {}, TAKEN), "a.xlsx"),
    )
    assert page.status_code == 422
    assert "taken from another assessment" in page.content.decode()


# --- what other programs write ------------------------------------------------------------------------------------------


def shared(content, runs=r"<si><t>\1</t></si>"):
    """As Excel and WPS write it: texts in a table of their own, no dimension, no theme."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    texts = []

    def moved(match):
        texts.append(match[2])
        return f'{match[1]} t="s"><v>{len(texts) - 1}</v></c>'

    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        inline = r'(<c r="\w+"[^>]*?) t="inlineStr"><is><t(?: [^>]*)?>([^<]*)</t></is></c>'
        parts[name] = re.sub(r"<dimension[^>]*/>", "", re.sub(inline, moved, parts[name]))
        assert "inlineStr" not in parts[name]
    items = "".join(re.sub(r"(?s)^(.*)$", runs, text, count=1) for text in texts)
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'
    )
    types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    parts[types] = re.sub(r"<Override[^>]*(sharedStrings|theme)[^>]*/>", "", parts[types]).replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    parts[rels] = re.sub(r"<Relationship [^>]*(sharedStrings|theme)[^>]*/>", "", parts[rels]).replace(
        "</Relationships>",
        '<Relationship Id="rIdS" Target="sharedStrings.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    parts.pop("xl/theme/theme1.xml")
    return zipped(parts)


def rich(content):
    """Texts in runs with phonetic readings beside them, as pasted text is kept."""
    runs = r'<si><r><t xml:space="preserve">\1</t></r><r><rPr><sz val="10"/></rPr><t></t></r><rPh sb="0" eb="1"><t>pin</t></rPh></si>'
    return shared(content, runs)


def wrong_dimension(content):
    return part_changed(
        content,
        "xl/worksheets/sheet4.xml",
        lambda text: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', text),
    )


def prefixed(content):
    """Elements with a prefix, as some libraries write them."""

    def change(text):
        plain = text.decode().replace('xmlns="http', 'xmlns:x="http', 1)
        return re.sub(r"<(/?)(\w+)(?=[\s>/])", r"<\1x:\2", plain.split("?>", 1)[-1]).encode()

    return part_changed(content, "xl/worksheets/sheet4.xml", change)


def renamed(content):
    """As LibreOffice leaves it: other names of parts, sheets renamed by the person."""
    book = opened(content)
    for number, sheet in enumerate(book.worksheets[1:], start=1):
        if sheet.title != "lists":
            sheet.title = f"Sheet{number}"
    return saved(book)


@pytest.mark.parametrize("written", [shared, rich, wrong_dimension, prefixed, renamed])
def test_a_workbook_saved_by_another_program_reads_the_same(filled, written):
    read = read_workbook(written(filled), FRAMEWORK)
    assert read.problems == ()
    assert read.answers == read_workbook(filled, FRAMEWORK).answers
    assert set(read.answers) == {"PM-1", "CM-1", "DT-1"}


# --- conflicts ----------------------------------------------------------------------------------------------------------


def brought(client, draft, upload, content):
    return client.post(reverse("exchange:offline", args=[draft.uuid]), upload(content, "a.xlsx"))


def keep(client, draft, page, **decided):
    sealed = {"sealed": page.context["sealed"]}
    return client.post(
        reverse("exchange:keep_offline", args=[draft.uuid]), sealed | {f"decide.{c}": to for c, to in decided.items()}
    )


@pytest.fixture
def conflicting(signed_in, draft, alice, bob, answer, upload):
    """(client, page): PM-1 changed here and in the file, PM-2 only here, PM-3 only in the file."""
    client = signed_in(alice)
    for code in ("PM-1", "PM-2", "PM-3"):
        answer(draft, code, "L1")
    content = client.get(reverse("exchange:filled", args=[draft.uuid])).content
    answer(draft, "PM-1", "L5", bob)
    answer(draft, "PM-2", "L4", bob)
    content = typed(content, FRAMEWORK, {"PM-1": "L3", "PM-3": "L2"}, "en")
    return client, brought(client, draft, upload, content)


def values():
    return dict(Answer.objects.values_list("question", "value"))


@pytest.mark.django_db
def test_a_conflict_shows_both_values_and_what_only_changed_here_is_left_alone(conflicting):
    _client, page = conflicting
    trial = page.context["trial"]
    assert [c.question.code for c in trial.changes] == ["PM-3"]
    assert [(c.question.code, c.before, c.after) for c in trial.conflicts] == [("PM-1", "L5", "L3")]
    assert [c.question.code for c in trial.untouched] == ["PM-2"]
    html = page.content.decode()
    assert FRAMEWORK.questions["PM-1"].option("L5").text.en in html
    assert FRAMEWORK.questions["PM-1"].option("L3").text.en in html
    assert not re.search(r'name="decide.PM-1"[^>]*checked', html)


@pytest.mark.django_db
@pytest.mark.parametrize(("decided", "kept"), [({"PM-1": "file"}, "L3"), ({"PM-1": "here"}, "L5"), ({}, "L5")])
def test_the_person_decides_a_conflict_and_undecided_the_answer_here_stays(conflicting, draft, decided, kept):
    client, page = conflicting
    assert keep(client, draft, page, **decided).status_code == 302
    assert values() == {"PM-1": kept, "PM-2": "L4", "PM-3": "L2"}


@pytest.mark.django_db
def test_a_decision_about_no_conflict_changes_nothing(conflicting, draft):
    client, page = conflicting
    keep(client, draft, page, **{"PM-2": "file", "PM-1": "nonsense"})
    assert values() == {"PM-1": "L5", "PM-2": "L4", "PM-3": "L2"}


@pytest.mark.django_db
def test_what_changes_between_looking_and_deciding_is_shown_again(conflicting, draft, bob, answer):
    client, page = conflicting
    answer(draft, "PM-1", "L4", bob)
    again = keep(client, draft, page, **{"PM-1": "file"})
    assert again.status_code == 409
    [conflict] = again.context["trial"].conflicts
    assert (conflict.question.code, conflict.before, conflict.after) == ("PM-1", "L4", "L3")
    assert keep(client, draft, again, **{"PM-1": "file"}).status_code == 302
    assert values()["PM-1"] == "L3"


@pytest.mark.django_db
def test_a_blank_workbook_that_meets_an_answer_given_meanwhile_is_a_conflict(
    signed_in, draft, alice, bob, answer, upload
):
    client = signed_in(alice)
    answer(draft, "PM-1", "L1")
    blank = client.get(reverse("exchange:blank", args=[draft.uuid])).content
    answer(draft, "PM-1", "L2", bob)
    page = brought(client, draft, upload, typed(blank, FRAMEWORK, {"PM-1": "L3"}, "en"))
    assert [c.question.code for c in page.context["trial"].conflicts] == ["PM-1"]


@pytest.mark.django_db
def test_the_quick_version_has_a_workbook_of_its_own_questions(signed_in, draft, alice):
    client = signed_in(alice)
    client.post(reverse("surveys:mode", args=[draft.uuid]), {"mode": "quick"})
    book = opened(client.get(reverse("exchange:blank", args=[draft.uuid])).content)
    assert {code for code, _part in lines_in(book) if code[0] != "#"} == {
        q.code for q in FRAMEWORK.questions.values() if q.quick
    }


@pytest.mark.django_db
def test_decided_conflicts_go_through_the_same_save_function(conflicting, draft):
    client, page = conflicting
    keep(client, draft, page, **{"PM-1": "file"})
    event = AnswerEvent.objects.filter(subject="PM-1").latest("pk")
    assert (event.origin, event.old_value, event.new_value) == ("adopted", "L5", "L3")
