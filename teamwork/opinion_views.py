"""One's own opinion on the questions of a part, independent of the others'."""

from itertools import pairwise

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import find
from accounts.rights import EDIT
from surveys.models import Assessment
from surveys.saving import LOCKED
from surveys.views import frame
from teamwork.open_assessments import require_consensus, require_open, section_of, stoppable
from teamwork.opinion_forms import opinion_form_for
from teamwork.opinions import Opinions, OpinionSheet
from teamwork.telling import told


@require_http_methods(["GET", "POST"])
@login_required
@stoppable
def opinions(request, uuid, dimension):
    """No script saves here as one types: an opinion is given as a whole, by a button."""
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    require_open(found)
    require_consensus(found)
    sheet = OpinionSheet(found, request.user)
    section = section_of(sheet, dimension)
    if request.method == "POST":
        return _save(request, sheet, section)
    return _show(request, sheet, section, opinion_form_for(sheet, section))


def _save(request, sheet, section):
    found, dimension = sheet.assessment, section.dimension.code
    form = opinion_form_for(sheet, section, request.POST)
    outcome = form.save(request.user, request.POST.get("clear", ""))
    if outcome == LOCKED:
        messages.error(request, _("Opinions can no longer be changed: they are switched off, or all is submitted."))
        return redirect("surveys:assessment", found.uuid)
    sheet = OpinionSheet(found, request.user)
    section = section_of(sheet, dimension)
    if form.errors or form.conflicts:
        form.show(sheet, section)
        return _show(request, sheet, section, form, status=422)
    messages.success(request, _("Your opinions are saved. What the others think is now shown where you gave yours."))
    after = _after(found, dimension) if request.POST.get("go") == "next" else dimension
    return redirect("teamwork:opinions", found.uuid, after) if after else redirect("teamwork:spread", found.uuid)


def _after(found, dimension):
    codes = [d.code for d in found.dimensions]
    return dict(pairwise(codes)).get(dimension)


def _show(request, sheet, section, form, status=200):
    found = sheet.assessment
    form.panels = _others(found, sheet, section)
    context = frame(request, found, sheet) | {"section": section, "form": form, "sections": sheet.sections}
    return render(request, "teamwork/opinions.html", context, status=status)


def _others(found, sheet, section):
    """What all think, beside the questions on which this person has given an opinion already."""
    spreads = Opinions(found).spreads
    mine = [given.question.code for given in section.given if given.value is not None]
    return {
        code: render_to_string("teamwork/_told.html", {"told": told(spreads[code])}) for code in mine if code in spreads
    }
