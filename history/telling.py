"""Two results side by side, in words: what differs, answer by answer, and what stands beside the actions done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import get_language, gettext

from history.models import ActionProgress
from history.plan import actions_of
from readiness import comparing
from readiness.framework import Framework
from reports import figures
from reports.reading import OtherFramework, Reading
from surveys.content import framework
from surveys.wording import said

FEW = 8  # changes that are shown unfolded


@dataclass(frozen=True)
class Row:
    """A score before and after. direction: up | down | same | new | gone; done: actions meant to lift it, done in between."""

    name: str
    before: str
    after: str
    difference: str
    direction: str
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A question whose answer changed, in the words of both answers."""

    code: str
    topic: str
    before: str
    after: str
    rungs: str  # "L2 → L3"; empty where the rung is the same or missing
    direction: str


@dataclass(frozen=True)
class Group:
    """Questions that changed in the same direction."""

    direction: str
    title: str
    turns: tuple[Turn, ...]

    @property
    def open(self):
        """Unfolded from the start: a fall always, other changes while they are few."""
        return self.direction == comparing.DOWN or len(self.turns) <= FEW


@dataclass(frozen=True)
class Check:
    """A question an action was expected to lift."""

    topic: str
    code: str
    expected: str
    found: str
    state: str  # reached | not_yet | open


@dataclass(frozen=True)
class Done:
    """An action marked done between the two results. No checks: the earlier route did not hold it.

    lifts: codes of the dimensions it is meant to lift; dimensions: their scores.
    """

    code: str
    name: str
    row: ActionProgress
    cost: str
    checks: tuple[Check, ...]
    lifts: tuple[str, ...] = ()
    dimensions: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Telling:
    comparison: comparing.Comparison
    overall: Row
    dimensions: tuple[Row, ...]
    groups: tuple[Group, ...]
    unchanged: tuple[str, ...]
    cautions: tuple[str, ...]
    done: tuple[Done, ...]
    readable: bool  # whether the texts of both results are at hand


class Side:
    """One of the two results, with its texts where they are at hand."""

    def __init__(self, data):
        self.data = data
        self.framework = _framework(data)
        self.reading = _reading(data, self.framework)

    def answer(self, code):
        if self.reading is None:
            return "–"
        known = code in self.reading.framework.questions and code in self.reading.questions
        return self.reading.answer(code) if known else gettext("not asked")


def _framework(data) -> Framework | None:
    try:
        return framework(data["framework"])
    except KeyError:
        return None


def _reading(data, method):
    try:
        return Reading(data, method, get_language()) if method else None
    except OtherFramework:
        return None


def tell(before, after, done) -> Telling:
    """`before`, `after`: snapshots; `done`: what was marked done between them."""
    comparison = comparing.compare(before.data, after.data)
    sides = Side(before.data), Side(after.data)
    texts = Texts(sides)
    told = [_done(row, before, after, texts) for row in done]
    dimensions = {change.code: _dimension(change, told, texts) for change in comparison.dimensions}
    return Telling(
        comparison=comparison,
        overall=_row(gettext("Overall score"), comparison.overall),
        dimensions=tuple(dimensions.values()),
        groups=_groups([_turn(change, sides, texts) for change in comparison.questions]),
        unchanged=tuple(f"{code} {texts.topic(code)}".strip() for code in comparison.unchanged),
        cautions=tuple(_caution(other, texts) for other in comparison.others),
        done=tuple(replace(one, dimensions=tuple(dimensions[code] for code in one.lifts)) for one in told),
        readable=all(side.reading for side in sides),
    )


class Texts:
    """Names from the later method, or the earlier one where only that knows them; codes where neither does."""

    def __init__(self, sides):
        self.methods = [side.framework for side in reversed(sides) if side.framework]

    def _find(self, of, code, attribute):
        for method in self.methods:
            found: Mapping = getattr(method, of)
            if code in found:
                return said(getattr(found[code], attribute))
        return ""

    def dimension(self, code):
        return self._find("dimensions", code, "name") or code

    def topic(self, code):
        return self._find("questions", code, "topic")

    def dimension_of(self, question):
        """The code of its dimension; "" where no method at hand knows the question."""
        return next((m.questions[question].dimension for m in self.methods if question in m.questions), "")

    def weights(self, code):
        return self._find("profiles", code, "name") or code


def _row(name, change):
    before, after = figures.score(change.before), figures.score(change.after)
    difference = None if change.difference is None else Decimal(after) - Decimal(before)
    return Row(name, before, after, signed(difference), change.direction if difference != 0 else comparing.SAME)


def _dimension(change, done, texts):
    lifted = tuple(f"{one.code} {one.name}".strip() for one in done if change.code in one.lifts)
    return replace(_row(texts.dimension(change.code), change), done=lifted)


def signed(difference: Decimal | None) -> str:
    """ "+3.1", "−0.5", "0.0"; "–" where there is none. Of the figures shown, so that a reader can add them up."""
    if difference is None:
        return "–"
    return f"{abs(difference)}" if not difference else f"{'+' if difference > 0 else '−'}{abs(difference)}"


def _turn(change, sides, texts):
    before, after = change.before.rung, change.after.rung
    return Turn(
        code=change.code,
        topic=texts.topic(change.code),
        before=sides[0].answer(change.code),
        after=sides[1].answer(change.code),
        rungs=f"{before} → {after}" if before and after and before != after else "",
        direction=change.direction,
    )


def _groups(turns):
    titles = {
        comparing.UP: gettext("Higher than before"),
        comparing.DOWN: gettext("Lower than before"),
        comparing.SAME: gettext("Answered differently, same score"),
        comparing.NEW: gettext("Answered for the first time"),
        comparing.GONE: gettext("No longer answered"),
    }
    groups = [Group(d, title, tuple(t for t in turns if t.direction == d)) for d, title in titles.items()]
    return tuple(group for group in groups if group.turns)


def _caution(other, texts):
    """One sentence about what the two results do not share."""
    if other.what == "mode":
        return gettext(
            "One of the two is a quick estimate from a third of the questions: its score is a range, "
            "and part of the difference may lie in what was not asked."
        )
    if other.what == "weights":
        return gettext("They were weighted differently: “%(before)s” then, “%(after)s” now.") % {
            "before": texts.weights(other.before),
            "after": texts.weights(other.after),
        }
    if other.before == other.after:
        return gettext("The texts or rules of the method %(method)s were changed in between.") % {"method": other.after}
    return gettext("They come from different versions of the method: %(before)s then, %(after)s now.") % {
        "before": other.before,
        "after": other.after,
    }


def _done(row, before, after, texts):
    action = actions_of(before).get(row.action) or actions_of(after).get(row.action)
    found = comparing.expectations(before.data, row.action, after.data)
    return Done(
        code=row.action,
        name=said(action.name) if action else "",
        row=row,
        cost="" if row.cost_wan is None else figures.wan(row.cost_wan, get_language()),
        checks=tuple(_check(expectation, texts) for expectation in found),
        lifts=_lifted(action, found, after.data, texts),
    )


def _lifted(action, found, outcome, texts):
    """The dimensions of the later result an action is meant to lift: as the method says, and the route that held it."""
    questions = {lift.question for lift in action.lifts} if action else set()
    wanted = {texts.dimension_of(question) for question in questions | {one.question for one in found}}
    return tuple(dimension["code"] for dimension in outcome["dimensions"] if dimension["code"] in wanted)


def _check(expectation, texts):
    return Check(
        topic=texts.topic(expectation.question),
        code=expectation.question,
        expected=f"{expectation.before} → {expectation.expected}",
        found=expectation.found or "–",
        state=expectation.state,
    )
