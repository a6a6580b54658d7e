"""A draft is sent, handed back, published by a second person; what holds is withdrawn."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from subsidies import workflow
from subsidies.desk import NEVER_TOUCHED
from subsidies.forms import ReasonForm, RemarkForm, read_of
from subsidies.sentences import sentence
from subsidies.workflow import Refused, adopt
from subsidies.writing_views import SUBSIDY, WRONG, own


@require_POST
@login_required
def send(request, uuid, code, kind=SUBSIDY):
    done = _("Sent. A colleague can now compare it with the source and publish it.")
    return _try(request, uuid, code, kind, lambda record: workflow.send(record, request.user), done)


@require_POST
@login_required
def hand_back(request, uuid, code, kind=SUBSIDY):
    form = RemarkForm(request.POST)
    remark = form.cleaned_data["remark"] if form.is_valid() else form.data.get("remark", "")[:1000]
    done = _("It is a draft again.")
    return _try(request, uuid, code, kind, lambda record: workflow.hand_back(record, request.user, remark), done)


@require_POST
@login_required
def publish(request, uuid, code, kind=SUBSIDY):
    done, read = _("Published. From now on results are made with it."), read_of(request.POST)
    return _try(request, uuid, code, kind, lambda record: workflow.publish(record, request.user, read), done)


def _try(request, uuid, code, kind, act, done):
    bureau, entry = own(request, uuid, code, kind)
    try:
        act(entry.record or adopt(code, kind))
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect(entry.way["page"], bureau.uuid, code)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request, uuid, code, kind=SUBSIDY):
    bureau, entry = own(request, uuid, code, kind)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done, reason = _("Withdrawn. New results no longer name it."), form.cleaned_data["reason"]
        read = read_of(request.POST)
        act = partial(workflow.withdraw, user=request.user, reason=reason, read=read)
        return _try(request, uuid, code, kind, act, done)
    context = {"bureau": bureau, "entry": entry, "form": form, "standing": _standing(entry)}
    return render(request, "subsidies/withdraw.html", context, status=WRONG if form.errors else 200)


def _standing(entry):
    """The number of the revision that holds, 0 for none."""
    found = entry.record.revisions.standing().first() if entry.record else None
    return found.number if found else 0 if entry.record else NEVER_TOUCHED
