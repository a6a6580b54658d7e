"""What has to move where a level cannot be reached: the reasons in words, and changes of the terms that help."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans import figures
from plans.wishes import address_of
from readiness.planning.terms import HORIZONS
from surveys.wording import listed, said


@dataclass(frozen=True)
class Move:
    """A change of the terms. query: the address of the page with it made."""

    label: str
    query: str


def moves_of(ground, found):
    """(reasons, moves): the moves that lead to the target first, then what can be had without it."""
    short, terms = found.shortfall, found.terms
    reasons = [condition_of(ground, code) for code in short.gates]
    moves = [*_single(short, terms), *_together(ground, short, terms)]
    if short.cut_short and not moves:
        reasons = [_("In the time given it was not found out what would have to change.")]
    elif not moves and not short.gates:
        reasons = [_no_way(terms)]
        moves = _without_wishes(terms)
    return reasons, [*moves, *_below(ground, found), _as_far_as_can_be(terms)]


def condition_of(ground, code):
    """A condition of a level in words: a gate, or "L3 score" for its threshold."""
    framework = ground.framework
    level = code.removesuffix(" score")
    if level != code:
        return _("%(score)s points in all") % {"score": figures.number(framework.level(level).threshold)}
    return next(said(gate.text) for level in framework.levels for gate in level.gates if gate.code == code)


def _single(short, terms):
    """What is enough by itself."""
    if short.yearly_budget_wan is not None:
        yield _with_budget(terms, short.yearly_budget_wan)
    if short.months is not None:
        label = _("Allow %(months)s") % {"months": figures.months(short.months)}
        yield Move(label, address_of(terms, months=short.months))


def _with_budget(terms, amount):
    budget = figures.wan_up(amount)
    label = _("Raise the budget to %(amount)s a year") % {"amount": figures.wan(budget)}
    return Move(label, address_of(terms, yearly_budget_wan=budget))


def _together(ground, short, terms):
    if short.both is not None:
        budget, longest = figures.wan_up(short.both), HORIZONS[-1]
        told = {"amount": figures.wan(budget), "months": figures.months(longest)}
        label = _("Raise the budget to %(amount)s a year and allow %(months)s") % told
        yield Move(label, address_of(terms, yearly_budget_wan=budget, months=longest))
    if short.excluded:
        names = listed(f"{code} {said(ground.framework.actions[code].name)}" for code in short.excluded)
        # The actions that are missing were found without a budget, in the longest time, and with nothing locked in.
        free = {"excluded": terms.excluded - set(short.excluded), "yearly_budget_wan": None, "months": HORIZONS[-1]}
        yield Move(_("Allow again: %(actions)s") % {"actions": names}, address_of(terms, locked=frozenset(), **free))


def _no_way(terms):
    if terms.locked or terms.excluded:
        return _("What you have locked in or ruled out leaves no way there within %(months)s.") % {
            "months": figures.months(HORIZONS[-1])
        }
    return _("Even with all the money there is, it takes longer than %(months)s.") % {
        "months": figures.months(HORIZONS[-1])
    }


def _without_wishes(terms):
    if terms.locked or terms.excluded:
        nothing = {"locked": frozenset(), "excluded": frozenset()}
        return [Move(_("Drop the choices about single actions"), address_of(terms, **nothing))]
    return []


def _below(ground, found):
    """The next lower target, where there is one above the level held."""
    framework = ground.framework
    held, wanted = framework.position(ground.level(ground.start).level), framework.position(found.target)
    if wanted - held > 1:
        lower = framework.levels[wanted - 2]
        yield Move(_("Aim for %(level)s first") % {"level": lower.code}, address_of(found.terms, target=lower.code))


def _as_far_as_can_be(terms):
    return Move(_("See the highest score you can reach"), address_of(terms, objective="best"))
