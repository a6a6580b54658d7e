"""Computing power and tokens: cases a person can recompute, and a file of assumptions that refuses what is wrong."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from readiness.compute import (
    NOTHING,
    THROUGHPUT,
    PicturePlan,
    Prices,
    Span,
    TextPlan,
    pictures,
    spend,
    texts,
)
from readiness.errors import ContentError
from readiness.loading.compute import ASSUMPTIONS, load_assumptions, published_assumptions

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "compute.yaml").read_text(encoding="utf-8"))


def span(numbers):
    return Span(*map(Fraction, numbers))


@pytest.fixture
def assumed():
    return published_assumptions().with_own({code: span(numbers) for code, numbers in CASES["base"].items()})


def picture_plan(plan):
    exact = {name: Fraction(plan[name]) for name in ("per_second", "hours_per_day")}
    return PicturePlan(**{**plan, **exact, "model_class": "detect"})


@pytest.mark.parametrize("case", CASES["pictures"], ids=lambda case: case["name"])
def test_pictures_become_card_hours(case, assumed):
    found = pictures(picture_plan(case["plan"]), assumed)
    for name in ("images", "busy_hours", "cards", "card_hours"):
        assert getattr(found, name) == span(case[name]), name


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["name"])
def test_documents_and_questions_become_tokens(case, assumed):
    found = texts(TextPlan(**case["plan"]), assumed)
    for name in ("sent", "written", "once"):
        assert getattr(found, name) == span(case[name]), name


@pytest.mark.parametrize("case", CASES["spend"], ids=lambda case: case["name"])
def test_needs_become_money_where_the_price_is_known(case, assumed):
    compute = pictures(picture_plan(CASES["pictures"][0]["plan"]), assumed)
    tokens = texts(TextPlan(**CASES["texts"][3]["plan"]), assumed)
    prices = Prices(**{name: Fraction(price) for name, price in case["prices"].items()})
    assert spend(compute, tokens, prices).wan == {kind: span(numbers) for kind, numbers in case["wan"].items()}


def test_what_was_not_asked_costs_nothing_and_is_not_named():
    assert spend(None, None, Prices(Fraction(1), Fraction(1), Fraction(1))).wan == {}


def test_every_result_stands_in_a_line_with_what_went_in(assumed):
    found = pictures(picture_plan(CASES["pictures"][0]["plan"]), assumed)
    lines = {line.code: line for line in found.lines}
    assert lines["images"].result == found.images
    assert lines["card_hours"].result == found.card_hours
    assert lines["cards"].values["share"] == span([100, 80, 50])
    assert lines["running_rented"].values["cards"] == lines["cards"].result


def test_what_nobody_reads_or_asks_has_no_line(assumed):
    codes = {line.code for line in texts(TextPlan(20, questions_per_day=1), assumed).lines}
    assert codes == {"asking_sent", "asking_written"}


def test_the_shipped_assumptions_never_turn_low_and_high_round():
    plan = PicturePlan(40, Fraction(3), Fraction(20), 26, "detect")
    for code in published_assumptions().classes:
        found = pictures(PicturePlan(**{**vars(plan), "model_class": code}), published_assumptions())
        assert found.card_hours.ordered
        assert found.cards.ordered
    tokens = texts(TextPlan(26, 1000, 100, 50), published_assumptions())
    assert tokens.sent.ordered
    assert tokens.written.ordered


def test_own_numbers_replace_the_assumption_and_leave_the_published_one_alone():
    own = published_assumptions().with_own({"usable_share": span([60, 60, 60]), THROUGHPUT: span([7, 8, 9])})
    assert own.span("usable_share") == span([60, 60, 60])
    assert {kind.images_per_second for kind in own.classes.values()} == {span([7, 8, 9])}
    assert published_assumptions().span("usable_share") == span([85, 70, 50])
    assert own.span("reads_per_page") == published_assumptions().span("reads_per_page")


def test_adding_nothing_changes_nothing():
    assert span([1, 2, 3]) + NOTHING == span([1, 2, 3])


# --- the file ------------------------------------------------------------------------------------------------------------


def problems_of(tmp_path, change):
    path = tmp_path / "assumptions.yaml"
    text = ASSUMPTIONS.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_assumptions(path)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("{low: 50, likely: 70, high: 85}", "{low: 50, likely: 90, high: 85}", "low ≤ likely ≤ high"),
        ("{low: 50, likely: 70, high: 85}", "{low: 0, likely: 70, high: 85}", "a number above 0"),
        ("{low: 50, likely: 70, high: 85}", "{low: -5, likely: 70, high: 85}", "a number, 0 or more"),
        ("- code: reads_per_page", "- code: readings", "reads_per_page among the texts"),
        ("- code: detect", "- code: classify", "each code once"),
        ("part: texts", "part: text", "one of pictures, texts"),
        ("compiled_on:", "price: 5\ncompiled_on:", "a key that is not known here"),
        ("name: {zh: 一页多少字, en: Characters per page}", "name: 一页多少字", "a text in zh and en"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_what_belongs_there(tmp_path, was, becomes, said):
    problems = problems_of(tmp_path, lambda text: text.replace(was, becomes, 1))
    assert any(said in problem for problem in problems), problems


def test_all_problems_are_told_at_once(tmp_path):
    problems = problems_of(
        tmp_path, lambda text: text.replace("high: 85", "high: 5", 1).replace("high: 2000", "high: 2", 1)
    )
    assert len(problems) == 2


def test_no_price_is_shipped():
    assert "price" not in ASSUMPTIONS.read_text(encoding="utf-8").lower()
