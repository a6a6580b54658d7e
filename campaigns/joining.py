"""Taking part: a person of the firm says so, by a link of a letter or by the open one. Opening a link changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import hashed
from accounts.models import EnterpriseProfile, Membership
from accounts.rights import EDIT
from campaigns.models import Campaign, Participant, Target


class Refused(Exception):
    """Why a firm cannot take part, as one sentence."""


@dataclass(frozen=True)
class Invitation:
    """What a link leads to. target: None for the open one."""

    campaign: Campaign
    target: Target | None = None


def by_letter(token: str) -> Invitation | None:
    target = Target.objects.by_token(token).exclude(campaign__state=Campaign.State.DRAFT).first()
    return Invitation(target.campaign, target) if target else None


def by_open_link(token: str) -> Invitation | None:
    found = Campaign.objects.filter(link_sha256=hashed(token)).exclude(state=Campaign.State.DRAFT)
    campaign = found.select_related("bureau__organisation", "framework_version").first()
    return Invitation(campaign) if campaign else None


def firms_of(user) -> list[EnterpriseProfile]:
    """The enterprises a person may take part with."""
    may = Membership.objects.holding(EDIT).filter(user=user).values("organisation")
    return list(EnterpriseProfile.objects.own(user).filter(organisation__in=may).order_by("organisation__name", "pk"))


def fitting(invitation: Invitation, firms: list[EnterpriseProfile]) -> list[tuple[EnterpriseProfile, str]]:
    """Each firm with the sentence why it cannot take part; "" where it can."""
    return [(firm, why_not(invitation, firm)) for firm in firms]


def why_not(invitation: Invitation, firm: EnterpriseProfile) -> str:
    if invitation.target:
        return _other_firm(invitation.target, firm)
    region, industry, size = invitation.campaign.addresses(firm)
    if not region:
        return _("The campaign is addressed to %(region)s; %(name)s has its seat elsewhere.") % {
            "region": invitation.campaign.region,
            "name": firm.name,
        }
    if not industry:
        return _("The campaign is addressed to other industries than that of %(name)s.") % {"name": firm.name}
    if size is None:
        return _("The campaign asks for the size class. Please enter employees and revenue of %(name)s first.") % {
            "name": firm.name
        }
    if not size:
        return _("The campaign is addressed to other size classes than that of %(name)s.") % {"name": firm.name}
    return ""


def _other_firm(target, firm):
    if not firm.uscc:
        return _(
            "%(name)s has no unified social credit code here yet. Please enter it first: the letter is for %(code)s."
        ) % {"name": firm.name, "code": target.uscc}
    if firm.uscc != target.uscc:
        return _("The letter is for %(invited)s (%(code)s); %(name)s has the code %(own)s.") % {
            "invited": target.name,
            "code": target.uscc,
            "name": firm.name,
            "own": firm.uscc,
        }
    return ""


@transaction.atomic
def take_part(invitation: Invitation, firm: EnterpriseProfile, user) -> Participant:
    """Raises Refused. A second press meets the first one."""
    campaign = Campaign.objects.select_for_update(no_key=True, of=("self",)).get(pk=invitation.campaign.pk)
    if not campaign.running:
        raise Refused(_("The campaign is not open today, so nobody can take part."))
    if sentence := why_not(invitation, firm):
        raise Refused(sentence)
    target = invitation.target or campaign.targets.filter(uscc=firm.uscc).exclude(uscc="").first()
    found = Participant.objects.filter(campaign=campaign, organisation=firm.organisation).first()
    if found:
        return found
    adcode = target.adcode if target else firm.adcode
    return Participant.objects.create(
        campaign=campaign, organisation=firm.organisation, target=target, adcode=adcode, joined_by=user
    )
