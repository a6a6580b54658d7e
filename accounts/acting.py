"""For which organisation somebody acts: how a person comes to an organisation, and what each way allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from accounts.grants.grants import SCOPES, in_words
from accounts.models import EnterpriseProfile, Membership, Organisation
from accounts.organisations import live
from accounts.rights import FOR_A_CLIENT, FOR_A_PREPARED_FILE, READ, RIGHTS

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Way:
    """One way to an organisation: by belonging to it, or through a provider. until: the last day of a grant."""

    acting: Organisation
    rights: frozenset[str]
    own: bool = False
    until: date | None = None
    given: int = 0  # the order in which grants were given


@dataclass(frozen=True)
class Standing:
    """What a person may do with an organisation, and as whom. The own way comes first, then grants, the oldest first."""

    user: int
    organisation: Organisation
    ways: tuple[Way, ...]

    @property
    def rights(self) -> frozenset[str]:
        return NOBODY.union(*(way.rights for way in self.ways))

    @property
    def own(self) -> bool:
        """Whether the person belongs to the organisation."""
        return any(way.own for way in self.ways)

    @property
    def behalf(self) -> Way | None:
        """The provider somebody from outside acts for."""
        return None if self.own or not self.ways else self.ways[0]

    @property
    def in_words(self) -> list[str]:
        return in_words(self.rights)

    def acting(self, right: str) -> Organisation | None:
        """The organisation whose right it is; None where nobody here has it."""
        return next((way.acting for way in self.ways if right in way.rights), None)


def standing_of(user, organisation) -> Standing:
    """One query, however many ways there are."""
    ways = sorted(map(_way(organisation), _rows(user, organisation)), key=lambda way: (not way.own, way.given))
    return Standing(user.pk, organisation, tuple(ways))


def _rows(user, organisation):
    granted = FilteredRelation(
        "organisation__grants_held",
        condition=Q(organisation__grants_held__client=organisation) & live("organisation__grants_held__"),
    )
    prepared = EnterpriseProfile.objects.filter(organisation=organisation, prepared_by=OuterRef("organisation"))
    scopes = {column: F(f"granted__{column}") for column in SCOPES.values()}
    return (
        Membership.objects.filter(user=user)
        .annotate(granted=granted, prepares=Exists(prepared))
        .filter(Q(organisation=organisation) | Q(granted__isnull=False) | Q(prepares=True))
        .annotate(grant=F("granted__pk"), until=F("granted__until"), **scopes)
        .select_related("organisation")
    )


def _way(organisation):
    def way(row):
        if row.organisation_id == organisation.pk:
            return Way(row.organisation, RIGHTS[row.role], own=True)
        if row.prepares:
            return Way(row.organisation, FOR_A_PREPARED_FILE[row.role])
        allowed = {READ} | {right for right, column in SCOPES.items() if getattr(row, column)}
        return Way(row.organisation, FOR_A_CLIENT[row.role] & allowed, until=row.until, given=row.grant)

    return way


def acting_for(user, found, right) -> Organisation | None:
    """The organisation somebody acts for with this right; the guard that found the object for them knows already."""
    known = vars(found).get("standing")
    if known is None or known.user != user.pk:
        known = standing_of(user, found.organisation)
    return known.acting(right)


def entitled(organisation, right):
    """The people who may do this with the organisation today, as a query of their keys: its own and its providers'."""
    own, granted, prepared = (rows.values("user") for rows in _holders(organisation, right))
    return Q(user__in=own) | Q(user__in=granted) | Q(user__in=prepared)


def holders(organisation, right):
    """The memberships through which people may do this with the organisation today: its own, and in its providers."""
    own, granted, prepared = (rows.values("pk") for rows in _holders(organisation, right))
    return Membership.objects.filter(Q(pk__in=own) | Q(pk__in=granted) | Q(pk__in=prepared))


def _holders(organisation, right):
    own = Membership.objects.holding(right).filter(organisation=organisation)
    outside = Membership.objects.filter(role__in=[role for role, rights in FOR_A_CLIENT.items() if right in rights])
    scope = {} if right == READ else {f"organisation__grants_held__{SCOPES[right]}": True}
    granted = outside.filter(
        live("organisation__grants_held__"), organisation__grants_held__client=organisation, **scope
    )
    prepared = outside.filter(organisation__prepared_files__organisation=organisation)
    return own, granted, prepared
