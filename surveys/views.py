"""Pages of filling in: the list of assessments, the task list of one, a page of questions."""

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, require, rights_of
from accounts.models import EnterpriseProfile, Organisation
from accounts.rights import EDIT, READ
from surveys import panels
from surveys.content import framework
from surveys.forms import form_for
from surveys.models import Assessment
from surveys.saving import LOCKED, SUBMITTED
from surveys.sheet import Sheet, minutes
from surveys.starting import start, start_from, switch
from surveys.way import neighbours
from surveys.wording import said


@require_safe
@login_required
def home(request):
    """All assessments of the enterprises one belongs to."""
    enterprises = EnterpriseProfile.objects.for_user(request.user).order_by("organisation__name", "pk")
    assessments = Assessment.objects.for_user(request.user).select_related("snapshot")
    desks = [_desk(request.user, enterprise, assessments) for enterprise in enterprises]
    return render(request, "surveys/home.html", {"desks": desks})


def _desk(user, enterprise, assessments):
    mine = [a for a in assessments if a.organisation_id == enterprise.organisation_id]
    draft = next((a for a in mine if a.open), None)
    return {
        "enterprise": enterprise,
        "draft": draft and Sheet(draft),
        "submitted": [
            {"assessment": a, "level": a.framework.level(a.snapshot.level), "result": result_address(a)}
            for a in mine
            if not a.open
        ],
        "may_edit": EDIT in rights_of(user, enterprise.organisation),
        "minutes": {mode: minutes(n) for mode, n in lengths(enterprise).items()},
        "lengths": lengths(enterprise),
    }


def lengths(enterprise):
    """How many questions this enterprise is asked in each version."""
    weights = framework().profile_for(enterprise.policy_group)
    return {"quick": len(framework().asked(weights, True)), "full": len(framework().asked(weights))}


def result_address(assessment):
    """Where the result is told, if that floor is there."""
    try:
        return reverse("reports:result", args=[assessment.uuid])
    except NoReverseMatch:
        return reverse("surveys:assessment", args=[assessment.uuid])


@require_POST
@login_required
def create(request):
    organisation = find(Organisation, request.user, EDIT, uuid=_uuid(request.POST.get("organisation")))
    if not hasattr(organisation, "enterprise"):
        raise Http404
    made = start(organisation, request.user, _mode(request))
    return redirect("surveys:assessment", made.uuid)


def _uuid(text):
    try:
        return uuids.UUID(text or "")
    except ValueError:
        raise Http404 from None


def _mode(request):
    quick, full = Assessment.Mode.QUICK, Assessment.Mode.FULL
    return quick if request.POST.get("mode") == quick else full


@require_safe
@login_required
def assessment(request, uuid):
    """The task list: what is done, what is left, about how long it takes."""
    found = find(Assessment, request.user, READ, uuid=uuid)
    sheet = Sheet(found)
    more = {"result": result_address(found), "panels": panels.of_page("tasks", request, sheet)}
    return render(request, "surveys/assessment.html", frame(request, found, sheet) | more)


def frame(request, found, sheet=None):
    """What every page of an assessment shows around its own matter."""
    may_edit = EDIT in rights_of(request.user, found.organisation)
    return {
        "assessment": found,
        "sheet": sheet or Sheet(found),
        "may_edit": may_edit and found.open,
        "reads_only": not may_edit,
    }


@require_POST
@login_required
def mode(request, uuid):
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    switch(found, _mode(request))
    messages.success(request, _("Switched. Every answer given so far is kept."))
    return redirect("surveys:assessment", found.uuid)


@require_POST
@login_required
def again(request, uuid):
    """The full version, with the answers of this submitted quick one. A later year is another matter: its answers are new."""
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    if found.open:
        return redirect("surveys:assessment", found.uuid)
    if not found.quick:
        raise Http404
    made = start_from(found, request.user, Assessment.Mode.FULL)
    return redirect("surveys:assessment", made.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page(request, uuid, dimension):
    """The questions of one dimension. With scripts each answer is saved as it is given; without, all by the buttons."""
    found = find(Assessment, request.user, READ, uuid=uuid)
    if request.method == "POST":
        require(request.user, found.organisation, EDIT)
        return _save_page(request, found, dimension)
    sheet = Sheet(found)
    return _show_page(request, sheet, dimension, form_for(sheet, _section(sheet, dimension)))


def _section(sheet, dimension):
    for section in sheet.sections:
        if section.dimension.code == dimension:
            return section
    raise Http404


def _show_page(request, sheet, dimension, form, status=200):
    found = sheet.assessment
    before, after = neighbours(found, dimension)
    section = _section(sheet, dimension)
    form.panels = panels.of_questions(request, sheet, section)
    context = frame(request, found, sheet) | {
        "section": section,
        "form": form,
        "before": before,
        "after": after,
    }
    return render(request, "surveys/page.html", context, status=status)


def _save_page(request, found, dimension):
    go = request.POST.get("go", "")
    return keep_page(request, found, dimension, go == "next") or redirect(_next(found, dimension, go))


def keep_page(request, found, dimension, to_the_end=False):
    """Save what the form of a page holds. Nothing, or the page again where somebody has to look at it.

    `to_the_end`: an answer that is kept but incomplete has to be looked at, too.
    """
    sheet = Sheet(found)
    form = form_for(sheet, _section(sheet, dimension), request.POST)
    outcome = form.save(request.user, request.POST.get("clear", ""))
    if outcome == LOCKED:
        messages.error(request, said(SUBMITTED))
        return redirect("surveys:assessment", found.uuid)
    if form.errors or form.conflicts or (outcome == "unfinished" and to_the_end):
        sheet = Sheet(found)
        form.show(sheet, _section(sheet, dimension))
        return _show_page(request, sheet, dimension, form, status=422)
    return None


def _next(found, dimension, go):
    before, after = neighbours(found, dimension)
    away = reverse("surveys:home")
    return {"next": after, "previous": before, "exit": away}.get(go) or reverse(
        "surveys:page", args=[found.uuid, dimension]
    )
