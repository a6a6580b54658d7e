"""The days that matter of an instrument: applications open, applications close, it ends. Which of them come next."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from readiness.subsidies.records import Subsidy
from readiness.subsidies.states import EXPIRING_DAYS
from readiness.subsidies.windows import concerns
from readiness.text import Text

OPENS, CLOSES, ENDS = "opens", "closes", "ends"


@dataclass(frozen=True)
class KeyDate:
    """A day of a record. round: which of its windows, from 1; 0 for the end of its validity.

    certain: False when the day comes from a secondary source; whether the record was verified is another matter.
    """

    record: Subsidy
    kind: str  # opens | closes | ends
    round: int
    day: datetime.date
    certain: bool
    note: Text | None = None

    @property
    def code(self) -> str:
        """The same for the same day of the same record, also when the day itself is corrected."""
        return f"{self.record.id}-{self.kind}-{self.round}"

    def days_left(self, on: datetime.date) -> int:
        return (self.day - on).days


def key_dates(record: Subsidy, adcode: str | None) -> tuple[KeyDate, ...]:
    """The days of a record for a firm registered in `adcode`, without windows of other regions; None: all its days."""
    windows = [(n, window) for n, window in enumerate(record.windows, 1) if adcode is None or concerns(window, adcode)]
    opening = [KeyDate(record, OPENS, n, w.start, w.certain, w.note) for n, w in windows if w.start]
    closing = [KeyDate(record, CLOSES, n, w.end, w.certain, w.note) for n, w in windows if w.end]
    ending = [KeyDate(record, ENDS, 0, record.valid_to, True)] if record.valid_to else []
    return (*opening, *closing, *ending)


def coming(
    dates: Iterable[KeyDate], on: datetime.date, kinds: Iterable[str], within: int = EXPIRING_DAYS
) -> tuple[KeyDate, ...]:
    """Those of the kinds that lie at most `within` days ahead, today included, the nearest first."""
    near = [one for one in dates if one.kind in kinds and 0 <= one.days_left(on) <= within]
    return tuple(sorted(near, key=lambda one: (one.day, one.code)))
