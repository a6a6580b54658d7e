"""HTML that is the same for everybody but for a few places: drawn once per process by its template, then filled.

    line = stencil("evidence/_beside.html", get_language(), holes=("count", "address"), open=True)
    line.filled({"count": 3, "address": "/evidence/…"})

A template sees its holes as safe text and prints them where a value is to stand; it cannot ask what is in them. Whatever it
does ask is given as `fixed`, and every combination of it is drawn once.
"""

import secrets
from collections.abc import Mapping
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

MARK = secrets.token_hex(16)  # around the name of a hole: nobody can have written it into a text


def hole(name: str) -> SafeString:
    """What a template prints where the value of this name is to stand."""
    return mark_safe(f"{MARK}{name}{MARK}")  # noqa: S308  (a name from the code or a code from the content, no markup)


class Stencil:
    """HTML with holes."""

    def __init__(self, html: str):
        self._parts = html.split(MARK)  # text, name, text, name, …, text
        self._names = self._parts[1::2]

    def filled(self, values: Mapping[str, object]) -> SafeString:
        """The HTML with these values, escaped unless they are safe; a hole without a value stays empty."""
        parts = self._parts.copy()
        parts[1::2] = [_safe(values[name]) if name in values else "" for name in self._names]
        return mark_safe("".join(parts))  # noqa: S308  (a template's HTML and escaped values)


def _safe(value):
    return value if isinstance(value, SafeString) else escape(str(value))


@lru_cache(maxsize=1024)
def stencil(template: str, language: str, holes: tuple[str, ...] = (), **fixed) -> Stencil:
    """A template with holes of these names, in a language. `fixed`: what else it is given; hashable."""
    with override(language):
        return Stencil(render_to_string(template, {name: hole(name) for name in holes} | fixed))
