"""The figures as files: asked for, followed, fetched."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find
from accounts.rights import READ
from dashboard import jobs
from dashboard.headline import headline
from dashboard.look import look_of
from dashboard.models import Export
from dashboard.pages import PAGES
from reports import files
from subsidies.models import Bureau

SHOWN = 30
TYPES = {
    Export.Kind.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Kind.CSV: "text/csv; charset=utf-8",
    Export.Kind.PAPER: "application/pdf",
    Export.Kind.DOCUMENT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@login_required
def exports(request, uuid):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    look = look_of(bureau, request.GET.dict())
    context = {
        "bureau": bureau,
        "page": PAGES["files"],
        "pages": PAGES.values(),
        "look": look,
        "headline": headline(look) if look else None,
        "kinds": Export.Kind.choices,
        "exports": Export.objects.filter(bureau=bureau).select_related("requested_by", "run")[:SHOWN],
    }
    return render(request, "dashboard/exports.html" if look else "dashboard/nothing.html", context)


@require_POST
@login_required
def ask(request, uuid):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    look, kind = look_of(bureau, request.POST.dict()), request.POST.get("kind")
    if look is None or kind not in Export.Kind.values:
        raise Http404
    return redirect("dashboard:export", jobs.ask(look, request.user, kind, get_language()).uuid)


@require_safe
@login_required
def export(request, uuid):
    found = find(Export, request.user, uuid=uuid)
    return render(request, "dashboard/export.html", {"export": found, "bureau": found.bureau})


@require_safe
@login_required
def state(request, uuid):
    found = find(Export, request.user, uuid=uuid)
    return JsonResponse({"state": found.state, "line": f"{found.get_state_display()} {found.progress}%"})


@require_POST
@login_required
def retry(request, uuid):
    found = find(Export, request.user, READ, uuid=uuid)
    jobs.retry(found)
    return redirect("dashboard:export", found.uuid)


@require_safe
@login_required
def download(request, uuid):
    """Not handed out once the count has been withdrawn."""
    found = find(Export, request.user, uuid=uuid)
    if not found.finished_with_file:
        raise Http404
    try:
        file = files.path_of(found.file_sha256).open("rb")
    except FileNotFoundError:
        jobs.make_again(found)
        return redirect("dashboard:export", found.uuid)
    response = FileResponse(file, content_type=TYPES[found.kind])
    name = quote(f"{found.bureau.name}-{found.run.period}-{found.number}.{found.kind}")
    response["Content-Disposition"] = f"attachment; filename=\"{found.number}.{found.kind}\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
