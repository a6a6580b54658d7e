"""The page of actions: what the route advised, what has been done. One form per action."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import find, rights_over
from accounts.models import EnterpriseProfile
from accounts.rights import EDIT
from history.forms import ActionForm
from history.models import ActionProgress, record
from history.plan import lines
from history.spending import spending
from surveys.models import ResultSnapshot


@require_safe
@login_required
def actions(request, uuid):
    enterprise = find(EnterpriseProfile, request.user, organisation__uuid=uuid)
    return _show(request, enterprise)


@require_POST
@login_required
def update(request, uuid, action):
    """Record how far one action is. Whoever was faster is named, and what was typed stays to be saved again."""
    enterprise = find(EnterpriseProfile, request.user, EDIT, organisation__uuid=uuid)
    [line] = [line for line in _lines(enterprise) if line.code == action] or [None]
    if line is None:
        raise Http404
    form = ActionForm(request.POST, action=action)
    if not form.is_valid():
        return _show(request, enterprise, form, 422)
    if not record(enterprise.organisation, request.user, action, form.cleaned_data["revision"], form.values):
        return _show_conflict(request, enterprise, action)
    messages.success(request, _("%(action)s is saved.") % {"action": f"{action} {line.name}".strip()})
    return redirect(f"{reverse('history:actions', args=[enterprise.uuid])}#action-{action}")


def _lines(enterprise):
    return lines(enterprise.organisation, _latest(enterprise))


def _latest(enterprise):
    """The latest result, whose route is the one that counts."""
    return ResultSnapshot.objects.of_firm(enterprise.organisation).first()


def _show_conflict(request, enterprise, action):
    """The form as it was typed, on the revision that is there now."""
    [line] = [line for line in _lines(enterprise) if line.code == action]
    data = request.POST.copy()
    data[f"{action}-revision"] = line.kept.revision if line.kept else 0
    form = ActionForm(data, action=action)
    form.conflict = line.kept or ActionProgress()
    return _show(request, enterprise, form, 409)


def _show(request, enterprise, wrong=None, status=200):
    found = _lines(enterprise)
    context = {
        "enterprise": enterprise,
        "may_edit": EDIT in rights_over(request.user, enterprise),
        "rows": [(line, _form(line, wrong)) for line in found],
        "form": wrong,
        "spending": spending(found),
        "done": sum(line.state == "done" for line in found),
    }
    return render(request, "history/actions.html", context, status=status)


def _form(line, wrong):
    if wrong is not None and wrong.prefix == line.code:
        return wrong
    return ActionForm(action=line.code, kept=line.kept)
