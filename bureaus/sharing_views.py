"""An enterprise decides whether bureaus may count it, and sees what it has decided so far."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import find, require_own
from accounts.models import EnterpriseProfile
from accounts.rights import MANAGE, READ
from bureaus import sharing_parts
from bureaus.forms import SharingForm
from bureaus.models import Consent
from subsidies.models import Bureau

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sharing(request, uuid):
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    require_own(request.user, enterprise, MANAGE if request.method == "POST" else READ)
    scope = Consent.objects.scope_of(enterprise.organisation)
    form = SharingForm(request.POST if request.method == "POST" else None, initial={"scope": scope})
    if form.is_valid():
        _decide(request, enterprise.organisation, scope, form.cleaned_data["scope"])
        return redirect("bureaus:sharing", uuid)
    context = {
        "enterprise": enterprise,
        "form": form,
        "agreed": scope == Consent.Scope.AGGREGATE,
        "may_manage": MANAGE in enterprise.rights_held,
        "bureaus": Bureau.objects.over(enterprise.adcode).select_related("organisation"),
        "decisions": Consent.objects.filter(organisation=enterprise.organisation).select_related("by").reverse(),
        "k": settings.REACH_MINIMUM,
        "parts": sharing_parts.of_page(request, enterprise),
    }
    return render(request, "bureaus/sharing.html", context, status=WRONG if form.errors else 200)


def _decide(request, organisation, before, scope):
    if scope != before:
        Consent.objects.create(organisation=organisation, scope=scope, by=request.user)
    if scope == Consent.Scope.AGGREGATE:
        messages.success(request, _("You agreed to be counted. You can take this back at any time."))
    else:
        messages.success(request, _("Nothing is shared. No count from now on includes you."))
