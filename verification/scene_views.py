"""One scene of the register beside what was found."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import find
from surveys.saving import LOCKED, SAVED
from surveys.wording import said, scene_in_words
from verification.models import Verification
from verification.rights import may_verify, require_assessor
from verification.saving import SIGNED
from verification.scene_forms import SceneFindingForm
from verification.scenes import ABSENT, scenes_in, subject_of
from verification.verified import framework_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scene(request, uuid, number):
    found = find(Verification, request.user, uuid=uuid)
    if request.method == "POST":
        require_assessor(found)
    registered, subject = scenes_in(found.result), subject_of(number)
    if subject not in registered:
        raise Http404
    if not found.open:
        return _signed_already(request, found)
    form = _form(found, subject, registered[subject], request.POST or None)
    if request.method == "POST":
        result = form.save(found, request.user, subject)
        if result == LOCKED:
            return _signed_already(request, found)
        if result == SAVED:
            return redirect(*_onward(found, number, len(registered)))
    context = {
        "verification": found,
        "assessment": found.assessment,
        "firm": found.organisation,
        "may_verify": may_verify(found.standing, found),
        "name": registered[subject]["name"],
        "own": scene_lines(found, registered[subject]),
        "number": number,
        "total": len(registered),
        "form": form,
        "conflict": _conflict(found, form.conflict),
    }
    status = 409 if form.conflict else 422 if form.errors else 200
    return render(request, "verification/scene.html", context, status=status)


def _form(found, subject, own, data):
    row = found.findings.filter(question=subject).first()
    finding, revision = (row.plain, row.revision) if row else (None, 0)
    framework = framework_of(found.result)
    return SceneFindingForm(framework, stages_of(framework), finding, revision, own, data)


def stages_of(framework):
    return [dimension for dimension in framework.dimensions.values() if dimension.kind == "stage"]


def scene_lines(found, value):
    """A scene in words; that there is none is said as well."""
    if value == ABSENT:
        return [_("There is no such scene")]
    return scene_in_words(stages_of(framework_of(found.result)), value)


def _onward(found, number, total):
    if number < total:
        return "verification:scene", found.uuid, number + 1
    return "verification:verification", found.uuid


def _signed_already(request, found):
    messages.info(request, said(SIGNED))
    return redirect("verification:verification", found.uuid)


def _conflict(found, reply):
    """The finding somebody else kept and one's own, in words."""
    if reply is None:
        return None
    return {"by": reply.by, "at": reply.at} | {
        name: (value, scene_lines(found, value["value"]) if value and value["value"] else [])
        for name, value in (("theirs", reply.value), ("yours", reply.yours))
    }
