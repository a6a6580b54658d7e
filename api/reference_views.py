"""The reference for people: every operation, its parameters and shapes, and what can go wrong."""

from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from api import pace
from api.description import describe
from api.problems import PROBLEMS
from api.reference import entries_of, shapes_of
from api.tokens import SCOPE_WORDS
from api.v1 import api

KINDS = {pace.READS: "GET", pace.WRITES: "POST, PATCH", pace.REPORTS: "POST /reports"}


@require_safe
def reference(request):
    description = describe(api)
    context = {
        "entries": entries_of(description),
        "shapes": shapes_of(description),
        "problems": [(code, status, _readable(sentence)) for code, (status, sentence) in PROBLEMS.items()],
        "limits": [(KINDS[kind], seconds == pace.HOUR, *most) for kind, (seconds, *most) in pace.LIMITS.items()],
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
