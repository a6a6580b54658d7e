import random

import pytest

from readiness.levels import Standing, level_of
from readiness.plain import canonical_json, plain
from readiness.questions import LADDER, LADDER_SCORES
from readiness.route import plan_route
from readiness.scenes import Production
from readiness.scoring import score
from tests.readiness.conftest import VECTORS, all_at, answers_of, at_rung, cases


def planned(framework, weights, answers, scenes=None, with_benefit=0):
    scenes = scenes or {}
    scores = score(framework, answers, weights)
    production = Production(sum(scenes.values()), sum(n > 0 for n in scenes.values()), with_benefit)
    result = level_of(framework, weights, Standing(scores.overall, scores.dimension_values()), production)
    return scores, result, plan_route(framework, weights, scores, result, scenes, with_benefit)


def lifted(framework, answers, route):
    """The answers after the plan, changed by hand: each lift to its option, nothing lowered."""
    after = dict(answers)
    for step in route.steps:
        for lift in step.action.lifts:
            question = framework.questions[lift.question]
            now = score_of(framework, after, lift.question)
            if lift.question in after and now is not None and now < LADDER_SCORES[lift.to]:
                after[lift.question] = at_rung(question, lift.to)
    return after


def score_of(framework, answers, code):
    return score(framework, answers, framework.profiles["default"]).questions[code].score


@pytest.mark.parametrize("case", cases(VECTORS / "answers.yaml"))
def test_the_end_of_the_plan_holds_the_next_level_when_scored_anew(framework, weights, case):
    answers = answers_of(framework, case)
    scenes = dict.fromkeys(case["scenes"], 1)
    _, result, route = planned(framework, weights, answers, scenes)
    assert route.complete
    after = score(framework, lifted(framework, answers, route), weights)
    for step in route.steps:
        if step.scene:
            scenes[step.scene] = scenes.get(step.scene, 0) + 1
    production = Production(sum(scenes.values()), len(scenes), 0)
    again = level_of(framework, weights, Standing(after.overall, after.dimension_values()), production)
    assert again.level.code == route.target.code
    assert framework.levels.index(again.level) == framework.levels.index(result.level) + 1
    assert after.overall == route.score_after


def random_answers(framework, seed):
    """A firm as they come: rungs around its own standing, some questions unanswered."""
    chance = random.Random(seed)
    standing = chance.randrange(0, 4)
    answers = {}
    for code, question in framework.questions.items():
        if chance.random() > 0.03:
            answers[code] = at_rung(question, LADDER[min(4, max(0, standing + chance.choice([-1, 0, 0, 0, 1])))])
    return answers


@pytest.mark.parametrize("seed", range(25))
def test_plans_of_random_firms_respect_prerequisites_and_reach_what_they_say(framework, seed):
    weights = list(framework.profiles.values())[seed % 6]
    answers = random_answers(framework, seed)
    _, _, route = planned(framework, weights, answers)
    codes = [step.action.code for step in route.steps]
    credited = {item.action.code for item in route.not_yet if item.reason == "done"}
    ends = {step.action.code: step.end_month for step in route.steps}
    assert len(set(codes)) == len(codes)
    for step in route.steps:
        for group in step.action.after:
            assert any(code in credited or ends.get(code, 999) <= step.start_month for code in group), step.action.code
        assert step.action.fit.get(weights.code, 1) > 0
        assert step.lifts or step.scene or step.needed_by
    if route.complete and route.steps:
        assert route.reached.threshold >= route.target.threshold
        assert route.steps[-1].score_after == route.score_after
    else:
        assert route.gates_open or route.score_after < route.target.threshold or not route.steps


@pytest.mark.parametrize("seed", [1, 7, 13])
def test_nothing_in_a_plan_can_be_left_out(framework, weights, seed):
    """Minimal: without any single action (and what waits for it) the target is missed or a prerequisite is."""
    answers = random_answers(framework, seed)
    _, _, route = planned(framework, weights, answers)
    for step in route.steps:
        if step.needed_by or not route.complete:
            continue
        kept = [other for other in route.steps if other is not step]
        shorter = route.__class__(**{**route.__dict__, "steps": tuple(kept)})
        after = score(framework, lifted(framework, answers, shorter), weights)
        scenes = [other.scene for other in kept if other.scene]
        production = Production(len(scenes), len(set(scenes)), len(scenes))
        level = level_of(framework, weights, Standing(after.overall, after.dimension_values()), production).level
        assert level.threshold < route.target.threshold, step.action.code


def test_the_same_input_gives_the_same_plan_byte_for_byte(framework, weights):
    answers = random_answers(framework, 3)
    turned = dict(reversed(answers.items()))
    first, second = (planned(framework, weights, order)[2] for order in (answers, turned))
    assert canonical_json(plain(first)) == canonical_json(plain(second))


def test_a_firm_held_back_by_one_gate_gets_the_one_action_that_opens_it(framework, weights):
    [case] = [c.values[0] for c in cases(VECTORS / "answers.yaml") if c.id.startswith("V2")]
    answers = answers_of(framework, case)
    _, _, route = planned(framework, weights, answers, dict.fromkeys(case["scenes"], 1))
    assert [step.action.code for step in route.steps] == ["A45"]
    assert route.steps[0].gates == ("L3-SG",)
    assert {lift.question for lift in route.steps[0].lifts} == {"SG-5", "OT-6"}


def test_every_action_that_is_left_out_says_why(framework, weights):
    _, _, route = planned(framework, weights, all_at(framework, "L2"))
    planned_codes = {step.action.code for step in route.steps}
    left_out = {item.action.code for item in route.not_yet}
    assert planned_codes | left_out == set(framework.actions)
    assert not planned_codes & left_out
    for item in route.not_yet:
        assert item.reason in ("done", "needs", "scenes", "unfit", "not_needed")
        assert bool(item.needs) == (item.reason == "needs")


def test_an_unfit_action_is_never_proposed(framework):
    software = framework.profiles["software"]
    _, _, route = planned(framework, software, all_at(framework, "L2"))
    reasons = {item.action.code: item.reason for item in route.not_yet}
    unfit = [code for code, action in framework.actions.items() if action.fit.get("software") == 0]
    assert unfit
    assert all(reasons[code] in ("unfit", "done") for code in unfit)


def test_at_the_top_there_is_nothing_to_plan(framework, weights):
    scenes = {"RD": 2, "PM": 2, "MS": 1, "OM": 1}
    _, result, route = planned(framework, weights, all_at(framework, "L5"), scenes, with_benefit=6)
    assert result.level.code == "L5"
    assert (route.target, route.steps, route.complete) == (None, (), True)


def test_a_plan_that_cannot_reach_its_target_says_what_stays_open(framework, weights):
    _, result, route = planned(framework, weights, all_at(framework, "L4"), {"PM": 2, "MS": 1})
    assert (result.level.code, route.target.code, route.complete) == ("L4", "L5", False)
    assert route.reached.code == "L4"
    assert route.score_after < 80 or route.gates_open


def test_cost_and_months_add_up(framework, weights):
    _, _, route = planned(framework, weights, all_at(framework, "L2"))
    for bound in ("low", "likely", "high"):
        assert getattr(route.cost_wan, bound) == sum(getattr(step.action.cost_wan, bound) for step in route.steps)
    assert route.months == max(step.end_month for step in route.steps)


def test_no_action_starts_before_its_phase(framework, weights):
    _, _, route = planned(framework, weights, all_at(framework, "L3"), {"PM": 1})
    opens = {phase.number: phase.from_month for phase in framework.phases}
    assert all(step.start_month >= opens[step.phase] for step in route.steps)


def test_the_plan_lists_what_it_buys_and_which_actions_buy_it(framework, weights):
    _, _, route = planned(framework, weights, all_at(framework, "L2"))
    for use, codes in route.uses.items():
        assert all(use in framework.actions[code].uses for code in codes)
    assert "A41" in route.uses.get("compute", ()) or "compute" not in route.uses
