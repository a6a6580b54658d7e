"""What this room shows on the pages of an assessment and freezes with its result."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from evidence.gist import gist, well_formed
from evidence.models import Evidence
from evidence.strength import Share, shares
from surveys import panels
from surveys.stencils import stencil


def beside_questions(request, sheet, section):
    """question code → how much evidence there is and how strong it is."""
    assessment, found = sheet.assessment, sheet.assessment.evidence.by_question()
    labels, address = dict(Evidence.Class.choices), reverse("evidence:question", args=[assessment.uuid, "CODE"])
    lines = {}
    for given in section.given:
        code = given.question.code
        count, strength = found.get(code, (0, ""))
        values = {"code": code, "count": count, "strongest": labels.get(strength, "")}
        lines[code] = _line(assessment.open, count > 0).filled(values | {"address": address.replace("CODE", code)})
    return lines


def _line(may_add, some):
    """The line beside a question, for those that have evidence and those that have none."""
    holes = ("address", "code", "count", "strongest")
    return stencil("evidence/_beside.html", get_language(), holes, may_add=may_add, some=some)


def on_review(request, sheet):
    """How many answers are backed, per dimension and question."""
    found = {code: strength for code, (_count, strength) in sheet.assessment.evidence.by_question().items()}
    answered = {section.dimension.code: _answered(section) for section in sheet.sections}
    by_dimension = shares(found, answered)
    labels = dict(Evidence.Class.choices)
    rows = [
        {
            "dimension": section.dimension,
            "share": by_dimension[section.dimension.code],
            "questions": [
                (given, found.get(given.question.code, ""), labels.get(found.get(given.question.code, ""), ""))
                for given in section.given
                if given.question.code in answered[section.dimension.code] or given.question.code in found
            ],
        }
        for section in sheet.sections
    ]
    total = Share(sum(s.backed for s in by_dimension.values()), sum(s.answered for s in by_dimension.values()))
    return render_to_string(
        "evidence/_review.html", {"assessment": sheet.assessment, "rows": rows, "total": total}, request
    )


def _answered(section):
    return [given.question.code for given in section.given if given.state == "answered"]


panels.beside_questions(beside_questions)
panels.on("review", on_review)
panels.with_result("evidence", gist, well_formed)
