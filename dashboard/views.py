"""The pages of a bureau's figures: a guard, the look the address asks for, the sections of one page."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.guards import find
from accounts.rights import READ
from dashboard import choices, sections
from dashboard.headline import headline
from dashboard.look import look_of
from subsidies.models import Bureau


@dataclass(frozen=True)
class Page:
    """One page: its name in addresses, its tab, its title, and what it tells."""

    code: str
    tab: str
    title: str
    lead: str
    tells: object


PAGES = {
    page.code: page
    for page in (
        Page(
            "overview",
            _("Overview"),
            _("Where the region stands"),
            _("Level, scores and dimensions of all enterprises counted."),
            sections.overview,
        ),
        Page(
            "regions",
            _("Regions"),
            _("The regions beside each other"),
            _("Ranked by their mean score, with how their enterprises spread over the levels."),
            sections.regions,
        ),
        Page(
            "industries",
            _("Industries"),
            _("Industries by dimension"),
            _("Where which industry is strong and where it is weak."),
            sections.industries,
        ),
        Page(
            "trend",
            _("Trend"),
            _("From half-year to half-year"),
            _("Each enterprise counts in the half-year in which it submitted."),
            sections.trend,
        ),
        Page(
            "gates",
            _("Obstacles"),
            _("What keeps enterprises from their next level"),
            _("Conditions that are not met yet, and the questions where one step would bring most."),
            sections.gates,
        ),
        Page(
            "answers",
            _("Answers"),
            _("How enterprises answered"),
            _("Question by question, for the country and its provinces."),
            sections.answers,
        ),
        Page(
            "verified",
            _("Verified"),
            _("Stated and verified"),
            _("How far what enterprises say of themselves is from what was found on site."),
            sections.verified,
        ),
    )
}


@require_safe
@login_required
def page(request, uuid, code="overview"):
    if code not in PAGES:
        raise Http404
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    look = look_of(bureau, request.GET.dict())
    context = {"bureau": bureau, "page": PAGES[code], "pages": PAGES.values(), "look": look}
    if look is None:
        return render(request, "dashboard/nothing.html", context)
    context |= {
        "choices": choices.of(look),
        "headline": headline(look),
        "sections": PAGES[code].tells(look),
    }
    return render(request, "dashboard/page.html", context)
