"""Who should answer which part: the list, assigning one, taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find
from accounts.rights import EDIT, READ
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.views import frame
from teamwork.assignment_forms import AssignmentForm
from teamwork.models import Assignment
from teamwork.open_assessments import require_open, section_of, stoppable
from teamwork.sharing import shares


@require_safe
@login_required
def assignments(request, uuid):
    found = find(Assessment, request.user, READ, uuid=uuid)
    sheet = Sheet(found)
    return render(request, "teamwork/assignments.html", frame(request, found, sheet) | {"shares": shares(sheet)})


@require_http_methods(["GET", "POST"])
@login_required
@stoppable
def assign(request, uuid, dimension):
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    require_open(found, "teamwork:assignments", found.uuid)
    sheet = Sheet(found)
    section = section_of(sheet, dimension)
    kept = Assignment.objects.by_dimension(found).get(dimension)
    data = request.POST if request.method == "POST" else None
    form = AssignmentForm(data, assessment=found, dimension=dimension, standing=found.standing, kept=kept)
    if form.is_valid():
        form.save(request.user)
        messages.success(request, _("The part is assigned."))
        return redirect("teamwork:assignments", found.uuid)
    context = frame(request, found, sheet) | {"section": section, "form": form, "kept": kept}
    return render(request, "teamwork/assign.html", context)


@require_POST
@login_required
@stoppable
def unassign(request, uuid, dimension):
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    require_open(found, "teamwork:assignments", found.uuid)
    Assignment.objects.filter(assessment=found, dimension=dimension).delete()
    messages.success(request, _("The assignment is taken back."))
    return redirect("teamwork:assignments", found.uuid)
