"""Reminders: what has gone out, the next wave, and the gateway that passes messages on."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find
from accounts.rights import MANAGE
from campaigns import sending
from campaigns.message_forms import GatewayForm, WaveForm
from campaigns.models import Gateway, Message, Wave
from campaigns.views import own
from campaigns.waves import Stale, reached
from subsidies.models import Bureau

WRONG = 422
SHOWN = 500


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def waves(request, uuid, campaign):
    bureau, found = own(request.user, uuid, campaign)
    gateway, last = Gateway.objects.of(bureau), Wave.objects.last_number(found)
    form = WaveForm(request.POST if request.method == "POST" else None, gateway=gateway, initial={"after": last})
    if form.is_valid():
        _begun(request, found, form.cleaned_data)
        return redirect("campaigns:waves", uuid, campaign)
    context = {
        "bureau": bureau,
        "campaign": found,
        "form": form,
        "gateway": gateway,
        "waves": Wave.objects.filter(campaign=found).with_counts().select_related("made_by"),
        "reached": _reached(found, gateway),
        "mail_leaves": bool(settings.EMAIL_URL),
        "may_manage": MANAGE in bureau.rights_held,
        "tab": "waves",
    }
    return render(request, "campaigns/waves.html", context, status=WRONG if form.errors else 200)


def _reached(campaign, gateway):
    """(channel, to, how many firms) for what can be chosen."""
    channels = Wave.Channel if gateway else [Wave.Channel.EMAIL]
    return [(one.label, to.label, reached(campaign, one, to).count()) for one in channels for to in Wave.To]


def _begun(request, campaign, wanted):
    if not campaign.running:
        messages.error(request, _("Reminders go out while the campaign is open."))
    elif not reached(campaign, wanted["channel"], wanted["to"]).exists():
        messages.info(request, _("Nobody to remind: no enterprise of this kind has an address here."))
    else:
        _send(request, campaign, wanted)


def _send(request, campaign, wanted):
    names = ("channel", "to", "note", "after")
    try:
        sending.begin(campaign, request.user, *(wanted[name] for name in names))
        messages.success(request, _("The reminders are on their way."))
    except Stale:
        messages.error(
            request, _("Nothing was sent: another wave has begun since you opened this page. Please look again.")
        )


@require_safe
@login_required
def wave(request, uuid, campaign, number):
    """Each message of a wave: sent, failed with a reason, or no longer needed."""
    bureau, found = own(request.user, uuid, campaign)
    one = get_object_or_404(Wave.objects.with_counts(), campaign=found, number=number)
    rows = Message.objects.filter(wave=one).select_related("target").order_by("state", "target__name")
    context = {"bureau": bureau, "campaign": found, "wave": one, "rows": rows[:SHOWN], "shown": SHOWN, "tab": "waves"}
    return render(request, "campaigns/wave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def gateway(request, uuid):
    """The secret is shown by the reply that makes it and nowhere else."""
    bureau = find(Bureau, request.user, MANAGE, organisation__uuid=uuid)
    found = Gateway.objects.of(bureau)
    form = GatewayForm(request.POST if request.method == "POST" else None, initial={"url": found.url if found else ""})
    context = {"bureau": bureau, "gateway": found, "form": form}
    if form.is_valid():
        context["gateway"], made = Gateway.objects.update_or_create(bureau=bureau, defaults=form.cleaned_data)
        context["secret"] = context["gateway"].secret if made else ""
        context["saved"] = True
    return render(request, "campaigns/gateway.html", context, status=WRONG if form.errors else 200)


@require_POST
@login_required
def new_secret(request, uuid):
    """The one before stops working at once."""
    bureau = find(Bureau, request.user, MANAGE, organisation__uuid=uuid)
    found = get_object_or_404(Gateway, bureau=bureau)
    found.secret_number += 1
    found.save(update_fields=["secret_number", "changed"])
    context = {
        "bureau": bureau,
        "gateway": found,
        "form": GatewayForm(initial={"url": found.url}),
        "secret": found.secret,
    }
    return render(request, "campaigns/gateway.html", context)


@require_POST
@login_required
def remove_gateway(request, uuid):
    bureau = find(Bureau, request.user, MANAGE, organisation__uuid=uuid)
    if Gateway.objects.filter(bureau=bureau).delete()[0]:
        messages.success(request, _("The gateway is removed. Messages that wait for it will fail."))
    return redirect("campaigns:gateway", uuid)
