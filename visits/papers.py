"""The paper form and the interview route as documents: what is frozen when they are asked for, and their HTML."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from readiness.framework import Dimension
from readiness.loading.visits import published_visits
from readiness.plain import digest, plain
from readiness.questions import Question
from readiness.text import Text
from reports.models import Report
from reports.paper import PICTURES, qr, running
from surveys.content import framework
from visits.walk import visit_of

FORM, ROUTE = Report.Document.FORM, Report.Document.ROUTE
SHORTEST = {"zh-hans": 8, "en": 30}  # characters of a clause that says enough by itself
MARKS = {"zh-hans": "：，；", "en": ":,;"}
SCENE_LINES = 8


def content_of(assessment, document):
    """What is kept of a paper, as plain data; None where there is none: no walk is written for this framework."""
    asked = assessment.framework
    content = {
        "firm": assessment.organisation.name,
        "reference": asked.reference,
        "digest": asked.digest,
        "wording": asked.wording,
        "mode": assessment.mode,
        "questions": [question.code for question in assessment.questions],
    }
    if document == FORM:
        return content
    walk = visit_of(assessment)
    # The walk is no part of the framework's digest: corrected, it is another paper.
    return content | {"visit": digest(plain(walk))} if walk else None


def form(report):
    """HTML of the blank questionnaire."""
    parts = _parts(report)
    return _set("visits/paper/form.html", report, {"parts": parts, "scene_lines": range(SCENE_LINES)})


def route(report):
    """HTML of the walk with its questions in short."""
    visit = published_visits()[report.content["reference"]].asking(report.content["questions"])
    questions = _framework(report).questions
    numbers = {code: n for n, code in enumerate(report.content["questions"], start=1)}
    stops = [
        (
            stop,
            visit.minutes_at(stop),
            [(numbers[code], questions[code], _short(questions[code], report.language)) for code in stop.questions],
        )
        for stop in visit.stops
    ]
    return _set("visits/paper/route.html", report, {"visit": visit, "stops": stops, "hours": _hours(visit.minutes)})


def _hours(minutes):
    """Minutes as hours, to the half: "6.5"."""
    return f"{round(minutes / 30) / 2:g}"


def title(report):
    with override(report.language):
        return _("Paper form") if report.document == FORM else _("Interview route")


def page(report):
    """Where the paper is shown and asked for."""
    return reverse("visits:pack", args=[report.assessment.uuid]) + f"#{report.document}"


def _framework(report):
    return framework(report.content["reference"], report.content["wording"])


def _set(template, report, more):
    content, firm = report.content, report.content["firm"]
    address = settings.SITE_URL + reverse("surveys:assessment", args=[report.assessment.uuid])
    with override(report.language):
        context = {
            "lang": "en" if report.language == "en" else "zh-CN",
            "report": report,
            "content": content,
            "framework": _framework(report),
            "fingerprint": content["digest"][:16],
            "quick": content["mode"] == "quick",
            "running_firm": running(firm),
            "qr": qr(address, _("Answer online")),
        }
        return PICTURES.sub("□", render_to_string(template, context | more))


# --- the questions of the form ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A dimension with its questions, as (number, question)."""

    dimension: Dimension
    questions: list[tuple[int, Question]]


def _parts(report):
    asked = _framework(report)
    numbered = [(n, asked.questions[code]) for n, code in enumerate(report.content["questions"], start=1)]
    parts = [
        Part(dimension, [(n, question) for n, question in numbered if question.dimension == code])
        for code, dimension in asked.dimensions.items()
    ]
    return [part for part in parts if part.questions]


def _short(question, language):
    """[(code, first clause)] of the options: enough to tick on a walk, the full words are on the form."""
    shown = question.kind in ("single", "number", "ratio")
    return [(option.code if shown else "", clause(option.text, language)) for option in question.options]


def clause(text: Text, language):
    """A sentence up to the first mark behind which enough has been said."""
    words = text.in_language(language)
    least = SHORTEST[language]
    ends = [n for n, letter in enumerate(words) if letter in MARKS[language] and n >= least]
    return words[: ends[0]] if ends else words
