"""The firms a bureau has invited by name: the list with where each stands, bringing it in, taking one off, a new link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.invitations import hashed
from campaigns import trial as trials
from campaigns.models import Target
from campaigns.roster import MOST_TARGETS, TARGETS, read_targets
from campaigns.states import lines_of, wishes_of
from campaigns.views import own, seen
from exchange.offline_views import XLSX, attachment
from exchange.refusals import Unreadable
from exchange.rosters.forms import ListForm
from exchange.rosters.template import write_template
from reports.paper import qr
from surveys.wording import listed, said

ON_A_PAGE = 50
SHOWN = 200  # problems, and lines of each kind
NAMED = 5  # firms in a sentence


@require_safe
@login_required
def targets(request, uuid, campaign):
    bureau, found = seen(request.user, uuid, campaign)
    wishes = wishes_of(request.GET)
    page = Paginator(lines_of(found, bureau, wishes), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "bureau": bureau,
        "campaign": found,
        "page": page,
        "wishes": wishes,
        "any": found.part_of(bureau, found.targets.all()).exists(),
        "tab": "targets",
    }
    return render(request, "campaigns/targets.html", context)


@require_safe
@login_required
def template(request, uuid, campaign):
    own(request.user, uuid, campaign)
    return attachment(write_template(TARGETS, get_language() or "zh-hans"), XLSX, "targets.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring(request, uuid, campaign):
    """Where the template is fetched and the list brought back."""
    bureau, found = own(request.user, uuid, campaign)
    if found.closed:
        messages.error(request, _("The campaign is closed; nobody can be invited any more."))
        return redirect("campaigns:targets", uuid, campaign)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_valid():
        try:
            return _tried(request, bureau, found, read_targets(form.cleaned_data["file"], found))
        except Unreadable as unreadable:
            form.add_error("file", said(unreadable.text))
    context = {"bureau": bureau, "campaign": found, "form": form, "most": MOST_TARGETS}
    return render(request, "campaigns/bring.html", context, status=422 if form.errors else 200)


def _tried(request, bureau, campaign, read):
    """What was read, what could not be, and what would change."""
    trial = trials.try_out(campaign, read)
    context = {
        "bureau": bureau,
        "campaign": campaign,
        "trial": trial,
        "read": read,
        "problems": read.problems[:SHOWN],
        "new": trial.new[:SHOWN],
        "changed": [(one.after, [_told(one, name) for name in one.differing]) for one in trial.changed[:SHOWN]],
        "shown": SHOWN,
        "most": trials.MOST,
        "sealed": trials.sealed(trial, campaign, request.user) if trial.changes else "",
    }
    return render(request, "campaigns/trial.html", context)


def _told(change, name):
    """(what, before, after)"""
    return said(TARGETS.column(name).head), getattr(change.before, name) or "–", getattr(change.after, name) or "–"


@require_POST
@login_required
def keep(request, uuid, campaign):
    """Keep what the trial run has shown."""
    _bureau, found = own(request.user, uuid, campaign)
    changes = trials.opened(request.POST.get("sealed", ""), found, request.user)
    if changes is None or found.closed:
        messages.error(
            request,
            _(
                "Nothing was kept: this look at the file is too old, belongs to somebody else, or the campaign is closed. Please upload the file again."
            ),
        )
        return redirect("campaigns:bring", uuid, campaign)
    _tell(request, trials.keep(found, changes))
    return redirect("campaigns:targets", uuid, campaign)


def _tell(request, kept):
    made = ngettext("%(n)d enterprise is new on the list", "%(n)d enterprises are new on the list", kept.made)
    changed = ngettext("%(n)d was changed", "%(n)d were changed", kept.changed)
    told = {"made": made % {"n": kept.made}, "changed": changed % {"n": kept.changed}}
    messages.success(request, _("%(made)s, %(changed)s.") % told)
    if kept.left:
        sentence = _("Left as they are, because somebody has changed them meanwhile: %(names)s. Please look at them.")
        messages.warning(request, sentence % {"names": listed(kept.left[:NAMED])})


@require_POST
@login_required
def remove(request, uuid, campaign, target):
    """Off the list; only before the firm has taken part."""
    _bureau, found = own(request.user, uuid, campaign)
    row = get_object_or_404(found.targets, uuid=target)
    if row.delete_unless_taking_part():
        messages.success(request, _("%(name)s is off the list. Its link does not work any more.") % {"name": row.name})
    else:
        messages.error(request, _("%(name)s takes part already and stays on the list.") % {"name": row.name})
    return redirect("campaigns:targets", uuid, campaign)


@require_POST
@login_required
def link(request, uuid, campaign, target):
    """The personal link of a firm to pass on by hand; with `renew`, a new one in place of one that got lost."""
    bureau, found = own(request.user, uuid, campaign)
    row = get_object_or_404(found.targets.select_related("campaign"), uuid=target)
    if request.POST.get("renew"):
        row.link_number += 1
        Target.objects.filter(pk=row.pk).update(link_number=row.link_number, token_sha256=hashed(row.token))
    context = {"bureau": bureau, "campaign": found, "target": row, "address": row.link, "code": qr(row.link, row.name)}
    return render(request, "campaigns/link.html", context)
