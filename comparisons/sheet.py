"""A comparison as HTML for the press: levels, heat grid, spread, common gaps and gates, and what it does not say."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.reference import reference
from comparisons.reckoning import common_gaps, common_gates, spread
from readiness.loading.case import load_case
from readiness.loading.catalogue import published_catalogue
from readiness.outcome import evaluate
from readiness.plain import digest
from readiness.record import outcome_to_plain
from reports import charts, figures
from reports.paper import PICTURES, paper, qr, running
from reports.telling import document_from, framework_of
from reports.verification import address_of

LAYOUT = 2  # of the sheet: another one is another paper
SAMPLE = settings.BASE_DIR / "examples" / "auto-parts-small.yaml"
SAMPLE_DAY = date(2026, 11, 2)
GRID_COLUMNS = 12  # dimensions side by side on a page


@dataclass(frozen=True)
class Cell:
    shown: str
    shade: int  # 0: not assessed, 1 to 5


@dataclass(frozen=True)
class Range:
    """One line of the spread: the figures, and where they stand on a bar of 100 units."""

    name: str
    shown: tuple[str, ...]
    low: str
    width: str
    box: str
    box_width: str
    median: str


def comparison_html(of):
    """Raises OtherFramework when the framework is not at hand as it was."""
    framework, english = framework_of(of.content), of.language == "en"
    with override(of.language):
        context = _context(of, framework, of.content["clients"], "en" if english else "zh")
        return PICTURES.sub("□", render_to_string("comparisons/pdf/comparison.html", context))


def sample_html(of):
    """The report of a made-up firm, with the provider's look."""
    framework, case = load_case(SAMPLE, reference(), SAMPLE_DAY)
    data = outcome_to_plain(evaluate(framework, published_catalogue(), case))
    document = document_from(data, of.language)
    return paper(document, "", settings.SITE_URL + reverse("reports:find"), of.branding)


def _context(of, framework, clients, language):
    def say(text):
        return getattr(text, language)

    gates = {gate.code: gate for level in framework.levels for gate in level.gates}
    full = {code: Fraction(question.full or 100) for code, question in framework.questions.items()}
    day = timezone.localtime(of.created_at).date()
    return {
        "lang": "en" if language == "en" else "zh-CN",
        "number": of.number,
        "qr": qr(address_of(of.number), _("Check this report")),
        "address": address_of(of.number),
        "provider": of.provider.name,
        "running_firm": running(of.provider.name),
        "branding": of.branding,
        "on": day.isoformat(),
        "count": len(clients),
        "framework": say(framework.name),
        "reference": framework.reference,
        "framework_digest": of.content["framework_digest"],
        "content_digest": digest(of.content),
        "levels": _levels(framework, clients, say),
        "overall": _range(_("Overall score"), [client["overall"] for client in clients], framework.scale),
        "codes": list(framework.dimensions)[:GRID_COLUMNS],
        "names": [(code, say(one.name)) for code, one in framework.dimensions.items()],
        "grid": [
            (client | {"shown": figures.score(client["overall"])}, _cells(framework, client)) for client in clients
        ],
        "ranges": [
            found
            for code, one in framework.dimensions.items()
            if (found := _range(say(one.name), [client["dimensions"].get(code) for client in clients], 100))
        ],
        "gaps": [
            (code, say(framework.questions[code].topic), weak, asked)
            for code, weak, asked in common_gaps(clients, full)
            if code in framework.questions
        ],
        "gates": [(say(gates[code].text), n) for code, n in common_gates(clients) if code in gates],
    }


def _levels(framework, clients, say):
    """(name, how many, width of the bar of 100, fill) by level, the lowest first."""
    rows = []
    for place, level in enumerate(framework.levels, start=1):
        count = sum(client["level"] == level.code for client in clients)
        fill = charts.LEVEL_FILLS[charts.shade(place, len(framework.levels)) - 1]
        rows.append((f"{level.code} {say(level.name)}", count, charts.at(100 * count / len(clients)), fill))
    return rows


def _cells(framework, client):
    cells = []
    for code in list(framework.dimensions)[:GRID_COLUMNS]:
        score = client["dimensions"].get(code)
        cells.append(Cell(figures.score(score), 0 if score is None else min(5, 1 + int(Fraction(score) // 20))))
    return cells


def _range(name, scores, full):
    found = spread(scores)
    if not found:
        return None
    places = [float(100 * value / Fraction(full or 100)) for value in found]
    return Range(
        name=name,
        shown=tuple(figures.score(str(value)) for value in found),
        low=charts.at(places[0]),
        width=charts.at(max(0.6, places[4] - places[0])),
        box=charts.at(places[1]),
        box_width=charts.at(max(0.6, places[3] - places[1])),
        median=charts.at(places[2]),
    )
