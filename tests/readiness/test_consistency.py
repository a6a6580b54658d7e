from decimal import Decimal

import pytest

from readiness.consistency import Circumstances, check_consistency
from readiness.profile import Profile
from readiness.scoring import score
from tests.readiness.conftest import CASES, at_rung, cases


def fired(framework, weights, case):
    answers = {code: at_rung(framework.questions[code], rung) for code, rung in case.get("rungs", {}).items()}
    profile = Profile("试验厂", "330282", "3670", "equipment", employees=case.get("employees"))
    minutes = Decimal(case["minutes"]) if "minutes" in case else None
    scores = score(framework, answers, weights)
    facts = Circumstances(framework, answers, scores, case.get("scenes", 0), profile, minutes)
    return [item.rule.code for item in check_consistency(facts)]


@pytest.mark.parametrize("case", cases(CASES / "consistency.yaml"))
def test_rules_fire_where_answers_contradict_and_only_there(framework, weights, case):
    found = fired(framework, weights, case)
    assert set(case.get("fires", [])) <= set(found)
    assert not set(case.get("silent", [])) & set(found)


def test_unanswered_questions_never_contradict_anything(framework, weights):
    assert fired(framework, weights, {}) == []


def test_rules_never_change_a_score(framework, weights):
    answers = {"MS-4": at_rung(framework.questions["MS-4"], "L4"), "SG-3": at_rung(framework.questions["SG-3"], "L1")}
    before = score(framework, answers, weights)
    check_consistency(Circumstances(framework, answers, before, 0))
    assert score(framework, answers, weights) == before


def test_a_contradiction_names_only_the_answers_that_made_it(framework, weights):
    answers = {code: at_rung(framework.questions[code], "L4") for code in ("PM-3", "PM-1")}
    answers["PM-2"] = at_rung(framework.questions["PM-2"], "L2")
    found = check_consistency(Circumstances(framework, answers, score(framework, answers, weights), 0))
    [rule] = [item for item in found if item.rule.code == "C06"]
    assert set(rule.questions) == {"PM-1", "PM-3"}
