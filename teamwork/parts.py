"""What this room shows on the pages of an assessment."""

from collections import Counter

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from accounts.guards import rights_over, standing_over
from accounts.rights import EDIT, MANAGE
from surveys.stencils import stencil
from teamwork.models import Comment, Consensus, Opinion
from teamwork.sharing import shares

HOLES = ("number", "comments", "opinions", "comments_address", "opinions_address")


def talk(request, sheet, section):
    """Beside each question: how many comments and, in consensus mode, opinions there are."""
    assessment = sheet.assessment
    counts, opinions = Comment.objects.counts(assessment), _opinions(assessment)
    comments, opinion = _addresses(assessment, section)
    line = stencil("teamwork/_talk.html", get_language(), HOLES, consensus=opinions is not None)
    return {
        code: line.filled(
            {
                "number": given.number,
                "comments_address": comments.replace("CODE", code),
                "opinions_address": opinion.replace("CODE", code),
                "comments": counts.get(code, 0),
                "opinions": (opinions or {}).get(code, 0),
            }
        )
        for code, given in ((given.question.code, given) for given in section.given)
    }


def _addresses(assessment, section):
    """Where comments and opinions stand, with CODE for the question."""
    where = (
        ("opinions", [assessment.uuid, section.dimension.code]) if assessment.open else ("spread", [assessment.uuid])
    )
    opinions = reverse(f"teamwork:{where[0]}", args=where[1])
    return reverse("teamwork:comments", args=[assessment.uuid, "CODE"]), f"{opinions}#q-CODE"


def _opinions(assessment):
    """question code → how many opinions; None while consensus mode is off."""
    if not Consensus.objects.is_on(assessment):
        return None
    return Counter(Opinion.objects.given(assessment).values_list("question", flat=True))


def mine(request, sheet):
    """Above the task list: the parts this person should answer."""
    parts = [share for share in shares(sheet) if share.belongs_to(request.user)]
    if not parts:
        return ""
    return render_to_string("teamwork/_mine.html", {"assessment": sheet.assessment, "parts": parts})


def team(request, sheet):
    """Below the task list: who should answer what, and consensus mode."""
    assessment = sheet.assessment
    rights, own = rights_over(request.user, assessment), standing_over(request.user, assessment).own
    context = {
        "assessment": assessment,
        "shares": [share for share in shares(sheet) if share.assignment],
        "consensus": Consensus.objects.of(assessment),
        "may_assign": EDIT in rights and assessment.open,
        "may_switch": MANAGE in rights and assessment.open,
        "people": reverse("accounts:people", args=[assessment.organisation.uuid]) if own and MANAGE in rights else "",
        "first": assessment.dimensions[0].code,
    }
    return render_to_string("teamwork/_team.html", context, request)
