"""Check your answers, confirm what does not fit together, submit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find, rights_over
from accounts.models import Membership
from accounts.rights import EDIT, READ, SUBMIT
from surveys import panels
from surveys.doubts import doubts_of
from surveys.models import Assessment, ConfirmedWarning
from surveys.register import complete, shortcomings
from surveys.review import obstacles
from surveys.saving import SUBMITTED, tidy
from surveys.sheet import Sheet
from surveys.submission import submit
from surveys.views import frame
from surveys.way import neighbours, result_address
from surveys.wording import answer_in_words, said, scene_in_words

LONGEST_REASON = 1000  # characters


@require_safe
@login_required
def review(request, uuid):
    found = find(Assessment, request.user, READ, uuid=uuid)
    return _show(request, found)


def _show(request, found, status=200, **more):
    sheet = Sheet(found)
    before, _after = neighbours(found, "review")
    standing = obstacles(sheet)
    context = frame(request, found, sheet) | {
        "sections": [(section, [_row(given) for given in section.given]) for section in sheet.sections],
        "scenes": _scenes(found, sheet) if found.framework.has_scenes else (),
        "obstacles": standing,
        "open_groups": _by_section(sheet, standing.open),
        "doubts": doubts_of(sheet) if found.open else (),
        "before": before,
        "result": result_address(found),
        "decision": panels.of_page("decision", request, sheet),
        "panels": panels.of_page("review", request, sheet),
    }
    context |= _who_submits(request, found) | more
    return render(request, "surveys/review.html", context, status=status)


def _by_section(sheet, given):
    """[(section, the given of it)] without empty ones."""
    groups: dict[str, list] = {section.dimension.code: [] for section in sheet.sections}
    for one in given:
        groups[one.question.dimension].append(one)
    return [(section, groups[section.dimension.code]) for section in sheet.sections if groups[section.dimension.code]]


def _row(given):
    return given, answer_in_words(given.question, given.answer)


def _scenes(found, sheet):
    stages = found.framework.stages(found.weights)
    on = _day(found)
    return [
        {
            "words": scene_in_words(stages, value),
            "lacking": [said(text) for text in shortcomings(value, on)],
            "left_out": not complete(value),
        }
        for value in sheet.scene_values
    ]


def _day(found):
    return timezone.localdate(found.submitted_at) if found.submitted_at else timezone.localdate()


def _who_submits(request, found):
    """A result speaks for the enterprise and cannot be taken back: owners submit, or whom they allow. Others learn whom
    to ask.
    """
    members = Membership.objects.filter(organisation=found.organisation).holding(SUBMIT).select_related("user")
    owners = [str(member.user) for member in members]
    return {"may_submit": SUBMIT in rights_over(request.user, found), "owners": owners}


@require_POST
@login_required
def confirm(request, uuid, rule):
    """Give the reason why two answers stand although they seem to contradict each other."""
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    here = reverse("surveys:review", args=[found.uuid])
    if not found.open:
        messages.error(request, said(SUBMITTED))
        return redirect(here)
    doubt = next((doubt for doubt in doubts_of(Sheet(found)) if doubt.rule.code == rule), None)
    if doubt is None:
        messages.info(request, _("This contradiction no longer exists: one of the answers has changed."))
        return redirect(here)
    reason = tidy(request.POST.get("reason", "")).strip()
    trouble = _trouble_with(reason)
    if trouble:
        return _show(request, found, status=422, wrong_rule=rule, wrong_reason=reason, wrong_sentence=trouble)
    ConfirmedWarning.objects.update_or_create(
        assessment=found, rule=rule, defaults={"about": doubt.about, "reason": reason, "user": request.user}
    )
    return redirect(f"{here}#doubts")


def _trouble_with(reason):
    if not reason:
        return _("Please write one sentence why both answers are right, or change one of them.")
    if len(reason) > LONGEST_REASON:
        return _("Your reason has %(found)d characters; at most %(most)d can be kept. Please shorten it.") % {
            "found": len(reason),
            "most": LONGEST_REASON,
        }
    return ""


@require_POST
@login_required
def submit_assessment(request, uuid):
    found = find(Assessment, request.user, SUBMIT, uuid=uuid)
    outcome = _submitted(request, found)
    if outcome.snapshot:
        return redirect(result_address(found))
    if outcome.other_questionnaire:
        messages.error(
            request,
            _(
                "The questionnaire on this server is not the one you began with. Nothing is lost; please tell the operator."
            ),
        )
    return _show(request, found, status=409, changed=_names(found, outcome.changed))


@transaction.atomic
def _submitted(request, found):
    """What came of it. What was chosen beside the answers is kept by the press that submits, not by a second one."""
    open_before = found.open
    outcome = submit(found, request.user, request.POST.get("seen", ""))
    if outcome.snapshot and open_before:
        panels.decide(request, found)
    return outcome


def _names(found, subjects):
    """Changed subjects as people know them, each once."""
    questions = found.framework.questions
    names = [f"{code} {said(questions[code].topic)}" for code in subjects if code in questions]
    if any(subject.startswith("scene:") for subject in subjects):
        names.append(_("the scene register"))
    return names
