"""Answers of an assessment: what is kept, changes of them, and what still stands in the way of submitting."""

import uuid as uuids
from uuid import UUID

from django.utils.translation import gettext_noop
from ninja import Router

from accounts.rights import EDIT as MAY_EDIT
from api import shapes
from api.access import find
from api.problems import Problem
from api.tokens import EDIT
from surveys.doubts import doubts_of
from surveys.models import AnswerEvent, Assessment
from surveys.review import obstacles
from surveys.saving import CONFLICT, LOCKED, REFUSED, save_answer
from surveys.sheet import Sheet
from surveys.wording import said

router = Router(tags=["answers"])

CODES = {CONFLICT: "conflict", LOCKED: "submitted", REFUSED: "answer_refused"}  # the gravest first


@router.get(
    "/assessments/{uuid:assessment}/answers",
    response=shapes.Answers,
    summary=gettext_noop("Get the answers"),
    operation_id="get_answers",
    description=gettext_noop(
        "Every question that is asked, with its answer and the revision a change of it must name."
    ),
)
def get_answers(request, assessment: UUID):
    found = find(request, Assessment, uuid=assessment)
    return {"state": found.state, "answers": [_kept(given) for given in Sheet(found).given.values()]}


def _kept(given):
    return {
        "question": given.question.code,
        "value": given.value,
        "revision": given.revision,
        "state": given.state,
        "lacks": said(given.fault) or None,
    }


@router.patch(
    "/assessments/{uuid:assessment}/answers",
    response=shapes.AllSaved,
    summary=gettext_noop("Save answers"),
    operation_id="save_answers",
    description=gettext_noop(
        "Each answer is saved by itself, in the order given: those that can be kept are kept, also where others cannot. A change names the revision it was made on. Where somebody else was faster, the reply is 409 with both values."
    ),
)
def save_answers(request, assessment: UUID, body: shapes.AnswerChanges):
    found = find(request, Assessment, MAY_EDIT, EDIT, uuid=assessment)
    replies = [(change.question, _save(request, found, change, place)) for place, change in enumerate(body.answers)]
    saved = [_saved(question, reply) for question, reply in replies]
    results = {reply.result for _question, reply in replies}
    for result, code in CODES.items():
        if result in results:
            raise Problem(code, answers=saved)
    return {"answers": saved}


def _save(request, assessment, change, place):
    """The id of a change follows from the key of its request, so the same request changes nothing twice."""
    reply = request.idempotency
    mutation = uuids.uuid5(request.api_token.uuid, f"{reply.key} {reply.request_sha256} {place}")
    user = request.api_token.user
    origin = AnswerEvent.Origin.TYPED
    return save_answer(assessment, user, change.question, change.value, change.base, mutation, origin)


def _saved(question, reply):
    return {
        "question": question,
        "result": reply.result,
        "value": reply.value,
        "revision": reply.revision,
        "yours": reply.yours,
        "by": str(reply.by),
        "sentence": said(reply.sentence),
    }


@router.get(
    "/assessments/{uuid:assessment}/review",
    response=shapes.Review,
    summary=gettext_noop("See what is still open"),
    operation_id="get_review",
    description=gettext_noop(
        "What stands in the way of submitting, and what does not fit together. “seen” is what a submission sends back."
    ),
)
def get_review(request, assessment: UUID):
    return reviewed(Sheet(find(request, Assessment, uuid=assessment)))


def reviewed(sheet):
    standing = obstacles(sheet)
    return {
        "state": sheet.assessment.state,
        "done": sheet.done,
        "total": sheet.total,
        "missing": standing.missing,
        "ready": sheet.assessment.open and not standing,
        "seen": sheet.digest,
        "open": [_open(given) for given in standing.open],
        "without_reason": [given.question.code for given in standing.without_reason],
        "contradictions": [_doubt(doubt) for doubt in doubts_of(sheet)],
    }


def _open(given):
    return {"question": given.question.code, "state": given.state, "lacks": said(given.fault) or None}


def _doubt(doubt):
    return {
        "rule": doubt.rule.code,
        "severity": doubt.rule.severity,
        "message": said(doubt.rule.message),
        "advice": said(doubt.rule.advice),
        "questions": [given.question.code for given in doubt.questions],
        "reason": doubt.reason or None,
    }
