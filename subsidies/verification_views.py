"""A bureau verifies a record with a copy of the official page, and hands the copies out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import find
from accounts.rights import READ
from subsidies.content import digest_of
from subsidies.copies import MIME, most_bytes
from subsidies.forms import VerificationForm
from subsidies.models import Bureau, Verification
from subsidies.verifying import Unusable
from subsidies.verifying import verify as keep
from subsidies.views import seen
from subsidies.workflow import adopt
from subsidies.writing_views import WRONG, own

TOO_LARGE = 413
TIMES = 3  # a request up to this many times the limit is read, so that what was typed beside the file is kept


@csrf_exempt  # only until the size of the request is known: the token is in the body, see `_verify`
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def verify(request, uuid, code):
    bureau, entry = own(request, uuid, code)
    if request.method == "POST" and _beyond_reading(request):
        return _show(request, bureau, entry, _too_large(entry), TOO_LARGE)
    return _verify(request, bureau, entry)


def _beyond_reading(request):
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return not announced.isdigit() or int(announced) > TIMES * most_bytes()


def _too_large(entry):
    form = VerificationForm({"compared": digest_of(entry.content)}, {})
    form.errors.clear()
    form.refuse("large")
    return form


@csrf_protect
def _verify(request, bureau, entry):
    if request.method != "POST":
        return _show(request, bureau, entry, VerificationForm(initial=_initial(entry)))
    form = VerificationForm(request.POST, request.FILES)
    if form.is_valid() and _keep(form, bureau, entry, request.user):
        messages.success(request, _("Verified. The date shows in results as long as the record says the same."))
        return redirect("subsidies:record", bureau.uuid, entry.code)
    return _show(request, bureau, entry, _again(form, seen(bureau, entry.code)), WRONG)


def _initial(entry):
    """Today, and the official address the record names."""
    official = (source.get("url") for source in entry.content.get("sources") or [] if source.get("official"))
    url = next(filter(None, official), "")
    return {"opened_on": timezone.localdate(), "url": url, "compared": digest_of(entry.content)}


def _keep(form, bureau, entry, user):
    """Whether it was kept; if not, the form says why."""
    given = form.cleaned_data
    record, typed = entry.record or adopt(entry.code), (given["url"], given["opened_on"])
    try:
        keep(record, given["copy"], *typed, user, bureau, compared=given["compared"])
    except Unusable as unusable:
        form.refuse(unusable.reason)
        return False
    return True


def _again(form, entry):
    """The form once more, about what the record says now."""
    form.data = form.data.copy()
    form.data["compared"] = digest_of(entry.content)
    return form


def _show(request, bureau, entry, form, status=200):
    context = {"bureau": bureau, "entry": entry, "form": form}
    return render(request, "subsidies/verify.html", context, status=status)


@require_safe
@login_required
def copy(request, uuid, code, copy):
    """The file, for saving: nothing in it may run on this site."""
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    entry = seen(bureau, code)
    found = get_object_or_404(Verification, uuid=copy, revision__record__code=entry.code)
    try:
        file = found.copy.open("rb")
    except FileNotFoundError:
        messages.error(request, _("This file is missing on the server. Please tell the operator."))
        return redirect("subsidies:record", bureau.uuid, code)
    response = FileResponse(file, as_attachment=True, filename=found.name, content_type=MIME[found.kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response
