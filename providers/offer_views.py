"""Looking at an offer, accepting it, declining it. Opening a link or typing a code changes nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import require
from accounts.models import Membership, Offer, Organisation
from accounts.rights import MANAGE
from providers import taking_over
from providers.accepting import Gone, accept, accept_invitation, decline, managed
from providers.forms import AnswerForm, CodeForm, PartyForm, TakeOverForm
from providers.pace import TOO_FAST, too_fast
from providers.taking_over import NEW, Refused

SALT = "providers.offer"
GOOD_FOR = 2 * 60 * 60  # seconds between typing a code and accepting
Kind = Offer.Kind


@require_http_methods(["GET", "POST"])
@login_required
def code(request):
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if too_fast(request.user):
            form.add_error("code", TOO_FAST)
            return render(request, "providers/code.html", {"form": form}, status=429)
        found = Offer.objects.open().by_code(form.cleaned_data["code"]).first()
        if found:
            return redirect("providers:offer", sealed(found, request.user))
        form.add_error("code", _("This code does not work. It may be mistyped, used, withdrawn or older than 14 days."))
    return render(request, "providers/code.html", {"form": form})


@require_safe
@login_required
def incoming(request, uuid):
    """An invitation that names one's own provider: its administrator needs neither link nor code."""
    own = Organisation.objects.own(request.user)
    offer = get_object_or_404(Offer.objects.open().filter(kind=Kind.INVITES, provider__in=own), uuid=uuid)
    require(request.user, offer.provider, MANAGE)
    return redirect("providers:offer", sealed(offer, request.user))


def sealed(offer, user):
    """What stands in the address instead of the token nobody knows any more; for this person alone."""
    return signing.dumps([offer.pk, user.pk], salt=SALT)


def _opened(request, token):
    """The open offer of a link or of a typed code. Raises Gone."""
    found = Offer.objects.by_token(token).first() or _unsealed(request.user, token)
    if found is None or not found.open:
        raise Gone
    return found


def _unsealed(user, token):
    try:
        offer, person = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    rows = Offer.objects.select_related("provider", "client__enterprise", "made_by")
    return rows.filter(pk=offer).first() if person == user.pk else None


@require_http_methods(["GET", "POST"])
def offer(request, token):
    """What it says can be read before one signs in; accepting it cannot."""
    try:
        found = _opened(request, token)
        if not request.user.is_authenticated:
            if request.method == "POST":
                return redirect_to_login(request.path)
            return _show(request, found, token, {"hidden": found.kind == Kind.HANDS_OVER})
        return ACCEPTING[found.kind](request, found, token)
    except Gone:
        return render(request, "providers/offer_gone.html", status=404)


def _show(request, found, token, context, status=200):
    context = {"offer": found, "token": token, "here": request.path} | context
    return render(request, f"providers/offer_{found.kind}.html", context, status=status)


def _data(request):
    return request.POST if request.method == "POST" else None


def _asked(request, found, token):
    """An owner gives what a provider asks for, or less."""
    firms = managed(request.user, Organisation.Kind.ENTERPRISE)
    if not firms:
        return _show(request, found, token, {"member": _member(request.user, Organisation.Kind.ENTERPRISE)})
    parties = [(str(firm.uuid), firm.name) for firm in firms]
    form = AnswerForm(_data(request), offer=found, parties=parties, label=_("Which enterprise gives the access?"))
    if not form.is_valid():
        return _show(request, found, token, {"form": form}, 422 if form.errors else 200)
    client = next(firm for firm in firms if str(firm.uuid) == form.cleaned_data["party"])
    accept(found, request.user, client, form.given, form.cleaned_data["until"])
    messages.success(request, _("%(name)s now has access. You can end it here at any time.") % {"name": found.provider})
    return redirect("providers:access", client.uuid)


def _invited(request, found, token):
    """An administrator accepts what an enterprise offers."""
    own = [one for one in managed(request.user, Organisation.Kind.PROVIDER) if found.provider_id in (None, one.pk)]
    if not own:
        return _show(request, found, token, {"member": _member(request.user, Organisation.Kind.PROVIDER)})
    form = PartyForm(_data(request), parties=[(str(one.uuid), one.name) for one in own])
    if not form.is_valid():
        return _show(request, found, token, {"form": form}, 422 if form.errors else 200)
    provider = next(one for one in own if str(one.uuid) == form.cleaned_data["party"])
    accept_invitation(found, request.user, provider)
    messages.success(request, _("You may now work for %(name)s.") % {"name": found.client})
    return redirect("providers:client", provider.uuid, found.client.uuid)


def _handed_over(request, found, token):
    """Somebody of the enterprise takes over its file, or moves what is in it to the enterprise that is here already."""
    file = found.client
    if Membership.objects.filter(user=request.user, organisation=found.provider).exists():
        return _show(request, found, token, {"of_the_provider": True})
    firms = managed(request.user, Organisation.Kind.ENTERPRISE)
    twins = [firm for firm in firms if taking_over.same_code(file, firm)]
    form = TakeOverForm(_data(request), offer=found, parties=_places(file, firms, twins), label=_("Where shall it go?"))
    contents = taking_over.contents(file)
    context = {
        "form": form,
        "contents": contents,
        "moves": [taking_over.move_into(firm, [one.assessment for one in contents]) for firm in twins],
    }
    if not form.is_valid():
        return _show(request, found, token, context, 422 if form.errors else 200)
    try:
        return _taken(request, found, form, firms)
    except Refused as refused:
        form.add_error("party", str(refused))
        return _show(request, found, token, context, 422)


def _places(file, firms, twins):
    """Where a file may go. An enterprise of another code is shown too, so that its refusal can be explained."""
    new = [] if twins else [(NEW, _("%(name)s becomes an enterprise of mine here") % {"name": file.name})]
    return new + [(str(firm.uuid), _("Move the assessments to %(name)s") % {"name": _named(firm)}) for firm in firms]


def _named(firm):
    return f"{firm.name} ({firm.enterprise.uscc})" if firm.enterprise.uscc else firm.name


def _taken(request, found, form, firms):
    firm = next((one for one in firms if str(one.uuid) == form.cleaned_data["party"]), None)
    seen, until = request.POST.get("seen", ""), form.cleaned_data["until"]
    move = taking_over.take_over(found, request.user, firm, firms, form.given, until, seen)
    if move is None:
        messages.success(
            request, _("The file is yours now. %(name)s keeps the access you confirmed.") % {"name": found.provider}
        )
        return redirect("accounts:enterprise", found.client.uuid)
    _tell(request, move, found.provider)
    return redirect("surveys:home")


def _tell(request, move, provider):
    n = len(move.moved)
    messages.success(request, ngettext("%(n)d assessment was moved.", "%(n)d assessments were moved.", n) % {"n": n})
    if move.left:
        n = len(move.left)
        told = ngettext(
            "%(n)d open assessment stays in the file of %(name)s, because you have one of the same questionnaire open.",
            "%(n)d open assessments stay in the file of %(name)s, because you have some of the same questionnaires open.",
            n,
        )
        messages.warning(request, told % {"n": n, "name": provider})


ACCEPTING = {Kind.ASKS: _asked, Kind.INVITES: _invited, Kind.HANDS_OVER: _handed_over}


def _member(user, kind):
    """Whether somebody belongs to an organisation of a kind, so that they can pass the link on to who decides there."""
    return Organisation.objects.own(user).filter(kind=kind).exists()


@require_POST
@login_required
def decline_offer(request, token):
    try:
        found = _opened(request, token)
        decline(found, request.user, _decliner(request.user, found))
    except Gone:
        return render(request, "providers/offer_gone.html", status=404)
    messages.success(request, _("Declined. Nobody has been given access."))
    return redirect("accounts:home")


def _decliner(user, found):
    kind = Organisation.Kind.PROVIDER if found.kind == Kind.INVITES else Organisation.Kind.ENTERPRISE
    own = managed(user, kind)
    return own[0] if len(own) == 1 else None
