"""The page that estimates computing power and tokens, and the button that makes of it planned spending."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.facts import changes_noted
from accounts.guards import find, rights_over
from accounts.models import EnterpriseProfile, PlannedSpend
from accounts.rights import EDIT
from estimates.answer import answer_to
from estimates.forms import EstimateForm
from estimates.taking_over import TakeOverForm


@require_safe
@login_required
def estimate(request, uuid):
    """What was typed stands in the address: the page can be kept, sent to a colleague and opened again."""
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    form = EstimateForm(request.GET if EstimateForm.typed_in(request.GET) else None)
    return _show(request, enterprise, form)


@require_POST
@login_required
def take_over(request, uuid):
    """The amounts are worked out again from what was typed; kinds without a price stay as they are."""
    enterprise = find(EnterpriseProfile, request.user, EDIT, organisation__uuid=uuid)
    form, choice = EstimateForm(request.POST), TakeOverForm(request.POST)
    if not (form.is_valid() and choice.is_valid()):
        return _show(request, enterprise, form, 422, choice)
    amounts = choice.amounts(form.spend)
    if not amounts:
        messages.warning(request, _("There is no price yet, so there is nothing to take over. Ask for a quote first."))
        return _show(request, enterprise, form, 422)
    with changes_noted(enterprise, request.user):
        PlannedSpend.objects.put(enterprise, amounts)
    messages.success(request, _("Taken over as planned spending. The next result you submit reckons with it."))
    return redirect("accounts:enterprise_funding", uuid=uuid)


def _show(request, enterprise, form, status=200, choice=None):
    context = {
        "enterprise": enterprise,
        "form": form,
        "may_edit": EDIT in rights_over(request.user, enterprise),
        "answer": answer_to(form, enterprise) if form.is_bound and form.is_valid() else None,
        "choice": choice or TakeOverForm(),
    }
    return render(request, "estimates/estimate.html", context, status=status)
