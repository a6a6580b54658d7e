"""The page of a firm's public money, one instrument explained, and the answers that decide open conditions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find, rights_over
from accounts.models import EnterpriseProfile
from accounts.rights import EDIT, READ
from funding.explaining import explanation_of
from funding.models import Subscription
from funding.questions import AnswersForm, questions_for, take_answers
from funding.since import changes, lines_frozen, lines_of
from funding.standing import standing_of
from funding.telling import Told, day_in_words, words
from subsidies.desk import parent_of
from surveys.models import Assessment
from surveys.way import result_address
from surveys.wording import listed, said

FACTS = ("facts", "planned_spend", "qualifications")
NAMED = 3  # instruments named in the sentence after an answer


def submitted(user, uuid, right=READ):
    """The assessment; one that has no result yet has no money page either."""
    assessment = find(Assessment, user, right, uuid=uuid)
    if assessment.open:
        raise Http404
    prefetch_related_objects([assessment.organisation.enterprise], *FACTS)
    return assessment


@require_safe
@login_required
def money(request, uuid):
    assessment = submitted(request.user, uuid)
    standing = _standing(assessment)
    form = _form(standing, assessment) if EDIT in rights_over(request.user, assessment) else None
    return _page(request, assessment, standing, form)


@require_safe
@login_required
def record(request, uuid, code):
    assessment = submitted(request.user, uuid)
    standing = _standing(assessment)
    match = _match(standing, code)
    form = _form(standing, assessment, match) if EDIT in rights_over(request.user, assessment) else None
    return _record_page(request, assessment, standing, match, form)


@require_POST
@login_required
def answer(request, uuid):
    """What was typed stays on the page it was typed on until all of it can be kept."""
    assessment = submitted(request.user, uuid, EDIT)
    standing, code = _standing(assessment), request.POST.get("record", "")
    match = standing.by_code.get(code)
    asked = _asked(standing, assessment, match)
    form = take_answers(standing, assessment.organisation.enterprise, asked, request.POST, request.user)
    if not form.is_valid():
        return (
            _record_page(request, assessment, standing, match, form)
            if match
            else _page(request, assessment, standing, form)
        )
    messages.success(request, _told_after(assessment, standing, form.answers))
    if match:
        return redirect("funding:record", uuid, code)
    return redirect(reverse("funding:money", args=[uuid]))


def _standing(assessment):
    return standing_of(assessment.organisation.enterprise, assessment.snapshot.data, timezone.localdate())


def _match(standing, code):
    if code not in standing.by_code:
        raise Http404
    return standing.by_code[code]


def _asked(standing, assessment, match=None):
    return questions_for(standing, assessment.organisation.enterprise, [match] if match else None)


def _form(standing, assessment, match=None):
    return AnswersForm(standing.catalogue, assessment.organisation.enterprise, _asked(standing, assessment, match))


def _told_after(assessment, before, answers):
    """What the answers have changed, in a sentence."""
    if not answers:
        return _("Nothing was changed.")
    enterprise = EnterpriseProfile.objects.select_related("organisation").get(organisation=assessment.organisation_id)
    after = standing_of(enterprise, assessment.snapshot.data, before.on)
    found = changes(lines_of(before.found), lines_of(after.found))
    if not found:
        return _("Saved. No instrument changes by it yet.")
    names = listed(said(change.name) for change in found[:NAMED])
    return _("Saved. Judged anew: %(names)s (%(count)d in all).") % {"names": names, "count": len(found)}


def _page(request, assessment, standing, form):
    enterprise, record_ = assessment.organisation.enterprise, assessment.snapshot.data
    context = _context(assessment, standing, form) | {
        "told": Told(standing, form),
        "changes": changes(lines_frozen(record_), lines_of(standing.found)),
        "result_day": timezone.localdate(assessment.submitted_at),
        "enterprise": enterprise,
        "subscribed": Subscription.objects.for_user(request.user)
        .filter(membership__organisation=assessment.organisation_id)
        .first(),
    }
    return render(request, "funding/money.html", context)


def _record_page(request, assessment, standing, match, form):
    told = Told(standing, form)
    context = _context(assessment, standing, form) | {
        "item": told.item(match.subsidy.id),
        "explanation": explanation_of(standing, match),
        "parent": standing.by_code.get(parent_of(match.subsidy.id)),
    }
    return render(request, "funding/record.html", context)


def _context(assessment, standing, form):
    return {
        "assessment": assessment,
        "back": result_address(assessment),
        "standing": standing,
        "today": day_in_words(standing.on),
        "form": form,
        "t": words(),
    }
