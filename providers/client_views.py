"""One client of a provider: what may be done, where the work is, who did what."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import find, rights_of
from accounts.models import EnterpriseProfile, Grant, Offer
from accounts.rights import MANAGE
from providers.desk_views import own_provider
from providers.log import log_of, told
from surveys.models import Assessment

ON_A_PAGE = 30


@require_safe
@login_required
def client(request, uuid, client):
    provider = own_provider(request.user, uuid)
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=client)
    if provider.pk not in {way.acting.pk for way in enterprise.standing.ways}:
        raise Http404  # known by another way only, not through this provider
    page, entries = log_page(request, enterprise.organisation, provider)
    context = {
        "provider": provider,
        "enterprise": enterprise,
        "grant": Grant.objects.live().filter(provider=provider, client=enterprise.organisation).first(),
        "prepared": enterprise.prepared_by_id == provider.pk,
        "may_manage": MANAGE in rights_of(request.user, provider),
        "handed": Offer.objects.open().filter(kind=Offer.Kind.HANDS_OVER, client=enterprise.organisation).first(),
        "assessments": Assessment.objects.filter(organisation=enterprise.organisation),
        "page": page,
        "entries": entries,
    }
    return render(request, "providers/client.html", context)


def log_page(request, organisation, provider=None):
    """(page, its entries with who they were)"""
    page = Paginator(log_of(organisation, provider), ON_A_PAGE).get_page(request.GET.get("page"))
    return page, told(organisation, page.object_list)
