"""The reference for people: every operation, its parameters and shapes, and what can go wrong."""

from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from api import pace
from api.description import describe
from api.problems import PROBLEMS
from api.reference import entries_of
from api.tokens import SCOPE_WORDS
from api.v1 import api


@require_safe
def reference(request):
    context = {
        "entries": entries_of(describe(api)),
        "problems": [(code, status, _readable(sentence)) for code, (status, sentence) in PROBLEMS.items()],
        "limits": [(kind, *limit) for kind, limit in pace.LIMITS.items()],
        "scopes": SCOPE_WORDS.items(),
        "title": gettext("Programming interface"),
    }
    return render(request, "api/reference.html", context)


def _readable(sentence):
    """A sentence without its blanks."""
    text = str(sentence)
    for name in ("most", "name", "scope", "wait"):
        text = text.replace(f"%({name})s", "…")
    return text
