"""Bringing in a list of clients: take the template, bring it back, look, keep."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find
from accounts.reference import PICKERS
from accounts.rights import MANAGE
from exchange.offline_views import XLSX, attachment
from exchange.refusals import Unreadable
from portfolio import bringing
from portfolio.columns import BY_CODE, MOST_CLIENTS
from portfolio.lists import DAYS_LOOKED_AT, MOST_AT_WORK
from portfolio.models import ClientList
from portfolio.sheet import BIGGEST, check, too_big
from portfolio.template import write_template
from providers.desk_views import own_provider
from readiness.text import Text
from surveys.wording import listed, said

LISTED = 10  # lists on the page where one is brought


class ListForm(forms.Form):
    """One workbook. What kind of file it is, its content tells, not its name."""

    use_required_attribute = False
    file = forms.FileField(
        allow_empty_file=True, widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sentence = _("No file was chosen. Please choose the list you filled in.")
        self.fields["file"].error_messages = dict.fromkeys(("required", "missing", "invalid", "empty"), sentence)

    def clean_file(self):
        """What a glance can tell is told at once; the rest a worker finds out."""
        file = self.cleaned_data["file"]
        if file.size > BIGGEST:
            raise forms.ValidationError(said(too_big(file.size)))
        content = file.read()
        try:
            check(content)
        except Unreadable as unreadable:
            raise forms.ValidationError(said(unreadable.text)) from unreadable
        return file.name, content


@require_safe
@login_required
def template(request, uuid):
    own_provider(request.user, uuid, MANAGE)
    return attachment(write_template(get_language() or "zh-hans"), XLSX, "clients.xlsx")


@require_http_methods(["GET", "POST"])
@login_required
def bring(request, uuid):
    """Where the template is fetched and the list brought back."""
    provider = own_provider(request.user, uuid, MANAGE)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_valid():
        name, content = form.cleaned_data["file"]
        try:
            made = bringing.take(provider, request.user, name[:120], content, get_language() or "zh-hans")
            return redirect("portfolio:list", made.uuid)
        except bringing.TooManyAtWork:
            form.add_error("file", _busy())
    context = {
        "provider": provider,
        "form": form,
        "most": MOST_CLIENTS,
        "lists": ClientList.objects.for_user(request.user).filter(provider=provider)[:LISTED],
    }
    return render(request, "portfolio/bring.html", context, status=422 if form.errors else 200)


def _busy():
    return _(
        "%(most)d lists are being looked at or kept at this moment, which is as many as there can be. Please wait until one of them is done."
    ) % {"most": MOST_AT_WORK}


@require_safe
@login_required
def show(request, uuid):
    """A list as it stands: being looked at, what it would change, being kept, what became of it."""
    found = find(ClientList, request.user, MANAGE, uuid=uuid)
    context = {
        "provider": found.provider,
        "list": found,
        "line": _line(found),
        "refusal": said(Text(**found.refusal)) if found.refusal else "",
        "days": DAYS_LOOKED_AT,
        "left": _some(found.left_names, found.left),
    } | (_trial(found.told) if found.told and found.step == ClientList.Step.LOOK else {})
    return render(request, "portfolio/list.html", context)


def _trial(told):
    """What the list would change, in words."""
    return {
        "told": told,
        "columns": [(said(BY_CODE[code].head), n) for code, n in told["columns"].items()],
        "changed": [(name, code, [_worded(*one) for one in found]) for name, code, found in told["changed"]],
        "served": _some(told["served"], told["counts"]["served"]),
    }


def _some(names, count):
    """The first names, and how many there are beyond them."""
    more = count - len(names)
    return _("%(names)s and %(more)d more") % {"names": listed(names), "more": more} if more > 0 else listed(names)


def _worded(name, before, after):
    """(what, before, after)"""
    return said(BY_CODE[name].head), *(_in_words(name, value) for value in (before, after))


def _in_words(name, value):
    return PICKERS[name].label(value) if name in PICKERS else value or "–"


def _line(found):
    """How far it is, in words."""
    if found.step == ClientList.Step.LOOK:
        return _("%(percent)d%% looked at") % {"percent": found.progress}
    return _("%(kept)d of %(all)d kept") % {"kept": found.made + found.changed, "all": found.changes}


@require_safe
@login_required
def state(request, uuid):
    """How far a list is; the page asks while it waits."""
    found = find(ClientList, request.user, MANAGE, uuid=uuid)
    under_way = "running" if found.at_work else found.state
    return JsonResponse({"state": under_way, "line": _line(found), "done": found.progress})


@require_POST
@login_required
def keep(request, uuid):
    """Keep what the look at it has shown. A second press finds it under way."""
    found = find(ClientList, request.user, MANAGE, uuid=uuid)
    bringing.confirm(found.pk, request.user)
    return redirect("portfolio:list", uuid)


@require_POST
@login_required
def go_on(request, uuid):
    found = find(ClientList, request.user, MANAGE, uuid=uuid)
    bringing.go_on(found.pk, request.user)
    return redirect("portfolio:list", uuid)


@require_POST
@login_required
def discard(request, uuid):
    """A list that has not been kept is forgotten with all it held."""
    found = find(ClientList, request.user, MANAGE, uuid=uuid)
    if found.step == ClientList.Step.LOOK:
        found.delete()
        messages.success(
            request, _("The list “%(name)s” was discarded; nothing of it was kept.") % {"name": found.name}
        )
    return redirect("portfolio:bring", found.provider.uuid)
