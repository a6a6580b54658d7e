"""Tokens of an organisation: make one, see which there are, revoke one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import find_own, require_own
from accounts.models import Membership, Organisation
from accounts.rights import MANAGE
from api.forms import TokenForm
from api.models import ApiToken


@require_http_methods(["GET", "POST"])
@login_required
def tokens(request, uuid):
    """A new token is shown in the reply itself and never again."""
    organisation = find_own(request.user, MANAGE, uuid=uuid)
    if organisation.kind == Organisation.Kind.BUREAU:
        raise Http404
    membership = Membership.objects.select_related("organisation").get(user=request.user, organisation=organisation)
    form = TokenForm(request.POST if request.method == "POST" else None, membership=membership)
    if form.is_valid():
        made, token = form.save()
        return render(request, "api/made.html", {"organisation": organisation, "made": made, "token": token})
    context = {
        "organisation": organisation,
        "form": form,
        "tokens": ApiToken.objects.for_user(request.user).of(organisation),
    }
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request, uuid):
    """Those who manage the organisation may; its other people get 403, strangers 404."""
    mine = Membership.objects.filter(user=request.user).values("organisation")
    found = get_object_or_404(ApiToken.objects.filter(membership__organisation__in=mine), uuid=uuid)
    require_own(request.user, found, MANAGE)
    found.revoke()
    messages.success(request, _("Revoked. The next request with “%(name)s” is refused.") % {"name": found.name})
    return redirect("api:tokens", found.organisation.uuid)
