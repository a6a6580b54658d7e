"""Make one report: claim it, set its pages, keep the file, say so. May be called twice; only one call does anything."""

import time

from reports import files, jobs, papers
from reports.models import Report
from reports.paper import paper
from reports.pdf import RenderError, render_to_file
from reports.plan_paper import plan_paper
from reports.reading import OtherFramework
from reports.telling import document_of
from reports.verification import address_of

EVERY = 2.0  # seconds between two writes of the progress


def make(report_pk):
    """True when this call has made the report."""
    token = jobs.claim(report_pk)
    if token is None:
        return False
    report = Report.objects.select_related("snapshot", "assessment__organisation").get(pk=report_pk)
    written = files.temporary()
    try:
        rendered = _render(report, token, written)
        files.keep(written, rendered.sha256)
        jobs.finish(report_pk, token, rendered)
    except jobs.LeaseLost:
        return False
    except (RenderError, OtherFramework, OSError) as error:
        jobs.fail(report_pk, token, f"{type(error).__name__}: {error}")
        return False
    except Exception as error:
        jobs.fail(report_pk, token, type(error).__name__)
        raise
    finally:
        written.unlink(missing_ok=True)
    return True


def _render(report, token, written):
    brought = papers.brought(report.document)
    html = brought.html(report) if brought else _PAPERS[report.document](report)
    identifier = report.request_key[:32].encode()
    return render_to_file(html, written, identifier, on_progress=_Heart(report.pk, token))


def _result(report):
    document = document_of(report.snapshot, report.language, report.content)
    return paper(document, report.number, address_of(report.number))


_PAPERS = {Report.Document.RESULT: _result, Report.Document.PLAN: plan_paper}


class _Heart:
    """Beats at most every few seconds, however often the press reports."""

    def __init__(self, report_pk, token):
        self.report_pk, self.token, self.last = report_pk, token, 0.0

    def __call__(self, percent):
        now = time.monotonic()
        if now - self.last >= EVERY or not self.last:
            jobs.heartbeat(self.report_pk, self.token, percent)
            self.last = now
