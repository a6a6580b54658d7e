"""Where a provider sets up its look, sees it at once and puts it away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import find_own
from accounts.models import Organisation
from accounts.rights import MANAGE
from branding.forms import BrandingForm
from branding.models import Branding


def _own(request, uuid):
    return find_own(request.user, MANAGE, uuid=uuid, kind=Organisation.Kind.PROVIDER)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request, uuid):
    provider = _own(request, uuid)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BrandingForm(*posted, provider=provider)
    if form.is_valid():
        form.save(request.user)
        messages.success(
            request, _("Kept. Reports made with your look from now on use it; earlier ones stay as they are.")
        )
        return redirect("branding:edit", uuid)
    context = {"provider": provider, "form": form, "look": _shown(form), "before": form.before}
    return render(request, "branding/edit.html", context, status=422 if form.errors else 200)


def _shown(form):
    """What the preview draws: what was typed where it can be drawn, else what was kept."""
    typed = form.cleaned_data if form.is_bound else {}
    facts = {name: typed.get(name) or form.initial[name] for name in ("name", "primary", "accent")} | form.offers
    contact = typed.get("contact", form.before.contact if form.before else [])
    return facts | {"contact": contact, "logo": form.before.logo_address if form.before else ""}


@require_POST
@login_required
def put_away(request, uuid):
    """Reports no longer offer the look; those made with it keep it."""
    provider = _own(request, uuid)
    now = Branding.objects.current(provider)
    if now:
        kept = ("name", "primary", "accent", "contact", "logo", "logo_kind")
        Branding.objects.keep(provider, request.user, used=False, **{name: getattr(now, name) for name in kept})
        messages.success(request, _("Your look is put away. Keep it again to use it again."))
    return redirect("branding:edit", uuid)
