"""The two buttons beside a suggested answer. They stand in the form of the page, so that nothing typed there is lost."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import find
from accounts.rights import EDIT
from suggestions import settling
from suggestions.models import Suggestion
from surveys.saving import SUBMITTED
from surveys.views import keep_page
from surveys.way import question_address
from surveys.wording import said


@require_POST
@login_required
def confirm(request, uuid):
    """Take the suggestion as the answer."""
    suggestion = find(Suggestion, request.user, EDIT, uuid=uuid)
    page = _keep_what_was_typed(request, suggestion)
    if page:
        return page
    if not suggestion.assessment.open:
        messages.error(request, said(SUBMITTED))
    elif not settling.confirm(suggestion, request.user):
        messages.warning(request, _("This question already has another answer. It stays; the suggestion was not used."))
    return _back(suggestion)


@require_POST
@login_required
def dismiss(request, uuid):
    """Leave the suggestion; the question stays open."""
    suggestion = find(Suggestion, request.user, EDIT, uuid=uuid)
    page = _keep_what_was_typed(request, suggestion)
    if page:
        return page
    settling.dismiss(suggestion, request.user)
    return _back(suggestion)


def _keep_what_was_typed(request, suggestion):
    """Without scripts the button sends the whole page; with them everything is saved before and it comes alone."""
    page = suggestion.assessment.page_of.get(suggestion.question)
    if page and f"{suggestion.question}.base" in request.POST:
        return keep_page(request, suggestion.assessment, *page)
    return None


def _back(suggestion):
    return redirect(question_address(suggestion.assessment, suggestion.question))
