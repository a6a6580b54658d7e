"""A bureau looks at the named lists, begins one of its region and writes on it; review and history are those of records."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import find
from accounts.rights import EDIT, READ
from readiness.regions import NATIONAL
from readiness.subsidies.rules import LIST_KINDS
from subsidies.labels import label, shown
from subsidies.list_forms import ListForm, NewListForm, initial_of
from subsidies.lists import entries, known_codes, member_named
from subsidies.models import Bureau, Record
from subsidies.views import desk_of, seen
from subsidies.workflow import naming
from subsidies.writing_views import CONFLICT, WRONG, begin, begin_page, keep, own

LIST = Record.Kind.LIST
TOLD = ("kind", "complete", "as_of", "source", "question")
UNFOLDED = 40  # members


@require_safe
@login_required
def lists(request, uuid):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    rows = [(entry, bureau.keeps(entry.adcode)) for entry in entries(bureau)]
    context = {"bureau": bureau, "rows": rows, "may_edit": EDIT in bureau.rights_held, "tab": "lists"}
    return render(request, "subsidies/lists.html", context)


@require_safe
@login_required
def named_list(request, uuid, code):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    entry = seen(bureau, code, LIST)
    content = entry.content
    members = [member_named(content.get("kind", ""), member) for member in content.get("members") or []]
    context = desk_of(request, bureau, entry) | {
        "told": [(label(name), text) for name in TOLD if (text := shown(name, content.get(name)))],
        "members": members,
        "unfolded": len(members) <= UNFOLDED,
        "naming": [(record, _page(bureau, record)) for record in naming(code)],
    }
    return render(request, "subsidies/list.html", context)


def _page(bureau, record):
    """Whether the bureau can open a record."""
    adcode = record.region.adcode
    return adcode == NATIONAL or bureau.keeps(adcode)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request, uuid):
    bureau = find(Bureau, request.user, EDIT, organisation__uuid=uuid)
    form = NewListForm(request.POST or None, bureau=bureau, known=known_codes(), initial={"region": bureau.adcode})
    if request.method == "POST" and form.is_valid() and begin(form, LIST, form.content(), request.user):
        return redirect("subsidies:list_edit", bureau.uuid, form.cleaned_data["code"])
    return begin_page(request, bureau, form, _("Add a list"), "lists", _("Named lists"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request, uuid, code):
    bureau, entry = own(request, uuid, code, LIST)
    before, kind = entry.content, entry.content.get("kind")
    initial = initial_of(before) | {"base": entry.number}
    form = ListForm(request.POST or None, kind=kind if kind in LIST_KINDS else "text", initial=initial)
    valid = form.is_valid()
    if valid and keep(entry, form, form.content(before), request.user):
        messages.success(request, _("Kept as a draft."))
        return redirect("subsidies:list", bureau.uuid, code)
    status = 200 if not form.is_bound else CONFLICT if valid else WRONG
    return render(request, "subsidies/list_edit.html", {"bureau": bureau, "entry": entry, "form": form}, status=status)
