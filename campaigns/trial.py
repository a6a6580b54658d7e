"""What a list of firms would change in a campaign, shown before anything is kept; then kept by one press."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from django.core import signing
from django.db import transaction

from accounts.invitations import hashed
from campaigns.models import Campaign, Target
from campaigns.roster import Invited, ListRead

SALT = "campaigns.trial"
GOOD_FOR = 2 * 60 * 60  # seconds between looking and keeping
AT_ONCE = 500  # rows of one statement
FIELDS = ("uscc", "name", "region", "email", "phone")
MOST = 50_000  # firms a campaign may invite by name


@dataclass(frozen=True)
class Change:
    """A firm of the list beside what stands there; before is None for a new one."""

    after: Invited
    before: Invited | None = None

    @property
    def differing(self) -> list[str]:
        """The names of what is not the same."""
        if self.before is None:
            return []
        pairs = zip(FIELDS, astuple(self.before), astuple(self.after), strict=True)
        return [name for name, before, after in pairs if before != after]


@dataclass(frozen=True)
class Trial:
    """same: how many stand there already. too_many: how many more than a campaign can hold."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    same: int = 0
    too_many: int = 0

    @property
    def changes(self) -> tuple[Change, ...]:
        return () if self.too_many else self.new + self.changed


def try_out(campaign: Campaign, read: ListRead) -> Trial:
    held = _held(campaign)
    changes = [_change(held.get(row.uscc), row) for row in read.rows]
    new = tuple(change for change in changes if change.before is None)
    changed = tuple(change for change in changes if change.differing)
    same = len(changes) - len(new) - len(changed)
    return Trial(new, changed, same, max(0, len(held) + len(new) - MOST))


def _held(campaign: Campaign) -> dict[str, Invited]:
    rows = campaign.targets.values_list("uscc", "name", "adcode", "email", "phone")
    return {row[0]: Invited(*row) for row in rows}


def _change(before: Invited | None, after: Invited) -> Change:
    """What a list does not say stays as it is."""
    if before is None:
        return Change(after)
    return Change(replace(after, email=after.email or before.email, phone=after.phone or before.phone), before)


# --- sealing ------------------------------------------------------------------------------------------------------------


def sealed(trial: Trial, campaign: Campaign, user) -> str:
    """The changes as a text that only this person can bring back, and only to this campaign."""
    rows = [[*astuple(change.after), _mark(change.before)] for change in trial.changes]
    return signing.dumps(_bound(campaign, user) | {"rows": rows}, salt=SALT, compress=True)


def opened(text: str, campaign: Campaign, user) -> dict[str, tuple[Invited, str]] | None:
    """code → what the list shall say and the mark of what it said; None when it is old, foreign or was changed."""
    try:
        data = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    bound = _bound(campaign, user)
    if {key: data.get(key) for key in bound} != bound:
        return None
    return {row[0]: (Invited(*row[:-1]), row[-1]) for row in data["rows"]}


def _bound(campaign, user) -> dict[str, Any]:
    return {"campaign": str(campaign.uuid), "user": user.pk}


def _mark(row: Invited | None) -> str:
    """What stood there, in short; nothing for one that is not there."""
    return hashlib.sha256(repr(astuple(row)).encode()).hexdigest()[:16] if row else ""


# --- keeping ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """What became of the changes. left: names of firms something has happened to between looking and keeping."""

    made: int = 0
    changed: int = 0
    left: tuple[str, ...] = ()


@transaction.atomic
def keep(campaign: Campaign, changes: Mapping[str, tuple[Invited, str]]) -> Kept:
    """Keep what was shown and nothing else. A second press finds what the first has made."""
    Campaign.objects.select_for_update(no_key=True, of=("self",)).get(pk=campaign.pk)
    held = _held(campaign)
    wanted = {code: pair for code, pair in changes.items() if held.get(code) != pair[0]}
    sound = {code: row for code, (row, mark) in wanted.items() if _mark(held.get(code)) == mark}
    new = [row for code, row in sound.items() if code not in held]
    changed = {code: row for code, row in sound.items() if code in held}
    if len(held) + len(new) > MOST:
        return Kept(left=tuple(row.name for row in sound.values()))
    _make(campaign, new)
    _change_rows(campaign, changed)
    return Kept(len(new), len(changed), tuple(row.name for code, (row, _mark) in wanted.items() if code not in sound))


def _make(campaign, rows: list[Invited]) -> None:
    made = [
        Target(campaign=campaign, uscc=row.uscc, name=row.name, adcode=row.region, email=row.email, phone=row.phone)
        for row in rows
    ]
    for target in made:
        target.token_sha256 = hashed(target.token)
    Target.objects.bulk_create(made, AT_ONCE)


def _change_rows(campaign, rows: Mapping[str, Invited]) -> None:
    found = list(campaign.targets.filter(uscc__in=rows))
    for target in found:
        row = rows[target.uscc]
        target.name, target.adcode, target.email, target.phone = row.name, row.region, row.email, row.phone
    Target.objects.bulk_update(found, ["name", "adcode", "email", "phone"], AT_ONCE)
