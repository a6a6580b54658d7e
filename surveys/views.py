"""Pages of filling in: the list of assessments, the task list of one, a page of questions."""

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, require, rights_over, standing_over
from accounts.models import EnterpriseProfile, Organisation
from accounts.rights import EDIT, READ, RIGHTS
from surveys import panels
from surveys.content import NotOffered, offered
from surveys.desks import desks_of
from surveys.doubts import by_question
from surveys.forms import form_for
from surveys.models import Assessment
from surveys.saving import LOCKED, SUBMITTED
from surveys.sheet import Sheet
from surveys.starting import start, start_from, switch
from surveys.stencils import stencil
from surveys.way import list_address, neighbours, page_address, result_address
from surveys.wording import said


@require_safe
@login_required
def home(request):
    """All assessments of the enterprises one belongs to; those of clients have pages of their own."""
    enterprises = EnterpriseProfile.objects.own(request.user).order_by("organisation__name", "pk")
    roles = dict(request.user.memberships.values_list("organisation", "role"))
    may_edit = {organisation for organisation, role in roles.items() if EDIT in RIGHTS[role]}
    return _list(request, enterprises, lambda enterprise: enterprise.organisation_id in may_edit)


@require_safe
@login_required
def firm(request, uuid):
    """The assessments of one enterprise, as of a client one acts for."""
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    return _list(request, [enterprise], lambda _one: EDIT in rights_over(request.user, enterprise))


def _list(request, enterprises, may_edit):
    organisations = [enterprise.organisation_id for enterprise in enterprises]
    found = Assessment.objects.for_user(request.user).filter(organisation__in=organisations)
    desks = desks_of(enterprises, list(found.select_related("snapshot")), may_edit)
    return render(request, "surveys/home.html", {"desks": desks})


@require_POST
@login_required
def create(request):
    organisation = find(Organisation, request.user, EDIT, uuid=_uuid(request.POST.get("organisation")))
    if not hasattr(organisation, "enterprise"):
        raise Http404
    chosen = _chosen(request.POST.get("framework", ""))
    return begun(request, lambda: start(organisation, request.user, _mode(request), chosen))


def begun(request, begin):
    """On to the assessment that begins; back to the list with a sentence when its questionnaire is not offered."""
    try:
        made = begin()
    except NotOffered:
        messages.error(request, _("This questionnaire is not offered any more. What has been begun can be finished."))
        return redirect(list_address(request.user.standing))
    return redirect("surveys:assessment", made.uuid)


def _chosen(reference):
    """The framework somebody wants to start with; the current one where nothing is said."""
    for framework in offered():
        if reference in ("", framework.reference):
            return framework
    raise Http404


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
    more = {
        "result": result_address(found),
        "head_panels": panels.of_page("head", request, sheet),
        "panels": panels.of_page("tasks", request, sheet),
        "groups": groups(sheet),
    }
    return render(request, "surveys/assessment.html", frame(request, found, sheet) | more)


def groups(sheet):
    """[(kind, its parts)] of the task list; kinds without parts are not there."""
    found = {kind: [s for s in sheet.sections if s.dimension.kind == kind] for kind in ("stage", "foundation", "area")}
    return [(kind, sections) for kind, sections in found.items() if sections]


def frame(request, found, sheet=None):
    """What every page of an assessment shows around its own matter."""
    may_edit = EDIT in rights_over(request.user, found)
    return {
        "assessment": found,
        "sheet": sheet or Sheet(found),
        "may_edit": may_edit and found.open,
        "reads_only": not may_edit,
        "styles": panels.styles(),
        "words": stencil("surveys/_words.html", get_language()).filled({}),
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
    return begun(request, lambda: start_from(found, request.user, Assessment.Mode.FULL))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page(request, uuid, dimension, number=1):
    """The questions of one dimension, or of one page of it where they are many.

    With scripts each answer is saved as it is given; without, all by the buttons.
    """
    found = find(Assessment, request.user, READ, uuid=uuid)
    if request.method == "POST":
        require(request.user, found.organisation, EDIT)
        return _save_page(request, found, dimension, number)
    sheet = Sheet(found)
    section = _section(sheet, dimension, number)
    return _show_page(request, sheet, section, form_for(sheet, section))


def _section(sheet, dimension, number):
    section = sheet.page(dimension, number)
    if section is None:
        raise Http404
    return section


def _show_page(request, sheet, section, form, status=200):
    found, dimension = sheet.assessment, section.dimension.code
    before, after = neighbours(found, (dimension, section.page))
    form.panels = panels.of_questions(request, sheet, section)
    form.doubts = by_question(sheet, form.given) if found.open else {}
    context = frame(request, found, sheet) | {
        "section": section,
        "pages": [(n, page_address(found, dimension, n)) for n in range(1, section.pages + 1)],
        "form": form,
        "before": before,
        "after": after,
    }
    return render(request, "surveys/page.html", context, status=status)


def _save_page(request, found, dimension, number):
    go = request.POST.get("go", "")
    return keep_page(request, found, dimension, number, go == "next") or redirect(
        _next(request, found, dimension, number, go)
    )


def keep_page(request, found, dimension, number=1, to_the_end=False):
    """Save what the form of a page holds. Nothing, or the page again where somebody has to look at it.

    `to_the_end`: an answer that is kept but incomplete has to be looked at, too.
    """
    sheet = Sheet(found)
    form = form_for(sheet, _section(sheet, dimension, number), request.POST)
    outcome = form.save(request.user, request.POST.get("clear", ""))
    if outcome == LOCKED:
        messages.error(request, said(SUBMITTED))
        return redirect("surveys:assessment", found.uuid)
    if form.errors or form.conflicts or (outcome == "unfinished" and to_the_end):
        sheet = Sheet(found)
        section = _section(sheet, dimension, number)
        form.show(sheet, section)
        return _show_page(request, sheet, section, form, status=422)
    return None


def _next(request, found, dimension, number, go):
    before, after = neighbours(found, (dimension, number))
    ways = {"next": after, "previous": before, "exit": list_address(standing_over(request.user, found))}
    return ways.get(go) or page_address(found, dimension, number)
