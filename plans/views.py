"""The page on which wishes are turned and the plan answers."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import find
from plans.answer import answer_of
from plans.start import NoPlans, start_of
from plans.wishes import WishesForm
from surveys.models import Assessment
from surveys.way import result_address
from surveys.wording import said


@require_safe
@login_required
def plan(request, uuid):
    """Wishes in, plan out; everything stands in the address. `?part=answer`: only what changes with the wishes."""
    assessment = find(Assessment, request.user, uuid=uuid)
    context = {"assessment": assessment, "back": result_address(assessment)}
    try:
        start = start_of(assessment)
    except NoPlans as reason:
        return render(request, "plans/none.html", context | {"reason": reason})
    form = WishesForm(start.ground, request.GET)
    context |= {"form": form, "basis": _basis(start.ground.framework)}
    if form.levels and form.is_valid():
        context["answer"] = answer_of(start, form.terms)
    part = request.GET.get("part") == "answer"
    return render(request, "plans/_answer.html" if part else "plans/plan.html", context)


def _basis(framework):
    """Where the estimates come from."""
    return said(framework.cost_basis.text) if framework.cost_basis else ""
