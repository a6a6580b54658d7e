"""Letters: asking for them, how far they are, fetching them."""

import uuid as uuids
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find
from accounts.rights import EDIT
from campaigns.letters import A_FILE, DAYS_KEPT, Letters, start_again
from campaigns.message_forms import LettersForm
from campaigns.views import own
from reports import files
from reports.views import printable


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letters(request, uuid, campaign):
    bureau, found = own(request.user, uuid, campaign)
    form = LettersForm(request.POST if request.method == "POST" else None, initial={"ticket": uuids.uuid4()})
    if form.is_valid():
        _asked(request, found, form.cleaned_data)
        return redirect("campaigns:letters", uuid, campaign)
    context = {
        "bureau": bureau,
        "campaign": found,
        "form": form,
        "files": Letters.objects.filter(campaign=found).select_related("requested_by"),
        "a_file": A_FILE,
        "days": DAYS_KEPT,
        "any": found.targets.exists(),
        "tab": "letters",
    }
    return render(request, "campaigns/letters.html", context, status=422 if form.errors else 200)


def _asked(request, campaign, wanted):
    if not campaign.running:
        messages.error(
            request, _("Letters are printed while the campaign is open: before and after, they lead nowhere.")
        )
        return
    n = Letters.objects.ask(campaign, request.user, wanted["state"], wanted["language"], wanted["ticket"])
    if n:
        told = ngettext("%(n)d letter is being made.", "%(n)d letters are being made.", n)
        messages.success(request, told % {"n": n})
    else:
        messages.info(
            request, _("Nothing to print: no enterprise is in this state, or the letters are being made already.")
        )


def _file(user, uuid):
    return find(Letters, user, EDIT, uuid=uuid)


@require_safe
@login_required
def state(request, uuid):
    found = _file(request.user, uuid)
    return JsonResponse({"state": found.state, "line": f"{found.get_state_display()} {found.progress}%"})


@require_POST
@login_required
def retry(request, uuid):
    found = _file(request.user, uuid)
    start_again(found)
    return redirect("campaigns:letters", found.campaign.bureau.uuid, found.campaign.uuid)


@require_safe
@login_required
def download(request, uuid):
    found = _file(request.user, uuid)
    if found.state != found.State.DONE:
        raise Http404
    try:
        file = files.path_of(found.file_sha256).open("rb")
    except FileNotFoundError:
        start_again(found)
        return redirect("campaigns:letters", found.campaign.bureau.uuid, found.campaign.uuid)
    response = FileResponse(file, content_type="application/pdf")
    name = quote(f"{printable(found.campaign.title)}-{_('Letters')}-{found.part}.pdf")
    response["Content-Disposition"] = f"attachment; filename=\"letters-{found.part}.pdf\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
