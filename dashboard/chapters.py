"""All that files hold of a look, in the order people read it: what the pages tell, one behind the other."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dashboard import sections
from dashboard.headline import Headline, headline
from dashboard.look import Look
from dashboard.tables import Section


@dataclass(frozen=True)
class Chapter:
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Contents:
    """headline: the few figures on top. facts: (what, how) about the file itself."""

    title: str
    headline: Headline
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    method: tuple[str, ...]


def contents_of(look: Look, number: str, answers: bool = True) -> Contents:
    found = headline(look)
    told = [
        (_("Where the region stands"), sections.overview),
        (_("The regions beside each other"), sections.regions),
        (_("Industries by dimension"), sections.industries),
        (_("From half-year to half-year"), sections.trend),
        (_("What keeps enterprises from their next level"), sections.gates),
        (_("Stated and verified"), sections.verified),
    ]
    if answers:
        told.append((_("How enterprises answered"), sections.answers))
    chapters = (Chapter(title, tuple(tells(look))) for title, tells in told)
    return Contents(
        title=_("AI readiness of manufacturing: %(about)s") % {"about": found.about},
        headline=found,
        facts=_facts(look, number),
        chapters=tuple(one for one in chapters if one.sections),
        method=method(look),
    )


def _facts(look: Look, number: str) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("Reporting unit"), look.bureau.name),
        (_("Date of the table"), localdate().isoformat()),
        (_("Half-year counted"), look.run.period),
        (_("As of"), look.run.as_of.date().isoformat()),
        (_("Number of this file"), number),
        (_("Questionnaire"), ", ".join(name for name, _digest in look.run.versions)),
        (_("Digest of the count"), look.run.digest),
        (_("Site"), settings.SITE_URL),
    ]
    if look.run.simulated:
        facts.insert(0, (_("Note"), _("Demonstration data: these enterprises are made up.")))
    return tuple(facts)


def method(look: Look) -> tuple[str, ...]:
    """How to read the figures, on pages and in files."""
    return (
        _(
            "Counted is the latest full result of every enterprise that submitted it within the half-year and agreed to be counted. It is a self-assessment of those who took part, not a survey of all enterprises."
        ),
        _(
            "“Sample too small” means that fewer than %(k)d enterprises, perhaps none, are behind a figure. “Protects others” means that the figure would let somebody work out one that is too small."
        )
        % {"k": look.run.k},
        _(
            "Means are whole points, shares whole per cent, quartiles multiples of five. “Not told” stands where a figure would say something of every single enterprise behind it."
        ),
        _(
            "Each half-year is counted once for the whole country and never again, so that no two counts can be subtracted from each other."
        ),
    )
