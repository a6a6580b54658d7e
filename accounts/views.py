"""Pages around a person: landing, home, settings, language, and the pages shown when something cannot be done."""

from django.conf import settings as site_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language as set_language_cookie

from accounts.desks import desk_address, remember_desks
from accounts.forms import SettingsForm
from accounts.models import EnterpriseProfile

TEXT_SIZE_COOKIE = "text_size"
YEAR = 365 * 24 * 3600


@require_safe
def landing(request):
    return render(request, "accounts/landing.html")


@require_safe
@login_required
def home(request):
    """The first page after signing in: the assessments, another desk, or the enterprise still to be made."""
    desks = remember_desks(request, request.user)
    if EnterpriseProfile.objects.own(request.user).exists():
        return redirect("surveys:home")
    return redirect(desk_address(desks) or "accounts:enterprise_create")


@require_http_methods(["GET", "POST"])
@login_required
def settings(request):
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        with override(request.user.language):
            messages.success(request, _("Your settings are saved."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form})


@require_POST
def set_language(request):
    """Django's language switch, remembered also for the person."""
    language = request.POST.get("language")
    if request.user.is_authenticated and language in dict(site_settings.LANGUAGES):
        request.user.language = language
        request.user.save(update_fields=["language"])
    return set_language_cookie(request)


@require_POST
def text_size(request):
    response = HttpResponseRedirect(_next_page(request))
    size = "large" if request.POST.get("size") == "large" else "normal"
    response.set_cookie(
        TEXT_SIZE_COOKIE, size, max_age=YEAR, httponly=True, samesite="Lax", secure=site_settings.SESSION_COOKIE_SECURE
    )
    return response


def _next_page(request):
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else reverse("accounts:landing")


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    # Without context processors: whatever broke may be one of them. Styles are missing where no files were collected.
    try:
        return render(None, "500.html", {"styled": True}, status=500)
    except ValueError:
        return render(None, "500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
