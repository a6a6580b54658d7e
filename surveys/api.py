"""What the pages' scripts talk to: one answer, one scene, the state of everything. JSON in, JSON out."""

import functools
import json
import uuid as uuids

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import find
from accounts.rights import EDIT, READ
from surveys.doubts import as_data, doubts_about, rules_about
from surveys.models import Assessment
from surveys.saving import CONFLICT, LOCKED, REFUSED, SAVED, save_answer, save_scene
from surveys.sheet import Sheet
from surveys.wording import in_words, said, scene_in_words

STATUS = {SAVED: 200, CONFLICT: 409, LOCKED: 409, REFUSED: 422}
BIGGEST = 64 * 1024  # bytes of one change


class BadChange(ValueError):
    """A body that is no change at all."""


def answering(view):
    """Say in JSON what a page would say by redirecting or by an error page."""

    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return _problem(401, "signed_out", _("You are no longer signed in."))
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            return _problem(403, "forbidden", _("You may read this assessment but not change it."))
        except Http404:
            return _problem(404, "gone", _("This assessment cannot be found."))
        except (BadChange, RecursionError):
            return _problem(400, REFUSED, _("This change could not be read. Please reload the page."))

    return wrapped


def _problem(status, result, sentence):
    return JsonResponse({"result": result, "sentence": sentence}, status=status)


@require_POST
@answering
def answer(request, uuid, question):
    assessment = find(Assessment, request.user, EDIT, uuid=uuid)
    change = _change(request)
    asked = assessment.framework.questions.get(question)
    reply = save_answer(assessment, request.user, question, *change)
    doubts = _doubts(assessment, question) if reply.result in (SAVED, CONFLICT) else []
    return _reply(request, change, reply, lambda value: in_words(asked, value), doubts=doubts)


def _doubts(assessment, question):
    """What does not fit together with the answer to a question, as the server holds it now."""
    if not rules_about(assessment.framework, [question]):
        return []
    return [as_data(assessment, doubt) for doubt in doubts_about(Sheet(assessment), [question])]


@require_POST
@answering
def scene(request, uuid, scene):
    assessment = find(Assessment, request.user, EDIT, uuid=uuid)
    if not assessment.framework.has_scenes:
        raise Http404
    change = _change(request)
    stages = assessment.framework.stages(assessment.weights)
    reply = save_scene(assessment, request.user, scene, *change)
    return _reply(request, change, reply, lambda value: scene_in_words(stages, value))


def _change(request):
    """(value, base revision, mutation) of the body."""
    if len(request.body) > BIGGEST:
        raise BadChange
    try:
        body = json.loads(request.body)
        base, mutation = body["base"], uuids.UUID(body["mutation"])
        value = body["value"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadChange from error
    if not isinstance(base, int) or isinstance(base, bool) or not 0 <= base < 2**31:
        raise BadChange
    return value, base, mutation


def _reply(request, change, reply, words, **more):
    data = {
        "result": reply.result,
        "mutation": str(change[2]),  # a browser forgets a change only when this is the one it sent
        "value": reply.value,
        "revision": reply.revision,
        "time": f"{localtime(reply.at):%H:%M}" if reply.at else "",
        "sentence": said(reply.sentence),
    } | more
    if reply.result == CONFLICT:
        data |= {"words": words(reply.value), "yours": words(reply.yours), "by": _who(request, reply)}
    return JsonResponse(data, status=STATUS[reply.result])


def _who(request, reply):
    return _("you, in another window") if reply.by_id == request.user.pk else reply.by


@require_GET
@answering
def state(request, uuid):
    """What the server holds: revisions and their digest; also a fresh token for a page that outlived its session."""
    assessment = find(Assessment, request.user, READ, uuid=uuid)
    sheet = Sheet(assessment)
    return JsonResponse(
        {
            "state": assessment.state,
            "user": request.user.pk,
            "csrf": get_token(request),
            "digest": sheet.digest,
            "revisions": {code: row.revision for code, row in sheet.rows.items()}
            | {f"scene:{entry.uuid}": entry.revision for entry in sheet.entries},
        },
        headers={"Cache-Control": "no-store"},
    )
