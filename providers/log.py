"""Who did what and when at an enterprise: access, answers by day and person, submissions, reports; the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import facts
from accounts.grants.grants import in_words
from accounts.models import AccessEvent, Organisation, User
from accounts.wording import enumerated, who
from surveys.models import AnswerEvent, Assessment
from surveys.wording import title_of

Kind = AccessEvent.Kind


@dataclass(frozen=True)
class Entry:
    """One line. day: where only the day matters; people and organisations by key, named later all at once."""

    at: datetime
    what: str
    user: int | None
    acting: int | None
    about: str = ""
    day: date | None = None


def log_of(organisation: Organisation, provider: Organisation | None = None) -> list[Entry]:
    """provider: who looks, if it is not the enterprise. It learns nothing of other providers."""
    seen = Q() if provider is None else Q(acting=None) | Q(acting__in=[organisation.pk, provider.pk])
    titles = _Titles(organisation)
    entries = [
        *_access(organisation, provider, seen, titles),
        *_answers(organisation, seen, titles),
        *_submissions(organisation, provider),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def told(organisation: Organisation, entries: list[Entry]) -> list[tuple[Entry, str]]:
    """Each with the words for who it was, by two queries for all of them."""
    people = User.objects.in_bulk({entry.user for entry in entries if entry.user})
    acting = Organisation.objects.in_bulk({entry.acting for entry in entries if entry.acting})
    return [
        (entry, who(people.get(entry.user), acting.get(entry.acting), organisation.pk) or _("Somebody who has left"))
        for entry in entries
    ]


def _access(organisation, provider, seen, titles):
    rows = AccessEvent.objects.filter(seen, organisation=organisation).select_related("provider")
    if provider is not None:
        rows = rows.filter(Q(provider=None) | Q(provider=provider))
    for row in rows:
        day = timezone.localdate(row.at) if row.kind in AccessEvent.OF_A_DAY else None
        yield Entry(row.at, _access_words(row), row.user_id, row.acting_id, _detail(row, titles), day)


def _access_words(row):
    name = {"name": row.provider or _("a provider")}
    match row.kind:
        case Kind.GIVEN:
            return _("%(name)s was given access") % name
        case Kind.CHANGED:
            return _("The access of %(name)s was changed") % name
        case Kind.ENDED:
            return _("The access of %(name)s was ended") % name
        case Kind.DECLINED:
            return _("Access for %(name)s was declined") % name
        case Kind.PREPARED:
            return _("%(name)s prepared this file") % name
        case Kind.TAKEN_OVER:
            return _("The file prepared by %(name)s was taken over") % name
        case Kind.MOVED:
            return _("Assessments prepared by %(name)s were moved") % name
        case Kind.CASE:
            return _("%(name)s made an anonymised case for practice from what it saw here") % name
        case Kind.READ:
            return _("Result read by a program, once or more on this day")
    return row.get_kind_display()


def _detail(row, titles):
    if "rights" in row.detail:
        until = parse_date(row.detail["until"])
        return _("%(what)s, until %(until)s, for: %(purpose)s") % {
            "what": enumerated(in_words(row.detail["rights"])),
            "until": until,
            "purpose": row.detail["purpose"],
        }
    if row.kind == Kind.MOVED:
        return _("moved: %(moved)d, left with the provider: %(left)d") % row.detail
    if row.kind == Kind.CASE:
        told = ngettext(
            "What was seen about %(n)d question; no name, place, figures or answers of yours",
            "What was seen about %(n)d questions; no name, place, figures or answers of yours",
            row.detail["questions"],
        )
        return told % {"n": row.detail["questions"]}
    if "facts" in row.detail:
        return enumerated(facts.in_words(row.detail["facts"]))
    if "assessment" in row.detail:
        return titles.of(row.detail["assessment"])
    return row.detail.get("about", "")


def _answers(organisation, seen, titles):
    """How many answers somebody changed on a day, per assessment: one query over the log of answers."""
    rows = (
        AnswerEvent.objects.filter(seen, assessment__organisation=organisation, new_revision__isnull=False)
        .annotate(day=TruncDate("at"))
        .order_by()
        .values("day", "user", "acting", "assessment")
        .annotate(number=Count("pk"), last=Max("at"))
    )
    for row in rows:
        what = ngettext("%(n)d answer changed", "%(n)d answers changed", row["number"]) % {"n": row["number"]}
        yield Entry(row["last"], what, row["user"], row["acting"], titles.of(row["assessment"]), row["day"])


def _submissions(organisation, provider):
    for one in Assessment.objects.submitted().filter(organisation=organisation):
        outside = one.submitted_for_id not in (None, organisation.pk, provider.pk if provider else one.submitted_for_id)
        acting = None if outside else one.submitted_for_id  # that it was submitted is no secret, by whom may be
        yield Entry(one.submitted_at, _("Submitted"), None if outside else one.submitted_by_id, acting, title_of(one))


class _Titles:
    """What the assessments of an organisation are called, by key and by address; asked once."""

    def __init__(self, organisation):
        self.found = {}
        for one in Assessment.objects.filter(organisation=organisation):
            self.found[one.pk] = self.found[str(one.uuid)] = title_of(one)

    def of(self, key):
        return self.found.get(key, "")
