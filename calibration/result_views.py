"""The result of a closed round, as a page to read and print and as a workbook."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.guards import find, holds_own
from accounts.rights import MANAGE
from calibration.case import told_of
from calibration.models import Round
from calibration.results import RoundResult
from calibration.telling import told
from calibration.workbook import write_workbook
from exchange.offline_views import XLSX, attachment


@require_safe
@login_required
def result(request, uuid):
    """Before the round closes there is none, whoever asks."""
    found = find(Round, request.user, uuid=uuid)
    if found.state != "closed":
        return redirect("calibration:round", found.uuid)
    of_round, named = RoundResult(found), holds_own(request.user, found, MANAGE)
    context = {"round": found, "case": told_of(found), "named": named, "handed_in": len(of_round.scorers)}
    if of_round.scorers:
        context["told"] = told(of_round, request.user, named)
    return render(request, "calibration/result.html", context)


@require_safe
@login_required
def workbook(request, uuid):
    found = find(Round, request.user, uuid=uuid)
    if found.state != "closed":
        return redirect("calibration:round", found.uuid)
    named, language = holds_own(request.user, found, MANAGE), get_language() or "zh-hans"
    content = write_workbook(RoundResult(found), request.user, named, language)
    return attachment(content, XLSX, f"calibration-{str(found.uuid)[:8]}.xlsx")
