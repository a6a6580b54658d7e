"""Begin a batch, follow it, stop it and let it go on, fetch its ZIP."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, rights_of, rights_over
from accounts.rights import EDIT, MANAGE
from accounts.wording import enumerated
from batches import feeding, files, packing
from batches.forms import BatchForm
from batches.models import DAYS_KEPT, Batch, Item
from batches.progress import progress_of
from batches.telling import tell_fetched
from providers.desk_views import own_provider

ON_A_PAGE = 50
LONGEST_LIST = 100  # failures shown at once


@require_safe
@login_required
def home(request, uuid):
    provider = own_provider(request.user, uuid)
    page = Paginator(Batch.objects.filter(provider=provider).select_related("requested_by"), ON_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    lines = [(batch, progress) for batch, progress in zip(page, progress_of(page.object_list), strict=True)]
    may_edit = EDIT in rights_of(request.user, provider)
    return render(
        request, "batches/home.html", {"provider": provider, "page": page, "lines": lines, "may_edit": may_edit}
    )


@require_http_methods(["GET", "POST"])
@login_required
def begin(request, uuid):
    provider = own_provider(request.user, uuid, EDIT)
    form = BatchForm(request.POST if request.method == "POST" else None, provider=provider)
    if form.is_valid():
        return redirect("batches:batch", form.save(request.user).uuid)
    return _choose(request, provider, form, 422 if form.errors else 200)


@require_POST
@login_required
def choose(request, uuid):
    """The same page with results ticked that another page has sent here."""
    provider = own_provider(request.user, uuid, EDIT)
    sent = request.POST.getlist("assessments")
    return _choose(request, provider, BatchForm(provider=provider, extra=sent, initial={"assessments": sent}))


def _choose(request, provider, form, status=200):
    context = {"provider": provider, "form": form, "may_manage": MANAGE in provider.standing.rights}
    return render(request, "batches/begin.html", context, status=status)


@require_safe
@login_required
def batch(request, uuid):
    found = find(Batch, request.user, uuid=uuid)
    page = Paginator(found.items.with_facts(), ON_A_PAGE).get_page(request.GET.get("page"))
    troubles = found.items.filter(state__in=[Item.State.FAILED, Item.State.REFUSED]).with_facts()[:LONGEST_LIST]
    context = {
        "batch": found,
        "progress": progress_of([found])[0],
        "troubles": troubles,
        "page": page,
        "archive": found.archive,
        "may_edit": EDIT in rights_over(request.user, found),
        "days": DAYS_KEPT,
    }
    return render(request, "batches/batch.html", context)


@require_safe
@login_required
def state(request, uuid):
    """How far a batch is; the page asks while it waits."""
    found = find(Batch, request.user, uuid=uuid)
    progress, archive = progress_of([found])[0], found.archive
    packed = archive.state if archive else ""
    return JsonResponse({"state": found.state, "line": progress.line, "done": progress.made, "archive": packed})


@require_POST
@login_required
def pause(request, uuid):
    return _do(request, uuid, feeding.pause)


@require_POST
@login_required
def cancel(request, uuid):
    return _do(request, uuid, feeding.cancel)


@require_POST
@login_required
def resume(request, uuid):
    return _do(request, uuid, feeding.resume, request.user)


@require_POST
@login_required
def retry(request, uuid):
    return _do(request, uuid, feeding.retry, request.user)


@require_POST
@login_required
def pack(request, uuid):
    """The ZIP again, after it was removed or has failed."""
    return _do(request, uuid, packing.request_again)


def _do(request, uuid, act, *arguments):
    found = find(Batch, request.user, EDIT, uuid=uuid)
    act(found.pk, *arguments)
    return redirect("batches:batch", found.uuid)


@require_safe
@login_required
def download(request, uuid):
    """Whoever fetches it gets only what the provider may read now; otherwise the ZIP is made anew without the rest."""
    found = find(Batch, request.user, uuid=uuid)
    if ended := packing.refuse_and_pack(found):
        messages.error(
            request,
            _(
                "The access to %(names)s has ended, so their reports can no longer be fetched. The ZIP is being made again without them."
            )
            % {"names": enumerated(ended[:10])},
        )
        return redirect("batches:batch", found.uuid)
    archive = found.archive
    if archive is None or not archive.file_sha256:
        raise Http404
    try:
        file = files.path_of(archive.file_sha256).open("rb")
    except FileNotFoundError:
        archive.delete()
        packing.request_again(found.pk)
        return redirect("batches:batch", found.uuid)
    tell_fetched(found, archive, request.user)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=_("Reports") + f"-{timezone.localtime(found.created_at):%Y-%m-%d}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
