"""Begin a round in one of three ways, write its case, open it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find
from accounts.models import EnterpriseProfile
from accounts.rights import MANAGE
from calibration import preparing
from calibration.anonymous import words_for
from calibration.case import told_of
from calibration.forms import ClientForm, ObservationForm, PracticeForm, WrittenForm
from calibration.models import Round
from calibration.one_question import REFERENCE_AROUND
from calibration.rights import require_author
from calibration.titles import titles_of
from comparisons.rights import clients_of
from providers.desk_views import own_provider
from readiness.loading.practice import published_practice
from surveys.content import framework, offered, offered_as

SHOWN = 50


@require_safe
@login_required
def choose(request, uuid):
    provider = own_provider(request.user, uuid, MANAGE)
    cases = published_practice().values()
    return render(request, "calibration/choose.html", {"provider": provider, "cases": cases})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def practice(request, uuid, case):
    provider = own_provider(request.user, uuid, MANAGE)
    found = published_practice().get(case)
    if found is None:
        raise Http404
    form = PracticeForm(request.POST or None, provider=provider, user=request.user, case=found)
    if form.is_valid():
        made = form.save()
        messages.success(request, _("The round is open. Your colleagues find it under calibration."))
        return redirect("calibration:round", made.uuid)
    return _ask(request, provider, form, {"practice": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def written(request, uuid):
    provider = own_provider(request.user, uuid, MANAGE)
    form = WrittenForm(request.POST or None, provider=provider, user=request.user, framework=_wanted(request))
    return _begun(form) if form.is_valid() else _ask(request, provider, form)


@require_safe
@login_required
def clients(request, uuid):
    """Whose case it is to be: those the provider may view today, the first of many; more by a part of the name."""
    provider = own_provider(request.user, uuid, MANAGE)
    wanted = request.GET.get("q", "").strip()[:60]
    found = clients_of(provider).filter(name__icontains=wanted).distinct().order_by("name", "pk")[: SHOWN + 1]
    context = {"provider": provider, "wanted": wanted, "clients": found[:SHOWN], "more": len(found) > SHOWN}
    return render(request, "calibration/clients.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def client(request, uuid, client):
    provider = own_provider(request.user, uuid, MANAGE)
    firm = get_object_or_404(EnterpriseProfile, organisation__in=clients_of(provider), organisation__uuid=client)
    form = ClientForm(
        request.POST or None, provider=provider, user=request.user, framework=_wanted(request), client=firm
    )
    return _begun(form) if form.is_valid() else _ask(request, provider, form, {"firm": firm})


def _wanted(request):
    """The framework the address names, otherwise the current one."""
    return offered_as(request.GET.get("framework", "")) or framework()


def _begun(form):
    return redirect("calibration:round", form.save().uuid)


def _ask(request, provider, form, more=None):
    context = {"provider": provider, "form": form, "frameworks": offered()} | (more or {})
    return render(request, "calibration/begin.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def observation(request, uuid, code):
    """What was seen about one question. Titles of evidence are put into the text first, so that somebody reads them."""
    found = find(Round, request.user, MANAGE, uuid=uuid)
    if found.state != "draft":
        return _opened_already(request, found)
    require_author(request.user, found)
    rows = list(found.observations.all())
    here = next((n for n, one in enumerate(rows) if one.question == code), None)
    if here is None:
        raise Http404
    form = ObservationForm(found, rows[here], found.framework.questions[code], request.POST or None)
    taken = request.method == "POST" and request.POST.get("act") == "take"
    if taken:
        form.take(request.POST.getlist("title"))
    elif request.method == "POST" and form.save():
        return redirect(*_onward(found, rows, here))
    return _show(request, found, rows, here, form, taken)


def _onward(found, rows, here):
    if here + 1 < len(rows):
        return "calibration:observation", found.uuid, rows[here + 1].question
    return "calibration:round", found.uuid


def _show(request, found, rows, here, form, taken):
    context = {
        "round": found,
        "case": told_of(found),
        "question": form.question,
        "dimension": found.framework.dimensions[form.question.dimension],
        "number": here + 1,
        "total": len(rows),
        "before": rows[here - 1].question if here else "",
        "after": rows[here + 1].question if here + 1 < len(rows) else "",
        "form": form,
        "inputs": form.page.drawn(REFERENCE_AROUND),
        "titles": titles_of(found, form.question.code),
        "words": words_for(found).listed,
        "taken": taken,
    }
    status = 422 if not taken and form.errors else 200
    return render(request, "calibration/observation.html", context, status=status)


def _opened_already(request, found):
    messages.info(request, _("This round has been opened; its case can no longer be changed."))
    return redirect("calibration:round", found.uuid)


@require_POST
@login_required
def open_(request, uuid):
    found = find(Round, request.user, MANAGE, uuid=uuid)
    if found.state != "draft":
        return _opened_already(request, found)
    require_author(request.user, found)
    try:
        preparing.open_round(found, request.user)
        messages.success(request, _("The round is open. Your colleagues find it under calibration."))
    except preparing.Refused as reason:
        messages.error(request, str(reason))
    return redirect("calibration:round", found.uuid)


@require_POST
@login_required
def remove(request, uuid):
    """A draft alone: what has been opened stays."""
    found = find(Round, request.user, MANAGE, uuid=uuid)
    if found.state != "draft":
        return _opened_already(request, found)
    found.delete()
    messages.success(request, _("The draft is removed."))
    return redirect("calibration:home", found.provider.uuid)
