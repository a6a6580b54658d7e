"""The calendar: as a file for whoever is signed in, and by an address of one's own to subscribe to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find, require_own
from accounts.models import EnterpriseProfile, Membership
from funding.calendars import LANGUAGES, calendar_of
from funding.models import Subscription
from funding.standing import standing_of
from funding.views import submitted
from surveys.models import Assessment, ResultSnapshot


@require_safe
@login_required
def download(request, uuid):
    assessment = submitted(request.user, uuid)
    enterprise = assessment.organisation.enterprise
    language = request.GET.get("lang", "en" if (get_language() or "").startswith("en") else "zh")
    response = _calendar(enterprise, assessment.snapshot, language)
    response["Content-Disposition"] = 'attachment; filename="public-money.ics"'
    return response


@require_POST
@login_required
def subscribe(request, uuid):
    """The address is shown by the reply itself and nowhere else: nothing here could show it again."""
    assessment = find(Assessment, request.user, uuid=uuid)
    require_own(request.user, assessment)
    membership = Membership.objects.get(user=request.user, organisation=assessment.organisation)
    address = request.build_absolute_uri(reverse("funding:feed", args=[Subscription.objects.renew(membership)]))
    context = {
        "assessment": assessment,
        "addresses": [(_("In Chinese"), f"{address}?lang=zh"), (_("In English"), f"{address}?lang=en")],
    }
    return render(request, "funding/subscribed.html", context)


@require_POST
@login_required
def unsubscribe(request, uuid):
    assessment = find(Assessment, request.user, uuid=uuid)
    own = Subscription.objects.for_user(request.user).filter(membership__organisation=assessment.organisation)
    if own.delete()[0]:
        messages.success(request, _("The address of your calendar no longer works."))
    return redirect(reverse("funding:money", args=[uuid]) + "#calendar")


@require_safe
def feed(request, token):
    """For calendar programs: the address is all they have. It shows what the latest result of the firm makes of today."""
    subscription = get_object_or_404(Subscription.objects.by_token(token))
    enterprise = EnterpriseProfile.objects.filter(organisation=subscription.organisation).first()
    if enterprise is None:
        raise Http404
    latest = ResultSnapshot.objects.of_firm(subscription.organisation).first()
    return _calendar(enterprise, latest, request.GET.get("lang", "zh"))


def _calendar(enterprise, snapshot, language):
    standing = standing_of(enterprise, snapshot.data if snapshot else None, timezone.localdate())
    body = calendar_of(standing, language if language in LANGUAGES else "zh", timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
