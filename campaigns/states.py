"""Where each invited firm stands, for the bureau that invited it: told from the moment one of its people has taken part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.participants import Participant

STATES = {
    "": _("All"),
    "silent": _("Not registered"),
    "registered": _("Registered"),
    "started": pgettext_lazy("stage", "Started"),
    "submitted": _("Submitted"),
}
LONGEST = 60


@dataclass(frozen=True)
class Wishes:
    """What of the list is wanted: a state, and a part of a name or code."""

    state: str = ""
    text: str = ""

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def states(self) -> list[tuple[str, Any, str]]:
        """(state, words, the address that asks for it)"""
        return [(state, words, Wishes(state, self.text).query) for state, words in STATES.items()]


def wishes_of(data) -> Wishes:
    state = data.get("state", "")
    return Wishes(state if state in STATES else "", " ".join(data.get("text", "").split())[:LONGEST])


def lines_of(campaign, bureau, wishes=Wishes()):
    """The targets a bureau sees, each with joined_at, started_at and submitted_at. One query a page."""
    here = Participant.objects.with_progress(campaign).filter(target=OuterRef("pk"))
    rows = campaign.part_of(bureau, campaign.targets.all()).annotate(
        joined_at=Subquery(here.values("joined_at")[:1]),
        started_at=Subquery(here.values("started_at")[:1]),
        submitted_at=Subquery(here.values("submitted_at")[:1]),
    )
    if wishes.text:
        rows = rows.filter(name__icontains=wishes.text) | rows.filter(uscc__istartswith=wishes.text)
    return _in_state(rows, wishes.state).order_by(F("adcode"), "name", "pk")


def _in_state(rows, state):
    match state:
        case "silent":
            return rows.filter(joined_at=None)
        case "registered":
            return rows.exclude(joined_at=None).filter(started_at=None)
        case "started":
            return rows.exclude(started_at=None).filter(submitted_at=None)
        case "submitted":
            return rows.exclude(submitted_at=None)
    return rows


def outstanding(campaign, bureau):
    """Those a reminder is for: they have not submitted."""
    return lines_of(campaign, bureau).filter(submitted_at=None)
