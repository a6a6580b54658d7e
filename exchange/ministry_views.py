"""The ministry's assessment beside ours: take its answers over, and see which level ours allow there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, require
from accounts.rights import EDIT, READ
from exchange.elsewhere import Elsewhere, crosswalk_of
from exchange.forms import FileForm
from exchange.gist import range_in_words, sentences
from exchange.holding_back import holding_back, unasked
from exchange.offline_views import (
    XLSX,
    attachment,
    for_the_file,
    plain_answers,
    show_trial,
    taken_from,
    tell,
    too_late,
    tried,
)
from exchange.parts import gist_for
from exchange.seals import Taken
from exchange.trial_run import keep, opened, overtaken
from exchange.workbook import write_workbook
from surveys.content import known
from surveys.models import Assessment
from surveys.saving import SUBMITTED
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.views import frame
from surveys.wording import listed, said


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def from_ministry(request, uuid):
    """Three ways to bring the ministry's answers here; a posted file is read and shown, not kept."""
    found, elsewhere = _both(request, uuid, READ)
    if request.method != "POST":
        return _show(request, found, elsewhere, FileForm())
    require(request.user, found.organisation, EDIT)
    if not found.open:
        return _closed(request, found)
    form = FileForm(request.POST, request.FILES)
    trial = tried(form, elsewhere.framework, _weights(elsewhere), elsewhere.draft)
    if trial is None:
        return _show(request, found, elsewhere, form, status=422)
    return show_trial(
        request, found, trial, elsewhere.framework, "exchange:keep_from_ministry", "exchange:from_ministry"
    )


def _both(request, uuid, right):
    """An assessment and its other framework; 404 where there is no crosswalk."""
    found = find(Assessment, request.user, right, uuid=uuid)
    crosswalk = crosswalk_of(found)
    if crosswalk is None:
        raise Http404
    return found, Elsewhere(found, crosswalk)


def _weights(elsewhere):
    """The weights the other framework asks with."""
    return elsewhere.framework.profile_for(elsewhere.ours.organisation.enterprise.policy_group)


def _show(request, found, elsewhere, form, status=200):
    more = {"elsewhere": elsewhere, "form": form, "suggested": elsewhere.suggested()}
    return render(request, "exchange/from_ministry.html", frame(request, found) | more, status=status)


def _closed(request, found):
    messages.error(request, said(SUBMITTED))
    return redirect("surveys:assessment", found.uuid)


@require_safe
@login_required
def ministry_workbook(request, uuid, filled):
    """The ministry's questions as a workbook, blank or with what is known here."""
    _found, elsewhere = _both(request, uuid, READ)
    answers = plain_answers(elsewhere.found) if filled and elsewhere.found else {}
    taken = taken_from(elsewhere.found) if elsewhere.found else Taken(client=elsewhere.ours.organisation.name)
    asked = elsewhere.framework.asked(_weights(elsewhere))
    content = write_workbook(elsewhere.framework, asked, get_language() or "zh-hans", answers, taken)
    return attachment(content, XLSX, f"{elsewhere.framework.key}-{'filled' if filled else 'blank'}.xlsx")


@require_POST
@login_required
def fill_in(request, uuid):
    """Answer the ministry's questions here: begin, or go on."""
    found, elsewhere = _both(request, uuid, EDIT)
    return redirect("surveys:assessment", _draft(found, elsewhere, request.user).uuid)


def _draft(found, elsewhere, user):
    return start(found.organisation, user, Assessment.Mode.FULL, elsewhere.framework)


@require_POST
@login_required
def keep_from_ministry(request, uuid):
    """Keep what the trial run has shown in the ministry's draft, and lay it beside our questions."""
    found, elsewhere = _both(request, uuid, EDIT)
    if not found.open:
        return _closed(request, found)
    sealing = request.POST.get("sealed", "")
    looked = opened(sealing, found, elsewhere.framework, request.user)
    if looked is None:
        return too_late(request, "exchange:from_ministry", found)
    changes = looked.decided(for_the_file(request, looked))
    draft = _draft(found, elsewhere, request.user)
    kept = keep(draft, request.user, sealing, changes)
    tell(request, kept, changes)
    if kept.conflicts:
        again = overtaken(elsewhere.framework, draft, kept, changes)
        places = "exchange:keep_from_ministry", "exchange:from_ministry"
        return show_trial(request, found, again, elsewhere.framework, *places, status=409)
    return _taken_over(request, found)


@require_POST
@login_required
def take_over(request, uuid):
    """Lay the answers of the ministry's draft or result beside our questions, as often as they change."""
    found, _elsewhere = _both(request, uuid, EDIT)
    return _taken_over(request, found) if found.open else _closed(request, found)


def _taken_over(request, found):
    proposed = Elsewhere(found, crosswalk_of(found)).take_over(request.user)
    n, settled = len(proposed.waiting), len(proposed.settled)
    if n:
        text = ngettext(
            "%(n)d suggested answer now stands beside its question. It counts once somebody has confirmed it.",
            "%(n)d suggested answers now stand beside their questions. They count once somebody has confirmed them.",
            n,
        )
        messages.success(request, text % {"n": n})
    elif settled:
        messages.info(request, _("Nothing new to take over: those questions are answered or settled already."))
    else:
        messages.info(request, _("None of the answers there says anything about the questions here yet."))
    return redirect("exchange:from_ministry", found.uuid)


@require_safe
@login_required
def ministry(request, uuid):
    """The ministry's level as far as our answers tell it: its range, and what holds it back."""
    found, elsewhere = _both(request, uuid, READ)
    sheet = Sheet(found)
    gist = gist_for(sheet)
    framework = known(gist["framework"]) if gist else None
    if framework is None:
        raise Http404
    more = {
        "range": said(range_in_words(gist, framework)),
        "told": [said(text) for text in sentences(gist, framework)][1:],
        "gist": gist,
        "framework": framework,
        "target": framework.level(gist["target"]) if gist["target"] else None,
        "items": holding_back(gist, framework, elsewhere.crosswalk, sheet),
        "unasked": listed(f"{q.code} {said(q.topic)}" for q in unasked(elsewhere)),
        "elsewhere": elsewhere,
    }
    return render(request, "exchange/ministry.html", frame(request, found, sheet) | more)
