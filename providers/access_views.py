"""Who has access to an enterprise: its own people see it, its owners decide."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import find, holds_own, require_own, rights_over
from accounts.models import EnterpriseProfile, Grant, Offer
from accounts.rights import MANAGE
from providers.asking_views import show_offer
from providers.client_views import log_page
from providers.forms import InviteForm, TermsForm


@require_safe
@login_required
def access(request, uuid):
    """Every access there is and was, and the log."""
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    require_own(request.user, enterprise)
    organisation = enterprise.organisation
    grants = Grant.objects.filter(client=organisation).select_related("provider", "given_by", "ended_by")
    page, entries = log_page(request, organisation)
    context = {
        "enterprise": enterprise,
        "may_manage": MANAGE in rights_over(request.user, enterprise),
        "live": [grant for grant in grants if grant.live],
        "past": [grant for grant in grants if not grant.live],
        "offers": Offer.objects.open().filter(made_for=organisation).select_related("provider", "made_by"),
        "page": page,
        "entries": entries,
    }
    return render(request, "providers/access.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def invite(request, uuid):
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    require_own(request.user, enterprise, MANAGE)
    form = InviteForm(
        request.POST if request.method == "POST" else None, organisation=enterprise.organisation, person=request.user
    )
    if form.is_valid():
        return show_offer(request, *form.save(request.user), reverse("providers:access", args=[uuid]))
    return render(request, "providers/invite.html", {"form": form, "enterprise": enterprise})


@require_http_methods(["GET", "POST"])
@login_required
def change(request, uuid):
    """Another scope, purpose or date: the old access ends and a new one takes its place."""
    grant = grant_of(request.user, uuid)
    if not holds_own(request.user, grant.client, MANAGE):
        raise PermissionDenied
    initial = {"purpose": grant.purpose, "rights": sorted(grant.rights), "until": grant.until}
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        Grant.objects.give(grant.client, grant.provider, request.user, **form.terms)
        messages.success(request, _("The access of %(name)s is changed.") % {"name": grant.provider})
        return redirect("providers:access", grant.client.uuid)
    return render(request, "providers/change.html", {"form": form, "grant": grant})


@require_http_methods(["GET", "POST"])
@login_required
def end(request, uuid):
    """Either side may end an access; nothing it allowed works from the next request on."""
    grant = grant_of(request.user, uuid)
    side = next((one for one in (grant.client, grant.provider) if holds_own(request.user, one, MANAGE)), None)
    if side is None:
        raise PermissionDenied
    if request.method == "POST":
        grant.end(request.user, side)
        messages.success(request, _("The access of %(name)s is ended.") % {"name": grant.provider})
        if side == grant.client:
            return redirect("providers:access", grant.client.uuid)
        return redirect("providers:clients", grant.provider.uuid)
    return render(request, "providers/end.html", {"grant": grant, "side": side})


def grant_of(user, uuid):
    """An access that has not been ended, as either side sees it."""
    return get_object_or_404(Grant.objects.for_user(user), uuid=uuid, ended_at=None)
