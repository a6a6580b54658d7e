"""A provider asks an enterprise for access, or hands it the file it has prepared; and takes an offer back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import find
from accounts.models import EnterpriseProfile, Offer
from accounts.rights import MANAGE
from providers import mail
from providers.desk_views import own_provider
from providers.forms import AskForm, HandOverForm


@require_http_methods(["GET", "POST"])
@login_required
def ask(request, uuid):
    provider = own_provider(request.user, uuid, MANAGE)
    form = AskForm(request.POST if request.method == "POST" else None, organisation=provider)
    if form.is_valid():
        return show_offer(request, *form.save(request.user), reverse("providers:clients", args=[uuid]))
    return render(request, "providers/ask.html", {"form": form, "provider": provider})


@require_http_methods(["GET", "POST"])
@login_required
def hand_over(request, uuid, client):
    provider = own_provider(request.user, uuid, MANAGE)
    file = get_object_or_404(EnterpriseProfile, organisation__uuid=client, prepared_by=provider).organisation
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, organisation=provider, file=file)
    if form.is_valid():
        return show_offer(request, *form.save(request.user), reverse("providers:client", args=[uuid, client]))
    return render(request, "providers/hand_over.html", {"form": form, "provider": provider, "file": file})


def show_offer(request, offer, token, code, back):
    """Link and code are shown by the reply itself and nowhere else: nothing here could show them again."""
    link = request.build_absolute_uri(reverse("providers:offer", args=[token]))
    context = {
        "offer": offer,
        "link": link,
        "code": f"{code[:4]} {code[4:]}",
        "code_page": request.build_absolute_uri(reverse("providers:code")),
        "sent": mail.send(offer, link, code),
        "back": back,
    }
    return render(request, "providers/offered.html", context)


@require_POST
@login_required
def withdraw(request, uuid):
    offer = find(Offer, request.user, MANAGE, uuid=uuid)
    if Offer.objects.filter(pk=offer.pk).settle(Offer.Outcome.WITHDRAWN, request.user):
        messages.success(request, _("The invitation is withdrawn. Its link and code no longer work."))
    if offer.made_for.is_provider:
        return redirect("providers:clients", offer.made_for.uuid)
    return redirect("providers:access", offer.made_for.uuid)
