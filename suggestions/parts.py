"""What this room shows on the pages of an assessment: suggestions beside questions, and how many still wait."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext

from accounts.guards import rights_over
from accounts.rights import EDIT
from suggestions.models import Suggestion
from surveys.sheet import Section, Sheet
from surveys.wording import in_words


@dataclass(frozen=True)
class Box:
    """A suggestion as it is shown."""

    suggestion: Suggestion
    title: str
    origin: str  # the question it came from; empty where the title says everything
    words: list[str]


def beside_questions(request, sheet: Sheet, section: Section):
    """question code → its open suggestions."""
    waiting = _waiting(sheet, section.given)
    if not waiting:
        return {}
    may_edit = EDIT in rights_over(request.user, sheet.assessment)
    return {
        code: render_to_string(
            "suggestions/_beside.html",
            {"boxes": [_box(sheet, one) for one in ones], "number": sheet.given[code].number, "may_edit": may_edit},
        )
        for code, ones in waiting.items()
    }


def _waiting(sheet, given):
    """question code → its open suggestions, in the order of asking; one query, however many there are."""
    if not sheet.assessment.open:
        return {}
    found: dict[str, list[Suggestion]] = {}
    for suggestion in sheet.assessment.suggestions.filter(dismissed_at=None):
        found.setdefault(suggestion.question, []).append(suggestion)
    waiting = [one.question.code for one in given if one.kept is None]
    return {code: found[code] for code in waiting if code in found}


def _box(sheet, suggestion):
    earlier = suggestion.source == Suggestion.Source.EARLIER
    question = sheet.given[suggestion.question].question
    return Box(
        suggestion, title(suggestion), "" if earlier else suggestion.detail, in_words(question, suggestion.value)
    )


def title(suggestion):
    """Where it comes from, and that a person has to confirm it."""
    match suggestion.source:
        case Suggestion.Source.MINISTRY:
            return gettext("From the ministry's assessment, please confirm")
        case Suggestion.Source.EARLIER:
            return gettext("From your last assessment (%(date)s), please confirm") % {"date": suggestion.detail}
    return gettext("From a file, please confirm")


def still_open(request, sheet: Sheet):
    """How many questions have a suggestion that waits for a person, with links to the first of each part."""
    waiting = _waiting(sheet, sheet.given.values())
    if not waiting:
        return ""
    groups = [
        (section, [given for given in section.given if given.question.code in waiting]) for section in sheet.sections
    ]
    context = {
        "assessment": sheet.assessment,
        "count": len(waiting),
        "groups": [(section, given) for section, given in groups if given],
    }
    return render_to_string("suggestions/_still_open.html", context)
