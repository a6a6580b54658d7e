"""A plan as PDF: asked for with the wishes of the page where plans are tried, made by a worker like every report."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find
from plans import pace
from plans.answer import answer_of
from plans.start import NoPlans, start_of
from plans.wishes import WishesForm, address_of
from reports import jobs
from reports.models import Report
from reports.plan_paper import plan_content
from surveys.models import Assessment
from surveys.wording import said

MOST_A_DAY = 30  # plans of one result on paper: enough to compare, too few to keep the workers busy


@require_POST
@login_required
def request_plan(request, uuid):
    """The wishes stand in the address, as on the page. The same plan asked for twice on a day is the same report."""
    assessment = find(Assessment, request.user, uuid=uuid)
    try:
        start = start_of(assessment)
    except NoPlans as reason:
        raise Http404 from reason
    form = WishesForm(start.ground, request.GET)
    page = reverse("plans:plan", args=[uuid])
    if not form.levels or not form.is_valid():
        return redirect(f"{page}?{request.GET.urlencode()}")
    page += address_of(form.terms)
    try:
        answer = answer_of(start, form.terms, request.user)
    except pace.TooFast:
        messages.error(request, _("Too many new plans in one minute. Please wait a minute and press the button again."))
        return redirect(page)
    if not answer["steps"]:
        messages.error(request, _("There is no plan under these terms, so there is nothing to print."))
        return redirect(page)
    if _made_today(start.snapshot) >= MOST_A_DAY:
        messages.error(
            request,
            _("%(count)s plans of this result were printed today; that is the limit. Tomorrow you can print more.")
            % {"count": MOST_A_DAY},
        )
        return redirect(page)
    basis = start.ground.framework.cost_basis
    content = plan_content(answer, form.in_words, said(basis.text) if basis else "", start.on)
    frozen = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    report = jobs.request(start.snapshot, get_language(), request.user, Report.Document.PLAN, frozen)
    return redirect("reports:plan", report.uuid)


def _made_today(snapshot):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return snapshot.reports.filter(document=Report.Document.PLAN, created_at__gte=today).count()


@require_safe
@login_required
def plan(request, uuid):
    """How far a plan's report is, and the file when it is there."""
    report = find(Report, request.user, uuid=uuid, document=Report.Document.PLAN)
    return render(request, "reports/plan.html", {"report": report, "assessment": report.snapshot.assessment})
