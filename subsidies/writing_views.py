"""A bureau writes: a new record, its text, the document it carries out; a draft is given up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import find
from accounts.reference import in_language
from accounts.rights import EDIT
from subsidies import desk, filling
from subsidies.beginning import skeleton
from subsidies.forms import NewRecordForm, ParentForm, RecordForm, SourceFormSet, WindowFormSet
from subsidies.labels import fields
from subsidies.models import Bureau, Record
from subsidies.sentences import sentence
from subsidies.views import seen
from subsidies.workflow import Refused, adopt, discard, draft

CONFLICT, WRONG = 409, 422
SUBSIDY = Record.Kind.SUBSIDY
_START = {"from": "start", "to": "end"}


def own(request, uuid, code, kind=SUBSIDY):
    """(bureau, entry) of a record or list this person may write. Raises Http404 or PermissionDenied."""
    bureau = find(Bureau, request.user, EDIT, organisation__uuid=uuid)
    entry = seen(bureau, code, kind)
    if not bureau.keeps(entry.adcode):
        raise PermissionDenied
    return bureau, entry


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request, uuid):
    bureau = find(Bureau, request.user, EDIT, organisation__uuid=uuid)
    form = NewRecordForm(
        request.POST or None, bureau=bureau, known=desk.known_codes(), initial={"region": bureau.adcode}
    )
    if request.method == "POST" and form.is_valid() and _begin(form, request.user):
        return redirect("subsidies:edit", bureau.uuid, form.cleaned_data["code"])
    return begin_page(request, bureau, form, _("Add a record"), "records", _("Records of the region"))


def begin_page(request, bureau, form, title, back, back_to):
    """The page on which a record or a list is begun. back: the page of the desk it leads back to, with its name."""
    address = reverse(f"subsidies:{back}", args=[bureau.uuid])
    context = {"bureau": bureau, "form": form, "title": title, "back": address, "back_to": back_to}
    return render(request, "subsidies/create.html", context, status=WRONG if form.errors else 200)


def _begin(form, user):
    """Whether the record was made; if somebody was faster with the same code, the form says so."""
    given = form.cleaned_data
    content = skeleton(
        given["code"], given["region"], *(given[n] for n in ("zone", "name_zh", "name_en", "instrument"))
    )
    return begin(form, SUBSIDY, content, user)


def begin(form, kind, content, user):
    given = form.cleaned_data
    try:
        with transaction.atomic():
            record = Record.objects.create(kind=kind, code=given["code"], adcode=given["region"])
            draft(record, content, user, 0)
    except IntegrityError:
        form.add_error("code", _("The code %(code)s is taken. Please choose another one.") % given)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request, uuid, code):
    bureau, entry = own(request, uuid, code)
    data, before = request.POST or None, entry.content
    form = RecordForm(data, initial=filling.initial_of(before) | {"base": entry.number})
    windows = WindowFormSet(data, prefix="windows", initial=[_dated(row) for row in filling.rows_of(before, "windows")])
    sources = SourceFormSet(data, prefix="sources", initial=filling.rows_of(before, "sources"))
    valid = request.method == "POST" and all([form.is_valid(), windows.is_valid(), sources.is_valid()])
    if valid and _keep(entry, form, {"windows": windows.filled(), "sources": sources.filled()}, request.user):
        messages.success(request, _("Kept as a draft."))
        return redirect("subsidies:record", bureau.uuid, code)
    context = {
        "bureau": bureau,
        "entry": entry,
        "form": form,
        "windows": windows,
        "sources": sources,
        "facts": fields(),
    }
    status = 200 if data is None else CONFLICT if valid else WRONG
    return render(request, "subsidies/edit.html", context, status=status)


def _dated(row):
    return {_START.get(name, name): value for name, value in row.items()}


def _keep(entry, form, rows, user):
    """Whether the draft was kept; if not, the form says why and everything typed is still in it."""
    return keep(entry, form, form.content(entry.content, rows), user)


def keep(entry, form, content, user):
    """Whether the draft was kept; if not, the form says why."""
    try:
        draft(entry.record or adopt(entry.code, entry.kind), content, user, form.cleaned_data["base"])
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    return True


@require_POST
@login_required
def give_up(request, uuid, code, kind=SUBSIDY):
    bureau, entry = own(request, uuid, code, kind)
    try:
        discard(entry.record or adopt(code, kind), request.user)
        messages.success(request, _("The draft is given up; its text stays in the history."))
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect(entry.way["page"], bureau.uuid, code)


@require_POST
@login_required
def parent(request, uuid, code):
    """Say which national document a record carries out."""
    bureau, entry = own(request, uuid, code)
    form = ParentForm(request.POST, national=[(key, in_language(name)) for key, name in desk.national()])
    if form.is_valid():
        record = entry.record or adopt(code)
        record.parent = form.cleaned_data["parent"]
        record.save(update_fields=["parent"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("This national document is not in the catalogue. Please choose one of the list."))
    return redirect("subsidies:record", bureau.uuid, code)
