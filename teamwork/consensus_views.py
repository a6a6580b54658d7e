"""Consensus mode: switching it, seeing how opinions are spread, deciding."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find
from accounts.rights import MANAGE, READ
from surveys.models import Assessment
from surveys.saving import CONFLICT, LOCKED, REFUSED, SAVED
from surveys.sheet import Sheet
from surveys.views import frame
from surveys.wording import in_words, listed, said
from teamwork.agenda import agenda
from teamwork.deciding import adopt_unanimous, decide
from teamwork.models import Consensus
from teamwork.open_assessments import given_to, require_consensus, require_open, stoppable


@require_POST
@login_required
@stoppable
def switch(request, uuid):
    found = find(Assessment, request.user, MANAGE, uuid=uuid)
    require_open(found)
    on = request.POST.get("on") == "yes"
    Consensus.objects.switch(found, request.user, on)
    messages.success(request, _("Consensus mode is on.") if on else _("Consensus mode is off. Opinions are kept."))
    return redirect("surveys:assessment", found.uuid)


@require_safe
@login_required
@stoppable
def spread(request, uuid):
    found = find(Assessment, request.user, READ, uuid=uuid)
    require_consensus(found)
    sheet = Sheet(found)
    return render(request, "teamwork/spread.html", frame(request, found, sheet) | agenda(sheet, request.user))


@require_POST
@login_required
@stoppable
def decision(request, uuid, question):
    found = find(Assessment, request.user, MANAGE, uuid=uuid)
    require_open(found)
    require_consensus(found)
    given = given_to(Sheet(found), question)
    reply = decide(found, request.user, question, _value(request), _revision(request.POST.get("base", "")))
    _tell(request, given, reply)
    return HttpResponseRedirect(reverse("teamwork:spread", args=[found.uuid]) + f"#q-{question}")


def _value(request):
    """What a button carries; anything unreadable is refused later, as an answer that is none."""
    try:
        return json.loads(request.POST.get("value", ""))
    except (ValueError, RecursionError):
        return ""


def _revision(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _tell(request, given, reply):
    if reply.result == SAVED:
        messages.success(request, _("Question %(n)s is decided.") % {"n": given.number})
    elif reply.result == CONFLICT:
        words = listed(in_words(given.question, reply.value)) or _("no answer")
        messages.error(
            request,
            _("Question %(n)s was answered by somebody meanwhile: %(words)s. Please look at it and decide again.")
            % {"n": given.number, "words": words},
        )
    elif reply.result in (LOCKED, REFUSED):
        messages.error(request, said(reply.sentence))


@require_POST
@login_required
@stoppable
def adopt(request, uuid):
    """Adopt every unanimous opinion as the owner has seen it on the page."""
    found = find(Assessment, request.user, MANAGE, uuid=uuid)
    require_open(found)
    require_consensus(found)
    seen = dict(_seen(text) for text in request.POST.getlist("seen"))
    replies = adopt_unanimous(found, request.user, seen)
    saved = sum(reply.result == SAVED for reply in replies)
    if saved:
        sentence = ngettext("%(n)d question is decided.", "%(n)d questions are decided.", saved)
        messages.success(request, sentence % {"n": saved})
    if saved < len(seen):
        left = _("%(n)d questions changed since you opened the page and were left as they are. Please look again.")
        messages.warning(request, left % {"n": len(seen) - saved})
    return redirect("teamwork:spread", found.uuid)


def _seen(text):
    """ "PM-1 3 a1b2…" → ("PM-1", (3, "a1b2…"))"""
    code, _space, rest = text.partition(" ")
    revision, _space, marked = rest.partition(" ")
    return code, (_revision(revision), marked)
