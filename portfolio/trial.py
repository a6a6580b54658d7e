"""What some clients of a list would change at a provider, shown before anything is kept; and keeping just that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.facts import COLUMNS
from accounts.models import AccessEvent, EnterpriseProfile, Grant, Organisation
from portfolio.models import Contact, Standing
from portfolio.reading import Client

AT_ONCE = 500  # clients of one portion, rows of one statement
FACTS = ("adcode", "industry", "policy_group", "employees", "revenue_wan")


@dataclass(frozen=True, slots=True)
class Change:
    """A client of the list beside the file that is there; before is None for a new one."""

    after: Client
    before: Client | None = None

    @property
    def differing(self) -> list[str]:
        """The names of what is not the same."""
        if self.before is None:
            return []
        pairs = zip(FIELDS, astuple(self.before), astuple(self.after), strict=True)
        return [name for name, before, after in pairs if before != after]


FIELDS = ("uscc", "name", "region", "industry", "employees", "revenue", "email")


@dataclass(frozen=True)
class Trial:
    """same: how many stand there already; served: enterprises that have given access, which are left as they are."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    same: int = 0
    served: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.new + self.changed


@dataclass(frozen=True)
class Here:
    """What a provider has today of some codes. files: by code; served: the codes of enterprises that have given it access."""

    files: Mapping[str, EnterpriseProfile]
    emails: Mapping[int, str]
    served: frozenset[str]

    def client(self, code: str) -> Client | None:
        """A prepared file as a row of a list would say it."""
        file = self.files.get(code)
        if file is None:
            return None
        email = self.emails.get(file.organisation_id, "")
        return Client(code, file.name, file.adcode, file.industry, file.employees, file.revenue_wan, email)


def here(provider: Organisation, codes: Iterable[str]) -> Here:
    """Three queries."""
    wanted = list(codes)
    files = EnterpriseProfile.objects.filter(prepared_by=provider, uscc__in=wanted).select_related("organisation")
    granted = Grant.objects.live().filter(provider=provider).values("client")
    served = EnterpriseProfile.objects.filter(organisation__in=granted, uscc__in=wanted)
    by_code = {file.uscc: file for file in files}
    emails = Contact.objects.addresses(provider, [file.organisation_id for file in by_code.values()])
    return Here(by_code, emails, frozenset(served.values_list("uscc", flat=True)))


def try_out(provider: Organisation, clients: Sequence[Client]) -> Trial:
    held = here(provider, (client.uscc for client in clients))
    served = tuple(client.name for client in clients if client.uscc in held.served)
    others = [client for client in clients if client.uscc not in held.served]
    changes = [_change(held.client(client.uscc), client) for client in others]
    new = tuple(change for change in changes if change.before is None)
    changed = tuple(change for change in changes if change.differing)
    return Trial(new, changed, len(changes) - len(new) - len(changed), served)


def _change(before: Client | None, after: Client) -> Change:
    """What a list does not say stays as it is."""
    if before is None:
        return Change(after)
    kept = {name: getattr(before, name) for name in ("employees", "revenue", "email") if not getattr(after, name)}
    if after.revenue is not None:  # nothing is an amount, too
        kept.pop("revenue", None)
    return Change(replace(after, **kept), before)


# --- laid aside ---------------------------------------------------------------------------------------------------------


def laid_aside(changes: Iterable[Change]) -> list[list[Any]]:
    """The changes as plain rows: what each file shall say, and the mark of what it says now."""
    return [[*_plain(change.after), _mark(change.before)] for change in changes]


def taken_up(rows: Iterable[list[Any]]) -> dict[str, tuple[Client, str]]:
    """code → what the file shall say, and the mark of what it said."""
    return {row[0]: (_client(row[:-1]), row[-1]) for row in rows}


def _plain(client: Client) -> list[Any]:
    values = astuple(client)
    return [str(value) if isinstance(value, Decimal) else value for value in values]


def _client(row: list[Any]) -> Client:
    found = Client(*row)
    return found if found.revenue is None else replace(found, revenue=Decimal(found.revenue))


def _mark(client: Client | None) -> str:
    """What a file said, in short; nothing for one that is not there."""
    if client is None:
        return ""
    revenue = None if client.revenue is None else f"{client.revenue:.2f}"
    said = (*astuple(replace(client, revenue=None)), revenue)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


# --- keeping ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """What became of the changes. left: names of enterprises something has happened to between looking and keeping."""

    made: int = 0
    changed: int = 0
    left: tuple[str, ...] = ()


@transaction.atomic
def keep(provider: Organisation, user, changes: Mapping[str, tuple[Client, str]]) -> Kept:
    """Keep what was shown and nothing else. A second time finds what the first has made."""
    Organisation.objects.select_for_update(no_key=True).get(pk=provider.pk)
    held = here(provider, changes)
    now = {code: held.client(code) for code in changes}
    wanted = {code: client for code, (client, mark) in changes.items() if not _alike(now[code], client)}
    sound = [
        client for code, client in wanted.items() if code not in held.served and _mark(now[code]) == changes[code][1]
    ]
    new = [client for client in sound if now[client.uscc] is None]
    changed = [client for client in sound if now[client.uscc] is not None]
    _make(provider, user, new)
    _change_files(held, changed, user)
    return Kept(len(new), len(changed), tuple(one.name for one in wanted.values() if one not in sound))


def _alike(before: Client | None, after: Client) -> bool:
    return before is not None and _mark(before) == _mark(after)


def _make(provider, user, clients: list[Client]) -> None:
    kind = Organisation.Kind.ENTERPRISE
    made = Organisation.objects.bulk_create([Organisation(kind=kind, name=one.name) for one in clients], AT_ONCE)
    pairs = list(zip(made, clients, strict=True))
    EnterpriseProfile.objects.bulk_create(
        [
            EnterpriseProfile(organisation=organisation, prepared_by=provider, uscc=one.uscc, **_facts(one))
            for organisation, one in pairs
        ],
        AT_ONCE,
    )
    events = [
        AccessEvent(kind=AccessEvent.Kind.PREPARED, organisation=one, user=user, acting=provider, provider=provider)
        for one in made
    ]
    AccessEvent.objects.bulk_create(events, AT_ONCE)
    _keep_addresses((organisation.pk, one.email) for organisation, one in pairs)


def _facts(client: Client) -> dict[str, Any]:
    values = (client.region, client.industry, client.policy_group, client.employees, client.revenue)
    return dict(zip(FACTS, values, strict=True))


def _change_files(held: Here, clients: list[Client], user) -> None:
    files, events = [held.files[one.uscc] for one in clients], []
    for file, one in zip(files, clients, strict=True):
        facts = _facts(one)
        if file.industry == one.industry:  # somebody may have corrected the group
            facts["policy_group"] = file.policy_group
        events.append(_told(file, facts | {"name": one.name}, user))
        for name, value in facts.items():
            setattr(file, name, value)
        file.changed, file.organisation.name = timezone.now(), one.name
    EnterpriseProfile.objects.bulk_update(files, [*FACTS, "changed"], AT_ONCE)
    Organisation.objects.bulk_update([file.organisation for file in files], ["name"], AT_ONCE)
    AccessEvent.objects.bulk_create([event for event in events if event], AT_ONCE)
    keys = [file.organisation_id for file in files]
    Standing.objects.filter(organisation__in=keys).update(changes=models.F("changes") + 1)
    _keep_addresses((file.organisation_id, one.email) for file, one in zip(files, clients, strict=True))


def _told(file, facts: Mapping[str, Any], user) -> AccessEvent | None:
    """For the log of the file: which facts are about to change, in the order of `accounts.facts`."""
    changed = [name for name in COLUMNS if name in facts and getattr(file, name) != facts[name]]
    if not changed:
        return None
    return AccessEvent(
        kind=AccessEvent.Kind.FACTS,
        organisation=file.organisation,
        user=user,
        acting=file.prepared_by,
        detail={"facts": changed},
    )


def _keep_addresses(addresses: Iterable[tuple[int, str]]) -> None:
    rows = [Contact(organisation_id=key, email=email) for key, email in addresses if email]
    Contact.objects.bulk_create(
        rows, AT_ONCE, update_conflicts=True, unique_fields=["organisation"], update_fields=["email"]
    )
