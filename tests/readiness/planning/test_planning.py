import os
import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import islice

import pytest

from readiness.ground import Ground
from readiness.levels import level_of, next_level, standing_of
from readiness.planning import Offer, Patience, Terms, plan
from readiness.planning.plan import TermsError, conditions, prices, with_more
from readiness.route import plan_route
from readiness.scoring import score
from tests.readiness.planning.checking import all_plans, broken, cost, end_of, net, reaches, starts_of
from tests.readiness.test_route import lifted, random_answers


@cache
def cheapest(ground):
    """The cheapest plan to the next level, solved once for the tests that only read it."""
    return plan(ground, Terms())


def target_of(ground):
    return next_level(ground.framework, ground.level(ground.start).level)


# --- What every plan keeps to -------------------------------------------------------------------------------------------


# For thousands of firms: FIRMS=2000 pytest tests/readiness/planning -k keeps_to_every_rule
@pytest.mark.parametrize("seed", range(int(os.environ.get("FIRMS", "24"))))
def test_a_plan_keeps_to_every_rule_and_its_end_holds_the_target_when_scored_anew(framework, ground_of, seed):
    ground = ground_of(seed)
    found = cheapest(ground)
    if found.status == "infeasible":  # also for somebody who takes on everything there is
        assert found.shortfall.gates
        assert not reaches(ground, _still_to_do(ground), target_of(ground))
        return
    assert found.status == "optimal"
    assert broken(ground, found.terms, starts_of(found)) is None
    assert _level_scored_anew(framework, ground, seed, found) == found.target.code == found.reached.code


def _still_to_do(ground):
    """Every action that suits the industry and is not in place."""
    suiting = [code for code, a in ground.framework.actions.items() if a.fit.get(ground.profile.code, 1) != 0]
    return [code for code in suiting if code not in ground.credited]


def _level_scored_anew(framework, ground, seed, found):
    """By scoring the answers as the plan leaves them, not by the planner's own states."""
    after = score(framework, lifted(framework, random_answers(framework, seed), _AsRoute(found)), ground.profile)
    state = ground.end(found.actions)
    assert after.overall == found.score
    return level_of(framework, ground.profile, standing_of(after.actual, after.ticked), state.production).level.code


class _AsRoute:
    def __init__(self, found):
        self.steps = found.placed


@pytest.mark.parametrize("seed", range(24))
def test_no_plan_is_dearer_than_the_greedy_one(framework, ground_of, seed):
    ground = ground_of(seed)
    held = ground.level(ground.start)
    greedy = plan_route(framework, ground.profile, ground.scores, held, ground.start.scenes, 0, prove=False)
    assert cheapest(ground).net_wan <= greedy.cost_wan.likely


@pytest.mark.parametrize("seed", range(0, 24, 6))
def test_the_same_input_gives_the_same_plan(ground_of, seed):
    assert plan(ground_of(seed), Terms()) == plan(ground_of(seed), Terms())


# --- Against every plan there is ----------------------------------------------------------------------------------------


def few(framework, ground, target, size):
    """The actions of a cheap plan and some more, in a number that every combination of can be tried."""
    best = plan(ground, Terms(target=target.code)).actions
    chance = random.Random(str(best))
    others = [c for c in framework.actions if c not in best and c not in ground.credited]
    return sorted((*best, *chance.sample(others, max(0, size - len(best)))))


def small_firms(framework, ground_of, most):
    """Firms a short way from the next level, with that level."""
    for seed in range(100):
        ground = ground_of(seed)
        found = cheapest(ground)
        if found.status == "optimal" and len(found.actions) <= most:
            yield ground, found.target


def test_nothing_cheaper_is_found_by_trying_every_set_of_actions(framework, ground_of):
    for ground, target in islice(small_firms(framework, ground_of, 4), 5):
        codes = few(framework, ground, target, 8)
        terms = Terms(excluded=frozenset(framework.actions) - set(codes))
        subsets = ([c for n, c in enumerate(codes) if bits >> n & 1] for bits in range(2 ** len(codes)))
        enough = [subset for subset in subsets if reaches(ground, subset, target)]
        possible = [s for s in enough if _in_some_order(ground, terms, s)]
        assert plan(ground, terms).net_wan == min(cost(ground, subset) for subset in possible)


def _in_some_order(ground, terms, subset):
    """Whether these actions can be done in 36 months: each as early as its rules allow, one after the other."""
    starts, waiting = {}, list(subset)
    while waiting:
        placed = False
        for code in list(waiting):
            for quarter in range(terms.months // 3):
                if broken(ground, terms, starts | {code: quarter}) is None:
                    starts[code] = quarter
                    waiting.remove(code)
                    placed = True
                    break
        if not placed:
            return False
    return True


@pytest.mark.parametrize("budget", [None, 3, 5, 8, 20])
def test_nothing_better_is_found_by_trying_every_calendar(framework, ground_of, budget):
    for ground, target in islice(small_firms(framework, ground_of, 3), 3):
        codes = few(framework, ground, target, 4)
        terms = Terms(
            months=12,
            yearly_budget_wan=None if budget is None else Decimal(budget),
            excluded=frozenset(framework.actions) - set(codes),
        )
        everything = [s for s in all_plans(ground, terms, codes) if reaches(ground, s, target)]
        _same_as_the_best_of(ground, terms, everything)


def _same_as_the_best_of(ground, terms, everything):
    cheapest, earliest = plan(ground, terms), plan(ground, replace(terms, objective="earliest"))
    if not everything:
        assert cheapest.status == earliest.status == "infeasible"
        return
    assert cheapest.net_wan == min(cost(ground, starts) for starts in everything)
    assert end_of(ground, starts_of(earliest)) == min(end_of(ground, starts) for starts in everything)


def test_the_best_score_within_a_budget_is_found_by_trying_every_calendar(framework, ground_of):
    for seed in range(4):
        ground = ground_of(seed)
        codes = few(framework, ground, target_of(ground), 4)[:4]
        terms = Terms(
            months=12,
            yearly_budget_wan=Decimal(6),
            objective="best",
            excluded=frozenset(framework.actions) - set(codes),
        )
        scores = [ground.overall(ground.end(starts)) for starts in all_plans(ground, terms, codes)]
        assert plan(ground, terms).score == max(scores)


def test_the_least_left_to_pay_is_found_by_trying_every_calendar_with_every_set_of_offers(framework, ground_of):
    taken = 0
    for seed, (ground, target) in enumerate(islice(small_firms(framework, ground_of, 3), 5)):
        codes = few(framework, ground, target, 4)
        terms = Terms(months=12, excluded=frozenset(framework.actions) - set(codes))
        offers = random_offers(ground, codes, seed)
        everything = [starts for starts in all_plans(ground, terms, codes) if reaches(ground, starts, target)]
        found = plan(ground, terms, offers)
        assert found.net_wan == min(net(ground, starts, offers) for starts in everything)
        assert found.net_wan == net(ground, starts_of(found), offers)
        taken += len(found.granted)
    assert taken


def random_offers(ground, codes, seed):
    """Three offers with caps, minimums, windows and shared spendings; two of them exclude each other."""
    chance = random.Random(seed)
    costs = {code: ground.framework.actions[code].cost_wan.likely for code in codes}
    return [
        Offer(
            code=name,
            counted=tuple((code, costs[code] * chance.choice([1, 2]) / 2) for code in chance.sample(codes, 3)),
            rate_percent=Decimal(chance.choice([20, 30, 60])),
            cap_wan=chance.choice([None, Decimal(1), Decimal(5)]),
            min_spend_wan=Decimal(chance.choice([0, 0, 3])),
            spans=chance.choice([((0, None),), ((0, 3),), ((3, 5), (9, None))]),
            apart=frozenset({"b"}) if name == "a" else frozenset(),
            shared=chance.choice(["", "all"]),
        )
        for name in ("a", "b", "c")
    ]


# --- Terms --------------------------------------------------------------------------------------------------------------


def test_what_is_wanted_is_in_and_what_is_ruled_out_is_not(ground_of):
    ground = ground_of(1)
    free = plan(ground, Terms())
    dropped = free.actions[0]
    added = next(c for c in sorted(ground.framework.actions) if c not in free.actions and c not in ground.credited)
    locked = plan(ground, Terms(locked=frozenset({added})))
    assert added in locked.actions
    assert locked.net_wan >= free.net_wan
    without = plan(ground, Terms(excluded=frozenset({dropped})))
    assert dropped not in without.actions


def test_a_yearly_budget_is_kept_in_every_year(ground_of):
    ground = ground_of(1)
    terms = Terms(yearly_budget_wan=Decimal(40))
    found = plan(ground, terms)
    assert found.status == "optimal"
    assert broken(ground, terms, starts_of(found)) is None
    assert len({one.start_month // 12 for one in found.placed}) > 1


def test_too_small_a_budget_is_answered_with_the_smallest_that_is_enough(ground_of):
    ground = ground_of(1)
    found = plan(ground, Terms(yearly_budget_wan=Decimal(5)))
    assert found.status == "infeasible"
    enough = found.shortfall.yearly_budget_wan
    assert plan(ground, Terms(yearly_budget_wan=_decimal(enough))).status == "optimal"
    assert plan(ground, Terms(yearly_budget_wan=_decimal(enough) - Decimal("0.1"))).status == "infeasible"


def test_too_short_a_horizon_is_answered_with_the_shortest_that_is_enough(ground_of):
    ground = ground_of(20)
    found = plan(ground, Terms(months=12))
    assert found.status == "infeasible"
    assert found.shortfall.months == 18
    assert plan(ground, Terms(months=18)).status == "optimal"


def test_ruled_out_actions_that_nothing_replaces_are_named(framework, ground_of):
    ground = ground_of(1)
    found = plan(ground, Terms(excluded=frozenset(framework.actions)))
    assert found.shortfall.excluded
    kept = frozenset(framework.actions) - set(found.shortfall.excluded)
    assert plan(ground, Terms(excluded=kept)).status == "optimal"


def test_a_level_no_action_leads_to_names_what_stays_closed(framework, ground_of):
    ground = ground_of(2)
    found = plan(ground, Terms(target="L5"))
    assert found.status == "infeasible"
    assert set(found.shortfall.gates) <= set(conditions(ground, framework.level("L5")))


def test_a_firm_that_holds_the_target_has_nothing_to_do(framework, ground_of):
    ground = ground_of(2)
    held = ground.level(ground.start).level
    assert plan(ground, Terms(target=held.code)).status == "there"


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(locked=frozenset({"A99"})), "No such action: A99"),
        (Terms(locked=frozenset({"A01"}), excluded=frozenset({"A01"})), "Both wanted and ruled out: A01"),
        (Terms(months=7), "7 months"),
    ],
)
def test_wishes_that_make_no_sense_are_refused_with_a_sentence(ground_of, terms, words):
    with pytest.raises(TermsError, match=words):
        plan(ground_of(1), terms)


# --- Money --------------------------------------------------------------------------------------------------------------


def offer(framework, **more):
    counted = tuple((action.code, action.cost_wan.likely) for action in framework.actions.values())
    return Offer("half", counted, Decimal(50), **more)


def test_public_money_is_a_share_up_to_its_cap(framework, ground_of):
    ground = ground_of(1)
    gross = plan(ground, Terms())
    half = plan(ground, Terms(), [offer(framework)])
    assert half.net_wan == Fraction(half.cost_wan.likely) / 2
    capped = plan(ground, Terms(), [offer(framework, cap_wan=Decimal(3))])
    assert capped.granted[0].amount_wan == 3
    assert capped.net_wan == gross.net_wan - 3


def test_below_its_minimum_spend_an_offer_bears_nothing(framework, ground_of):
    ground = ground_of(0)
    gross = plan(ground, Terms()).cost_wan.likely
    assert plan(ground, Terms(), [offer(framework, min_spend_wan=gross)]).net_wan == Fraction(gross) / 2
    small = plan(ground, Terms(), [offer(framework, min_spend_wan=gross * 3, cap_wan=Decimal(1))])
    assert not small.granted
    assert small.net_wan == gross


def test_offers_that_exclude_each_other_are_not_both_taken(framework, ground_of):
    ground = ground_of(1)
    other = replace(offer(framework), code="other", rate_percent=Decimal(30), apart=frozenset({"half"}))
    assert [one.offer.code for one in plan(ground, Terms(), [offer(framework), other]).granted] == ["half"]


def test_offers_on_the_same_spending_never_bear_more_than_it(framework, ground_of):
    ground = ground_of(1)
    both = [replace(offer(framework, shared="all"), code=code, rate_percent=Decimal(80)) for code in ("a", "b")]
    assert plan(ground, Terms(), both).net_wan == 0


def test_an_action_is_started_while_the_money_for_it_can_be_had(framework, ground_of):
    ground = ground_of(1)
    soon = plan(ground, Terms(), [offer(framework, spans=((0, 3),))])
    assert soon.granted
    for one in soon.granted:
        counted = [p.action for p in soon.placed if p.start_month <= 3]
        assert one.base_wan == sum(Fraction(a.cost_wan.likely) for a in counted)
        assert one.amount_wan == one.base_wan / 2


# --- What conditions and money are worth ----------------------------------------------------------------------------------


def test_a_condition_costs_what_the_plan_without_it_saves(ground_of):
    ground = ground_of(1)
    found = plan(ground, Terms())
    costly = prices(ground, found)
    assert costly
    assert [one.saved_wan for one in costly] == sorted((one.saved_wan for one in costly), reverse=True)
    assert all(0 < one.saved_wan <= found.net_wan for one in costly)


def test_more_money_never_makes_a_plan_later_or_worse(ground_of):
    ground = ground_of(1)
    soon = plan(ground, Terms(objective="earliest", yearly_budget_wan=Decimal(45)))
    assert with_more(ground, soon, Decimal(10)).months <= soon.months
    high = plan(ground, Terms(objective="best", months=12, yearly_budget_wan=Decimal(20)))
    assert with_more(ground, high, Decimal(5)).score >= high.score


def test_a_search_that_is_cut_short_says_what_was_found_and_what_was_proven(ground_of):
    found = plan(ground_of(6), Terms(objective="best", yearly_budget_wan=Decimal(45)), patience=Patience(0.2))
    assert found.status == "feasible"
    assert found.bound_score >= found.score
    assert broken(ground_of(6), found.terms, starts_of(found)) is None


def test_a_search_that_ends_before_anything_is_known_does_not_say_that_there_is_no_plan(ground_of):
    assert plan(ground_of(6), Terms(yearly_budget_wan=Decimal(45)), patience=Patience(0.0001)).status == "unknown"


@pytest.mark.parametrize("seed", [68, 112])
def test_what_is_in_place_already_is_not_counted_as_something_still_to_be_done(framework, ground_of, seed):
    """These firms would hold the target only if actions whose benefit they show already rose them once more."""
    ground = ground_of(seed)
    assert reaches(ground, framework.actions, target_of(ground))
    assert plan(ground, Terms()).shortfall.gates == (f"{target_of(ground).code} score",)


def test_half_years_add_up_to_the_plan(ground_of):
    found = plan(ground_of(1), Terms())
    assert sum(h.spent_wan for h in found.half_years) == found.cost_wan.likely
    assert found.half_years[-1].score == found.score
    assert found.half_years[-1].level == found.reached
    assert [h.score for h in found.half_years] == sorted(h.score for h in found.half_years)


def _decimal(number):
    return Decimal(number.numerator) / Decimal(number.denominator)


def test_the_same_facts_are_the_same_ground_and_any_other_fact_is_another(framework, ground_of):
    one, again, other = ground_of(1), ground_of(1), ground_of(7)
    assert one == again
    assert hash(one) == hash(again)
    assert one != other
    more = Ground(framework, one.profile, one.scores, one.start.scenes, one.start.with_benefit + 1)
    changed = Ground(replace(framework, actions={}), one.profile, one.scores, one.start.scenes, 0)
    assert one not in (more, changed)
