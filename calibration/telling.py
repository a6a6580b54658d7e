"""A result in words and rows, in the language of the page. Templates only put it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.wording import enumerated
from calibration.chart import draw
from calibration.models import Rating
from readiness.calibration import FEWEST_ASSESSORS, FEWEST_QUESTIONS, Agreement, Assessor, Seen
from readiness.questions import LADDER
from readiness.scoring import display
from surveys.wording import answer_in_words, level_named, said
from verification.sides import MINUS

RELIABLE, TENTATIVE = Fraction(4, 5), Fraction(2, 3)  # Krippendorff, "Content Analysis" (2004), ch. 11
CLEAR = Fraction(1, 4)  # of a rung: below, nobody is called strict or lenient
FEWEST_FOR_BIAS = 5  # questions; with fewer, one answer decides
MOST_TO_DISCUSS = 8
CONFIDENCES = dict(Rating.Confidence.choices)


@dataclass(frozen=True)
class Said:
    """What one assessor answered; rung: "–" for what is not rated."""

    rung: str
    name: str
    sure: str
    why: str


@dataclass(frozen=True)
class Line:
    """One question. said: who gave which answer, the lowest first."""

    question: Any
    seen: Seen
    chart: str
    counts: str
    aside: str
    spread: str
    median: str
    reference: list[str]
    off: str
    reason: str
    observed: str
    stake: str
    said: list[Said]

    @property
    def tone(self) -> str:
        """How loud the spread is said: as a tag."""
        if self.seen.split or (self.seen.spread and self.seen.spread.span > 1):
            return "alert"
        return "doing" if self.seen.width else "done" if self.seen.spread else "todo"

    @property
    def reasoned(self) -> list[Said]:
        return [one for one in self.said if one.why]

    @property
    def unreasoned(self) -> list[Said]:
        return [one for one in self.said if not one.why]


@dataclass(frozen=True)
class Person:
    """One assessor. own: whether it is the reader."""

    name: str
    own: bool
    score: str
    level: str
    difference: str
    rated: int
    deviation: str
    leaning: str
    agreeing: str
    against: str


@dataclass(frozen=True)
class Part:
    """A dimension with its questions and how far the assessors agree on it."""

    name: str
    alpha: str
    verdict: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    verdict: str
    alpha: str
    range: str
    cautions: list[str]
    people: list[Person]
    group_score: str
    group_level: str
    reference_score: str
    reference_level: str
    discuss: list[Line]
    parts: list[Part]

    @property
    def has_reference(self) -> bool:
        """Whether any answer can be held against a reference."""
        return any(one.against for one in self.people)


def told(result, user, named: bool) -> Told:
    """result: `calibration.results.RoundResult`; named: whether the reader may know the names."""
    found, names, own = result.calibration, result.names(user, named), result.own(user)
    lines = {seen.question: _line(result, seen, names, own) for seen in found.questions}
    people = [_person(one, names, own, found) for one in found.assessors]
    return Told(
        verdict=verdict_of(found.overall, len(found.assessors)),
        alpha=number(found.overall.alpha, 2),
        range=_range(found.overall),
        cautions=_cautions(result, found),
        people=sorted(people, key=lambda person: (not person.own, person.name)),
        group_score=number(found.group.score),
        group_level=level(found.group),
        reference_score=number(found.reference.score) if found.reference else "",
        reference_level=level(found.reference) if found.reference else "",
        discuss=[lines[seen.question] for seen in found.discuss[:MOST_TO_DISCUSS]],
        parts=_parts(result, found, lines),
    )


def number(value: Fraction | None, places: int = 1) -> str:
    """ "0.52", "−0.1"; "–" where there is none."""
    return "–" if value is None else display(value, places).replace("-", MINUS)


def signed(value: Fraction | None, places: int = 1) -> str:
    text = number(value, places)
    return text if text.startswith((MINUS, "–")) or not value or not float(text) else f"+{text}"


def level(standing) -> str:
    return level_named(standing.level) if standing.level else "–"


def verdict_of(agreement: Agreement, assessors: int) -> str:
    """A coefficient in words, with what forbids one."""
    if assessors < FEWEST_ASSESSORS:
        return ngettext(
            "%(n)d assessor has handed in. A coefficient of agreement needs at least %(least)d, so none is given.",
            "%(n)d assessors have handed in. A coefficient of agreement needs at least %(least)d, so none is given.",
            assessors,
        ) % {"n": assessors, "least": FEWEST_ASSESSORS}
    if agreement.alpha is None:
        if agreement.units < FEWEST_QUESTIONS:
            return _("Too few questions were rated by two or more, so no coefficient is given.")
        return _(
            "All gave the same answer throughout, so the coefficient cannot be computed. That is agreement, but without a contrast to measure it against."
        )
    return _of_alpha(agreement.alpha)


def _of_alpha(alpha):
    if alpha >= RELIABLE:
        return _("The assessors agree well: their scores can be relied on as if one person had given them.")
    if alpha >= TENTATIVE:
        return _("The assessors agree fairly: good enough for tentative conclusions. Talk about the questions below.")
    if alpha > 0:
        return _(
            "The assessors agree too little: who assesses decides too much of the score. Talk about the questions below before the next client."
        )
    return _(
        "The assessors agree no more than chance would give: they read the rungs differently. Go through the questions below together."
    )


def _range(agreement):
    if agreement.alpha is None or agreement.low is None:
        return ""
    return _("Leaving out any single question gives %(low)s to %(high)s.") % {
        "low": number(agreement.low, 2),
        "high": number(agreement.high, 2),
    }


def _cautions(result, found):
    """What a reader must know before believing the figures."""
    n, units = len(found.assessors), found.overall.units
    if n >= FEWEST_ASSESSORS and (n < 5 or units < 20):
        yield_ = _(
            "The coefficient rests on %(n)d assessors and %(units)d questions. With so few it moves a lot from one case to the next: take it as a hint, and repeat it with another case."
        )
        cautions = [yield_ % {"n": n, "units": units}]
    else:
        cautions = []
    cautions.append(
        _(
            "Scores and levels here rest on the questions of the case alone, and levels on the score alone: gates and scenes in production are not counted. They are for comparing assessors, not for rating a firm."
        )
    )
    if result.round.source == result.round.Source.CLIENT:
        cautions.append(_("The case comes from a real firm. An assessor who knows it may have recognised it."))
    return cautions


def _parts(result, found, lines):
    framework, by_dimension = result.round.framework, {}
    for question in result.round.questions:
        by_dimension.setdefault(question.dimension, []).append(lines[question.code])
    return [
        Part(
            said(framework.dimensions[code].name),
            number(found.dimensions[code].alpha, 2),
            _of_part(found.dimensions[code], found.enough),
            own,
        )
        for code, own in by_dimension.items()
    ]


def _of_part(agreement, enough):
    if agreement.alpha is not None or not enough:
        return ""
    if agreement.units < FEWEST_QUESTIONS:
        return _("Fewer than %(n)d questions: no coefficient") % {"n": FEWEST_QUESTIONS}
    return _("All the same: no coefficient")


def labels_of(seen: Seen) -> list[str]:
    """L1 to L5 where the ladder is that one, otherwise 1, 2, 3."""
    return [code if code in LADDER else str(place) for place, code in enumerate(seen.rungs, start=1)]


def _line(result, seen, names, own):
    question = result.round.framework.questions[seen.question]
    observation, reference = result.observations[seen.question], result.references.get(seen.question)
    labels = labels_of(seen)
    counts = enumerated(f"{label} × {n}" for label, n in zip(labels, seen.counts, strict=True) if n)
    description = " ".join(
        filter(None, [counts or _("Nobody has rated it."), _aside(seen), _reference_at(seen, labels)])
    )
    return Line(
        question=question,
        seen=seen,
        chart=draw(seen, labels, own, said(question.topic), description),
        counts=counts,
        aside=_aside(seen),
        spread=_spread(seen),
        median=labels[seen.spread.median] if seen.spread else "–",
        reference=answer_in_words(question, reference) if reference is not None else [],
        off=_off(seen),
        reason=observation.reason_text,
        observed=observation.seen_text,
        stake=_("up to %(points)s points of the overall score") % {"points": number(seen.stake)} if seen.width else "",
        said=_said(seen, labels, names, result.voices.get(seen.question, ())),
    )


def _said(seen, labels, names, voices):
    found = [(seen.places.get(one.who), one) for one in voices]
    return [
        Said(
            rung="–" if place is None else labels[place],
            name=names[one.who],
            sure=str(CONFIDENCES.get(one.confidence, "")),
            why=one.why,
        )
        for place, one in sorted(found, key=lambda pair: -1 if pair[0] is None else pair[0])
    ]


def _aside(seen):
    told_ = [
        (seen.not_sure, _("cannot tell × %(n)d")),
        (seen.not_applicable, _("does not apply × %(n)d")),
        (seen.silent, _("not answered × %(n)d")),
    ]
    return enumerated(text % {"n": n} for n, text in told_ if n)


def _reference_at(seen, labels):
    return "" if seen.reference is None else _("Reference: %(rung)s.") % {"rung": labels[seen.reference]}


def _spread(seen):
    if seen.split:
        return _("Whether it applies is disputed")
    if seen.spread is None:
        return _("Not rated")
    if seen.spread.raters < 2:
        return _("Only one rated it")
    if not seen.spread.span:
        return _("Agreement") if not seen.width else _("Same rung, different points")
    return ngettext("%(n)d rung apart", "%(n)d rungs apart", seen.spread.span) % {"n": seen.spread.span}


def _off(seen):
    """The group against the reference."""
    if seen.off is None:
        return ""
    if not seen.off:
        return _("The middle answer is the reference answer.")
    return (
        ngettext(
            "The middle answer is %(n)d rung above the reference.",
            "The middle answer is %(n)d rungs above the reference.",
            seen.off,
        )
        if seen.off > 0
        else ngettext(
            "The middle answer is %(n)d rung below the reference.",
            "The middle answer is %(n)d rungs below the reference.",
            -seen.off,
        )
    ) % {"n": abs(seen.off)}


def _person(one: Assessor, names, own, found):
    bias, standing, against = one.bias, one.standing, one.against
    difference = None if standing.score is None or found.group.score is None else standing.score - found.group.score
    return Person(
        name=names[one.name],
        own=one.name == own,
        score=number(standing.score),
        level=level(standing),
        difference=signed(difference),
        rated=standing.rated,
        deviation=signed(bias.deviation, 2) if bias else "–",
        leaning=leaning(bias),
        agreeing=percent(bias.agreeing) if bias else "–",
        against=_against(against),
    )


def leaning(bias) -> str:
    if bias is None or bias.answers < FEWEST_FOR_BIAS:
        return _("too few answers to say")
    if abs(bias.deviation) < CLEAR:
        return _("in line")
    return _("lenient") if bias.deviation > 0 else _("strict")


def percent(share: Fraction) -> str:
    return f"{display(100 * share, 0)}%"


def _against(against):
    if against is None:
        return ""
    return _("%(share)s the same, %(deviation)s rungs") % {
        "share": percent(against.agreeing),
        "deviation": signed(against.deviation, 2),
    }
