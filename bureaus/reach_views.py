"""How many firms of its region a bureau's record reaches: looking at it, and counting."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find
from accounts.rights import EDIT, READ
from bureaus import counting, telling
from bureaus.models import Reach, Run
from subsidies.models import Bureau
from subsidies.views import seen


def own(request, uuid, code, right):
    """(bureau, entry) of a record of the bureau's own region. Raises Http404 or PermissionDenied."""
    bureau = find(Bureau, request.user, right, organisation__uuid=uuid)
    entry = seen(bureau, code)
    if not bureau.keeps(entry.adcode):
        raise Http404
    return bureau, entry


@require_safe
@login_required
def reach(request, uuid, code):
    bureau, entry = own(request, uuid, code, READ)
    found = Reach.objects.of(bureau, code).first()
    run = bureau.runs.last()
    counted = run is not None and run.month == counting.this_month()
    context = {
        "bureau": bureau,
        "entry": entry,
        "reach": found,
        "figures": telling.figures(found, entry) if found else None,
        "kept": run is not None and run.outcome == Run.Outcome.KEPT,
        "counted": counted,
        "next_month": telling.next_month(run.month) if counted else None,
        "may_edit": EDIT in bureau.rights_held,
        "k": settings.REACH_MINIMUM,
    }
    return render(request, "bureaus/reach.html", context)


@require_POST
@login_required
def count(request, uuid, code):
    bureau, _entry = own(request, uuid, code, EDIT)
    if counting.ask(bureau, request.user):
        messages.success(request, _("Counted, for all records of the region at once."))
    else:
        messages.success(request, _("The enterprises are being counted. Come back in a few minutes."))
    return redirect("bureaus:reach", uuid, code)
