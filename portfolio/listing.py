"""The clients of a provider as a query: filtered and sorted by columns, never by anything Python would have to work out."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, F, FilteredRelation, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Left, NullIf
from django.utils import timezone

from accounts.fields import halfwidth
from accounts.models import EnterpriseProfile, Grant, Organisation
from accounts.organisations import live
from history.models import ActionProgress
from portfolio.wishes import NO_RESULT, Wishes
from readiness.industries import SECTIONS
from readiness.uscc import normalise_uscc
from surveys.models import Answer

ENDING_DAYS = 30
SHOWN = ("until", "may_edit", "may_submit", "may_verify")  # of the grant
OPEN_ACTIONS = (ActionProgress.State.PLANNED, ActionProgress.State.DOING)
STANDING = "organisation__portfolio_standing"


def clients_of(provider: Organisation):
    """All of them: by a live access, or as files the provider has prepared."""
    granted = Grant.objects.live().filter(provider=provider).values("client")
    return EnterpriseProfile.objects.filter(Q(prepared_by=provider) | Q(organisation__in=granted))


def _with_grants(rows, provider):
    given = FilteredRelation(  # not "grant", which SQL keeps for itself
        "organisation__grants_given",
        condition=Q(organisation__grants_given__provider=provider) & live("organisation__grants_given__"),
    )
    return rows.annotate(given=given, **{f"grant_{name}": F(f"given__{name}") for name in SHOWN})


def listed(provider: Organisation, wishes: Wishes):
    """The keys of the clients somebody wishes to see, in the order they wish: sorting whole rows would take long."""
    rows = clients_of(provider)
    if wishes.ending or wishes.column == "until":
        rows = _with_grants(rows, provider)
    return _sorted(rows.filter(*_conditions(provider, wishes)), wishes).values_list("pk", flat=True)


def lines(provider: Organisation, keys):
    """What the table shows of these clients, in the same order."""
    rows = _with_grants(EnterpriseProfile.objects.filter(pk__in=keys), provider)
    rows = rows.select_related("organisation", f"{STANDING}__snapshot__assessment").defer(f"{STANDING}__snapshot__text")
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def _conditions(provider, wishes):
    if wishes.q:
        code = normalise_uscc(wishes.q)
        yield _named(wishes.q) | (Q(uscc__startswith=code) if code else Q())
    if wishes.level == NO_RESULT:
        yield Q(**{f"{STANDING}__snapshot": None})
    elif wishes.level:
        framework, _, level = wishes.level.partition(":")
        yield Q(**{f"{STANDING}__framework": framework, f"{STANDING}__level": level})
    if wishes.region:
        yield Q(adcode__startswith=wishes.region)
    if wishes.industry:
        yield _of_industry(wishes.industry)
    if wishes.ending:
        yield Q(grant_until__lte=timezone.localdate() + timedelta(days=ENDING_DAYS))
    if wishes.closing:
        yield Q(**{f"{STANDING}__closing__gt": 0})
    if wishes.files:
        yield Q(prepared_by=provider)


def _named(typed):
    """A name is found whichever brackets it is written and looked for with."""
    narrow = halfwidth(typed)
    wide = narrow.replace("(", "（").replace(")", "）")
    return Q(organisation__name__icontains=narrow) | Q(organisation__name__icontains=wide)


def _of_industry(industry):
    divisions = SECTIONS.get(industry)
    if divisions is None:
        return Q(industry__startswith=industry)
    return Q(industry=industry) | Q(industry__gte=f"{divisions[0]:02d}", industry__lt=f"{divisions[-1] + 1:02d}")


# --- sorting ------------------------------------------------------------------------------------------------------------


def _keys(column):
    """What a column is sorted by."""
    named = {
        "name": ["organisation__name"],
        "region": ["adcode"],
        "industry": ["industry"],
        "size": [f"{STANDING}__size"],
        "until": ["grant_until"],
        "level": [f"{STANDING}__position", f"{STANDING}__share"],
        "date": [f"{STANDING}__submitted"],
        "closing": [f"{STANDING}__closes_next", f"{STANDING}__closing"],
    }
    return [F(name) for name in named[column]] if column in named else [COUNTED[column]()]


def _coverage():
    return F(f"{STANDING}__answered") * 1000 / NullIf(F(f"{STANDING}__applicable"), 0)


def _draft():
    """How many answers stand in the open assessments of an enterprise."""
    rows = Answer.objects.filter(assessment__organisation=OuterRef("organisation"), assessment__state="draft")
    return _counted(rows.exclude(value=None), "assessment__organisation")


def _actions():
    rows = ActionProgress.objects.filter(organisation=OuterRef("organisation"), state__in=OPEN_ACTIONS)
    return _counted(rows, "organisation")


def _counted(rows, owner):
    """How many there are, NULL for none."""
    counted = rows.order_by().values(owner).annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


COUNTED = {"coverage": _coverage, "draft": _draft, "actions": _actions}


def _sorted(rows, wishes):
    """Whatever is empty stands last, both ways round; equal rows stand by name, and then as they were made."""
    orders = [
        key.desc(nulls_last=True) if wishes.descending else key.asc(nulls_last=True) for key in _keys(wishes.column)
    ]
    return rows.order_by(*orders, "organisation__name", "pk")


# --- choices ------------------------------------------------------------------------------------------------------------


def places_of(provider):
    """(beginning of an adcode, division) of the clients there are: what can be filtered by."""
    rows = clients_of(provider).order_by().annotate(place=Left("adcode", 4), division=Left("industry", 2))
    return list(rows.values_list("place", "division").distinct())
