"""The scenarios of a result, and the sheet of questions about one of them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.guards import find
from reports.reading import OtherFramework
from reports.telling import framework_of
from suppliers.shelf import entries
from surveys.models import Assessment, ResultSnapshot


@require_safe
@login_required
def scenarios(request, uuid):
    """Those on the route first. A draft has no route yet: back to its task list."""
    assessment = find(Assessment, request.user, uuid=uuid)
    if assessment.open:
        return redirect("surveys:assessment", uuid)
    snapshot = get_object_or_404(ResultSnapshot, assessment=assessment)
    context = {"assessment": assessment, "snapshot": snapshot}
    try:
        found = entries(snapshot.data, framework_of(snapshot.data))
    except OtherFramework:
        return render(request, "reports/unreadable.html", context)
    context["on_route"] = [entry for entry in found if entry.actions]
    context["others"] = [entry for entry in found if not entry.actions]
    return render(request, "suppliers/scenarios.html", context)


@require_safe
@login_required
def sheet(request, uuid, code):
    """One scenario, made to be printed."""
    assessment = find(Assessment, request.user, uuid=uuid)
    snapshot = get_object_or_404(ResultSnapshot, assessment=assessment)
    try:
        found = entries(snapshot.data, framework_of(snapshot.data))
    except OtherFramework:
        return render(request, "reports/unreadable.html", {"assessment": assessment, "snapshot": snapshot})
    for entry in found:
        if entry.scenario.code == code:
            return render(request, "suppliers/sheet.html", {"assessment": assessment, "entry": entry})
    raise Http404
