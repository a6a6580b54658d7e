"""What rooms above show on the page on which an enterprise decides what bureaus may know.

sharing_parts.show(part)       # (request, enterprise) -> HTML
"""

from collections.abc import Callable

from django.utils.safestring import SafeString, mark_safe

_parts: list[Callable[..., str]] = []


def show(part: Callable[..., str]) -> None:
    if part not in _parts:
        _parts.append(part)


def of_page(request, enterprise) -> SafeString:
    return mark_safe("".join(part(request, enterprise) for part in _parts))  # noqa: S308  (rendered templates)
