"""Inviting a colleague, taking an invitation back, and accepting one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import invitation_mail, members
from accounts.desks import remember_desks
from accounts.guards import find, find_own
from accounts.member_forms import InvitationForm
from accounts.models import Invitation, Membership
from accounts.rights import MANAGE


@require_http_methods(["GET", "POST"])
@login_required
def invite(request, uuid):
    """The link is shown by the reply itself and nowhere else: nothing here could show it again."""
    organisation = find_own(request.user, MANAGE, uuid=uuid)
    form = InvitationForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form, "organisation": organisation})
    invitation, token = form.save(request.user)
    link = request.build_absolute_uri(reverse("accounts:join", args=[token]))
    sent = invitation_mail.send(invitation, link) and bool(settings.EMAIL_URL)
    context = {"organisation": organisation, "invitation": invitation, "link": link, "sent": sent}
    return render(request, "accounts/invited.html", context)


@require_POST
@login_required
def revoke(request, uuid):
    invitation = find(Invitation, request.user, MANAGE, uuid=uuid)
    if Invitation.objects.filter(pk=invitation.pk).revoke():
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("accounts:people", invitation.organisation.uuid)


@require_http_methods(["GET", "POST"])
def join(request, token):
    """What an invitation says can be read before one signs in; accepting it cannot."""
    invitation = Invitation.objects.by_token(token).first()
    if request.method == "POST":
        return _accept(request, token)
    if invitation and _belongs(request.user, invitation.organisation):
        messages.info(request, _("You belong to %(name)s already.") % {"name": invitation.organisation})
        return _into(request, invitation.organisation)
    if invitation is None or not invitation.open:
        return _gone(request)
    return render(request, "accounts/join.html", {"invitation": invitation, "here": request.path})


def _accept(request, token):
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    member = members.join(token, request.user)
    if member is None:
        return _gone(request)
    messages.success(request, _("You now belong to %(name)s.") % {"name": member.organisation})
    return _into(request, member.organisation)


def _into(request, organisation):
    """Where one works in an organisation."""
    remember_desks(request, request.user)
    if organisation.is_bureau:
        return redirect("subsidies:records", organisation.uuid)
    return redirect("providers:clients", organisation.uuid) if organisation.is_provider else redirect("accounts:home")


def _belongs(user, organisation):
    return user.is_authenticated and Membership.objects.filter(user=user, organisation=organisation).exists()


def _gone(request):
    """The same for what was used, withdrawn, has expired or never was: a guess learns nothing."""
    return render(request, "accounts/join_gone.html", status=404)
