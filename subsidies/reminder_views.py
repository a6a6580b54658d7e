"""The list of what a bureau should look at."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import find
from accounts.rights import EDIT, READ
from subsidies import desk, lists
from subsidies.models import Bureau
from subsidies.reminders import groups


@require_safe
@login_required
def reminders(request, uuid):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    today = timezone.localdate()
    context = {
        "bureau": bureau,
        "groups": groups(desk.entries(bureau, today), lists.own(bureau), today),
        "may_edit": EDIT in bureau.rights_held,
        "tab": "reminders",
    }
    return render(request, "subsidies/reminders.html", context)
