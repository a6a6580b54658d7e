"""A plan in words: what it says first, how far that is proven, the way there, what it costs, what is left out."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from plans import chart, figures
from plans.grants import Grants, grants_of
from plans.moves import Move, condition_of, moves_of
from plans.reasons import Left, lefts_of, why
from plans.wishes import address_of
from readiness.planning.model import running_wan
from surveys.wording import level_named, listed, said

MORE_WAN = Decimal(1)  # what one asks about beside the plan: so much more in every year
TICK = 6  # months


@dataclass(frozen=True)
class Step:
    """An action in its place. x, width: of its bar, in per cent of the line."""

    code: str
    name: str
    start_month: int  # from the start of the plan, the first being 0
    when: str
    cost: str
    cost_range: str
    running: str
    x: str
    width: str
    locked: bool
    why: list[str]
    first_step: str
    done_when: str
    without: str  # the same wishes with this action ruled out


@dataclass(frozen=True)
class Half:
    """Half a year in the table."""

    when: str
    months: str  # the same without words, for a table whose head says what is counted
    spent: str
    running: str
    total: str
    granted: str
    own: str
    score: str
    level: str


@dataclass(frozen=True)
class Price:
    condition: str
    saved: str


@dataclass(frozen=True)
class Answer:
    """What the page shows. Parts that do not apply are empty."""

    status: str
    headline: str
    sentence: str
    proof: str
    short: str  # the answer in a line
    level: str = ""
    now: str = ""
    cost_range: str = ""
    net: str = ""  # what is left to pay; empty where no public money is counted
    grants: Grants | None = None
    months: str = ""
    score: str = ""
    by_then: str = ""  # what all has cost when it is done, if running has cost something until then
    after: str = ""  # what running costs every year when all is done
    steps: list[Step] | None = None
    ticks: list[tuple[str, str]] | None = None  # (place, month)
    halves: list[Half] | None = None
    cash: chart.Cash | None = None
    wide_cash: chart.Cash | None = None
    cash_said: str = ""
    left: Left | None = None
    prices: list[Price] | None = None
    more: str = ""
    moves: list[Move] | None = None
    reasons: list[str] | None = None
    again: bool = False  # whether asking for longer work would tell more


def tell(ground, found, dear, more, chances=(), unsure=()):
    if found.status == "infeasible":
        return _not_there(ground, found)
    if found.status == "unknown":
        return _not_known(ground, found)
    if not found.placed:
        return _nothing_to_do(ground, found)
    return _there(ground, found, dear, more, grants_of(found, chances, unsure))


def _not_there(ground, found):
    reasons, moves = moves_of(ground, found)
    level = level_named(found.target)
    return Answer(
        status=found.status,
        headline=_("Not reachable like this"),
        sentence=_("No plan under these terms reaches %(level)s.") % {"level": level},
        proof="",
        short=_("%(level)s cannot be reached like this") % {"level": found.target.code},
        now=_now(ground),
        reasons=reasons,
        moves=moves,
    )


def _not_known(ground, found):
    level = level_named(found.target)
    return Answer(
        status=found.status,
        headline=_("No plan found yet"),
        sentence=_(
            "In the time given no plan to %(level)s was found under these terms, and it is not proven that there is none. Widen the budget or the time, or allow more actions, and try again."
        )
        % {"level": level},
        proof="",
        short=_("No plan found yet"),
        now=_now(ground),
    )


def _nothing_to_do(ground, found):
    if found.terms.objective == "best":
        sentence = _("Within these limits no action raises the score.")
    else:
        sentence = _("You are there already; nothing needs to be done for this level.")
    return Answer(found.status, _now(ground), sentence, "", sentence, now=_now(ground), left=lefts_of(ground, found))


def _now(ground):
    state = ground.start
    level = level_named(ground.level(state).level)
    return _("%(score)s points, %(level)s") % {"score": figures.points(ground.overall(state)), "level": level}


def _there(ground, found, dear, more, grants):
    cost = found.cost_wan
    whole = max(TICK, -(-found.months // TICK) * TICK)
    halves, drawn = _halves(found)
    return Answer(
        status=found.status,
        headline=_headline(found, grants),
        sentence=_sentence(found, grants),
        proof=_proof(found),
        short=_short(found, grants),
        level=level_named(found.reached),
        now=_now(ground),
        cost_range=figures.wan_range((cost.low, cost.likely, cost.high)),
        net=figures.wan(found.net_wan) if found.granted else "",
        grants=grants,
        months=figures.months(found.months),
        score=figures.points(found.score),
        by_then=_by_then(found),
        after=_after(found),
        steps=[_step(ground, found, one, whole) for one in found.placed],
        ticks=[(chart.share(month, whole), str(month)) for month in range(TICK, whole + 1, TICK)],
        halves=halves,
        cash=chart.cash(drawn, chart.NARROW, figures.number),
        wide_cash=chart.cash(drawn, chart.WIDE, figures.number),
        cash_said=listed(_("%(when)s: %(total)s") % {"when": row.when, "total": row.total} for row in halves),
        left=lefts_of(ground, found),
        prices=[_price(ground, found, one) for one in dear],
        more=_more(found, more),
    )


# --- the first words -----------------------------------------------------------------------------------------------------


def _said_of(found):
    return {
        "cost": figures.wan(found.cost_wan.likely),
        "months": figures.months(found.months),
        "level": level_named(found.reached),
        "target": level_named(found.target),
        "score": figures.points(found.score),
        "own": figures.wan(found.net_wan),
    }


def _headline(found, grants):
    aim, said_of = found.terms.objective, _said_of(found)
    if aim == "best":
        return _("%(score)s points") % said_of
    return said_of["months"] if aim == "earliest" else said_of["cost" if _uncertain(grants) else "own"]


def _uncertain(grants):
    """Whether some of the money counted is only hoped for: then the large figure is the one without it."""
    return bool(grants and grants.hoped)


def _sentence(found, grants):
    proven = found.status == "optimal"
    if found.granted and found.terms.objective == "cheapest":
        return _net_sentence(proven, _uncertain(grants)) % _said_of(found)
    sentences = {
        ("cheapest", True): _("At least %(cost)s (estimate) to reach %(target)s, in %(months)s."),
        ("cheapest", False): _("The cheapest way found to %(target)s so far: %(cost)s (estimate), in %(months)s."),
        ("earliest", True): _("%(target)s after %(months)s at the earliest, for %(cost)s (estimate)."),
        ("earliest", False): _("The earliest way found to %(target)s so far: %(months)s, for %(cost)s (estimate)."),
        ("best", True): _("At most %(score)s points (%(level)s) within these limits: %(cost)s (estimate), %(months)s."),
        ("best", False): _(
            "The highest score found so far: %(score)s (%(level)s) for %(cost)s (estimate), %(months)s."
        ),
    }
    return sentences[found.terms.objective, proven] % _said_of(found)


def _net_sentence(proven, uncertain):
    return {
        (True, False): _(
            "At least %(own)s of your own (estimate) to reach %(target)s, in %(months)s; %(cost)s before public money."
        ),
        (False, False): _(
            "The cheapest way found to %(target)s so far: %(own)s of your own (estimate), in %(months)s; %(cost)s before public money."
        ),
        (True, True): _(
            "%(cost)s (estimate) to reach %(target)s, in %(months)s; at least %(own)s of it your own, if all public money hoped for is granted."
        ),
        (False, True): _(
            "The cheapest way found to %(target)s so far: %(cost)s (estimate), in %(months)s; %(own)s of it your own, if all public money hoped for is granted."
        ),
    }[proven, uncertain]


def _proof(found):
    if found.status == "optimal":
        return {
            "cheapest": _("Under these terms no plan is cheaper."),
            "earliest": _("Under these terms no plan is earlier."),
            "best": _("Under these terms no plan scores higher."),
        }[found.terms.objective]
    if found.gap_wan:
        return _("Not proven: a better plan could be at most %(gap)s cheaper.") % {
            "gap": figures.wan(figures.wan_up(found.gap_wan))
        }
    if found.bound_score is not None:
        gap = figures.points_up(max(Fraction(0), found.bound_score - found.score))
        return _("Not proven: a better plan could score at most %(gap)s points higher.") % {"gap": gap}
    return _("Not proven: an even better plan may exist.")


def _short(found, grants):
    cost = Fraction(found.cost_wan.likely) if _uncertain(grants) else found.net_wan
    return " · ".join((figures.wan(cost), figures.months(found.months), found.reached.code))


def _by_then(found):
    running = sum((half.running_wan for half in found.half_years), Fraction(0))
    return figures.wan(Fraction(found.cost_wan.likely) + running) if running else ""


def _after(found):
    every_year = sum((running_wan(one.action) for one in found.placed), Fraction(0))
    return figures.wan(every_year) if every_year else ""


# --- the way -------------------------------------------------------------------------------------------------------------


def _step(ground, found, one, whole):
    action, terms = one.action, found.terms
    running = action.running_wan_per_year
    return Step(
        code=action.code,
        name=said(action.name),
        start_month=one.start_month,
        when=figures.span(one.start_month + 1, one.end_month),
        cost=figures.wan(action.cost_wan.likely),
        cost_range=figures.wan_range((action.cost_wan.low, action.cost_wan.likely, action.cost_wan.high)),
        running=figures.wan(running.likely) if running else "",
        x=chart.share(one.start_month, whole),
        width=chart.share(one.end_month - one.start_month, whole),
        locked=action.code in terms.locked,
        why=why(ground, one),
        first_step=said(action.first_step),
        done_when=said(action.done_when),
        without=address_of(terms, excluded=terms.excluded | {action.code}, locked=terms.locked - {action.code}),
    )


def _halves(found):
    """(the rows of the table, what is drawn)."""
    rows, drawn, total = [], [], Fraction(0)
    for half in found.half_years:
        total += half.spent_wan + half.running_wan
        first, last = half.from_month + 1, half.to_month
        rows.append(
            Half(
                when=figures.span(first, last),
                months=f"{first}–{last}",
                spent=figures.number(half.spent_wan),
                running=figures.number(half.running_wan),
                total=figures.number(total),
                granted=figures.number(half.granted_wan),
                own=figures.number(half.own_wan),
                score=figures.points(half.score),
                level=half.level.code,
            )
        )
        drawn.append((f"{first}–{last}", half.spent_wan, half.running_wan))
    return rows, drawn


# --- what else is worth knowing -------------------------------------------------------------------------------------------


def _price(ground, found, price):
    return Price(condition_of(ground, price.condition), figures.wan(price.saved_wan))


def _more(found, more):
    """What a little more money a year would change; empty where no budget is set or something is not proven."""
    if more is None or more.status != "optimal":
        return ""
    said_of = {"more": figures.wan(MORE_WAN)}
    changes = list(_changes(found, more))
    if not changes:
        return _("With %(more)s more a year the plan would not get better.") % said_of
    return _("With %(more)s more a year: %(changes)s.") % (said_of | {"changes": listed(changes)})


def _changes(found, more):
    if found.terms.objective == "best" and more.score > found.score:
        yield _("%(points)s points more") % {"points": figures.number(more.score - found.score)}
    if found.terms.objective != "best" and more.net_wan < found.net_wan:
        yield _("%(cost)s less in all") % {"cost": figures.wan(found.net_wan - more.net_wan)}
    if found.terms.objective != "best" and more.months < found.months:
        yield _("%(months)s earlier") % {"months": figures.months(found.months - more.months)}
