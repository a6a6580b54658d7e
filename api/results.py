"""Submission, the frozen result, and its reports on paper."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Router, Status

from accounts.models import AccessEvent
from accounts.rights import READ
from accounts.rights import SUBMIT as MAY_SUBMIT
from api import shapes
from api.access import find
from api.answers import reviewed
from api.assessments import told
from api.problems import Problem
from api.tokens import REPORT, SUBMIT
from reports import files, jobs
from reports.models import Report
from reports.views import disposition, tell_downloaded
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.submission import submit

router = Router(tags=["results"])

PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}
LANGUAGES = {"zh": Report.Language.CHINESE, "en": Report.Language.ENGLISH}
NAMES = {language: name for name, language in LANGUAGES.items()}


@router.post(
    "/assessments/{uuid:assessment}/submit",
    response=shapes.Assessment,
    summary=gettext_noop("Submit"),
    operation_id="submit_assessment",
    description=gettext_noop(
        "Freezes the result; it cannot be taken back. A second submission is answered like the first."
    ),
)
def submit_assessment(request, assessment: UUID, body: shapes.Submission):
    found = find(request, Assessment, MAY_SUBMIT, SUBMIT, uuid=assessment)
    if found.open:
        _submit(request, found, body.seen)
        found = find(request, Assessment, MAY_SUBMIT, SUBMIT, uuid=assessment)
    return told(found)


def _submit(request, assessment, seen):
    sheet = Sheet(assessment)
    if sheet.digest != seen:
        raise Problem("changed")
    outcome = submit(assessment, request.api_token.user, sheet.seen)
    if outcome.other_questionnaire:
        raise Problem("other_questionnaire")
    if outcome.changed:
        raise Problem("changed")
    if outcome.obstacles:
        raise Problem("incomplete", review=reviewed(sheet))


@router.get(
    "/assessments/{uuid:assessment}/result",
    response=shapes.Result,
    summary=gettext_noop("Get the result"),
    operation_id="get_result",
    description=gettext_noop(
        "The frozen outcome as plain data, with the hashes by which it can be checked. Numbers are text: no float."
    ),
)
def get_result(request, assessment: UUID):
    snapshot = _snapshot(find(request, Assessment, uuid=assessment))
    _tell_read(snapshot, request.api_token.user)
    return {
        "assessment": assessment,
        "submitted": snapshot.assessment.submitted_at,
        "framework": snapshot.assessment.framework_reference,
        "result": snapshot.data,
    } | {name: getattr(snapshot, name) for name in ("sha256", "framework_digest", "catalogue_digest", "engine")}


def _tell_read(snapshot, user):
    """The enterprise reads in its log that a program of a provider reads its result, once a day."""
    behalf = snapshot.standing.behalf
    if behalf:
        about = (snapshot.organisation, {"assessment": str(snapshot.assessment.uuid)})
        AccessEvent.objects.note_once_a_day(AccessEvent.Kind.READ, user, behalf.acting, [about])


def _snapshot(assessment):
    if assessment.open:
        raise Problem("not_submitted")
    snapshot = assessment.snapshot
    snapshot.standing = assessment.standing
    return snapshot


@router.post(
    "/assessments/{uuid:assessment}/reports",
    response={202: shapes.Report},
    summary=gettext_noop("Request a report"),
    operation_id="request_report",
    description=gettext_noop(
        "A PDF of the result. Location names where to ask how far it is; asked twice, it is made once."
    ),
)
def request_report(request, response: HttpResponse, assessment: UUID, body: shapes.NewReport):
    snapshot = _snapshot(find(request, Assessment, READ, REPORT, uuid=assessment))
    report = jobs.request_result(snapshot, LANGUAGES[body.language], request.api_token.user)
    response["Location"] = f"/api/v1/reports/{report.uuid}"
    return Status(202, _report(report))


def _report(report):
    return {
        "id": report.uuid,
        "number": report.number,
        "assessment": report.snapshot.assessment.uuid,
        "language": NAMES[report.language],
        "state": report.state,
        "progress": report.progress,
        "sha256": report.file_sha256 or None,
        "pages": report.pages,
    }


@router.get(
    "/reports/{uuid:report}",
    response=shapes.Report,
    summary=gettext_noop("See how far a report is"),
    operation_id="get_report",
)
def get_report(request, report: UUID):
    return _report(find(request, Report, READ, REPORT, uuid=report))


@router.get(
    "/reports/{uuid:report}/file",
    summary=gettext_noop("Get the PDF"),
    operation_id="get_report_file",
    openapi_extra=PDF,
)
def get_report_file(request, report: UUID):
    found = find(request, Report, READ, REPORT, uuid=report)
    if found.state != Report.State.DONE:
        raise Problem("not_ready")
    try:
        file = files.path_of(found.file_sha256).open("rb")
    except FileNotFoundError:
        jobs.make_again(found)
        raise Problem("not_ready") from None
    tell_downloaded(found, request.api_token.user)
    return FileResponse(file, content_type="application/pdf", headers={"Content-Disposition": disposition(found)})
