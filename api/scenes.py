"""The register of AI scenes of an assessment: what is kept, and changes of it."""

import uuid as uuids
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Router

from accounts.rights import EDIT as MAY_EDIT
from api import shapes
from api.access import find
from api.answers import CODES
from api.problems import Problem
from api.tokens import EDIT
from surveys.models import Assessment
from surveys.register import plain_scene, shortcomings
from surveys.saving import save_scene
from surveys.wording import said

router = Router(tags=["scenes"])


@router.get(
    "/assessments/{uuid:assessment}/scenes",
    response=shapes.Scenes,
    summary=gettext_noop("Get the AI scenes"),
    operation_id="get_scenes",
    description=gettext_noop(
        "The register of AI scenes with the revision a change must name, and the stages a scene may stand in."
    ),
)
def get_scenes(request, assessment: UUID):
    found = _with_register(find(request, Assessment, uuid=assessment))
    stages = found.framework.stages(found.weights)
    return {
        "state": found.state,
        "stages": [{"code": stage.code, "text": said(stage.name)} for stage in stages],
        "scenes": [_kept(entry) for entry in found.scenes.filter(removed=False)],
    }


def _with_register(assessment):
    if not assessment.framework.has_scenes:
        raise Problem("no_register")
    return assessment


def _kept(entry):
    value = plain_scene(entry)
    lacks = [said(text) for text in shortcomings(value, timezone.localdate())]
    return {"id": entry.uuid, "revision": entry.revision, "value": value, "lacks": lacks}


@router.patch(
    "/assessments/{uuid:assessment}/scenes",
    response=shapes.AllScenesSaved,
    summary=gettext_noop("Save AI scenes"),
    operation_id="save_scenes",
    description=gettext_noop(
        "A new scene gets an id of your making, a UUID, and the base 0; null removes one. Otherwise as for answers: each is saved by itself, and a conflict comes back with both values."
    ),
)
def save_scenes(request, assessment: UUID, body: shapes.SceneChanges):
    found = _with_register(find(request, Assessment, MAY_EDIT, EDIT, uuid=assessment))
    replies = [(change.id, _save(request, found, change, place)) for place, change in enumerate(body.scenes)]
    saved = [_saved(address, reply) for address, reply in replies]
    results = {reply.result for _address, reply in replies}
    for result, code in CODES.items():
        if result in results:
            raise Problem(code, scenes=saved)
    return {"scenes": saved}


def _save(request, assessment, change, place):
    """The id of a change follows from the key of its request, so the same request changes nothing twice."""
    reply = request.idempotency
    mutation = uuids.uuid5(request.api_token.uuid, f"{reply.key} {reply.request_sha256} scene {place}")
    plain = None if change.value is None else change.value.model_dump()
    return save_scene(assessment, request.api_token.user, change.id, plain, change.base, mutation)


def _saved(address, reply):
    return {
        "id": address,
        "result": reply.result,
        "value": reply.value,
        "revision": reply.revision,
        "yours": reply.yours,
        "by": str(reply.by),
        "sentence": said(reply.sentence),
    }
