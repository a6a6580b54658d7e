"""The site pack of an assessment, the walk through the factory, and its papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find
from accounts.rights import EDIT, READ
from reports import jobs
from reports.models import Report
from surveys.models import Assessment
from surveys.saving import SUBMITTED
from surveys.views import frame
from surveys.wording import said
from visits.papers import FORM, ROUTE, content_of
from visits.walk import called, tick, visit_of


@require_safe
@login_required
def pack(request, uuid):
    """The route, the form and the workbook, and how each is used."""
    found = find(Assessment, request.user, READ, uuid=uuid)
    made = list(found.papers.filter(template_version=jobs.TEMPLATE_VERSION))
    more = {
        "visit": visit_of(found),
        "form_desks": _desks(found, FORM, made),
        "route_desks": _desks(found, ROUTE, made),
    }
    return render(request, "visits/pack.html", frame(request, found) | more)


def _desks(found, document, made):
    """The languages a paper can be had in, with the report where it is made and still says what it would say now."""
    content = content_of(found, document)
    if content is None:
        return []
    current = {r.language: r for r in made if r.document == document and r.content == content}
    return [{"language": code, "name": name, "report": current.get(code)} for code, name in Report.Language.choices]


@require_POST
@login_required
def request_paper(request, uuid, document):
    """Whoever may read the assessment may print it. A second click meets the same paper."""
    found = find(Assessment, request.user, READ, uuid=uuid)
    language = request.POST.get("language")
    content = content_of(found, document) if document in (FORM, ROUTE) else None
    if content is None or language not in Report.Language:
        raise Http404
    jobs.request_paper(found, language, request.user, document, content)
    return redirect(reverse("visits:pack", args=[found.uuid]) + f"#{document}")


@require_safe
@login_required
def route(request, uuid):
    """The stops in the order of the walk, phone first."""
    found, visit = _walk(request, uuid, READ)
    context = frame(request, found)
    return render(request, "visits/route.html", context | {"visit": visit, "stops": called(visit, context["sheet"])})


def _walk(request, uuid, right):
    """An assessment and its walk; 404 where there is none."""
    found = find(Assessment, request.user, right, uuid=uuid)
    visit = visit_of(found)
    if visit is None:
        raise Http404
    return found, visit


@require_POST
@login_required
def tick_off(request, uuid, stop):
    """Keep what has been ticked at one stop."""
    found, visit = _walk(request, uuid, EDIT)
    if not found.open:
        messages.error(request, said(SUBMITTED))
        return redirect("surveys:assessment", found.uuid)
    for one in visit.stops:
        if one.code == stop:
            shown, ticked = set(request.POST.get("shown", "").split()), set(request.POST.getlist("seen"))
            tick(found, request.user, one, shown, ticked)
            return redirect(reverse("visits:route", args=[found.uuid]) + f"#stop-{stop}")
    raise Http404
