"""How much computing power and how many tokens a plan needs, and what that costs a year: an estimate with its way shown.

Spans run from the case that needs least to the one that needs most; all numbers are exact fractions.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from readiness.text import Text

CASES = ("low", "likely", "high")
RENTED, OWN = "rented", "own"
THROUGHPUT = "images_per_second"
SECONDS, MONTHS, YUAN_PER_WAN, MILLION = Fraction(3600), Fraction(12), Fraction(10_000), Fraction(1_000_000)


@dataclass(frozen=True)
class Span:
    """A low, a likely and a high number. Operators work case by case."""

    low: Fraction
    likely: Fraction
    high: Fraction

    @classmethod
    def of(cls, number: Fraction | int) -> Span:
        """A number that is known."""
        return cls(*(Fraction(number) for _ in CASES))

    @property
    def cases(self) -> tuple[Fraction, Fraction, Fraction]:
        return self.low, self.likely, self.high

    @property
    def certain(self) -> bool:
        return self.low == self.likely == self.high

    @property
    def ordered(self) -> bool:
        return self.low <= self.likely <= self.high

    def turned(self) -> Span:
        """High and low changed round: the order for what there is to pay, of a number that saves money when high."""
        return Span(self.high, self.likely, self.low)

    def each(self, change: Callable[[Fraction], Fraction | int]) -> Span:
        return Span(*(Fraction(change(number)) for number in self.cases))

    def __add__(self, other: Span) -> Span:
        return Span(*(a + b for a, b in zip(self.cases, other.cases, strict=True)))

    def __mul__(self, other: Span) -> Span:
        return Span(*(a * b for a, b in zip(self.cases, other.cases, strict=True)))

    def __truediv__(self, other: Span) -> Span:
        return Span(*(a / b for a, b in zip(self.cases, other.cases, strict=True)))


NOTHING = Span.of(0)


@dataclass(frozen=True)
class ModelClass:
    """A kind of picture model with how many images one card judges in a second."""

    code: str
    name: Text
    example: Text
    images_per_second: Span


@dataclass(frozen=True)
class Assumption:
    """A number to reckon with until it is measured. part: pictures | texts."""

    code: str
    part: str
    name: Text
    unit: Text
    span: Span
    basis: Text
    source: str = ""  # an address
    more_is_less: bool = False  # a higher number means less to pay


@dataclass(frozen=True)
class Assumptions:
    """All of them; `rent_basis` says what rented computing power is commonly planned with."""

    classes: Mapping[str, ModelClass]
    class_basis: Text
    items: Mapping[str, Assumption]
    rent_basis: Text
    compiled_on: datetime.date

    def with_own(self, spans: Mapping[str, Span]) -> Assumptions:
        """The same with a firm's own numbers, by code; images_per_second is that of every class."""
        speed = spans.get(THROUGHPUT)
        items = {code: replace(item, span=spans.get(code, item.span)) for code, item in self.items.items()}
        if speed is None:
            return replace(self, items=items)
        classes = {code: replace(kind, images_per_second=speed) for code, kind in self.classes.items()}
        return replace(self, classes=classes, items=items)

    def span(self, code: str) -> Span:
        """From the case that needs least to the one that needs most."""
        item = self.items[code]
        return item.span.turned() if item.more_is_less else item.span


@dataclass(frozen=True)
class PicturePlan:
    """Pictures to judge. where: rented, or own when the cards stand in the factory and only training is rented."""

    cameras: int
    per_second: Fraction  # images a camera hands over to be judged
    hours_per_day: Fraction
    days_per_month: int
    model_class: str
    where: str = RENTED


@dataclass(frozen=True)
class TextPlan:
    """Documents to read and questions to answer. `stock_pages` are read once, in the first year."""

    days_per_month: int
    stock_pages: int = 0
    pages_per_month: int = 0
    questions_per_day: int = 0


@dataclass(frozen=True)
class Prices:
    """Quotes in yuan without tax; None: not asked for yet."""

    card_hour: Fraction | None = None
    million_tokens_in: Fraction | None = None
    million_tokens_out: Fraction | None = None


@dataclass(frozen=True)
class Line:
    """One step of the reckoning: what went in by name, and what came out."""

    code: str
    values: Mapping[str, Span]
    result: Span


@dataclass(frozen=True)
class Compute:
    """Card hours a month: `busy_hours` is the bare work, `card_hours` what is rented because cards wait for pictures."""

    images: Span
    busy_hours: Span
    cards: Span
    card_hours: Span
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tokens:
    """Tokens a month, sent and written, and those sent once for the stock of documents."""

    sent: Span
    written: Span
    once: Span
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Spend:
    """万元 in the coming year by kind of planned spending, where the price is known, with the way there."""

    wan: Mapping[str, Span] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()


def pictures(plan: PicturePlan, assumed: Assumptions) -> Compute:
    cameras, rate = Span.of(plan.cameras), Span.of(plan.per_second)
    hours, days = Span.of(plan.hours_per_day), Span.of(plan.days_per_month)
    speed = assumed.classes[plan.model_class].images_per_second.turned()
    share = assumed.span("usable_share")
    images = cameras * rate * hours * days * Span.of(SECONDS)
    busy = images / speed / Span.of(SECONDS)
    cards = (cameras * rate / (speed * share / Span.of(100))).each(math.ceil)
    running = cards * hours * days if plan.where == RENTED else NOTHING
    runs, length = assumed.span("trainings_per_year"), assumed.span("hours_per_training")
    training = runs * length / Span.of(MONTHS)
    total = running + training
    given = {"cameras": cameras, "rate": rate, "hours": hours, "days": days}
    lines = (
        Line("images", given, images),
        Line("busy", {"images": images, "speed": speed}, busy),
        Line("cards", {"cameras": cameras, "rate": rate, "speed": speed, "share": share}, cards),
        Line(f"running_{plan.where}", {"cards": cards, "hours": hours, "days": days}, running),
        Line("training", {"runs": runs, "length": length}, training),
        Line("card_hours", {"running": running, "training": training}, total),
    )
    return Compute(images, busy, cards, total, lines)


def texts(plan: TextPlan, assumed: Assumptions) -> Tokens:
    page = assumed.span("characters_per_page") * assumed.span("tokens_per_character")
    lines = [_page_line(assumed, page)] if plan.stock_pages or plan.pages_per_month else []
    sent = written = NOTHING
    for read in (_reading, _asking):
        more, sent_more, written_more = read(plan, assumed, page)
        lines += more
        sent, written = sent + sent_more, written + written_more
    once = Span.of(plan.stock_pages) * page
    if plan.stock_pages:
        lines.append(Line("stock", {"pages": Span.of(plan.stock_pages), "page": page}, once))
    return Tokens(sent, written, once, tuple(lines))


def _page_line(assumed: Assumptions, page: Span) -> Line:
    values = {"characters": assumed.span("characters_per_page"), "ratio": assumed.span("tokens_per_character")}
    return Line("page", values, page)


_Part = tuple[list[Line], Span, Span]


def _reading(plan: TextPlan, assumed: Assumptions, page: Span) -> _Part:
    """New documents of a month."""
    if not plan.pages_per_month:
        return [], NOTHING, NOTHING
    pages, reads, each = (
        Span.of(plan.pages_per_month),
        assumed.span("reads_per_page"),
        assumed.span("tokens_out_per_page"),
    )
    sent, written = pages * reads * page, pages * reads * each
    lines = [
        Line("reading_sent", {"pages": pages, "reads": reads, "page": page}, sent),
        Line("reading_written", {"pages": pages, "reads": reads, "each": each}, written),
    ]
    return lines, sent, written


def _asking(plan: TextPlan, assumed: Assumptions, page: Span) -> _Part:
    """Questions of a month."""
    if not plan.questions_per_day:
        return [], NOTHING, NOTHING
    given = {
        "questions": Span.of(plan.questions_per_day),
        "days": Span.of(plan.days_per_month),
        "calls": assumed.span("calls_per_question"),
    }
    calls = given["questions"] * given["days"] * given["calls"]
    each_in, each_out = assumed.span("tokens_in_per_call"), assumed.span("tokens_out_per_call")
    sent, written = calls * each_in, calls * each_out
    lines = [
        Line("asking_sent", {**given, "each": each_in}, sent),
        Line("asking_written", {**given, "each": each_out}, written),
    ]
    return lines, sent, written


def spend(compute: Compute | None, tokens: Tokens | None, prices: Prices) -> Spend:
    """What a year costs. A kind without a price is left out: a price is never assumed."""
    lines = tuple(filter(None, (_rent(compute, prices), _calls(tokens, prices))))
    return Spend({_KINDS[line.code]: line.result for line in lines}, lines)


_KINDS = {"rent": "compute_rent_wan", "calls": "model_api_wan"}  # the kinds of planned spending that vouchers ask for


def _rent(compute: Compute | None, prices: Prices) -> Line | None:
    if compute is None or prices.card_hour is None:
        return None
    price = Span.of(prices.card_hour)
    wan = compute.card_hours * price * Span.of(MONTHS) / Span.of(YUAN_PER_WAN)
    return Line("rent", {"card_hours": compute.card_hours, "price": price}, wan)


def _calls(tokens: Tokens | None, prices: Prices) -> Line | None:
    if tokens is None or prices.million_tokens_in is None or prices.million_tokens_out is None:
        return None
    price_in, price_out = Span.of(prices.million_tokens_in), Span.of(prices.million_tokens_out)
    year = Span.of(MONTHS)
    yuan = ((tokens.sent * year + tokens.once) * price_in + tokens.written * year * price_out) / Span.of(MILLION)
    values = {
        "sent": tokens.sent,
        "once": tokens.once,
        "written": tokens.written,
        "price_in": price_in,
        "price_out": price_out,
    }
    return Line("calls", values, yuan / Span.of(YUAN_PER_WAN))
