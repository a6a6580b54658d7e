"""What this room shows on the pages of an assessment and freezes with its result."""

from django.template.loader import get_template, render_to_string

from evidence.gist import gist, well_formed
from evidence.models import Evidence
from evidence.strength import Share, shares
from surveys import panels


def beside_questions(request, sheet, section):
    """question code → how much evidence there is and how strong it is."""
    assessment, found = sheet.assessment, sheet.assessment.evidence.by_question()
    template, labels = get_template("evidence/_beside.html"), dict(Evidence.Class.choices)
    lines = {}
    for given in section.given:
        count, strength = found.get(given.question.code, (0, ""))
        lines[given.question.code] = template.render(
            {
                "assessment": assessment,
                "question": given.question,
                "count": count,
                "strongest": labels.get(strength, ""),
            }
        )
    return lines


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
