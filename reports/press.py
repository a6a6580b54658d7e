"""Make one report: claim it, set its pages, keep the file, say so. May be called twice; only one call does anything."""

from collections.abc import Callable

from reports import files, jobs, leases, papers
from reports.models import Report
from reports.paper import paper
from reports.pdf import RenderError, render_to_file
from reports.plan_paper import plan_paper
from reports.reading import OtherFramework
from reports.telling import document_of
from reports.verification import address_of

EXPECTED = (RenderError, OtherFramework, OSError)

wanted: list[Callable[[Report], bool]] = []  # rooms above say whether one of many is still wanted: (report) → bool


def make(report_pk):
    """True when this call has made the report."""
    token = jobs.claim(report_pk)
    if token is None:
        return False
    report = Report.objects.select_related("snapshot", "branding", "assessment__organisation").get(pk=report_pk)
    if report.bulk and not all(ask(report) for ask in wanted):
        report.delete()
        return False
    try:
        return leases.work(Report.objects, report_pk, token, lambda heart: _made(report, heart), EXPECTED)
    finally:
        jobs.tell(report_pk)


def _made(report, heart):
    return jobs.outcome(print_to_keep(lambda written: _render(report, heart, written)))


def print_to_keep(render):
    """`render(path)` writes a file and tells what it is; it is kept under the name of its content."""
    written = files.temporary()
    try:
        rendered = render(written)
        files.keep(written, rendered.sha256)
        return rendered
    finally:
        written.unlink(missing_ok=True)


def _render(report, heart, written):
    brought = papers.brought(report.document)
    html = brought.html(report) if brought else _PAPERS[report.document](report)
    identifier = report.request_key[:32].encode()
    return render_to_file(html, written, identifier, on_progress=heart)


def _result(report):
    document = document_of(report.snapshot, report.language, report.content)
    return paper(document, report.number, address_of(report.number), report.branding)


_PAPERS = {Report.Document.RESULT: _result, Report.Document.PLAN: plan_paper}
