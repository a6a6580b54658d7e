"""What a bureau should look at: what waits, has expired, closes soon, was verified too long ago or never."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.reference import in_language
from readiness.regions import within_region
from readiness.subsidies.records import Subsidy
from readiness.subsidies.states import EXPIRING_DAYS, STALE_DAYS
from subsidies.desk import Entry, Kept
from subsidies.records import Revision


@dataclass(frozen=True)
class Reminder:
    entry: Kept
    words: str


@dataclass(frozen=True)
class Group:
    """key: waiting | expired | closing | stale | unverified."""

    key: str
    title: str
    reminders: tuple[Reminder, ...]


def groups(entries: Iterable[Entry], lists: Iterable[Kept], on: datetime.date) -> list[Group]:
    """Groups with something in them, the most urgent first. A record may stand in several; lists only wait."""
    entries = list(entries)
    both: list[Kept] = [*entries, *lists]
    titles = {
        "waiting": (_("Waiting for a second person"), _waiting),
        "expired": (_("Expired: withdraw it, or publish what has taken its place"), _expired),
        "closing": (_("Closes within %(days)s days") % {"days": EXPIRING_DAYS}, _closing),
        "stale": (_("Verified more than %(days)s days ago") % {"days": STALE_DAYS}, _stale),
        "unverified": (_("Not verified on the official page yet"), _unverified),
    }
    found = (
        Group(key, title, _of(both if key == "waiting" else entries, why, on)) for key, (title, why) in titles.items()
    )
    return [group for group in found if group.reminders]


def _of(entries, why, on):
    told = ((entry, why(entry, on)) for entry in entries)
    return tuple(Reminder(entry, words) for entry, words in told if words is not None)


def _waiting(entry, on):
    if not entry.open or entry.open.state != Revision.State.IN_REVIEW:
        return None
    return _("sent on %(day)s") % {"day": timezone.localdate(entry.open.sent_at)}


def _over(subsidy: Subsidy | None, on):
    return bool(subsidy and subsidy.valid_to and subsidy.valid_to < on)


def _expired(entry, on):
    return _("valid until %(day)s") % {"day": entry.subsidy.valid_to} if _over(entry.subsidy, on) else None


def _closing(entry, on):
    """The first day on which something ends, by the validity or by a window that concerns the region."""
    subsidy = entry.subsidy
    if subsidy is None or _over(subsidy, on):
        return None
    ends = [(window.end, _("applications until %(day)s")) for window in _windows(subsidy, entry.adcode)]
    ends.append((subsidy.valid_to, _("valid until %(day)s")))
    near = [(day, words) for day, words in ends if day and 0 <= (day - on).days <= EXPIRING_DAYS]
    return min(near)[1] % {"day": min(near)[0]} if near else None


def _windows(subsidy, adcode):
    return [w for w in subsidy.windows if not w.only_in or within_region(w.only_in, adcode)]


def _stale(entry, on):
    stale = entry.status and entry.status.stale and not _over(entry.subsidy, on)
    return in_language(entry.status.verified_text) if stale else None


def _unverified(entry, on):
    subsidy = entry.subsidy
    return "" if subsidy and subsidy.last_verified_on is None and not _over(subsidy, on) else None
