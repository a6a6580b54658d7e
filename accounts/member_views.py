"""The people of an organisation: who belongs to it, as what, and who has been invited."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import members
from accounts.guards import find, find_own, rights_of
from accounts.member_forms import RoleForm
from accounts.models import Invitation, Membership
from accounts.rights import MANAGE


@require_safe
@login_required
def people(request, uuid):
    organisation = find_own(request.user, MANAGE, uuid=uuid)
    context = {
        "organisation": organisation,
        "members": members.members_of(organisation),
        "invitations": Invitation.objects.open().filter(organisation=organisation).select_related("organisation"),
    }
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def role(request, uuid):
    member = find(Membership, request.user, MANAGE, uuid=uuid)
    data = request.POST if request.method == "POST" else None
    form = RoleForm(data, organisation=member.organisation, initial={"role": member.role})
    if form.is_valid():
        _try(request, lambda: members.change_role(member, form.cleaned_data["role"]), _("The role is changed."))
        return _onward(request, member)
    return render(request, "accounts/role.html", {"form": form, "member": member})


@require_http_methods(["GET", "POST"])
@login_required
def remove(request, uuid):
    member = find(Membership, request.user, MANAGE, uuid=uuid)
    if request.method == "POST":
        done = _("%(name)s no longer belongs to %(organisation)s.") % {
            "name": member.user,
            "organisation": member.organisation,
        }
        _try(request, lambda: members.remove(member), done)
        return _onward(request, member)
    return render(request, "accounts/remove.html", {"member": member})


def _try(request, change, done):
    try:
        change()
    except members.LastOwner:
        messages.error(request, members.LAST_OWNER)
    else:
        messages.success(request, done)


def _onward(request, member):
    """An owner who gave up the role or left can no longer see the page of the people."""
    if MANAGE in rights_of(request.user, member.organisation):
        return redirect("accounts:people", member.organisation.uuid)
    return redirect("accounts:home")
