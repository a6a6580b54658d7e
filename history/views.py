"""One firm over the years, and the beginning of another year."""

import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find, rights_over
from accounts.models import EnterpriseProfile
from accounts.rights import EDIT
from history import chart
from history.models import ActionProgress
from history.points import pair, points_of
from history.reassessing import reassess as start_again
from history.telling import tell
from reports.charts import WIDTH
from surveys.models import Assessment
from surveys.views import begun
from surveys.wording import listed

WIDE = 640  # units of the drawing on a desk


@require_safe
@login_required
def trend(request, uuid):
    """Level and score per result, and what differs between two of them."""
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    points = points_of(enterprise.organisation)
    context = {
        "enterprise": enterprise,
        "points": points,
        "may_edit": EDIT in rights_over(request.user, enterprise),
        "draft": Assessment.objects.drafts().filter(organisation=enterprise.organisation).first(),
    }
    if len(points) > 1:
        context |= _drawings(points) | _compared(request, enterprise, points)
    return render(request, "history/trend.html", context)


def _drawings(points):
    title = _("Score and level over time")
    said = listed(f"{point.on} {point.level} {point.score}" for point in points)
    return {
        "chart": chart.draw(points, WIDTH, title, said),
        "wide_chart": chart.draw(points, WIDE, title, said),
        "left_out": len(points) > chart.MOST,
    }


def _compared(request, enterprise, points):
    before, after = pair(points, request.GET.get("from", ""), request.GET.get("to", ""))
    first, last = (datetime.date.fromisoformat(point.on) for point in (before, after))
    done = ActionProgress.objects.filter(organisation=enterprise.organisation).done_between(first, last)
    return {"before": before, "after": after, "told": tell(before.snapshot, after.snapshot, done)}


@require_POST
@login_required
def reassess(request, uuid):
    """A new assessment whose suggestions are the answers of this submitted one."""
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    if found.open:
        raise Http404
    quick = request.POST.get("mode") == Assessment.Mode.QUICK
    mode = Assessment.Mode.QUICK if quick else Assessment.Mode.FULL
    return begun(request, lambda: start_again(found, request.user, mode))
