"""A questionnaire as a workbook: take it along blank or filled, bring it back, look, keep."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, require
from accounts.rights import EDIT, READ
from accounts.wording import enumerated
from exchange.filled import read_file
from exchange.forms import FileForm
from exchange.refusals import Unreadable
from exchange.scene_lines import Block, Register, with_room
from exchange.seals import Taken
from exchange.trial_run import SCENE, keep, opened, overtaken, sealed, try_out
from exchange.workbook import write_workbook
from surveys.models import Assessment
from surveys.register import plain_scene
from surveys.saving import SUBMITTED
from surveys.views import frame
from surveys.wording import in_words, said, scene_in_words, title_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@login_required
def workbook(request, uuid, filled):
    """The questionnaire of an assessment, blank or with its answers."""
    found = find(Assessment, request.user, READ, uuid=uuid)
    answers, language = plain_answers(found) if filled else {}, get_language() or "zh-hans"
    register = register_of(found, filled) if found.framework.has_scenes else None
    content = write_workbook(found.framework, found.questions, language, answers, taken_from(found), register)
    return attachment(content, XLSX, f"{found.framework_key}-{'filled' if filled else 'blank'}.xlsx")


def plain_answers(assessment):
    return dict(assessment.answers.exclude(value=None).values_list("question", "value"))


def register_of(assessment, filled):
    """The register as a workbook takes it along: with its scenes or without, and with room for new ones."""
    kept = [Block(one.uuid, one.revision, plain_scene(one)) for one in assessment.scenes.filter(removed=False)]
    room = with_room(kept)
    return Register(assessment.framework.stages(assessment.weights), room if filled else room[len(kept) :])


def taken_from(assessment):
    """Where a workbook is taken, so that it comes back to the same place and conflicts are seen."""
    return Taken(
        assessment=str(assessment.uuid),
        client=assessment.organisation.name,
        day=f"{timezone.localdate():%Y-%m-%d}",
        revisions=dict(assessment.answers.values_list("question", "revision")),
    )


def attachment(content, kind, name):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offline(request, uuid):
    """Where the workbook is fetched and brought back."""
    found = find(Assessment, request.user, READ, uuid=uuid)
    if request.method != "POST":
        return _show(request, found, FileForm())
    require(request.user, found.organisation, EDIT)
    if not found.open:
        return _closed(request, found)
    form = FileForm(request.POST, request.FILES)
    trial = tried(form, found.framework, found.weights, found)
    if trial is None:
        return _show(request, found, form, status=422)
    return show_trial(request, found, trial, found.framework, "exchange:keep_offline", "exchange:offline")


def tried(form, framework, weights, draft):
    """The trial run of an uploaded file; None, with the reason at the field, where it cannot be read."""
    if not form.is_valid():
        return None
    try:
        assessment = str(draft.uuid) if draft else ""
        return try_out(framework, draft, read_file(form.cleaned_data["file"], framework, weights, assessment))
    except Unreadable as unreadable:
        form.add_error("file", said(unreadable.text))
        return None


def _show(request, found, form, status=200):
    return render(request, "exchange/offline.html", frame(request, found) | {"form": form}, status=status)


def _closed(request, found):
    messages.error(request, said(SUBMITTED))
    return redirect("surveys:assessment", found.uuid)


def show_trial(request, found, trial, framework, keep_at, back_to, status=200):
    """What was read, what could not be, what would change, and what somebody has to decide."""
    context = frame(request, found) | {
        "trial": trial,
        "title": title_of(found) if framework is found.framework else said(framework.name),
        "problems": [(problem, _topic(framework, problem)) for problem in trial.read.problems],
        "rows": [_row(found, change) for change in trial.changes],
        "conflicts": [_row(found, change) for change in trial.conflicts],
        "untouched": [_row(found, change) for change in trial.untouched],
        "sealed": sealed(trial, found, framework, request.user) if trial.changes or trial.conflicts else "",
        "keep_at": reverse(keep_at, args=[found.uuid]),
        "back_to": reverse(back_to, args=[found.uuid]),
    }
    return render(request, "exchange/trial.html", context, status=status)


@dataclass(frozen=True)
class Row:
    """A change in words. name: the whole question, or what a scene does; topic: the same in short."""

    subject: str
    code: str
    name: str
    topic: str
    before: list[str]
    after: list[str]


def _row(assessment, change):
    if change.question is None:
        stages, name = assessment.framework.stages(assessment.weights), name_of_scene(change.after)
        before = scene_in_words(stages, change.before) if change.base else []
        return Row(change.subject, _("Scene"), name, name, before, scene_in_words(stages, change.after))
    asked = change.question
    before, after = in_words(asked, change.before), in_words(asked, change.after)
    return Row(change.subject, asked.code, said(asked.text), said(asked.topic), before, after)


def name_of_scene(value):
    return value["name"] or _("Scene without a name")


def _topic(framework, problem):
    """What the question of a problem is about; nothing where the file names no question of ours."""
    question = framework.questions.get(problem.code or problem.place)
    return said(question.topic) if question else ""


@require_POST
@login_required
def keep_offline(request, uuid):
    """Keep what the trial run has shown."""
    found = find(Assessment, request.user, EDIT, uuid=uuid)
    if not found.open:
        return _closed(request, found)
    sealing = request.POST.get("sealed", "")
    looked = opened(sealing, found, found.framework, request.user)
    if looked is None:
        return too_late(request, "exchange:offline", found)
    changes = looked.decided(for_the_file(request, looked))
    kept = keep(found, request.user, sealing, changes)
    tell(request, kept, changes)
    if kept.conflicts:
        again = overtaken(found.framework, found, kept, changes)
        places = "exchange:keep_offline", "exchange:offline"
        return show_trial(request, found, again, found.framework, *places, status=409)
    return redirect("surveys:assessment", found.uuid)


def for_the_file(request, looked):
    """The conflicts that the person has decided for the file; undecided ones stay as they are here."""
    return {code for code in looked.conflicts if request.POST.get(f"decide.{code}") == "file"}


def too_late(request, back_to, found):
    messages.error(
        request,
        _(
            "Nothing was kept: this look at the file is too old or belongs to somebody else. Please upload the file again."
        ),
    )
    return redirect(back_to, found.uuid)


def tell(request, kept, changes):
    """What became of the changes, in sentences."""
    scenes = sum(subject.startswith(SCENE) for subject in kept.saved)
    n = len(kept.saved) - scenes
    if n or not scenes:
        sentence = ngettext("%(n)d answer of the file was kept.", "%(n)d answers of the file were kept.", n)
        messages.success(request, sentence % {"n": n})
    if scenes:
        sentence = ngettext("%(n)d scene of the file was kept.", "%(n)d scenes of the file were kept.", scenes)
        messages.success(request, sentence % {"n": scenes})
    for subject, reason in kept.refused.items():
        messages.warning(request, f"{_short(subject, changes)}: {said(reason)}")
    if kept.conflicts:
        messages.warning(
            request,
            _("Not kept, because somebody has changed them meanwhile: %(codes)s. Please look at them yourself.")
            % {"codes": enumerated(_short(subject, changes) for subject in kept.conflicts)},
        )


def _short(subject, changes):
    """The code of a question, or what a scene does."""
    return name_of_scene(changes[subject][1]) if subject.startswith(SCENE) else subject
