"""An exported assessment brought into an enterprise: look first, then take it in by one press."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import find, require
from accounts.models import EnterpriseProfile
from accounts.rights import EDIT, SUBMIT
from exchange.export import as_text
from exchange.forms import FileForm
from exchange.importing import is_submitted, look, read_export, take_in
from exchange.shape import Refused
from surveys.wording import said

SALT = "exchange.import"
GOOD_FOR = 2 * 60 * 60  # seconds between looking and taking in
LONGEST = 1_500_000  # characters of the sealed file in the page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring(request, uuid):
    """Where the file is chosen, and what it is once it is here."""
    enterprise = find(EnterpriseProfile, request.user, EDIT, organisation__uuid=uuid)
    if request.method != "POST":
        return _show(request, enterprise, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, enterprise, form, status=422)
    try:
        data = read_export(form.cleaned_data["file"])
        _may(request, enterprise, data)
        arrived = look(data, enterprise, request.user)
    except Refused as refused:
        form.add_error("file", said(refused.text))
        return _show(request, enterprise, form, status=422)
    if not arrived.new:
        return _here_already(request, arrived)
    sealed = _sealed(data, enterprise, request.user)
    if len(sealed) > LONGEST:
        form.add_error("file", _("This file is too large to import here. Please ask the operator to import it."))
        return _show(request, enterprise, form, status=422)
    return _show(request, enterprise, form, arrived=arrived, data=data, sealed=sealed)


def _may(request, enterprise, data):
    """A result speaks for the enterprise: as only owners submit, only owners bring one in."""
    if is_submitted(data):
        require(request.user, enterprise.organisation, SUBMIT)


def _sealed(data, enterprise, user):
    bound = {"organisation": str(enterprise.uuid), "user": user.pk, "text": as_text(data)}
    return signing.dumps(bound, salt=SALT, compress=True)


def _show(request, enterprise, form, status=200, **more):
    return render(request, "exchange/import.html", {"enterprise": enterprise, "form": form} | more, status=status)


def _here_already(request, arrived):
    messages.info(request, _("This assessment is here already; nothing was added."))
    return redirect("surveys:assessment", arrived.assessment.uuid)


@require_POST
@login_required
def keep(request, uuid):
    """Take in what the look has shown."""
    enterprise = find(EnterpriseProfile, request.user, EDIT, organisation__uuid=uuid)
    text = _opened(request.POST.get("sealed", ""), enterprise, request.user)
    if text is None:
        messages.error(
            request,
            _(
                "Nothing was kept: this look at the file is too old or belongs to somebody else. Please upload the file again."
            ),
        )
        return redirect("exchange:import", enterprise.uuid)
    try:
        data = read_export(text.encode())
        _may(request, enterprise, data)
        arrived = take_in(data, enterprise, request.user)
    except Refused as refused:
        messages.error(request, said(refused.text))
        return redirect("exchange:import", enterprise.uuid)
    if not arrived.new:
        return _here_already(request, arrived)
    messages.success(request, _("The assessment has been imported."))
    return redirect("surveys:assessment", arrived.assessment.uuid)


def _opened(sealed, enterprise, user):
    """The text of a sealed file; None when it is old, foreign or was changed."""
    try:
        bound = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    mine = (bound["organisation"], bound["user"]) == (str(enterprise.uuid), user.pk)
    return bound["text"] if mine else None
