"""Bringing in a list of clients: take the template, bring it back, look, keep."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.reference import PICKERS
from accounts.rights import MANAGE
from exchange.offline_views import XLSX, attachment
from exchange.refusals import Unreadable
from exchange.rosters.forms import ListForm
from exchange.rosters.template import write_template
from portfolio import trial as trials
from portfolio.columns import BY_CODE, CLIENTS, MOST_CLIENTS
from portfolio.reading import read_clients
from providers.desk_views import own_provider
from surveys.wording import listed, said

SHOWN = 200  # problems, and lines of each kind
NAMED = 5  # enterprises in a sentence


@require_safe
@login_required
def template(request, uuid):
    own_provider(request.user, uuid, MANAGE)
    return attachment(write_template(CLIENTS, get_language() or "zh-hans"), XLSX, "clients.xlsx")


@require_http_methods(["GET", "POST"])
@login_required
def bring(request, uuid):
    """Where the template is fetched and the list brought back."""
    provider = own_provider(request.user, uuid, MANAGE)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_valid():
        try:
            return _tried(request, provider, read_clients(form.cleaned_data["file"]))
        except Unreadable as unreadable:
            form.add_error("file", said(unreadable.text))
    context = {"provider": provider, "form": form, "most": MOST_CLIENTS}
    return render(request, "portfolio/bring.html", context, status=422 if form.errors else 200)


def _tried(request, provider, read):
    """What was read, what could not be, and what would change."""
    trial = trials.try_out(provider, read)
    context = {
        "provider": provider,
        "trial": trial,
        "read": read,
        "problems": read.problems[:SHOWN],
        "new": trial.new[:SHOWN],
        "changed": [
            (change.after, [_told(change, name) for name in change.differing]) for change in trial.changed[:SHOWN]
        ],
        "shown": SHOWN,
        "served": listed(trial.served[:NAMED]),
        "served_more": max(0, len(trial.served) - NAMED),
        "sealed": trials.sealed(trial, provider, request.user) if trial.changes else "",
    }
    return render(request, "portfolio/trial.html", context)


def _told(change, name):
    """(what, before, after)"""
    return said(BY_CODE[name].head), *(_in_words(name, getattr(one, name)) for one in (change.before, change.after))


def _in_words(name, value):
    if name in PICKERS:
        return PICKERS[name].label(value)
    return "–" if value in (None, "") else f"{value:,f}" if name == "revenue" else str(value)


@require_POST
@login_required
def keep(request, uuid):
    """Keep what the trial run has shown."""
    provider = own_provider(request.user, uuid, MANAGE)
    changes = trials.opened(request.POST.get("sealed", ""), provider, request.user)
    if changes is None:
        messages.error(
            request,
            _(
                "Nothing was kept: this look at the file is too old or belongs to somebody else. Please upload the file again."
            ),
        )
        return redirect("portfolio:bring", uuid)
    _tell(request, trials.keep(provider, request.user, changes))
    return redirect("portfolio:clients", uuid)


def _tell(request, kept):
    """What became of the list, in sentences."""
    made = ngettext("%(n)d file was prepared", "%(n)d files were prepared", kept.made) % {"n": kept.made}
    changed = ngettext("%(n)d was changed", "%(n)d were changed", kept.changed) % {"n": kept.changed}
    messages.success(request, _("%(made)s, %(changed)s.") % {"made": made, "changed": changed})
    if kept.left:
        messages.warning(
            request,
            ngettext(
                "%(n)d was left as it is, because something has changed there meanwhile: %(names)s. Please look at it yourself.",
                "%(n)d were left as they are, because something has changed there meanwhile: %(names)s. Please look at them yourself.",
                len(kept.left),
            )
            % {"n": len(kept.left), "names": listed(kept.left[:NAMED])},
        )
