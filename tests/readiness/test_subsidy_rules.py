"""Three-valued rules: what is not known never becomes no."""

import datetime
from decimal import Decimal

import pytest

from readiness.profile import Profile
from readiness.subsidies.rules import Fact, Facts, Field, Group, NamedList, Predicate, all_of, any_of, evaluate
from readiness.text import Text

VALUES = (True, False, None)
WORDS = Text("字", "words")


def field(code: str, kind: str, **more) -> Field:
    return Field(code, kind, WORDS, WORDS, **more)


FIELDS = {
    f.code: f
    for f in (
        field("region", "region"),
        field("industry", "industry"),
        field("zone", "text"),
        field("qualifications", "titles"),
        field("headcount", "number"),
        field("is_sme", "flag"),
        field("is_opc", "flag"),
        field("above_designated_size", "flag"),
        field("flag", "flag"),
        field("day", "date"),
        field("kind", "choice"),
        field("spend.a", "money"),
        field("spend.b", "money"),
        field("sum", "money", sum_of=("spend.a", "spend.b")),
    )
}


def named(kind: str, members: tuple[str, ...], complete: bool) -> NamedList:
    return NamedList("some", WORDS, WORDS, kind, members, complete, datetime.date(2026, 11, 23), WORDS)


def facts(lists=None, **known) -> Facts:
    base = {"name": "某厂", "adcode": "330282", "industry": "3670", "policy_group": "equipment"}
    return Facts(Profile(**(base | known)), FIELDS, {"some": lists} if lists else {})


def test(code: str, op: str, *values, **more) -> Predicate:
    return Predicate(code, op, values, **more)


test.__test__ = False


@pytest.mark.parametrize("a", VALUES)
@pytest.mark.parametrize("b", VALUES)
def test_and_is_false_when_one_is_false_and_open_when_one_is_open(a, b):
    expected = False if False in (a, b) else None if None in (a, b) else True
    assert all_of([a, b]) is expected


@pytest.mark.parametrize("a", VALUES)
@pytest.mark.parametrize("b", VALUES)
def test_or_is_true_when_one_is_true_and_open_when_one_is_open(a, b):
    expected = True if True in (a, b) else None if None in (a, b) else False
    assert any_of([a, b]) is expected


@pytest.mark.parametrize(("value", "expected"), [(True, False), (False, True), (None, None)])
def test_not_turns_true_and_false_and_leaves_the_open_open(value, expected):
    known = {} if value is None else {"flag": value}
    assert evaluate(Group("not", (test("flag", "eq", True),)), facts(facts=known)) is expected


def test_no_rule_means_nothing_is_known():
    assert evaluate(None, facts()) is None


@pytest.mark.parametrize(
    "predicate",
    [
        test("flag", "eq", True),
        test("spend.a", "gt", Decimal(0)),
        test("spend.a", "exists"),
        test("qualifications", "has", "hnte_valid"),
        test("zone", "eq", "某开发区"),
        test("day", "gte", "2026-01-01"),
        test("headcount", "lte", Decimal(300)),
        test("is_sme", "eq", True),
        test("sum", "gte", Decimal(50)),
    ],
)
def test_what_the_firm_has_not_said_is_open_whatever_is_asked(predicate):
    assert evaluate(predicate, facts()) is None


@pytest.mark.parametrize(
    ("predicate", "known", "expected"),
    [
        (test("spend.a", "gt", Decimal(0)), {"spend": {"a": Decimal(0)}}, False),
        (test("spend.a", "gt", Decimal(0)), {"spend": {"a": Decimal("0.01")}}, True),
        (test("spend.a", "gte", Decimal(5)), {"spend": {"a": Decimal(5)}}, True),
        (test("spend.a", "lt", Decimal(5)), {"spend": {"a": Decimal(5)}}, False),
        (test("spend.a", "lte", Decimal(5)), {"spend": {"a": Decimal(5)}}, True),
        (test("spend.a", "exists"), {"spend": {"a": Decimal(5)}}, True),
        (test("qualifications", "has", "hnte_valid"), {"qualifications": frozenset()}, False),
        (test("qualifications", "has", "hnte_valid"), {"qualifications": frozenset({"hnte_valid"})}, True),
        (test("kind", "in", "x", "y"), {"facts": {"kind": "y"}}, True),
        (test("kind", "in", "x", "y"), {"facts": {"kind": "z"}}, False),
        (test("day", "gte", "2026-01-01"), {"facts": {"day": "2025-12-31"}}, False),
        (test("day", "gte", "2026-01-01"), {"facts": {"day": "2026-01-01"}}, True),
        (test("industry", "within", "C"), {}, True),
        (test("industry", "within", "I65"), {}, False),
        (test("is_sme", "eq", True), {"size": "large"}, False),
        (test("is_sme", "eq", True), {"size": "micro"}, True),
        (test("is_opc", "eq", True), {"size": "small"}, False),
        (test("is_opc", "eq", True), {"size": "micro"}, None),
        (test("above_designated_size", "eq", True), {"revenue_wan": Decimal(2000)}, True),
        (test("headcount", "lte", Decimal(300)), {"employees": 301}, False),
    ],
)
def test_a_known_fact_decides(predicate, known, expected):
    assert evaluate(predicate, facts(**known)) is expected


@pytest.mark.parametrize(
    ("adcode", "more", "expected"),
    [
        ("330102", {}, True),
        ("440300", {}, False),
        ("330282", {}, True),
        ("330282", {"excluding": ("330200",)}, False),
        ("330282", {"unclear_in": ("330200",)}, None),
        ("330102", {"unclear_in": ("330200",)}, True),
    ],
)
def test_a_region_rule_knows_exclusions_and_what_is_unclear(adcode, more, expected):
    assert evaluate(test("region", "within", "330000", **more), facts(adcode=adcode)) is expected


def test_a_place_known_only_roughly_may_lie_inside():
    assert evaluate(test("region", "within", "330483"), facts(adcode="330400")) is None


@pytest.mark.parametrize(
    ("members", "complete", "expected"),
    [(("330200",), False, True), (("330100",), True, False), (("330100",), False, None), ((), False, None)],
)
def test_an_incomplete_list_can_say_yes_but_not_no(members, complete, expected):
    predicate = test("region", "in_list", "some")
    assert evaluate(predicate, facts(named("region", members, complete))) is expected


@pytest.mark.parametrize(("members", "expected"), [(("余杭经济开发区",), True), (("别的开发区",), None)])
def test_a_list_of_names_holds_those_that_are_written_alike(members, expected):
    predicate = test("zone", "in_list", "some")
    assert evaluate(predicate, facts(named("text", members, False), zone="余杭经济开发区")) is expected


@pytest.mark.parametrize("typed", ["杭州云算科技有限公司", " 杭州 云算科技有限公司", "ＨＺ Cloud", "hz cloud"])
def test_names_are_compared_without_width_spaces_and_capitals(typed):
    known = facts(named("text", ("杭州云算科技有限公司", "HZ Cloud"), True), zone=typed)
    assert evaluate(test("zone", "in_list", "some"), known) is True


def test_a_complete_list_of_names_says_no_to_another_name():
    known = facts(named("text", ("杭州云算科技有限公司",), True), zone="杭州云算科技")
    assert evaluate(test("zone", "in_list", "some"), known) is False


def test_a_list_of_industries_holds_all_below_its_members():
    assert evaluate(test("industry", "in_list", "some"), facts(named("industry", ("36",), True))) is True


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        (test("sum", "gte", Decimal(50)), True),
        (test("sum", "gte", Decimal(80)), None),
        (test("sum", "gt", Decimal(0)), True),
        (test("sum", "lte", Decimal(50)), False),
        (test("sum", "lte", Decimal(80)), None),
    ],
)
def test_a_sum_of_which_a_part_is_missing_proves_at_least_that_much(predicate, expected):
    assert evaluate(predicate, facts(spend={"a": Decimal(60)})) is expected


def test_a_sum_of_known_parts_is_known():
    known = facts(spend={"a": Decimal(60), "b": Decimal(5)})
    assert known.get("sum") == Fact(Decimal(65))
    assert evaluate(test("sum", "gte", Decimal(80)), known) is False


def test_what_the_firm_says_itself_goes_before_what_follows_from_its_size():
    assert evaluate(test("is_sme", "eq", True), facts(size="large", facts={"is_sme": True})) is True
