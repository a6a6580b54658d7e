"""A standing in words: instruments by what stands in their way, the dates ahead, and what differs from the result."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding.facts import OF_THE_ENTERPRISE
from funding.questions import name_of
from funding.standing import GROUPS, may_be_had
from plans.figures import wan
from readiness.subsidies import SubsidyMatch
from readiness.subsidies.conditions import NOT_GIVEN
from readiness.subsidies.dates import CLOSES, ENDS, OPENS, coming
from subsidies.labels import USES
from subsidies.phrases import MONEY
from surveys.wording import listed, said

NEAR_DAYS = 14


def words():
    """The phrases about public money without blanks to fill, for templates: `t.issuer`."""
    return {code.removeprefix("money_"): said(text) for code, text in MONEY.items()}


def say(code, **values):
    return said(MONEY[f"money_{code}"]).format(**values)


def day_in_words(day):
    return date_format(day, _("j F Y"))


@dataclass(frozen=True)
class Hurdle:
    """What stands in the way.

    field: the box that would decide it, where this page shows it at once; askable: where the page of the record does;
    of_enterprise: where the page of the enterprise does.
    """

    known: bool
    text: str
    own: str = ""
    field: str = ""
    askable: bool = False
    of_enterprise: bool = False
    ask: str = ""  # whom to ask, where no box can decide it


@dataclass(frozen=True)
class Item:
    """One instrument. The record and its status are told by the template from the match itself."""

    match: SubsidyMatch
    group: str
    hurdles: tuple[Hurdle, ...]

    @property
    def record(self):
        return self.match.subsidy

    @property
    def section(self):
        return say(self.match.section)

    @property
    def amount(self):
        return amount_in_words(self.match.estimate)


def amount_in_words(estimate):
    if estimate.amount_wan is None:
        return said(estimate.reason)
    return say("up_to", amount=wan(estimate.amount_wan))


@dataclass(frozen=True)
class Part:
    """Instruments of one section."""

    name: str
    intro: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class DateRow:
    """A day ahead of one instrument. left: how far it is, in words; near: within a fortnight."""

    item: Item
    what: str
    day: datetime.date
    left: str
    near: bool
    note: str


class Told:
    """The page. form: the questions on it, None for somebody who may not answer them."""

    def __init__(self, standing, form):
        self.standing, self.may_answer = standing, form is not None
        self.boxes = {field.name for field in form.first} if form else set()
        self.items = [self._item(match) for match in standing.found.matches]
        self.groups = {group: [item for item in self.items if item.group == group] for group in GROUPS}

    def _item(self, match):
        standing = self.standing
        hurdles = [self._hurdle(check) for check in standing.open_checks(match)]
        if standing.off_route(match):
            hurdles.append(Hurdle(True, _off_route(match.subsidy)))
        if hurdles and not may_be_had(match):
            hurdles.append(Hurdle(True, said(match.status.state_text)))
        return Item(match, standing.group(match), tuple(hurdles))

    def _hurdle(self, check):
        condition = said(check.condition.text)
        sentence = _("Needed: %(condition)s") if check.holds is False else _("Not known yet: %(condition)s")
        codes = [question.field for question in check.questions if question.field]
        fields = [name_of(code) for code in codes if code not in OF_THE_ENTERPRISE]
        asks = [said(question.text) for question in check.questions if question.field is None]
        return Hurdle(
            known=check.holds is False,
            text=sentence % {"condition": condition},
            own="" if check.condition.own == NOT_GIVEN else say("own", own=said(check.condition.own)),
            field=next((field for field in fields if field in self.boxes), ""),
            askable=self.may_answer and bool(fields),
            of_enterprise=self.may_answer and len(fields) < len(codes),
            ask=asks[0] if asks else "",
        )

    def item(self, code):
        """Raises KeyError for a record that does not concern the firm."""
        return {item.record.id: item for item in self.items}[code]

    @cached_property
    def now(self):
        """What fits now, by section: cash, tax and loans are never added up."""
        return _by_section(self.groups["now"])

    @cached_property
    def one(self):
        return _by_section(self.groups["one"])

    @cached_property
    def more(self):
        return _by_section(self.groups["more"])

    @cached_property
    def apart(self):
        return _by_section(self.groups["apart"])

    @cached_property
    def unverified(self):
        return sum(not item.match.status.verified for item in self.items if item.group not in ("apart", "expired"))

    @cached_property
    def closing(self):
        return self._rows((CLOSES, ENDS))

    @cached_property
    def opening(self):
        return self._rows((OPENS,))

    def _rows(self, kinds):
        found = coming(self.standing.dates, self.standing.on, kinds)
        return [_row(self.item(date.record.id), date, self.standing.on) for date in found]

    @property
    def summary(self):
        """Three figures that lead to their part of the page: (number, what, anchor)."""
        return (
            (len(self.groups["now"]), _("fit now"), "now"),
            (len(self.groups["one"]), _("lack one thing"), "if"),
            (len(self.closing), _("dates within 60 days"), "dates"),
        )


def _off_route(record):
    needs = listed(USES[need] for need in record.needs if need in USES)
    return _("Needed: an action of the route that spends on it (%(needs)s)") % {"needs": needs}


def _by_section(items):
    sections = dict.fromkeys(item.match.section for item in items)
    return [
        Part(say(code), say(f"{code}_intro"), tuple(item for item in items if item.match.section == code))
        for code in sections
    ]


def _row(item, date, on):
    notes = [said(date.note), "" if date.certain else say("window_uncertain")]
    left = date.days_left(on)
    return DateRow(item, date_kind(date), date.day, days_left(left), left <= NEAR_DAYS, listed(filter(None, notes)))


def date_kind(date):
    return {
        OPENS: _("Applications open"),
        CLOSES: _("Applications close"),
        ENDS: _("The policy ends"),
    }[date.kind]


def days_left(days):
    if days == 0:
        return _("today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
