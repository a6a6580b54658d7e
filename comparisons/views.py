"""Ask for a comparison, see which letter is whom, fetch it; and the sample of one's look."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, rights_of, rights_over
from accounts.rights import EDIT, MANAGE
from accounts.wording import enumerated
from branding.models import Branding
from comparisons import jobs
from comparisons.asking import ask_for_sample
from comparisons.forms import ComparisonForm
from comparisons.models import FEWEST, Paper
from providers.desk_views import own_provider
from reports import files

SHOWN = 50


@require_safe
@login_required
def home(request, uuid):
    provider = own_provider(request.user, uuid)
    papers = Paper.objects.filter(provider=provider, kind=Paper.Kind.COMPARISON).select_related("requested_by")[:SHOWN]
    may_edit = EDIT in rights_of(request.user, provider)
    context = {"provider": provider, "papers": papers, "may_edit": may_edit, "fewest": FEWEST}
    return render(request, "comparisons/home.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def begin(request, uuid):
    provider = own_provider(request.user, uuid, EDIT)
    form = ComparisonForm(request.POST if request.method == "POST" else None, provider=provider)
    if form.is_valid():
        return redirect("comparisons:paper", form.save(request.user)[0].uuid)
    return _choose(request, provider, form, 422 if form.errors else 200)


@require_POST
@login_required
def choose(request, uuid):
    """The same page with results ticked that another page has sent here."""
    provider = own_provider(request.user, uuid, EDIT)
    sent = request.POST.getlist("assessments")
    return _choose(request, provider, ComparisonForm(provider=provider, extra=sent, initial={"assessments": sent}))


def _choose(request, provider, form, status=200):
    context = {"provider": provider, "form": form, "fewest": FEWEST, "may_manage": MANAGE in provider.standing.rights}
    return render(request, "comparisons/begin.html", context, status=status)


@require_POST
@login_required
def sample(request, uuid):
    provider = own_provider(request.user, uuid, MANAGE)
    look = get_object_or_404(Branding.objects.filter(provider=provider).order_by("-version")[:1])
    return redirect("comparisons:paper", ask_for_sample(provider, request.user, get_language(), look).uuid)


@require_safe
@login_required
def paper(request, uuid):
    """How far it is, the file when it is there, and the key: which letter is whom."""
    found = find(Paper, request.user, uuid=uuid)
    context = {
        "paper": found,
        "ended": jobs.ended(found),
        "key": found.key_lines.select_related("client"),
        "may_edit": EDIT in rights_over(request.user, found),
    }
    return render(request, "comparisons/paper.html", context)


@require_safe
@login_required
def state(request, uuid):
    found = find(Paper, request.user, uuid=uuid)
    return JsonResponse({"state": found.state, "line": f"{found.get_state_display()} {found.progress}%"})


@require_POST
@login_required
def retry(request, uuid):
    found = find(Paper, request.user, EDIT, uuid=uuid)
    jobs.retry(found)
    return redirect("comparisons:paper", found.uuid)


@require_safe
@login_required
def download(request, uuid):
    """Not handed out once the access to a client in it has ended."""
    found = find(Paper, request.user, uuid=uuid)
    if found.state != found.State.DONE:
        raise Http404
    if ended := jobs.ended(found):
        messages.error(
            request,
            _(
                "The access to %(names)s has ended, so this comparison can no longer be fetched. Please make a new one without them."
            )
            % {"names": enumerated(one.name for one in ended[:10])},
        )
        return redirect("comparisons:paper", found.uuid)
    try:
        file = files.path_of(found.file_sha256).open("rb")
    except FileNotFoundError:
        jobs.make_again(found)
        return redirect("comparisons:paper", found.uuid)
    response = FileResponse(file, content_type="application/pdf")
    name = quote(f"{found.get_kind_display()}-{found.number}.pdf")
    response["Content-Disposition"] = f"attachment; filename=\"{found.number}.pdf\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
