"""What a plan leaves out, and why."""

import pytest

from readiness.ground import Ground
from readiness.planning import Terms, plan
from readiness.planning.left_out import left_out, possible
from readiness.scoring import score
from tests.readiness.test_route import random_answers


@pytest.fixture(scope="module")
def ground(framework):
    weights = next(iter(framework.profiles.values()))
    return Ground(framework, weights, score(framework, random_answers(framework, 0), weights), {}, 0)


def reasons(ground, terms):
    found = plan(ground, terms)
    return found, {one.action.code: one for one in left_out(ground, found)}


def test_every_action_is_in_the_plan_or_left_out_for_a_reason(framework, ground):
    found, left = reasons(ground, Terms())
    assert {*found.actions, *left} == set(framework.actions)
    assert not set(found.actions) & set(left)


def test_what_is_in_place_is_done_and_nobody_chooses_about_it(ground):
    _, left = reasons(ground, Terms())
    assert {code for code, one in left.items() if one.reason == "done"} == ground.credited
    assert not {action.code for action in possible(ground)} & ground.credited


def test_what_is_ruled_out_is_said_to_be(ground):
    code = possible(ground)[-1].code
    _, left = reasons(ground, Terms(excluded=frozenset({code})))
    assert left[code].reason == "ruled_out"


def test_what_waits_for_others_names_them(framework, ground):
    found, left = reasons(ground, Terms())
    waiting = [one for one in left.values() if one.reason == "needs"]
    assert waiting
    for one in waiting:
        assert not set(one.needs) & ({*found.actions} | ground.credited)
        assert set(one.needs) <= {code for group in one.action.after for code in group}


def test_what_cannot_be_done_in_time_is_not_called_unneeded(framework, ground):
    _, left = reasons(ground, Terms(months=12))
    late = {phase.number for phase in framework.phases if phase.from_month >= 12}
    for one in left.values():
        if one.reason == "not_needed":
            assert one.action.phase not in late
