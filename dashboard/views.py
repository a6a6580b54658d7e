"""The pages of a bureau's figures: a guard, the look the address asks for, the sections of one page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import find
from accounts.rights import READ
from dashboard import choices
from dashboard.chapters import method
from dashboard.headline import headline
from dashboard.look import look_of
from dashboard.pages import PAGES
from subsidies.models import Bureau


@require_safe
@login_required
def page(request, uuid, code="overview"):
    if code not in PAGES or PAGES[code].tells is None:
        raise Http404
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    look = look_of(bureau, request.GET.dict())
    context = {"bureau": bureau, "page": PAGES[code], "pages": PAGES.values(), "look": look}
    if look is None:
        return render(request, "dashboard/nothing.html", context)
    context |= {
        "choices": choices.of(look),
        "headline": headline(look),
        "sections": PAGES[code].tells(look),
        "method": method(look),
    }
    return render(request, "dashboard/page.html", context)
