"""The desk of a bureau's campaigns: all of them, a new one, one with its funnel, opening, extending, closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import POLICY_GROUPS
from accounts.guards import find
from accounts.reference import PICKERS, in_language
from accounts.rights import EDIT, READ
from campaigns.charts import bars_of_days
from campaigns.forms import CampaignForm, ExtensionForm
from campaigns.funnel import funnel_of
from campaigns.models import Campaign
from campaigns.open_link import renew
from readiness.sizes import LABELS
from readiness.text import Text
from reports.paper import qr
from subsidies.models import Bureau

WRONG = 422
DAYS_SHOWN = 30


def seen(user, uuid, campaign):
    """(bureau, campaign) as a member of the bureau sees it; `campaign.own` tells whose it is. Raises Http404."""
    bureau = find(Bureau, user, READ, organisation__uuid=uuid)
    found = get_object_or_404(Campaign.objects.seen_by(bureau), uuid=campaign)
    found.own = found.bureau_id == bureau.pk
    found.may_edit = found.own and EDIT in bureau.rights_held
    return bureau, found


def own(user, uuid, campaign, right=EDIT):
    """A campaign of the bureau's own, to be changed. A bureau of a part of the region may look and change nothing."""
    bureau, found = seen(user, uuid, campaign)
    if not found.own or right not in bureau.rights_held:
        raise PermissionDenied
    return bureau, found


@require_safe
@login_required
def home(request):
    """The campaigns of the one bureau somebody belongs to; with several, the list of bureaus."""
    bureaus = list(Bureau.objects.for_user(request.user))
    if not bureaus:
        raise Http404
    if len(bureaus) == 1:
        return redirect("campaigns:campaigns", bureaus[0].uuid)
    return render(request, "campaigns/home.html", {"bureaus": bureaus})


@require_safe
@login_required
def campaigns(request, uuid):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    found = list(Campaign.objects.seen_by(bureau))
    context = {
        "bureau": bureau,
        "mine": [one for one in found if one.bureau_id == bureau.pk],
        "above": [one for one in found if one.bureau_id != bureau.pk],
        "may_edit": EDIT in bureau.rights_held,
        "tab": "campaigns",
    }
    return render(request, "campaigns/campaigns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request, uuid):
    bureau = find(Bureau, request.user, EDIT, organisation__uuid=uuid)
    form = CampaignForm(request.POST if request.method == "POST" else None, bureau=bureau)
    if form.is_valid():
        return redirect("campaigns:campaign", uuid, form.save(request.user).uuid)
    return render(
        request, "campaigns/edit.html", {"bureau": bureau, "form": form}, status=WRONG if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request, uuid, campaign):
    bureau, found = own(request.user, uuid, campaign)
    if not found.draft:
        messages.error(request, _("An open campaign is not changed any more: enterprises rely on what they have read."))
        return redirect("campaigns:campaign", uuid, campaign)
    form = CampaignForm(request.POST if request.method == "POST" else None, bureau=bureau, campaign=found)
    if form.is_valid():
        form.save(request.user)
        messages.success(request, _("The campaign is saved."))
        return redirect("campaigns:campaign", uuid, campaign)
    context = {"bureau": bureau, "campaign": found, "form": form}
    return render(request, "campaigns/edit.html", context, status=WRONG if form.errors else 200)


@require_safe
@login_required
def overview(request, uuid, campaign):
    return _show(request, *seen(request.user, uuid, campaign))


def _show(request, bureau, campaign, status=200, **more):
    funnel = funnel_of(campaign, bureau)
    days = funnel.days[:DAYS_SHOWN]
    context = {
        "bureau": bureau,
        "campaign": campaign,
        "funnel": funnel,
        "days": days,
        "bars": bars_of_days(days),
        "who": _addressed(campaign),
        "questionnaire": _questionnaire(campaign.framework_version),
        "extensions": campaign.extensions.select_related("by"),
        "extension": ExtensionForm(campaign=campaign) if campaign.may_edit else None,
        "tab": "overview",
    }
    return render(request, "campaigns/campaign.html", context | more, status=status)


def _questionnaire(version):
    return Text(version.name_zh, version.name_en).in_language(get_language() or "zh-hans")


def _addressed(campaign):
    """(groups, industries, sizes) in words; empty for all of them."""
    groups = dict(POLICY_GROUPS)
    return (
        [groups[code] for code in campaign.policy_groups if code in groups],
        [PICKERS["industry"].label(code) for code in campaign.industries],
        [in_language(LABELS[code]) for code in campaign.sizes if code in LABELS],
    )


@require_POST
@login_required
def open_campaign(request, uuid, campaign):
    _bureau, found = own(request.user, uuid, campaign)
    if found.open():
        messages.success(
            request, _("The campaign is open. Enterprises can take part from %(day)s on.") % {"day": found.opens}
        )
    return redirect("campaigns:campaign", uuid, campaign)


@require_POST
@login_required
def extend(request, uuid, campaign):
    bureau, found = own(request.user, uuid, campaign)
    form = ExtensionForm(request.POST, campaign=found)
    if not form.is_valid():
        return _show(request, bureau, found, WRONG, extension=form, form=form)
    if found.extend(form.cleaned_data["closes"], form.cleaned_data["reason"], request.user):
        messages.success(request, _("The last day is now %(day)s.") % {"day": form.cleaned_data["closes"]})
    else:
        messages.error(request, _("Not extended: the campaign is not open, or somebody has just extended it."))
    return redirect("campaigns:campaign", uuid, campaign)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request, uuid, campaign):
    """What closing means is read before it is done."""
    bureau, found = own(request.user, uuid, campaign)
    if request.method != "POST":
        return render(request, "campaigns/close.html", {"bureau": bureau, "campaign": found})
    if found.close():
        messages.success(request, _("The campaign is closed. What is submitted from now on is not counted to it."))
    return redirect("campaigns:campaign", uuid, campaign)


@require_POST
@login_required
def link(request, uuid, campaign):
    """A new open link, shown by the reply itself and nowhere else; one made before stops working."""
    bureau, found = own(request.user, uuid, campaign)
    if found.closed:
        messages.error(request, _("The campaign is closed; nobody can take part any more."))
        return redirect("campaigns:campaign", uuid, campaign)
    address = renew(found)
    context = {"bureau": bureau, "campaign": found, "address": address, "code": qr(address, found.title)}
    return render(request, "campaigns/link.html", context)
