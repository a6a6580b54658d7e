"""Pages of an enterprise: make it, look at it, change its facts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enterprise_forms import EnterpriseForm, FundingForm
from accounts.guards import find, rights_over, standing_over
from accounts.members import members_of
from accounts.models import EnterpriseProfile
from accounts.reference import PICKERS, explain_size, policy_group_of
from accounts.rights import EDIT, MANAGE


@require_http_methods(["GET", "POST"])
@login_required
def create(request):
    form = EnterpriseForm(
        request.POST if request.method == "POST" else None, founder=request.user, initial=_told(request)
    )
    if form.is_valid() and form.save(request.user):
        return onward(request, "accounts:home")
    return render(request, "accounts/enterprise_create.html", {"form": form})


def _told(request):
    """What a letter says of the enterprise already, to be looked at and corrected."""
    return {name: request.GET[name][:120] for name in ("name", "uscc", "region") if request.GET.get(name)}


def onward(request, *address):
    """Back to what one wanted an organisation for, such as an invitation; else to this address."""
    target = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target) if safe else redirect(*address)


@require_safe
@login_required
def detail(request, uuid):
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    own, rights = standing_over(request.user, enterprise).own, rights_over(request.user, enterprise)
    context = {
        "enterprise": enterprise,
        "region": PICKERS["region"].label(enterprise.adcode),
        "industry": PICKERS["industry"].label(enterprise.industry),
        "size": explain_size(enterprise.industry, enterprise.employees, enterprise.revenue_wan),
        "policy_group_is_open": policy_group_of(enterprise.industry).changeable,
        "may_edit": EDIT in rights,
        "own": own,
        "may_manage": own and MANAGE in rights,
        "members": members_of(enterprise.organisation),
    }
    return render(request, "accounts/enterprise.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request, uuid):
    enterprise = find(EnterpriseProfile, request.user, EDIT, organisation__uuid=uuid)
    form = EnterpriseForm(request.POST if request.method == "POST" else None, enterprise=enterprise)
    if form.is_valid() and form.save(request.user):
        messages.success(request, _("The facts about the enterprise are saved."))
        return redirect("accounts:enterprise", uuid=uuid)
    return render(request, "accounts/enterprise_edit.html", {"form": form, "enterprise": enterprise})


@require_http_methods(["GET", "POST"])
@login_required
def funding(request, uuid):
    enterprise = find(EnterpriseProfile, request.user, EDIT, organisation__uuid=uuid)
    form = FundingForm(request.POST if request.method == "POST" else None, enterprise=enterprise)
    if form.is_valid():
        form.save(request.user)
        messages.success(request, _("Titles and planned spending are saved."))
        return redirect("accounts:enterprise", uuid=uuid)
    return render(request, "accounts/enterprise_funding.html", {"form": form, "enterprise": enterprise})
