"""A bureau reads the result of a firm that lets it, by name. Every look is noted where the firm sees it."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent
from campaigns.looks import allowed, result_of
from campaigns.views import seen
from reports.reading import OtherFramework
from reports.telling import document_of


@require_safe
@login_required
def results(request, uuid, campaign):
    """The firms that have submitted and let this bureau look."""
    bureau, found = seen(request.user, uuid, campaign)
    if not found.own:
        raise Http404
    context = {"bureau": bureau, "campaign": found, "participants": allowed(found), "tab": "results"}
    return render(request, "campaigns/results.html", context)


@require_safe
@login_required
def look(request, uuid, campaign, participant):
    """The result as the firm sees it, to read only. Noted in the same transaction that asked whether it is allowed."""
    bureau, found = seen(request.user, uuid, campaign)
    if not found.own:
        raise Http404
    with transaction.atomic():
        firm = get_object_or_404(allowed(found), uuid=participant)
        snapshot = result_of(found, firm.organisation)
        AccessEvent.objects.note(
            AccessEvent.Kind.LOOKED,
            firm.organisation,
            request.user,
            bureau.organisation,
            detail={"about": found.title},
        )
    context = {"bureau": bureau, "campaign": found, "firm": firm.organisation}
    try:
        context["doc"] = document_of(snapshot, get_language())
    except OtherFramework:
        raise Http404 from None
    return render(request, "campaigns/look.html", context)
