"""Inviting the enterprises of several prepared files at once: choose, look at it, confirm."""

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Organisation
from accounts.rights import MANAGE
from portfolio.forms import InvitationsForm
from portfolio.models import Contact
from providers import mail
from providers.desk_views import own_provider
from providers.forms import MOST_A_DAY


@require_POST
@login_required
def choose(request, uuid):
    """The terms, once for all that are chosen, on this page of the table or on others."""
    provider = own_provider(request.user, uuid, MANAGE)
    if len(_chosen(request.POST)) > MOST_A_DAY:
        return _too_many(request, provider)
    files = _files(provider, request.POST)
    return _show(request, provider, files, _form(provider, files)) if files else _none(request, provider)


@require_POST
@login_required
def invite(request, uuid):
    provider = own_provider(request.user, uuid, MANAGE)
    files = _files(provider, request.POST)
    if not files:
        return _none(request, provider)
    form = _form(provider, files, request.POST)
    if not form.is_valid():
        return _show(request, provider, files, form, 422)
    with transaction.atomic():
        made = form.save(request.user)
    context = {
        "provider": provider,
        "made": [_told(request, *one) for one in made],
        "chosen": len(_chosen(request.POST)),
    }
    context["code_page"] = request.build_absolute_uri(reverse("providers:code"))
    return render(request, "portfolio/invited.html", context)


def _told(request, offer, token, code):
    """Link and code are shown by this reply and nowhere else."""
    link = request.build_absolute_uri(reverse("providers:offer", args=[token]))
    return offer, link, f"{code[:4]} {code[4:]}", mail.send(offer, link, code)


def _form(provider, files, data=None):
    addresses = Contact.objects.addresses(provider, files)
    return InvitationsForm(data, provider=provider, files=files, addresses=addresses)


def _chosen(data):
    """Codes that are none are left out: they name nothing."""
    found = []
    for text in data.getlist("chosen")[: MOST_A_DAY + 1]:
        try:
            found.append(uuids.UUID(text))
        except ValueError:
            continue
    return found


def _files(provider, data):
    """The files among what was chosen; what has been taken over meanwhile is a file no more."""
    rows = Organisation.objects.filter(uuid__in=_chosen(data), enterprise__prepared_by=provider)
    return list(rows.order_by("name", "pk"))


def _too_many(request, provider):
    messages.error(
        request,
        _("You have chosen more files than invitations can be made within a day (%(most)d). Please choose fewer.")
        % {"most": MOST_A_DAY},
    )
    return redirect("portfolio:clients", provider.uuid)


def _none(request, provider):
    messages.error(request, _("No prepared file was chosen. Please tick those whose enterprises you want to invite."))
    return redirect("portfolio:clients", provider.uuid)


def _show(request, provider, files, form, status=200):
    context = {"provider": provider, "files": files, "form": form}
    return render(request, "portfolio/invite.html", context, status=status)
