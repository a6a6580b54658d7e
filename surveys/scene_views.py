"""The page of the scene register: every line with its fields, and an empty one to add to it."""

import uuid as uuids
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.guards import find, require, standing_over
from accounts.rights import EDIT, READ
from readiness.answers import AnswerError
from surveys.forms import base_token, mark
from surveys.models import Assessment, SceneEntry
from surveys.register import FIELDS, plain_scene, read_scene, shortcomings
from surveys.saving import CONFLICT, LOCKED, SAVED, SUBMITTED, Reply, save_scene, tidy
from surveys.sheet import Sheet
from surveys.views import frame
from surveys.way import list_address, neighbours
from surveys.wording import said, scene_in_words

EMPTY = dict.fromkeys(FIELDS, "")


@dataclass
class Line:
    """One scene on the page. `values`: what its inputs show; `base`: what they were made from."""

    address: uuids.UUID
    values: dict
    base: str
    saved_at: object = None
    error: str = ""
    conflict: Reply | None = None
    lacking: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)

    @property
    def new(self):
        return self.base.startswith("0.")

    @property
    def open(self):
        """Whether its fields are unfolded: a new line, and one that asks for something."""
        return bool(self.new or self.error or self.conflict or self.lacking)

    @property
    def status_label(self):
        return dict(SceneEntry.Status.choices).get(self.values["status"], "")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scenes(request, uuid):
    found = find(Assessment, request.user, READ, uuid=uuid)
    if not found.framework.has_scenes:
        raise Http404
    if request.method == "POST":
        require(request.user, found.organisation, EDIT)
        return _save(request, found)
    return _show(request, found, [])


def _save(request, found):
    troubled, results = [], []
    remove = request.POST.get("remove", "")
    for address in _addresses(request.POST):
        line = _posted(request.POST, address)
        reply = _save_line(request.user, found, line, remove == str(address))
        results.append(reply.result if reply else "")
        if line.error or line.conflict:
            troubled.append(line)
    if LOCKED in results:
        messages.error(request, said(SUBMITTED))
        return redirect("surveys:assessment", found.uuid)
    if troubled:
        return _show(request, found, troubled, status=422)
    return redirect(_next(request, found, request.POST.get("go", ""), results))


def _addresses(data):
    for text in data.getlist("scene")[:100]:
        try:
            yield uuids.UUID(text)
        except ValueError:
            continue


def _posted(data, address):
    values = {name: data.get(f"{address}.{name}", "") for name in FIELDS}
    return Line(address, values, data.get(f"{address}.base", ""))


def _save_line(user, found, line, remove):
    """Keep one line if it was touched, or remove it; what is wrong with it is noted on it."""
    revision, _, marked = line.base.partition(".")
    base = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else 0
    stages = found.framework.stages(found.weights)
    try:
        value = None if remove else read_scene([stage.code for stage in stages], tidy(line.values))
    except AnswerError as error:
        line.error = said(error.text)
        return None
    if marked == mark(value):
        return None
    reply = save_scene(found, user, line.address, value, base, uuids.uuid4())
    if reply.result == CONFLICT:
        line.conflict, line.base = reply, base_token(reply.revision, reply.value)
        line.theirs, line.yours = (scene_in_words(stages, v) for v in (reply.value, reply.yours))
    elif reply.result != SAVED:
        line.error = said(reply.sentence)
    return reply


def _next(request, found, go, results):
    here = reverse("surveys:scenes", args=[found.uuid])
    before, after = neighbours(found, "scenes")
    away = list_address(standing_over(request.user, found))
    return {"next": after, "previous": before, "exit": away, "add": f"{here}#new-scene"}.get(go, here)


def _show(request, found, troubled, status=200):
    sheet = Sheet(found)
    troubles = {line.address: line for line in troubled}
    lines = [troubles.pop(entry.uuid, None) or _kept(entry) for entry in sheet.scenes]
    lines += troubles.values()
    before, after = neighbours(found, "scenes")
    context = frame(request, found, sheet) | {
        "lines": lines,
        "blank": Line(uuids.uuid4(), EMPTY, base_token(0, None)),
        "stages": found.framework.stages(found.weights),
        "statuses": SceneEntry.Status.choices,
        "frequencies": SceneEntry.Frequency.choices,
        "today": timezone.localdate(),
        "before": before,
        "after": after,
    }
    return render(request, "surveys/scenes.html", context, status=status)


def _kept(entry):
    values = plain_scene(entry)
    lacking = [said(text) for text in shortcomings(values, timezone.localdate())]
    return Line(entry.uuid, values, base_token(entry.revision, values), entry.updated_at, lacking=lacking)
