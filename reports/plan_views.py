"""A plan as PDF: asked for with the wishes of the page where plans are tried, made by a worker like every report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find
from plans.asked import NotAnswered, asked
from plans.start import NoPlans, start_of
from reports import jobs
from reports.models import Report
from reports.plan_paper import plan_content
from surveys.models import Assessment

MOST_A_DAY = 30  # plans of one result on paper: enough to compare, too few to keep the workers busy


@require_POST
@login_required
def request_plan(request, uuid):
    """The wishes stand in the address, as on the page. The same plan asked for twice on a day is the same report."""
    assessment = find(Assessment, request.user, uuid=uuid)
    try:
        start = start_of(assessment)
        found = asked(request, assessment, start)
    except NoPlans as reason:
        raise Http404 from reason
    except NotAnswered as reason:
        return redirect(reason.address)
    if refusal := _refusal(start.snapshot, found.answer):
        messages.error(request, refusal)
        return redirect(found.address)
    content = plan_content(start, found)
    report = jobs.request(start.snapshot, get_language(), request.user, Report.Document.PLAN, content)
    return redirect("reports:plan", report.uuid)


def _refusal(snapshot, answer):
    """Why it is not printed; empty where nothing speaks against it."""
    if not answer["steps"]:
        return _("There is no plan under these terms, so there is nothing to print.")
    if _made_today(snapshot) >= MOST_A_DAY:
        return _(
            "%(count)s plans of this result were printed today; that is the limit. Tomorrow you can print more."
        ) % {"count": MOST_A_DAY}
    return ""


def _made_today(snapshot):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return snapshot.reports.filter(document=Report.Document.PLAN, created_at__gte=today).count()


@require_safe
@login_required
def plan(request, uuid):
    """How far a plan's report is, and the file when it is there."""
    report = find(Report, request.user, uuid=uuid, document=Report.Document.PLAN)
    return render(request, "reports/plan.html", {"report": report, "assessment": report.snapshot.assessment})
