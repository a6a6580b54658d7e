"""The result page and the reports of it."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find, rights_over, standing_over
from accounts.models import AccessEvent
from accounts.rights import EDIT
from branding.models import Branding
from reports import files, jobs, papers
from reports.models import Report
from reports.reading import OtherFramework
from reports.telling import document_of, title_of
from rollups import peers
from surveys.models import Assessment, ResultSnapshot
from verification.parts import on_result


@require_safe
@login_required
def result(request, uuid):
    """What came out, phone first. A draft has no result yet: back to its task list."""
    assessment = find(Assessment, request.user, uuid=uuid)
    if assessment.open:
        return redirect("surveys:assessment", uuid)
    snapshot = get_object_or_404(ResultSnapshot, assessment=assessment)
    verified = jobs.verified_since(snapshot)
    context = {"assessment": assessment, "snapshot": snapshot, "desks": _desks(snapshot, verified)}
    try:
        context["doc"] = document_of(snapshot, get_language(), verified)
    except OtherFramework:
        return render(request, "reports/unreadable.html", context)
    _provider, look = look_for(request.user, assessment)
    context |= {"look": look, "looked": _desks(snapshot, verified, look) if look else []}
    context["may_edit"] = EDIT in rights_over(request.user, assessment)
    context["verified"] = on_result(request, assessment)
    context["peers"] = peers.on_result(assessment)
    return render(request, "reports/result.html", context)


def _desks(snapshot, verified, look=None):
    """The languages a report can be had in, with the report where there is one."""
    made = {report.language: report for report in _reports_of(snapshot, verified, look)}
    return [{"language": code, "name": name, "report": made.get(code)} for code, name in Report.Language.choices]


def _reports_of(snapshot, verified, look):
    """Those that say what a report would say today: with what has been verified since."""
    languages = Report.Language.values
    keys = [jobs.request_key(snapshot, code, content=verified, branding=look) for code in languages]
    return snapshot.reports.filter(request_key__in=keys)


def look_for(user, assessment):
    """(provider, its look) where somebody acts for a provider that has one, else (None, None)."""
    provider = standing_over(user, assessment).behalf
    look = Branding.objects.current(provider.acting) if provider else None
    return (provider.acting, look) if look else (None, None)


@require_POST
@login_required
def request_report(request, uuid):
    """Whoever may read the result may have it on paper. A second click meets the same report."""
    assessment = find(Assessment, request.user, uuid=uuid)
    language = request.POST.get("language")
    if assessment.open or language not in Report.Language:
        raise Http404
    acting, look = look_for(request.user, assessment) if request.POST.get("look") == "ours" else (None, None)
    snapshot = get_object_or_404(ResultSnapshot, assessment=assessment)
    jobs.request_result(snapshot, language, request.user, branding=look, acting=acting)
    return redirect(reverse("reports:result", args=[assessment.uuid]) + "#download")


@require_POST
@login_required
def retry(request, uuid):
    report = find(Report, request.user, uuid=uuid)
    jobs.retry(report)
    return _back(report)


def _back(report):
    if paper := papers.brought(report.document):
        return redirect(paper.page(report))
    if report.document == Report.Document.PLAN:
        return redirect("reports:plan", report.uuid)
    return redirect(reverse("reports:result", args=[report.snapshot.assessment.uuid]) + "#download")


@require_safe
@login_required
def state(request, uuid):
    """How far a report is; the page asks while it waits."""
    report = find(Report, request.user, uuid=uuid)
    return JsonResponse({"state": report.state, "progress": report.progress, "finished": report.finished})


@require_safe
@login_required
def download(request, uuid):
    report = find(Report, request.user, uuid=uuid)
    if report.state != Report.State.DONE:
        raise Http404
    try:
        file = files.path_of(report.file_sha256).open("rb")
    except FileNotFoundError:
        jobs.make_again(report)
        return _back(report)
    tell_downloaded(report, request.user)
    response = FileResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = disposition(report)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def tell_downloaded(report, user):
    """The enterprise reads in its log that somebody of a provider has fetched a report about it."""
    behalf = report.standing.behalf
    if behalf:
        about = (report.organisation, {"about": report.number})
        AccessEvent.objects.note_once_a_day(AccessEvent.Kind.DOWNLOAD, user, behalf.acting, [about])


def _title(report):
    """A file whose framework is not at hand any more keeps its number as its name."""
    if paper := papers.brought(report.document):
        return printable(paper.title(report)) + "-"
    try:
        return printable(title_of(report.snapshot, report.language)) + "-"
    except OtherFramework:
        return ""


def printable(name):
    """A name without what file systems refuse, and not endless."""
    return "".join(c for c in name if c.isprintable() and c not in '\\/:*?"<>|')[:60]


def disposition(report):
    """An ASCII name for old clients and the full one (RFC 5987, RFC 6266)."""
    title = _title(report)
    name = quote(f"{printable(report.organisation.name)}-{title}{report.number}.pdf")
    return f"attachment; filename=\"{report.number}.pdf\"; filename*=UTF-8''{name}"
