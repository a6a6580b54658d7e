"""One question after the other, blind; and handing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import find
from calibration.case import told_of
from calibration.forms import RatingForm
from calibration.models import Rating, Round, Scorer
from calibration.rights import require_scorer
from calibration.saving import hand_in as hand_in_now
from surveys.saving import CONFLICT, LOCKED, REFUSED, SAVED
from surveys.wording import clock, in_words, said

STATUS = {SAVED: 200, CONFLICT: 409, LOCKED: 423, REFUSED: 422}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question(request, uuid, code):
    """Sent by a script it answers in a few words; sent by the button it goes on to the next question."""
    found = find(Round, request.user, uuid=uuid)
    require_scorer(request.user, found)
    here = next((n for n, one in enumerate(found.questions) if one.code == code), None)
    if here is None:
        raise Http404
    asked, by_script = found.questions, request.headers.get("Accept") == "application/json"
    form = RatingForm(found, asked[here], _kept(request.user, found, code), request.POST or None)
    reply = form.save(request.user) if request.method == "POST" else None
    if by_script and reply:
        return JsonResponse(_told(reply, form), status=STATUS[reply.result])
    if reply and reply.result == LOCKED:
        messages.info(request, said(reply.sentence))
    if found.state != "open" or (reply and reply.result == LOCKED) or _handed_in(request.user, found):
        return redirect("calibration:round", found.uuid)
    if reply and reply.result == SAVED and not reply.sentence:
        return redirect(*_onward(found, here))
    return _show(request, found, here, form, reply)


def _kept(user, found, code):
    return Rating.objects.filter(scorer__round=found, scorer__user=user, question=code).first()


def _handed_in(user, found):
    return Scorer.objects.filter(round=found, user=user, handed_in_at__isnull=False).exists()


def _told(reply, form):
    """For the script: what became of it, the revision it must go on from, and a sentence."""
    if reply.result == SAVED:
        sentence = said(reply.sentence) or _("Saved %(time)s") % {"time": clock(reply.at)}
        return {"result": SAVED, "base": reply.revision, "said": sentence}
    sentence = said(reply.sentence) or form.sentence
    if reply.result == CONFLICT:
        sentence = _("You have changed this answer in another window. Please reload the page.")
    return {"result": reply.result, "said": sentence}


def _onward(found, here):
    if here + 1 < len(found.questions):
        return "calibration:question", found.uuid, found.questions[here + 1].code
    return "calibration:round", found.uuid


def _show(request, found, here, form, reply):
    asked = found.questions
    conflict = reply and reply.result == CONFLICT
    observation = found.observations.get(question=asked[here].code)
    context = {
        "round": found,
        "case": told_of(found),
        "question": asked[here],
        "dimension": found.framework.dimensions[asked[here].dimension],
        "observed": observation.seen_text,
        "number": here + 1,
        "total": len(asked),
        "before": asked[here - 1].code if here else "",
        "after": asked[here + 1].code if here + 1 < len(asked) else "",
        "form": form,
        "inputs": form.page.drawn(),
        "advice": said(reply.sentence) if reply and reply.result == SAVED else "",
        "conflict": conflict,
        "theirs": in_words(asked[here], reply.value["value"]) if conflict and reply.value else [],
    }
    return render(request, "calibration/question.html", context, status=STATUS[reply.result] if reply else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hand_in(request, uuid):
    found = find(Round, request.user, uuid=uuid)
    require_scorer(request.user, found)
    if request.method == "POST":
        reply = hand_in_now(found, request.user)
        if reply.result == SAVED:
            messages.success(request, _("You have handed in. The result appears here when the round closes."))
        else:
            messages.error(request, said(reply.sentence))
        return redirect("calibration:round", found.uuid)
    if found.state != "open" or _handed_in(request.user, found):
        return redirect("calibration:round", found.uuid)
    rated = Rating.objects.filter(scorer__round=found, scorer__user=request.user).exclude(value=None)
    known = set(rated.values_list("question", flat=True))
    context = {"round": found, "rated": len(known), "open": [one for one in found.questions if one.code not in known]}
    return render(request, "calibration/hand_in.html", context)
