"""The page on which wishes are turned and the plan answers."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import find, rights_over
from accounts.rights import EDIT
from plans import pace
from plans.answer import answer_of
from plans.start import NoPlans, start_of
from plans.wishes import WishesForm
from surveys.models import Assessment
from surveys.way import result_address


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
    context |= {"form": form, "basis": start.basis}
    context["may_edit"] = EDIT in rights_over(request.user, assessment)
    part = request.GET.get("part") == "answer"
    template = "plans/_answer.html" if part else "plans/plan.html"
    try:
        if form.levels and form.is_valid():
            context["answer"] = answer_of(start, form.terms, request.user, form.works_longer)
    except pace.TooFast:
        return _too_fast(request, template, context)
    return render(request, template, context)


def _too_fast(request, template, context):
    """The page with everything that was chosen, and when to come back."""
    response = render(request, template, context | {"most": pace.MOST}, status=429)
    response["Retry-After"] = str(pace.wait())
    return response
