"""Following a plan of the what-if page: the same wishes, in the same address, make its actions planned."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.guards import find
from accounts.models import EnterpriseProfile
from accounts.rights import EDIT
from history.adopting import adopt as plan_all
from plans.asked import NotAnswered, asked
from plans.start import NoPlans, start_of
from surveys.models import Assessment


class ResultForm(forms.Form):
    """Which result the plan starts from."""

    result = forms.UUIDField()


@require_POST
@login_required
def adopt(request, uuid):
    """Nothing typed is lost: whatever is wrong is said on the page the wishes came from."""
    enterprise = find(EnterpriseProfile, request.user, EDIT, organisation__uuid=uuid)
    assessment = _assessment(request, enterprise)
    try:
        found = asked(request, assessment, start_of(assessment))
    except NoPlans:
        return redirect("plans:plan", assessment.uuid)
    except NotAnswered as reason:
        return redirect(reason.address)
    if not found.answer["steps"]:
        return redirect(found.address)
    starts = {step["code"]: step["start_month"] for step in found.answer["steps"]}
    _tell(request, *plan_all(assessment.organisation, request.user, starts, timezone.localdate()))
    return redirect("history:actions", assessment.organisation.uuid)


def _assessment(request, enterprise):
    form = ResultForm(request.POST)
    if not form.is_valid():
        raise Http404
    return get_object_or_404(Assessment, organisation=enterprise.organisation, uuid=form.cleaned_data["result"])


def _tell(request, planned, left):
    told = ngettext(
        "%(number)s action of the plan is noted as planned.",
        "%(number)s actions of the plan are noted as planned.",
        planned,
    )
    messages.success(request, told % {"number": planned})
    if left:
        told = ngettext(
            "%(number)s was under way or done already and stays as it was.",
            "%(number)s were under way or done already and stay as they were.",
            left,
        )
        messages.info(request, told % {"number": left})
