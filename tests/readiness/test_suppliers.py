"""Questions to suppliers: every shipped scenario has a sheet with nothing left blank, and a wrong file is refused."""

import re
import shutil
from collections import Counter

import pytest

from readiness.errors import ContentError
from readiness.loading.framework import FRAMEWORKS, load_framework
from readiness.loading.suppliers import SUPPLIERS, load_sheets, published_sheets
from readiness.suppliers import blanks, filled
from readiness.text import Text

FRAMEWORK = load_framework(FRAMEWORKS / "ai-manufacturing" / "2026.1")
SCENARIOS = [scenario.code for scenario in FRAMEWORK.scenarios]


def sheet_of(code):
    return published_sheets().of("ai-manufacturing", code)


def texts_of(sheet):
    return [*sheet.questions, *sheet.red_flags, *(text for criterion in sheet.criteria for text in criterion.texts)]


def test_every_shipped_scenario_has_a_sheet_and_no_sheet_is_about_anything_else():
    assert published_sheets().scenarios == set(SCENARIOS)
    assert published_sheets().framework == FRAMEWORK.key


@pytest.mark.parametrize("code", SCENARIOS)
def test_a_sheet_has_ten_different_questions_and_criteria_with_nothing_left_blank(code):
    sheet = sheet_of(code)
    assert len({text.zh for text in sheet.questions}) == 10
    assert len(sheet.criteria) >= 3
    for text in texts_of(sheet):
        assert text.zh
        assert text.en
        assert not re.search(r"[{}]", text.zh + text.en)


@pytest.mark.parametrize("code", SCENARIOS)
def test_both_languages_are_what_they_say(code):
    for text in texts_of(sheet_of(code)):
        assert not re.search(r"[\u4e00-\u9fff]", text.en), text.en
        assert re.search(r"[\u4e00-\u9fff]", text.zh) or not re.search(r"[a-z]{3}", text.zh), text.zh


@pytest.mark.parametrize("code", SCENARIOS)
def test_every_sheet_asks_who_owns_the_data_how_to_leave_and_what_it_costs_later(code):
    *_, ownership, leaving, later = sheet_of(code).questions
    assert "归谁" in ownership.zh
    assert "hand over" in leaving.en
    assert "第一年之后" in later.zh


def test_no_two_scenarios_get_the_same_sheet():
    sheets = Counter(tuple(text.zh for text in texts_of(sheet_of(code))) for code in SCENARIOS)
    assert set(sheets.values()) == {1}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("EQ-PM-1", ["咬边", "漏检率", "误报率", "99%", "断一次电"]),
        ("EQ-PM-2", ["提前", "误报", "轴承"]),
        ("SW-OM-2", ["权限", "出处", "不知道"]),
        ("CG-MS-1", ["广告法", "标识"]),
        ("RM-PM-3", ["基准线", "气温"]),
    ],
)
def test_a_sheet_speaks_of_its_own_trade(code, words):
    whole = " ".join(text.zh for text in texts_of(sheet_of(code)))
    assert [word for word in words if word not in whole] == []


def test_other_frameworks_and_unknown_scenarios_have_no_sheet():
    assert published_sheets().of("ai-manufacturing", "ZZ-PM-1") is None
    assert published_sheets().of("miit-sme-2024", "EQ-PM-1") is None


def test_the_digest_of_the_framework_does_not_depend_on_the_sheets():
    assert not SUPPLIERS.is_relative_to(FRAMEWORKS)


def test_blanks_are_filled_in_both_languages_and_others_stay():
    text = Text("检{object}在{place}", "inspect {object} at {place}")
    assert filled(text, {"object": Text("件", "parts")}) == Text("检件在{place}", "inspect parts at {place}")
    assert blanks(text) == (frozenset({"object", "place"}), frozenset({"object", "place"}))


# --- the files -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SUPPLIERS, tmp_path / "suppliers")
    return tmp_path / "suppliers"


def problems_of(folder):
    with pytest.raises(ContentError) as caught:
        load_sheets(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("file", "was", "becomes", "said"),
    [
        ("kinds/energy.yaml", "code: energy", "code: power", "'energy', as the file is called"),
        ("kinds/energy.yaml", "code: RM-PM-3", "code: RM-PM-2", "each scenario once in all files"),
        ("kinds/energy.yaml", "    meters: {zh", "    counters: {zh", "a key that is not known here"),
        ("kinds/energy.yaml", "    meters: {zh", "    counters: {zh", "a text in zh and en"),
        ("kinds/energy.yaml", "请用我方{meters}先", "请先", "the same blanks in both"),
        ("kinds/energy.yaml", "误差多大？", "误差{多大？", "blanks like {object}"),
        ("kinds/energy.yaml", "red_flags:", "remarks: 1\nred_flags:", "a key that is not known here"),
        ("kinds/energy.yaml", "- metric: {zh", "- name: {zh", "a text in zh and en"),
        ("suppliers.yaml", "{assets}归谁", "{object}归谁", "the same blanks in both"),
        ("suppliers.yaml", "compiled_on: 2026-11-24", "compiled_on: soon", "a date like"),
    ],
)
def test_a_wrong_file_is_refused_with_what_belongs_there(folder, file, was, becomes, said):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    problems = problems_of(folder)
    assert any(said in problem for problem in problems), problems


def test_a_question_too_few_is_refused(folder):
    path = folder / "kinds" / "patrol.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    first = lines.index("questions:") + 1
    path.write_text("\n".join(lines[:first] + lines[first + 2 :]), encoding="utf-8")
    assert any("questions: found 6, expected 7" in problem for problem in problems_of(folder))


def test_all_problems_of_all_files_are_told_at_once(folder):
    for name in ("energy", "patrol"):
        path = folder / "kinds" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\nsurplus: 1\n", encoding="utf-8")
    assert len(problems_of(folder)) == 2
