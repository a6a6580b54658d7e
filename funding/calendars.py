"""The dates of public money as an iCalendar file (RFC 5545): names and days, and nothing about the firm."""

import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vDuration

from funding.telling import date_kind, say
from readiness.subsidies.dates import OPENS
from surveys.wording import said

LANGUAGES = {"zh": "zh-hans", "en": "en"}
DOMAIN = "public-money.ai-readiness"  # of no server, so that an event stays the same one wherever the site runs
PRODUCT = "-//AI readiness//Public money//EN"
KEPT_DAYS = 30  # what has just passed does not vanish from somebody's calendar at once
ONE_DAY = datetime.timedelta(days=1)
# In the morning of the 14th day before: an alarm at the very beginning of an all-day event would ring at midnight.
WARNING = datetime.timedelta(hours=9) - datetime.timedelta(days=14)


def calendar_of(standing, language, now):
    """The bytes of the file. language: a key of LANGUAGES. now: the moment it is made, with its time zone."""
    with translation.override(LANGUAGES[language]):
        made = Calendar()
        for name, value in _head():
            made.add(name, value)
        since = standing.on - datetime.timedelta(days=KEPT_DAYS)
        for date in sorted(standing.dates, key=lambda one: (one.day, one.code)):
            if date.day >= since:
                status = standing.by_code[date.record.id].status
                made.add_component(_event(date, status, now.astimezone(datetime.UTC)))
        return made.to_ical()


def _head():
    title = _("Dates of public money")
    return (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("name", title),
        ("x-wr-calname", title),
        ("refresh-interval", vDuration(ONE_DAY, params={"value": "DURATION"})),
        ("x-published-ttl", "P1D"),
    )


def _event(date, status, now):
    made = Event()
    made.add("uid", f"{date.code}@{DOMAIN}")
    made.add("dtstamp", now)
    made.add("dtstart", date.day)
    if date.day < datetime.date.max:  # 9999-12-31 is how people write "for ever"; a day without an end is one day
        made.add("dtend", date.day + ONE_DAY)
    made.add("summary", _summary(date, status))
    made.add("description", "\n".join(filter(None, _description(date, status))))
    made.add("transp", "TRANSPARENT")
    if date.kind != OPENS:
        made.add_component(_alarm(_summary(date, status)))
    return made


def _summary(date, status):
    named = _("%(what)s: %(name)s") % {"what": date_kind(date), "name": said(date.record.name)}
    return named if status.verified else _("%(title)s (not verified)") % {"title": named}


def _description(date, status):
    record = date.record
    yield " ".join(filter(None, (said(record.title), record.number)))
    yield said(record.issuer)
    yield said(date.note)
    if not date.certain:
        yield say("window_uncertain")
    if not status.verified:
        yield _("Nobody has compared this date with the official page yet; the authority's current notice decides.")


def _alarm(text):
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", text)
    made.add("trigger", WARNING)
    return made
