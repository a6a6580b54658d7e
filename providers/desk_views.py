"""The desk of a service provider: begin one, its clients, files it prepares."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.desks import remember_desks
from accounts.enterprise_forms import EnterpriseForm
from accounts.enterprise_views import onward
from accounts.guards import find_own, rights_of
from accounts.models import AccessEvent, EnterpriseProfile, Grant, Offer, Organisation
from accounts.rights import MANAGE
from providers.forms import ProviderForm
from providers.models import Provider

SHOWN = 12  # clients, and prepared files, on the desk itself


@require_safe
@login_required
def home(request):
    """The providers somebody belongs to; with one only, its clients; with none, the page that begins one."""
    own = list(Organisation.objects.own(request.user).providers())
    if not own:
        return redirect("providers:create")
    if len(own) == 1:
        return redirect("providers:clients", own[0].uuid)
    return render(request, "providers/home.html", {"providers": own})


@require_http_methods(["GET", "POST"])
@login_required
def create(request):
    form = ProviderForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = form.save(request.user)
        remember_desks(request, request.user)
        return onward(request, "providers:clients", made.organisation.uuid)
    return render(request, "providers/create.html", {"form": form})


def own_provider(user, uuid, right="read"):
    return find_own(user, right, uuid=uuid, kind=Organisation.Kind.PROVIDER)


@require_safe
@login_required
def clients(request, uuid):
    """Who has given access, which files are prepared, what has been asked and offered."""
    provider = own_provider(request.user, uuid)
    offers = Offer.objects.filter(made_for=provider).select_related("client", "made_by")
    context = {
        "provider": provider,
        "code": Provider.objects.of(provider).code,
        "may_manage": MANAGE in rights_of(request.user, provider),
        "grants": _first(
            Grant.objects.live().filter(provider=provider).select_related("client").order_by("client__name", "pk")
        ),
        "files": _first(
            EnterpriseProfile.objects.filter(prepared_by=provider)
            .select_related("organisation")
            .order_by("organisation__name", "pk")
        ),
        "offers": offers.open(),
        "declined": offers.filter(outcome=Offer.Outcome.DECLINED)[:5],
        "incoming": Offer.objects.open()
        .filter(kind=Offer.Kind.INVITES, provider=provider)
        .select_related("client", "made_by"),
    }
    return render(request, "providers/clients.html", context)


def _first(found):
    """The head of a list that may be thousands long; the portfolio shows all of it, page by page."""
    head = list(found[: SHOWN + 1])
    return {"shown": head[:SHOWN], "more": len(head) > SHOWN}


@require_http_methods(["GET", "POST"])
@login_required
def prepare(request, uuid):
    """A file about an enterprise that has no account yet."""
    provider = own_provider(request.user, uuid, MANAGE)
    form = EnterpriseForm(request.POST if request.method == "POST" else None, provider=provider)
    made = form.save(request.user) if form.is_valid() else None
    if made:
        _note(made, request.user, provider)
        messages.success(request, _("The file is prepared. You can begin an assessment in it now."))
        return redirect("providers:client", provider.uuid, made.uuid)
    return render(request, "providers/prepare.html", {"form": form, "provider": provider})


def _note(file, user, provider):
    """Once, however often the button was pressed."""
    if not AccessEvent.objects.filter(organisation=file.organisation, kind=AccessEvent.Kind.PREPARED).exists():
        AccessEvent.objects.note(AccessEvent.Kind.PREPARED, file.organisation, user, provider, provider=provider)
