"""What this room shows elsewhere: the choice on the review, who may see a result by name, which campaign one takes part in."""

from django.template.loader import render_to_string

from accounts.guards import holds_own
from accounts.rights import MANAGE
from bureaus.models import Consent
from campaigns.campaigns import Campaign
from campaigns.choices import Choice, count_in
from campaigns.participants import Participant
from campaigns.wording import said

FIELD = "sharing"
Scope = Choice.Scope


def running_for(assessment):
    """The campaigns a submission of this assessment would count for."""
    own = Participant.objects.filter(organisation=assessment.organisation_id).values("campaign")
    found = Campaign.objects.running().filter(pk__in=own, framework_version=assessment.framework_version_id)
    return list(found.select_related("bureau__organisation").order_by("closes", "pk"))


def sharing(request, sheet):
    """The choice, beside the button that submits; for others than an owner, what holds and who decides."""
    assessment = sheet.assessment
    if not assessment.open:
        return ""
    campaigns = running_for(assessment)
    context = {
        "may_decide": holds_own(request.user, assessment, MANAGE),
        "options": _options(campaigns),
        "chosen": request.POST.get(FIELD) or chosen(assessment.organisation, campaigns),
        "question": said("question"),
        "intro": said("intro"),
        "campaigns": campaigns,
        "field": FIELD,
    }
    return render_to_string("campaigns/_sharing.html", context, request)


def _options(campaigns):
    """(value, words)"""
    named = [(str(campaign.uuid), said("identifiable", campaign)) for campaign in campaigns]
    return [(Scope.NONE.value, said("none")), (Scope.AGGREGATE.value, said("aggregate")), *named]


def chosen(organisation, campaigns):
    """What holds today; "" for who has never decided."""
    for campaign in campaigns:
        if Choice.objects.scope_of(campaign, organisation) == Scope.IDENTIFIABLE:
            return str(campaign.uuid)
    last = Consent.objects.filter(organisation=organisation).last()
    return last.scope if last else ""


def decide(request, assessment):
    """What was ticked on the review. Nothing ticked, or something that is not offered: nothing is decided."""
    value = request.POST.get(FIELD, "")
    if not value or not holds_own(request.user, assessment, MANAGE):
        return
    campaigns = {str(campaign.uuid): campaign for campaign in running_for(assessment)}
    if value in campaigns:  # what was allowed to others stays as it is
        Choice.objects.choose(campaigns[value], assessment.organisation, request.user, Scope.IDENTIFIABLE)
    if value in campaigns or value not in (Scope.NONE, Scope.AGGREGATE):
        return
    for campaign in campaigns.values():
        Choice.objects.choose(campaign, assessment.organisation, request.user, value)
    count_in(assessment.organisation, request.user, value)


def by_name(request, enterprise):
    """On the page where an enterprise decides: each campaign it takes part in, and whether its bureau may look."""
    lines = [
        (one.campaign, Choice.objects.scope_of(one.campaign, enterprise.organisation) == Scope.IDENTIFIABLE)
        for one in Participant.objects.filter(organisation=enterprise.organisation)
        .select_related("campaign__bureau__organisation")
        .reverse()
    ]
    if not lines:
        return ""
    context = {
        "enterprise": enterprise,
        "lines": [(campaign, allowed, said("identifiable", campaign)) for campaign, allowed in lines],
        "may_decide": holds_own(request.user, enterprise, MANAGE),
    }
    return render_to_string("campaigns/_by_name.html", context, request)


def taking_part(_request, sheet):
    """Above the task list: what the assessment counts for, and until when."""
    campaigns = running_for(sheet.assessment) if sheet.assessment.open else []
    return render_to_string("campaigns/_taking_part.html", {"campaigns": campaigns}) if campaigns else ""
