"""Assessments of a client: which there are, begin one, what it asks."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router, Status

from accounts.models import EnterpriseProfile
from accounts.rights import EDIT as MAY_EDIT
from api import shapes
from api.access import find
from api.cursors import LONGEST, MOST_ON_A_PAGE, page_of
from api.problems import Problem
from api.tokens import EDIT
from surveys.content import NotOffered, offered
from surveys.models import Assessment
from surveys.starting import start
from surveys.wording import said

router = Router(tags=["assessments"])


@router.get(
    "/frameworks",
    response=shapes.Frameworks,
    summary=gettext_noop("List questionnaires"),
    operation_id="list_frameworks",
    description=gettext_noop("What a new assessment can be made with, the current one first."),
)
def list_frameworks(request):
    return {"frameworks": [framework_told(one) for one in offered()]}


def framework_told(framework):
    return {
        "reference": framework.reference,
        "digest": framework.digest,
        "name": said(framework.name),
        "quick": framework.has_quick,
    }


@router.get(
    "/clients/{uuid:client}/assessments",
    response=shapes.Assessments,
    summary=gettext_noop("List the assessments of a client"),
    operation_id="list_assessments",
    description=gettext_noop("The oldest first."),
)
def list_assessments(
    request,
    client: UUID,
    cursor: str | None = Query(None, max_length=LONGEST),
    limit: int = Query(50, ge=1, le=MOST_ON_A_PAGE),
):
    enterprise = find(request, EnterpriseProfile, organisation__uuid=client)
    rows = Assessment.objects.filter(organisation=enterprise.organisation).select_related("organisation", "snapshot")
    found, following = page_of(rows, "started_at", "uuid", cursor, limit)
    return {"assessments": [told(one) for one in found], "next": following}


@router.post(
    "/clients/{uuid:client}/assessments",
    response={201: shapes.Assessment},
    summary=gettext_noop("Begin an assessment"),
    operation_id="start_assessment",
    description=gettext_noop(
        "A client has one open assessment per questionnaire: where there is one already, the reply is that one."
    ),
)
def start_assessment(request, response: HttpResponse, client: UUID, body: shapes.NewAssessment):
    enterprise = find(request, EnterpriseProfile, MAY_EDIT, EDIT, organisation__uuid=client)
    organisation = enterprise.organisation
    organisation.standing = enterprise.standing
    try:
        made = start(organisation, request.api_token.user, body.mode, _chosen(body.framework))
    except NotOffered:
        raise Problem("not_offered") from None
    response["Location"] = f"/api/v1/assessments/{made.uuid}"
    return Status(201, told(made))


def _chosen(reference):
    for framework in offered():
        if reference in ("", framework.reference):
            return framework
    known = ", ".join(framework.reference for framework in offered())
    detail = _("No questionnaire has this reference. Expected is one of: %(known)s.") % {"known": known}
    raise Problem("invalid", errors=[{"pointer": "/framework", "detail": detail}])


@router.get(
    "/assessments/{uuid:assessment}",
    response=shapes.Assessment,
    summary=gettext_noop("Get an assessment"),
    operation_id="get_assessment",
)
def get_assessment(request, assessment: UUID):
    return told(find(request, Assessment, uuid=assessment))


def told(assessment):
    snapshot = None if assessment.open else assessment.snapshot
    overall = snapshot.overall if snapshot else None
    return {
        "id": assessment.uuid,
        "client": assessment.organisation.uuid,
        "framework": assessment.framework_reference,
        "mode": assessment.mode,
        "state": assessment.state,
        "started": assessment.started_at,
        "submitted": assessment.submitted_at,
        "level": snapshot.level if snapshot else None,
        "overall": None if overall is None else format(overall, "f"),
    }


@router.get(
    "/assessments/{uuid:assessment}/questionnaire",
    response=shapes.Questionnaire,
    summary=gettext_noop("Get the questions"),
    operation_id="get_questionnaire",
    description=gettext_noop("What this client is asked, in the language of the request. Codes are the same in both."),
)
def get_questionnaire(request, assessment: UUID):
    found = find(request, Assessment, uuid=assessment)
    numbers = {question.code: number for number, question in enumerate(found.questions, start=1)}
    sections = [
        {
            "code": dimension.code,
            "name": said(dimension.name),
            "questions": [_question(one, numbers[one.code]) for one in found.questions_of(dimension.code)],
        }
        for dimension in found.dimensions
    ]
    return {"framework": framework_told(found.framework), "mode": found.mode, "sections": sections}


def _question(question, number):
    return {
        "code": question.code,
        "number": number,
        "kind": question.kind,
        "topic": said(question.topic),
        "text": said(question.text),
        "help": said(question.help),
        "example": said(question.example),
        "options": [_option(option) for option in question.options],
        "inputs": [_input(one) for one in question.inputs],
        "conditions": _named(question.conditions),
        "rows": _named(question.rows),
        "columns": _named(question.columns),
        "select": question.select,
        "not_applicable_when": said(question.not_applicable_when) or None,
    }


def _named(things):
    return [{"code": thing.code, "text": said(thing.text)} for thing in things]


def _option(option):
    return {
        "code": option.code,
        "text": said(option.text),
        "exclusive": option.exclusive,
        "range": str(option.range) if option.range else None,
        "requires": option.requires,
    }


def _input(one):
    return {"code": one.code, "text": said(one.label), "unit": said(one.unit), "whole": one.whole}
