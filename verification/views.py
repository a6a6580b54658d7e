"""The way of a verification: begin, question by question, sign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find
from accounts.models import Organisation
from surveys.cards import drawn_within
from surveys.models import Assessment
from surveys.saving import LOCKED, SAVED
from surveys.sheet import Sheet
from surveys.wording import in_words, said
from verification.closing import findings_of, seen_of, stated
from verification.forms import FindingForm, SignForm
from verification.models import Verification
from verification.rights import may_verify, providers_of, require_assessor
from verification.saving import SIGNED
from verification.scenes import tally_of
from verification.sides import parts, scene_sides, side
from verification.statement_views import show_statement
from verification.tally import asked_in, tally
from verification.telling import told
from verification.verified import framework_of

AROUND = "verification/_inputs.html"


@require_POST
@login_required
def begin(request, uuid):
    """A second click, or a colleague's, meets the verification that is open."""
    assessment = find(Assessment, request.user, uuid=uuid)
    provider = _provider(assessment.standing, request.POST.get("provider", ""))
    if assessment.open:
        raise Http404
    made = Verification.objects.begin(assessment, provider, request.user)
    return redirect("verification:verification", made.uuid)


def _provider(standing, chosen) -> Organisation:
    """The provider for which somebody begins: the one they chose, where there are several."""
    found = providers_of(standing)
    if not found:
        raise PermissionDenied
    return next((one for one in found if str(one.uuid) == chosen), found[0])


@require_safe
@login_required
def verification(request, uuid):
    """Under way: the questions and what was found; signed: the statement."""
    found = find(Verification, request.user, uuid=uuid)
    if not found.open:
        return show_statement(request, found)
    framework, asked, findings = _at_hand(found)
    context = _frame(found) | {
        "parts": parts(found.result, framework, asked, findings),
        "scenes": scene_sides(found.result, framework, findings),
        "scene_tally": tally_of(len(found.result["scenes"]), findings),
        "tally": tally(asked, findings),
        "first": next((q.code for q in asked if q.code not in findings), asked[0].code),
    }
    return render(request, "verification/verification.html", context)


def _at_hand(found):
    """(framework, the questions asked, what was found)"""
    framework = framework_of(found.result)
    return framework, asked_in(found.result, framework), findings_of(found)


def _frame(found):
    return {
        "verification": found,
        "assessment": found.assessment,
        "firm": found.organisation,
        "may_verify": may_verify(found.standing, found),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question(request, uuid, code):
    found = find(Verification, request.user, uuid=uuid)
    if request.method == "POST":
        require_assessor(found)
    framework, asked, findings = _at_hand(found)
    here = next((n for n, one in enumerate(asked) if one.code == code), None)
    if here is None:
        raise Http404
    if not found.open:
        return _signed_already(request, found)
    form = _form(found, asked[here], request.POST or None)
    if request.method == "POST":
        result = form.save(found, request.user)
        if result == LOCKED:
            return _signed_already(request, found)
        if result == SAVED:
            return redirect(*_onward(found, asked, here))
    context = _frame(found) | {
        "side": side(found.result, asked[here], findings.get(code)),
        "dimension": framework.dimensions[asked[here].dimension],
        "number": here + 1,
        "total": len(asked),
        "before": asked[here - 1].code if here else "",
        "after": asked[here + 1].code if here + 1 < len(asked) else "",
        "form": form,
        "inputs": drawn_within(form.inputs, AROUND),
        "files": found.assessment.evidence.standing().filter(question=code),
        "conflict": _conflict(asked[here], form.conflict),
    }
    status = 409 if form.conflict else 422 if form.errors else 200
    return render(request, "verification/question.html", context, status=status)


def _form(found, question, data):
    row = found.findings.filter(question=question.code).first()
    finding, revision = (row.plain, row.revision) if row else (None, 0)
    return FindingForm(
        Sheet(found.assessment), question, finding, revision, found.result["answers"].get(question.code), data
    )


def _onward(found, asked, here):
    """The next question; after the last one the list."""
    if here + 1 < len(asked):
        return "verification:question", found.uuid, asked[here + 1].code
    return "verification:verification", found.uuid


def _signed_already(request, found):
    messages.info(request, said(SIGNED))
    return redirect("verification:verification", found.uuid)


def _conflict(question, reply):
    """The finding somebody else kept and one's own, in words."""
    if reply is None:
        return None
    return {"by": reply.by, "at": reply.at} | {
        name: (value, in_words(question, value["value"]) if value else [])
        for name, value in (("theirs", reply.value), ("yours", reply.yours))
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign(request, uuid):
    """What would be stated, and the signature under it."""
    found = find(Verification, request.user, uuid=uuid)
    require_assessor(found)
    if not found.open:
        return _signed_already(request, found)
    form = SignForm(request.POST or None, user=request.user, initial={"seen": seen_of(found)})
    changed = False
    if request.method == "POST" and form.is_valid():
        closed = form.close(found)
        if closed.statement:
            messages.success(request, _("The statement is signed. Nobody can change it any more."))
            return redirect("verification:verification", found.uuid)
        changed = closed.changed
    return _show_signature(request, found, form, changed)


def _show_signature(request, found, form, changed):
    framework, asked, findings = _at_hand(found)
    counts = tally(asked, findings)
    context = _frame(found) | {
        "tally": counts,
        "unseen": [said(framework.dimensions[code].name) for code in counts.unseen],
        "form": form,
        "changed": changed,
        "seen": seen_of(found),
    }
    if counts.enough:
        content, _outcome = stated(found, {"method": [], "limits": "", "name": ""})
        context |= {"told": told(content, framework)}
    return render(request, "verification/sign.html", context, status=409 if changed else 422 if form.errors else 200)
