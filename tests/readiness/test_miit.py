"""The ministry's SME indicators (2024): published totals and levels, and what transcriptions have got wrong."""

from fractions import Fraction
from pathlib import Path

import pytest

from readiness.answers import Chosen, read_answer
from readiness.loading.catalogue import published_catalogue
from readiness.loading.framework import FRAMEWORKS, load_framework
from readiness.notes import Case
from readiness.outcome import evaluate
from readiness.profile import Profile
from readiness.scoring import score, score_question
from tests.readiness.conftest import TODAY, answers_of, cases

FOLDER: Path = FRAMEWORKS / "miit-sme-2024" / "2024"
FIRM = Profile(name="示例", adcode="330282", industry="3670", policy_group="equipment")
MOST = ("BASE", "MGMT", "RESULT")
SCENES = [f"S{n:02d}" for n in range(1, 17)]
BINDING = {"S01", "S03", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13"}


@pytest.fixture(scope="module")
def miit():
    return load_framework(FOLDER)


def picked(question, wanted):
    """The answer a vector writes as an order number, a number of ticks, or two of them (Q4)."""
    if question.kind != "multiple":
        return Chosen((question.options[wanted].code,))
    ordinary = [option.code for option in question.options if not option.exclusive]
    first, last = wanted if isinstance(wanted, list) else (wanted, 0)
    return read_answer(question, (ordinary[:first] + ordinary[13 : 13 + last]) or ["none"])


def level_code(miit, answers):
    return evaluate(miit, published_catalogue(), Case(FIRM, answers, (), TODAY)).result.level.code


def scored(miit, answers):
    return score(miit, answers, miit.profiles[miit.default_profile])


def given(name):
    """The case of the vectors whose name starts so."""
    return next(p.values[0] for p in cases(FOLDER / "vectors" / "answers.yaml") if p.values[0]["name"].startswith(name))


def at_levels(miit, name, levels):
    """The answers of a vector with other scenes: level → codes; the rest at G0."""
    placed = {code: f"G{level}" for level, codes in levels.items() for code in codes}
    return answers_of(miit, given(name)) | {code: Chosen((placed.get(code, "G0"),)) for code in SCENES}


@pytest.mark.parametrize("case", cases(FOLDER / "vectors" / "answers.yaml"))
def test_answer_sets_give_the_points_and_level_of_the_ministry(miit, case):
    answers = answers_of(miit, case)
    scores = scored(miit, answers)
    values = scores.dimension_values()
    assert {code: values[code] for code in MOST} == {code: Fraction(text) for code, text in case["dimensions"].items()}
    assert scores.overall == Fraction(case["overall"])
    assert level_code(miit, answers) == case["level"]


def test_fifteen_items_and_sixteen_scenes_of_which_ten_are_binding(miit):
    assert [code for code in miit.questions if code.startswith("Q")] == [f"Q{n}" for n in range(1, 16)]
    assert [code for code in miit.questions if code.startswith("S")] == SCENES
    assert {code for code, question in miit.questions.items() if "constrained" in question.tags} == BINDING
    assert {code for code, question in miit.questions.items() if "guiding" in question.tags} == set(SCENES) - BINDING
    assert {code for code, question in miit.questions.items() if "scene" in question.tags} == set(SCENES)


@pytest.mark.parametrize(
    ("code", "most"),
    [("Q1", 8), ("Q2", 6), ("Q3", 6), ("Q4", 10), ("Q5", 10), ("Q6", 5), ("Q7", 5)]
    + [(code, Fraction("7.5")) for code in ("Q8", "Q9", "Q10", "Q11")]
    + [("Q12", 7), ("Q13", 7), ("Q14", 3), ("Q15", 3)],
)
def test_the_best_answer_to_an_item_is_worth_its_published_points(miit, code, most):
    question = miit.questions[code]
    best = [13, 1] if code == "Q4" else len(question.options) - 1
    nothing = answers_of(miit, given("M2"))
    assert scored(miit, nothing | {code: picked(question, best)}).overall == most


def test_every_option_is_worth_a_multiple_of_a_fortieth_of_a_point(miit):
    nothing = answers_of(miit, given("M2"))
    for code in (code for code in miit.questions if code.startswith("Q")):
        for option in miit.questions[code].options:
            points = scored(miit, nothing | {code: Chosen((option.code,))}).overall
            assert (points * 40).denominator == 1, (code, option.code)


def test_the_fourteen_areas_of_data_collection_add_up_to_exactly_a_hundred(miit):
    question = miit.questions["Q4"]
    assert sorted(option.score for option in question.options) == [0] + [7] * 13 + [9]
    assert question.option("hr").score == 9
    assert score_question(question, picked(question, [13, 1])).score == 100


@pytest.mark.parametrize("code", ["Q2", "Q3", "Q11"])
@pytest.mark.parametrize(
    ("percent", "points"),
    [
        (0, 0),
        (10, 0),
        ("10.1", 25),
        (20, 25),
        ("20.1", 50),
        (40, 50),
        ("40.1", 75),
        (60, 75),
        ("60.1", 100),
        (100, 100),
    ],
)
def test_bands_are_closed_above(miit, code, percent, points):
    question = miit.questions[code]
    assert score_question(question, read_answer(question, percent)).score == points


def test_numbers_of_machines_give_the_share(miit):
    question = miit.questions["Q2"]
    assert score_question(question, read_answer(question, {"digital": 18, "total": 40})).reached == "B3"


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("Q12", ["increased", "same", "decreased"]),
        ("Q13", ["decreased", "same", "increased"]),
        ("Q14", ["decreased", "same", "increased"]),
        ("Q15", ["increased", "same", "decreased"]),
    ],
)
def test_less_energy_and_cost_are_good_and_less_quality_and_revenue_are_bad(miit, code, options):
    found = [(option.code, option.score) for option in miit.questions[code].options]
    assert found == list(zip(options, (0, 50, 100), strict=True))


def test_the_top_of_planning_is_the_text_of_the_questionnaire(miit):
    top = miit.questions["Q8"].options[-1]
    assert top.score == 100
    assert "参观交流" in top.text.zh
    assert not any("输出" in option.text.zh for option in miit.questions["Q8"].options)


@pytest.mark.parametrize(
    ("code", "three", "four"),
    [
        ("S01", "设计知识库", "协同设计"),
        ("S02", "知识库", "三维仿真"),
        ("S04", "售后问题清单", "主动式服务"),
        ("S08", "OEE 统计", "预测性维护"),
        ("S09", "应急预案", "预防性管理"),
    ],
)
def test_levels_three_and_four_are_not_swapped(miit, code, three, four):
    question = miit.questions[code]
    assert three in question.option("G3").text.zh
    assert four in question.option("G4").text.zh


def test_level_three_needs_eight_scenes_of_which_five_are_binding(miit):
    binding, guiding = sorted(BINDING), sorted(set(SCENES) - BINDING)
    eight = binding[:5] + guiding[:3]
    assert level_code(miit, at_levels(miit, "M4", {3: eight})) == "M3"
    assert level_code(miit, at_levels(miit, "M4", {3: eight[:7], 2: eight[7:]})) == "M2"
    assert level_code(miit, at_levels(miit, "M4", {3: binding[:4] + guiding[:4], 2: binding[4:6]})) == "M2"


def test_the_score_alone_never_gives_a_level(miit):
    assert level_code(miit, at_levels(miit, "M1", {})) == "none"
    assert level_code(miit, at_levels(miit, "M1", {4: sorted(BINDING)[:5]})) == "none"
    assert level_code(miit, at_levels(miit, "M1", {4: sorted(BINDING)[:6]})) == "M2"


def test_scenes_add_nothing_to_the_score(miit):
    case = given("M3")
    assert scored(miit, at_levels(miit, "M3", {4: SCENES})).overall == Fraction(case["overall"])
    assert scored(miit, at_levels(miit, "M3", {})).overall == Fraction(case["overall"])


def test_an_item_left_open_is_worth_nothing(miit):
    answers = answers_of(miit, given("M1"))
    del answers["Q4"]
    assert scored(miit, answers).overall == 90


def test_english_texts_hold_no_chinese_and_chinese_texts_no_half_width_marks(miit):
    for question in miit.questions.values():
        texts = [question.topic, question.text, question.help, question.example]
        texts += [option.text for option in question.options]
        for text in filter(None, texts):
            assert not any("\u4e00" <= character <= "\u9fff" for character in text.en), text.en
            assert not set(",;:?!") & set(text.zh), text.zh
