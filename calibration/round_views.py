"""The rounds of a provider, and one round with how far it is: who has handed in, never what."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import find, holds_own
from accounts.rights import MANAGE
from calibration import preparing
from calibration.anonymous import words_for
from calibration.case import told_of
from calibration.models import Round, Scorer
from calibration.rights import able_to_score, may_prepare, may_score, wrote
from providers.desk_views import own_provider

SHOWN = 100


@require_safe
@login_required
def home(request, uuid):
    """Drafts are shown to those who manage alone."""
    provider = own_provider(request.user, uuid)
    may_manage = MANAGE in provider.standing.rights
    rounds = Round.objects.filter(provider=provider).select_related("created_by").told()
    if not may_manage:
        rounds = rounds.exclude(opened_at=None)
    context = {"provider": provider, "rounds": rounds[:SHOWN], "may_manage": may_manage}
    return render(request, "calibration/home.html", context)


@require_safe
@login_required
def round_(request, uuid):
    """In preparation: the case; open: what there is to score; closed: the result."""
    found = find(Round, request.user, uuid=uuid)
    if found.state == "draft":
        return _draft(request, found)
    if found.state == "closed":
        return redirect("calibration:result", found.uuid)
    scorers = {one.user_id: one for one in Scorer.objects.filter(round=found)}
    own = scorers.get(request.user.pk)
    rated = set(own.ratings.exclude(value=None).values_list("question", flat=True)) if own else set()
    context = {
        "round": found,
        "case": told_of(found),
        "lines": [(one, one.code in rated) for one in found.questions],
        "rated": len(rated),
        "first": next((one.code for one in found.questions if one.code not in rated), found.questions[0].code),
        "own": own,
        "team": _team(found, scorers),
        "may_score": may_score(request.user, found),
        "wrote": wrote(request.user, found),
        "may_manage": holds_own(request.user, found, MANAGE),
    }
    return render(request, "calibration/round.html", context)


def _team(found, scorers):
    """(colleague, handed in or begun or not yet): by name."""
    states = {key: "done" if one.handed_in_at else "doing" for key, one in scorers.items()}
    return [(person, states.get(person.pk, "todo")) for person in able_to_score(found)]


def _draft(request, found):
    """The author sees the case; another administrator only that it is being prepared; nobody else anything."""
    find(Round, request.user, MANAGE, uuid=found.uuid)
    mine = may_prepare(request.user, found)
    observations = list(found.observations.all()) if mine else []
    context = {
        "round": found,
        "mine": mine,
        "case": told_of(found),
        "lines": [(found.framework.questions[one.question], one) for one in observations],
        "written": sum(bool(one.seen.strip()) for one in observations),
        "fewest": preparing.FEWEST,
        "words": words_for(found).listed if mine else (),
    }
    return render(request, "calibration/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request, uuid):
    """Asks once more: those who have not handed in are left out."""
    found = find(Round, request.user, MANAGE, uuid=uuid)
    if found.state == "draft":
        return redirect("calibration:round", found.uuid)
    if request.method == "POST" or found.state == "closed":
        preparing.close(found, request.user)
        messages.success(request, _("The round is closed. Nothing in it changes any more."))
        return redirect("calibration:result", found.uuid)
    scorers = Scorer.objects.filter(round=found)
    begun = scorers.filter(handed_in_at=None).select_related("user")
    context = {"round": found, "handed_in": scorers.exclude(handed_in_at=None).count(), "begun": begun}
    return render(request, "calibration/close.html", context)
