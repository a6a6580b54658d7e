"""A bureau looks at the records of its region: all of them, one of them, what a revision changed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guards import find
from accounts.reference import in_language
from accounts.rights import EDIT, READ
from readiness.regions import NATIONAL
from subsidies import desk, filling, lists
from subsidies.catalogue import current
from subsidies.content import digest_of
from subsidies.differences import differences
from subsidies.forms import ParentForm, RemarkForm
from subsidies.labels import label, shown
from subsidies.models import Bureau, Record, Verification
from subsidies.sentences import faults
from subsidies.workflow import problems_in, writers

# What is told of a record in its summary, in this order; texts, codes and figures alike.
TOLD = (
    "title number issuer region.name instrument relevance needs amount.kind amount.rate_percent amount.base amount.tiers "
    "amount.cap_wan amount.cap_period amount.min_spend_wan amount.pool_wan_per_year amount.note applicants spend_counts "
    "spend_excluded confirm valid.from valid.to valid.open_ended valid.doubt apply.windows apply.continuous apply.how "
    "stacking.kind stacking.text knowledge.evidence knowledge.confidence knowledge.verify_before_use note"
).split()


@require_safe
@login_required
def home(request):
    """The bureaus somebody belongs to; with one only, its records."""
    bureaus = list(Bureau.objects.for_user(request.user))
    if not bureaus:
        raise Http404
    if len(bureaus) == 1:
        return redirect("subsidies:records", bureaus[0].uuid)
    return render(request, "subsidies/home.html", {"bureaus": bureaus})


@require_safe
@login_required
def records(request, uuid):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    context = {
        "bureau": bureau,
        "entries": desk.entries(bureau),
        "may_edit": EDIT in bureau.rights_held,
        "tab": "records",
    }
    return render(request, "subsidies/records.html", context)


def seen(bureau, code, kind=Record.Kind.SUBSIDY):
    """A record or list the bureau may look at: its own, or one of the whole country. Raises Http404."""
    if kind == Record.Kind.LIST:
        found = lists.entry(code)
        visible = found and lists.sees(bureau, found.adcode)
    else:
        found = desk.entry(code)
        visible = found and (bureau.keeps(found.adcode) or found.adcode == NATIONAL)
    if not visible:
        raise Http404
    return found


@require_safe
@login_required
def record(request, uuid, code):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    return render(request, "subsidies/record.html", context_of(request, bureau, seen(bureau, code)))


def context_of(request, bureau, entry):
    """Everything the page of one record shows."""
    content, row = entry.content, entry.record
    return desk_of(request, bureau, entry) | {
        "told": [(label(path), text) for path in TOLD if (text := shown(path, filling.at(content, path)))],
        "rule": shown("rule", content.get("rule")),
        "sources": [_source(source) for source in content.get("sources") or []],
        "lists": _lists(content),
        "verifications": _verifications(entry),
        "parent": row.parent if row else "",
        "parents": _parents(row),
    }


def desk_of(request, bureau, entry):
    """What the page of a record and that of a list have in common: who may do what, and the revisions."""
    row, own = entry.record, bureau.keeps(entry.adcode)
    return {
        "bureau": bureau,
        "entry": entry,
        "open": entry.open,
        "own": own,
        "may_edit": own and EDIT in bureau.rights_held,
        "may_publish": bool(entry.open) and request.user.pk not in writers(entry.open),
        "faults": faults(problems_in(entry.open)) if entry.open else [],
        "revisions": row.revisions.select_related("author", "reviewer", "ended_by").order_by("-number") if row else [],
        "remark": RemarkForm(),
    }


def _lists(content):
    """The lists a record names, as they hold now."""
    held = current().lists
    return [held[code] for code in dict.fromkeys(lists.named_in(content)) if code in held]


def _verifications(entry):
    """Of all revisions; `holds` tells those of exactly what the page shows."""
    if entry.record is None:
        return []
    now, found = digest_of(entry.content), Verification.objects.filter(revision__record=entry.record)
    rows = found.select_related("revision", "by")
    return [{"row": row, "holds": row.revision.sha256 == now} for row in rows]


def _source(source):
    return source | {"title": shown("title", source.get("title"))}


def _parents(row):
    names = [(code, in_language(name)) for code, name in desk.national()]
    return ParentForm(initial={"parent": row.parent if row else ""}, national=names)


@require_safe
@login_required
def changes(request, uuid, code, number, kind=Record.Kind.SUBSIDY):
    """What a revision says otherwise than the one before, or than the one asked for."""
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    entry = seen(bureau, code, kind)
    revisions = entry.record.revisions if entry.record else None
    if revisions is None:
        raise Http404
    after = get_object_or_404(revisions.select_related("author", "reviewer"), number=number)
    before = _before(revisions, after, request.GET.get("from", ""))
    context = {
        "bureau": bureau,
        "entry": entry,
        "before": before,
        "after": after,
        "differences": differences(before.data if before else {}, after.data),
        "others": revisions.exclude(pk=after.pk).order_by("number"),
        "title": _("What revision %(number)s changed") % {"number": number},
    }
    return render(request, "subsidies/changes.html", context)


def _before(revisions, after, asked):
    """The revision asked for; else what it would replace or has replaced, else the one before."""
    if asked.isascii() and asked.isdigit() and len(asked) < 9:
        return revisions.filter(number=int(asked)).first()
    if after.is_open and (standing := revisions.standing().first()):
        return standing
    earlier = revisions.filter(number__lt=after.number)
    return earlier.exclude(published_at=None).last() or earlier.last()
