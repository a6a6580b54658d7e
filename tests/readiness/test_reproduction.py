"""A stored record says enough to be made again, and a changed one is noticed."""

import copy
import dataclasses
import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest

from readiness.loading.case import load_case
from readiness.loading.catalogue import published_catalogue
from readiness.loading.reference import published_reference
from readiness.outcome import ENGINE, ENGINES, evaluate
from readiness.plain import canonical_json, digest
from readiness.record import outcome_to_plain
from readiness.reproduction import case_of, first_difference, verify

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
DAY = datetime.date(2026, 11, 24)


def stored(path, engine=ENGINE, **profile):
    framework, case = load_case(path, published_reference(), DAY)
    firm = dataclasses.replace(case.profile, **profile)
    case = dataclasses.replace(case, profile=firm)
    data = outcome_to_plain(evaluate(framework, published_catalogue(), case, engine))
    return framework, json.loads(canonical_json(data))


@pytest.fixture(scope="module")
def kept():
    return stored(EXAMPLES[0])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_record_of_an_example_is_reproduced_from_itself(path):
    framework, record = stored(path)
    assert verify(record, digest(record), framework, published_catalogue()).difference == ""


def test_facts_of_every_kind_come_back_as_they_were(kept):
    facts = {"rd_expense_wan": Decimal("120.50"), "certified": True, "since": "2020-01-01", "count": Decimal("3")}
    framework, record = stored(EXAMPLES[0], facts=facts, revenue_wan=4200, qualifications=None)
    case = case_of(record, framework)
    assert case.profile.facts == facts
    assert {type(value) for value in case.profile.facts.values()} == {Decimal, bool, str}
    assert (case.profile.revenue_wan, case.profile.qualifications) == (4200, None)
    assert verify(record, digest(record), framework, published_catalogue()).reproduced


def test_what_other_rooms_froze_is_taken_over(kept):
    framework, record = kept
    record = record | {"confirmed_warnings": {"C1": "because"}, "evidence": {"RD-1": 2}}
    assert verify(record, digest(record), framework, published_catalogue()).reproduced


def test_a_record_somebody_changed_is_noticed_by_its_hash(kept):
    framework, record = kept
    verdict = verify(record | {"level": "L5"}, digest(record), framework, published_catalogue())
    assert "hash" in verdict.difference


def test_a_record_that_comes_out_otherwise_names_the_first_key(kept):
    framework, record = kept
    wrong = copy.deepcopy(record)
    wrong["dimensions"][2]["score"] = "1.000000"
    verdict = verify(wrong, digest(wrong), framework, published_catalogue())
    assert verdict.difference == "dimensions[2].score"


def test_other_framework_files_are_a_difference(kept):
    framework, record = kept
    other = dataclasses.replace(framework, digest="0" * 64)
    assert verify(record, digest(record), other, published_catalogue()).difference == "framework_digest"


def test_under_another_catalogue_everything_but_the_subsidies_is_compared(kept):
    framework, record = kept
    other = dataclasses.replace(published_catalogue(), digest="0" * 64)
    verdict = verify(record, digest(record), framework, other)
    assert verdict.reproduced
    assert verdict.without_subsidies
    wrong = record | {"overall": "1.000000"}
    assert verify(wrong, digest(wrong), framework, other).difference == "overall"


def test_a_record_that_does_not_say_enough_is_named_not_raised(kept):
    framework, record = kept
    poor = {key: value for key, value in record.items() if key != "minutes"}
    assert "minutes" in verify(poor, digest(poor), framework, published_catalogue()).difference


def test_the_first_difference_is_told_by_its_place():
    assert first_difference({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "y"}]}) == "a[1].b"
    assert first_difference({"a": 1}, {"a": 1, "b": None}) == "b"
    assert first_difference({"a": 1}, {"a": True}) == "a"
    assert first_difference([1, 2], [1]) == "(everything)"
    assert first_difference({"a": 1}, {"a": 1}) == ""


# --- Engines ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_a_result_of_any_engine_is_made_again_by_that_engine(engine):
    framework, record = stored(EXAMPLES[0], engine)
    assert record["engine"] == engine
    assert ("proven" in record["route"]) == (engine != "1")
    assert verify(record, digest(record), framework, published_catalogue()).reproduced


def test_a_result_of_an_engine_nobody_knows_is_not_made_again(kept):
    framework, record = kept
    unknown = record | {"engine": "99"}
    assert verify(unknown, digest(unknown), framework, published_catalogue()).difference == "engine"
