"""The rules of a plan, written down a second time and slowly, so that they can be held against the model's."""

import math
from fractions import Fraction
from itertools import chain, combinations, product

PERIOD = 3  # months


def length(action):
    return max(1, math.ceil(math.ceil(action.months.likely) / PERIOD))


def broken(ground, terms, starts):
    """The first rule that these starts (action → quarter) break; None where they keep to all."""
    actions = {code: ground.framework.actions[code] for code in starts}
    ends = {code: starts[code] + length(action) for code, action in actions.items()}
    for code, action in actions.items():
        if code in terms.excluded or code in ground.credited or action.fit.get(ground.profile.code, 1) == 0:
            return f"{code} may not be in"
        if ends[code] > terms.months // PERIOD:
            return f"{code} is not done in time"
        opens = next(phase.from_month for phase in ground.framework.phases if phase.number == action.phase)
        if starts[code] * PERIOD < opens:
            return f"{code} starts before its phase"
        for group in action.after:
            if not any(c in ground.credited or (c in ends and ends[c] <= starts[code]) for c in group):
                return f"{code} does not wait for {group}"
        live = ground.start.production.scenes
        live += sum(c != code and actions[c].scene in ground.start.scenes and ends[c] <= starts[code] for c in actions)
        if live < action.scenes_in_production:
            return f"{code} does not wait for scenes"
    for quarter in range(terms.months // PERIOD):
        if sum(a.effort for c, a in actions.items() if starts[c] <= quarter < ends[c]) > terms.effort:
            return f"too much at once in quarter {quarter}"
    if not terms.locked <= set(starts) | ground.credited:
        return "something wanted is not in"
    return over_budget(ground, terms, starts)


def over_budget(ground, terms, starts):
    if terms.yearly_budget_wan is None:
        return None
    for year in range(math.ceil(terms.months / 12)):
        spent = Fraction(0)
        for code, quarter in starts.items():
            action = ground.framework.actions[code]
            if quarter // 4 == year:
                spent += Fraction(action.cost_wan.likely)
            if quarter // 4 < year and action.running_wan_per_year:
                spent += Fraction(action.running_wan_per_year.likely)
        if spent > terms.yearly_budget_wan:
            return f"year {year} is over the budget"
    return None


def starts_of(found):
    return {one.action.code: one.start_month // PERIOD for one in found.placed}


def reaches(ground, codes, target):
    order = ground.framework.position
    return order(ground.level(ground.end(codes)).level) >= order(target)


def cost(ground, codes):
    return sum((Fraction(ground.framework.actions[code].cost_wan.likely) for code in codes), Fraction(0))


def all_plans(ground, terms, codes):
    """Every way to start some of these actions that keeps to all rules."""
    quarters = [None, *range(terms.months // PERIOD)]
    for choice in product(quarters, repeat=len(codes)):
        starts = {code: quarter for code, quarter in zip(codes, choice, strict=True) if quarter is not None}
        if broken(ground, terms, starts) is None:
            yield starts


def end_of(ground, starts):
    return max((quarter + length(ground.framework.actions[code]) for code, quarter in starts.items()), default=0)


def net(ground, starts, offers):
    """What is left to pay of these starts when the best set of offers that may be taken together is taken."""
    sets = chain.from_iterable(combinations(offers, n) for n in range(len(offers) + 1))
    allowed = [
        some for some in sets if not any(a.code in b.apart or b.code in a.apart for a, b in combinations(some, 2))
    ]
    return cost(ground, starts) - max(_borne(some, starts) for some in allowed)


def _borne(offers, starts):
    """By offers on spendings of their own; on a shared one never more than what of it counts."""
    by_spending = {}
    for offer in offers:
        by_spending.setdefault(offer.shared or offer.code, []).append(offer)
    return sum((_of_one_spending(same, starts) for same in by_spending.values()), Fraction(0))


def _of_one_spending(offers, starts):
    most = sum(Fraction(max(offer.part_wan(code) for offer in offers)) for code in starts)
    return min(most, sum((_share(offer, starts) for offer in offers), Fraction(0)))


def _share(offer, starts):
    base = sum((Fraction(offer.part_wan(c)) for c, q in starts.items() if offer.counts(c, q * PERIOD)), Fraction(0))
    if base < offer.min_spend_wan:
        return Fraction(0)
    share = base * Fraction(offer.rate_percent) / 100
    return share if offer.cap_wan is None else min(share, Fraction(offer.cap_wan))
