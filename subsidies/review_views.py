"""A draft is sent, handed back, published by a second person; what holds is withdrawn."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from subsidies import workflow
from subsidies.forms import ReasonForm, RemarkForm
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
    done = _("Published. From now on results are made with it.")
    return _try(request, uuid, code, kind, lambda record: workflow.publish(record, request.user), done)


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
        return _try(request, uuid, code, kind, lambda record: workflow.withdraw(record, request.user, reason), done)
    context = {"bureau": bureau, "entry": entry, "form": form}
    return render(request, "subsidies/withdraw.html", context, status=WRONG if form.errors else 200)
