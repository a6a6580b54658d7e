"""The pages of a bureau's figures by their names in addresses: tab, title, and what each tells."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dashboard import sections
from dashboard.look import Look
from dashboard.tables import Section


@dataclass(frozen=True)
class Page:
    code: str
    tab: Promise
    title: Promise
    lead: Promise
    tells: Callable[[Look], list[Section]] | None = None
    address: str = ""  # of a page of its own kind


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
            _("By region"),
            _("The regions beside each other"),
            _("Ranked by their mean score, with how their enterprises spread over the levels."),
            sections.regions,
        ),
        Page(
            "industries",
            _("By industry"),
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
            _("How they answered"),
            _("How enterprises answered"),
            _("Question by question, for the country and its provinces."),
            sections.answers,
        ),
        Page(
            "verified",
            _("Self and verified"),
            _("Stated and verified"),
            _("How far what enterprises say of themselves is from what was found on site."),
            sections.verified,
        ),
        Page(
            "whatif",
            _("What if"),
            _("What a voucher would reach"),
            _("A share of the cost up to a cap: how many enterprises it would concern, and the budget."),
            address="dashboard:whatif",
        ),
        Page(
            "files",
            _("Files"),
            _("Take the figures along"),
            _("As a workbook, as lines for programs, or as the report of the region."),
            address="dashboard:exports",
        ),
    )
}
