"""The whole of it on the example factories, as plain data."""

import datetime
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from readiness.answers import Unknown
from readiness.loading.case import load_case
from readiness.loading.catalogue import published_catalogue
from readiness.loading.reference import published_reference
from readiness.outcome import evaluate
from readiness.plain import canonical_json, digest
from readiness.record import outcome_to_plain
from tests.readiness.conftest import TODAY, all_at, live_scene

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("auto-parts-small", "appliances-medium", "electronics-large")
KEYS = (
    "framework overall level level_by_score capped_by coverage interval dimensions application enablers archetype gaps "
    "route subsidies warnings"
).split()


@pytest.fixture(scope="module", params=NAMES)
def record(request):
    framework, case = load_case(EXAMPLES / f"{request.param}.yaml", published_reference(), TODAY)
    return outcome_to_plain(evaluate(framework, published_catalogue(), case))


def outcome_of(name, **changes):
    framework, case = load_case(EXAMPLES / f"{name}.yaml", published_reference(), TODAY)
    return evaluate(framework, published_catalogue(), replace(case, **changes))


def test_the_record_holds_every_promised_key_and_survives_json(record):
    assert set(KEYS) <= set(record)
    assert json.loads(canonical_json(record)) == record


def numbers(value):
    if isinstance(value, float):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from numbers(item)


def test_scores_are_decimal_strings_and_nothing_is_a_float(record):
    assert not list(numbers(record))
    assert Decimal(record["interval"]["low"]) <= Decimal(record["overall"]) <= Decimal(record["interval"]["high"])
    for dimension in record["dimensions"]:
        assert 0 <= Decimal(dimension["score"]) <= 100


def test_the_same_case_gives_the_same_bytes(record):
    name = next(n for n in NAMES if outcome_of(n).case.profile.name == record["profile"]["name"])
    assert digest(outcome_to_plain(outcome_of(name))) == digest(record)


@pytest.mark.parametrize(
    ("name", "level", "by_score", "capped_by", "score"),
    [
        ("auto-parts-small", "L2", "L2", [], "23.4"),
        ("appliances-medium", "L2", "L3", ["L3-SG"], "46.3"),
        ("electronics-large", "L4", "L4", [], "65.0"),
    ],
)
def test_the_examples_show_what_their_table_says(name, level, by_score, capped_by, score):
    found = outcome_to_plain(outcome_of(name))
    assert (found["level"], found["level_by_score"]) == (level, by_score)
    assert [gate["gate"] for gate in found["capped_by"]] == capped_by
    assert f"{Decimal(found['overall']):.1f}" == score


def test_a_cap_names_the_actions_that_lift_it():
    [gate] = outcome_to_plain(outcome_of("appliances-medium"))["capped_by"]
    assert gate["subject"] == "SG"
    assert Decimal(gate["found"]) < 20
    assert gate["unlocked_by"] == ["A45"]


def test_a_quick_result_is_an_estimate_that_names_no_level_above_its_cap(framework):
    answers = all_at(framework, "L5")
    scenes = tuple(live_scene(s, benefit="有", evidence="有") for s in ("RD", "PV", "PM", "MS", "OM", "PM"))
    full = outcome_of("electronics-large", answers=answers, scenes=scenes)
    quick = outcome_of("electronics-large", answers=answers, scenes=scenes, quick=True)
    assert full.level.code == "L5"
    assert (quick.level.code, quick.level_high.code) == ("L3", "L3")
    record = outcome_to_plain(quick)
    assert (record["mode"], record["answered"], record["applicable"]) == ("quick", 20, 60)
    assert "quick" in {note["kind"] for note in record["warnings"]}
    assert Decimal(record["interval"]["low"]) < Decimal(record["overall"])


def test_unanswered_questions_are_named_and_widen_the_interval(framework):
    answers = all_at(framework, "L3") | {code: Unknown() for code in ("RD-1", "PM-1", "DT-4")}
    outcome = outcome_of("auto-parts-small", answers=answers)
    assert (outcome.scores.answered, outcome.scores.applicable) == (57, 60)
    [note] = [note for note in outcome.warnings if note.kind == "coverage"]
    assert note.message.en.startswith("3 questions are unanswered")
    assert outcome.scores.low < outcome.scores.overall < outcome.scores.high


def test_one_unanswered_question_is_spoken_of_in_the_singular(framework):
    outcome = outcome_of("auto-parts-small", answers=all_at(framework, "L3") | {"RD-1": Unknown()})
    assert any(note.message.en.startswith("1 question is unanswered") for note in outcome.warnings)


def test_the_result_under_general_weights_stands_beside_the_own(framework):
    outcome = outcome_of("auto-parts-small")
    assert outcome.weights.code == "equipment"
    assert outcome.sensitivity.profile.code == "default"
    assert outcome.sensitivity.overall != outcome.scores.overall


def test_a_scene_that_claims_production_without_its_facts_is_not_counted_and_said_so():
    scene = replace(live_scene("PM"), owner="")
    outcome = outcome_of("auto-parts-small", scenes=(scene,))
    [note] = [note for note in outcome.warnings if note.kind == "scene"]
    assert "负责人" in note.message.zh
    assert outcome.result.level.code == "L2"


def test_a_firm_without_any_answer_gets_a_level_and_no_crash():
    outcome = outcome_of("auto-parts-small", answers={}, scenes=())
    record = outcome_to_plain(outcome)
    assert (record["overall"], record["level"], record["archetype"]) == (None, "L1", None)
    assert record["interval"] == {"low": "0.000000", "high": "100.000000"}


def test_vouchers_fit_only_a_route_that_buys_what_they_pay_for():
    for name in NAMES:
        outcome = outcome_of(name)
        for match in outcome.subsidies.matches:
            if match.subsidy.instrument.code == "compute_voucher":
                assert match.fits_route == ("compute" in outcome.route.uses), match.subsidy.id


def test_no_unverified_record_is_said_to_be_open_for_application():
    for name in NAMES:
        for match in outcome_of(name).subsidies.matches:
            assert match.status.state != "can_apply"


def test_the_day_is_an_argument():
    later = outcome_of("appliances-medium", on=datetime.date(2027, 1, 15))
    now = outcome_of("appliances-medium")
    states = {m.subsidy.id: m.status.state for m in later.subsidies.matches}
    assert states["sz-model-voucher"] == "expired"
    assert {m.subsidy.id: m.status.state for m in now.subsidies.matches}["sz-model-voucher"] == "expiring"


def test_answers_lose_nothing_on_their_way_into_the_record(record):
    name = next(n for n in NAMES if outcome_of(n).case.profile.name == record["profile"]["name"])
    outcome = outcome_of(name)
    assert set(record["answers"]) == set(outcome.case.answers)
    assert record["answers_digest"] == digest(record["answers"])
