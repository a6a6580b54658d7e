"""A signed statement: read it, answer it as the firm, withdraw it as the provider."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, find_own, holds_own, require_own
from accounts.models import Organisation
from accounts.rights import EDIT, MANAGE
from verification.forms import FirmCommentForm, WithdrawForm
from verification.models import Statement, Verification
from verification.sides import parts, scene_sides
from verification.tally import asked_in, tally
from verification.telling import told
from verification.verified import framework_of


def show_statement(request, found, form=None, status=200):
    """form: of the firm's own statement, where it could not be kept."""
    signed = get_object_or_404(Statement.objects.of(found.assessment), verification=found)
    record, content = found.result, signed.data
    framework = framework_of(record)
    asked = asked_in(record, framework)
    comment = getattr(signed, "comment", None)
    context = {
        "verification": found,
        "assessment": found.assessment,
        "firm": found.organisation,
        "statement": signed,
        "content": content,
        "told": told(content, framework),
        "tally": tally(asked, content["findings"]),
        "parts": parts(record, framework, asked, content["findings"], content["dimensions"]),
        "scenes": scene_sides(record, framework, content.get("scene_findings", {})),
        "comment": comment,
        "withdrawal": getattr(signed, "withdrawal", None),
        "form": form or FirmCommentForm(),
        "may_comment": comment is None and holds_own(request.user, found, MANAGE),
        "may_withdraw": signed.standing and _signs_for(request.user, found.provider_id),
    }
    return render(request, "verification/statement.html", context, status=status)


def _signs_for(user, provider):
    return user.memberships.holding(EDIT).filter(organisation=provider).exists()


@require_POST
@login_required
def comment(request, uuid):
    """The statement of the firm, by an owner, once."""
    found = find(Verification, request.user, uuid=uuid, state=Verification.State.CLOSED)
    require_own(request.user, found, MANAGE)
    form = FirmCommentForm(request.POST)
    if not form.is_valid():
        return show_statement(request, found, form, status=422)
    _kept, new = form.save(found.statement, request.user)
    if new:
        messages.success(request, _("Your statement is printed beside the verified result from now on."))
    else:
        messages.info(request, _("The firm has made its statement already; it stays as it is."))
    return redirect("verification:verification", found.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request, uuid):
    """Whoever may sign for the provider may withdraw, also when the client gives no access any more."""
    signed = get_object_or_404(Statement.objects.signed_by_provider(request.user), uuid=uuid)
    provider = signed.verification.provider
    find_own(request.user, EDIT, uuid=provider.uuid)
    if not signed.standing:
        messages.info(request, _("This statement has been withdrawn already."))
        return redirect("verification:desk", provider.uuid)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save(signed, request.user)
        messages.success(request, _("The statement is withdrawn. Whoever checks it reads that and why."))
        return redirect("verification:desk", provider.uuid)
    context = {"statement": signed, "provider": provider, "form": form, "content": signed.data}
    return render(request, "verification/withdraw.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def desk(request, uuid):
    """The verifications of a provider: those under way that it may still work on, and all it has signed."""
    provider = find_own(request.user, uuid=uuid, kind=Organisation.Kind.PROVIDER)
    mine = Verification.objects.for_user(request.user).filter(provider=provider)
    signed = Statement.objects.signed_by_provider(request.user).filter(verification__provider=provider)
    context = {
        "provider": provider,
        "open": mine.open(),
        "signed": signed.order_by("-signed_at", "-pk"),
        "readable": set(mine.values_list("pk", flat=True)),
        "may_withdraw": _signs_for(request.user, provider.pk),
    }
    return render(request, "verification/desk.html", context)
