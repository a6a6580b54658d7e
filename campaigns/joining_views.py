"""What a firm sees of a campaign: the invitation behind a link, taking part, letting the bureau look or not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import find, require_own
from accounts.models import EnterpriseProfile
from accounts.rights import MANAGE
from bureaus.models import Consent
from campaigns.choices import Choice
from campaigns.forms import JoinForm
from campaigns.joining import Refused, by_letter, by_open_link, firms_of, fitting, take_part
from campaigns.models import Participant

Scope = Choice.Scope


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    return _invited(request, by_letter(token))


@require_http_methods(["GET", "HEAD", "POST"])
def open_invitation(request, token):
    return _invited(request, by_open_link(token))


def _invited(request, found):
    """What it says can be read before one signs in; taking part cannot be done. Opening it changes nothing."""
    if found is None:
        return render(request, "campaigns/gone.html", status=404)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    firms = fitting(found, firms_of(request.user)) if request.user.is_authenticated else []
    able = [firm for firm, sentence in firms if not sentence]
    form = JoinForm(request.POST if request.method == "POST" else None, firms=able)
    if form.is_valid():
        firm = next(firm for firm in able if str(firm.uuid) == form.cleaned_data["enterprise"])
        try:
            return _taken(request, take_part(found, firm, request.user))
        except Refused as refused:
            form.add_error("enterprise", str(refused))
    return _show(request, found, firms, form)


def _show(request, found, firms, form):
    unable = [(firm, sentence) for firm, sentence in firms if sentence]
    context = {
        "invitation": found,
        "campaign": found.campaign,
        "form": form,
        "able": [firm for firm, sentence in firms if not sentence],
        "unable": unable,
        "taking_part": _already(found, firms),
        "here": request.path,
    }
    return render(request, "campaigns/invitation.html", context, status=422 if form.errors else 200)


def _already(found, firms):
    keys = [firm.organisation_id for firm, _sentence in firms]
    return Participant.objects.filter(campaign=found.campaign, organisation__in=keys).exists()


def _taken(request, participant):
    told = {"name": participant.organisation.name, "day": participant.campaign.closes}
    messages.success(request, _("%(name)s takes part. Please submit the assessment by %(day)s.") % told)
    return redirect("surveys:firm", participant.organisation.uuid)


@require_POST
@login_required
def choose(request, uuid, campaign):
    """An owner lets the bureau of a campaign read the result by name, or takes it back."""
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    require_own(request.user, enterprise, MANAGE)
    part = get_object_or_404(
        Participant.objects.select_related("campaign__bureau__organisation"),
        organisation=enterprise.organisation,
        campaign__uuid=campaign,
    )
    name = {"name": part.campaign.bureau.name}
    if request.POST.get("by_name") == "yes":
        Choice.objects.choose(part.campaign, enterprise.organisation, request.user, Scope.IDENTIFIABLE)
        messages.success(
            request, _("%(name)s may now read your result. Every look is noted under “Who has access”.") % name
        )
    else:
        Choice.objects.choose(part.campaign, enterprise.organisation, request.user, _still_counted(enterprise))
        messages.success(request, _("%(name)s can no longer read your result.") % name)
    return redirect("bureaus:sharing", uuid)


def _still_counted(enterprise):
    return Scope(Consent.objects.scope_of(enterprise.organisation))
