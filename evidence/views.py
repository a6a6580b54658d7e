"""The evidence for one question: see it, add to it, reword, remove, download."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find
from accounts.rights import EDIT, READ
from evidence.forms import MEANINGS, EvidenceForm, Wording
from evidence.keeping import withdraw
from evidence.links import host_of
from evidence.models import Evidence
from evidence.refused import Refused
from evidence.sentences import sentence
from evidence.uploads import beyond_reading, bound
from surveys.models import Assessment
from surveys.views import frame
from surveys.way import question_address
from surveys.wording import in_words

CONFLICT, TOO_LARGE, WRONG = 409, 413, 422


@require_safe
@login_required
def question(request, uuid, code):
    found = find(Assessment, request.user, READ, uuid=uuid)
    return _show(request, found, _question(found, code), EvidenceForm())


def _question(assessment, code):
    """Any question put to this enterprise, in the full version too: evidence stays when somebody switches."""
    for question in assessment.framework.asked(assessment.weights):
        if question.code == code:
            return question
    raise Http404


def _show(request, assessment, question, form, status=200):
    context = frame(request, assessment)
    row = context["sheet"].rows.get(question.code)
    entries = assessment.evidence.standing().filter(question=question.code).with_people()
    context |= {
        "question": question,
        "given": context["sheet"].given.get(question.code),
        "answer": in_words(question, row.value if row else None),
        "entries": [{"row": entry, "host": host_of(entry.link) if entry.link else ""} for entry in entries],
        "form": form,
        "meanings": meanings(),
        "back": _back(assessment, question),
    }
    return render(request, "evidence/question.html", context, status=status)


def meanings():
    return [(label, MEANINGS[value]) for value, label in Evidence.Class.choices]


def _back(assessment, question):
    if question.dimension not in {dimension.code for dimension in assessment.dimensions}:
        return reverse("surveys:assessment", args=[assessment.uuid])
    return question_address(assessment, question.code)


@csrf_exempt  # only until the size of the upload is bounded: the token is in the body, see `_add`
@require_POST
@login_required
def add(request, uuid, code):
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    question = _question(found, code)
    if beyond_reading(request):
        form = EvidenceForm({}, too_large=True)
        form.errors.pop("evidence_class", None)
        return _show(request, found, question, form, TOO_LARGE)
    return _add(request, found, question, bound(request))


@csrf_protect
def _add(request, assessment, question, handler):
    data, files = request.POST, request.FILES  # read here: only then the handler knows
    form = EvidenceForm(data, files, too_large=handler.too_large)
    if form.is_valid() and form.save(assessment, question.code, request.user):
        messages.success(request, _("Saved. You can add more."))
        return redirect("evidence:question", assessment.uuid, question.code)
    return _show(request, assessment, question, form, CONFLICT if form.refused == "submitted" else WRONG)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reword(request, uuid):
    """Change class or caption."""
    entry = find(Evidence, request.user, EDIT, uuid=uuid, withdrawn_at=None)
    initial = {"evidence_class": entry.evidence_class, "caption": entry.caption}
    form = Wording(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and form.reword(entry, request.user):
        return redirect("evidence:question", entry.assessment.uuid, entry.question)
    status = CONFLICT if form.refused else WRONG if form.errors else 200
    context = {"entry": entry, "assessment": entry.assessment, "form": form, "meanings": meanings()}
    return render(request, "evidence/reword.html", context, status=status)


@require_POST
@login_required
def remove(request, uuid):
    entry = find(Evidence, request.user, EDIT, uuid=uuid)
    assessment = entry.assessment
    try:
        withdraw(entry, request.user)
    except Refused as refused:
        messages.error(request, sentence(refused))
        return _show(request, assessment, _question(assessment, entry.question), EvidenceForm(), CONFLICT)
    messages.success(request, _("Removed: %(what)s") % {"what": entry.title[:80]})
    return redirect("evidence:question", assessment.uuid, entry.question)


@require_safe
@login_required
def download(request, uuid):
    """The file, for saving: nothing in it may run on this site."""
    entry = find(Evidence, request.user, READ, uuid=uuid, withdrawn_at=None, kind=Evidence.Kind.FILE)
    try:
        file = entry.file.open("rb")
    except FileNotFoundError:
        messages.error(request, _("This file is missing on the server. Please tell the operator."))
        return redirect("evidence:question", entry.assessment.uuid, entry.question)
    response = FileResponse(file, as_attachment=True, filename=entry.name, content_type=entry.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response
