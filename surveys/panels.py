"""What other rooms show on the pages of an assessment and freeze with its result.

This floor knows nobody above it, so the rooms above hang their parts here when they start (`AppConfig.ready`):

    panels.beside_questions(links)       # (request, sheet, section) -> {question code: HTML}
    panels.on("tasks", members)          # (request, sheet) -> HTML; places: head, tasks (the task list), decision and review (the review)
    panels.styled_by("css/evidence.css")  # what these parts look like
    panels.with_result("evidence", gist, well_formed)  # (assessment, sheet) -> plain data, frozen under that name;
                                                       # whether such data from outside can be shown
    panels.decided_with_submission(take)  # (request, assessment) -> None: what was chosen beside the answers is kept
                                          # with the submission, in the same transaction

Every part is asked once per page, so that the number of queries does not grow with the number of questions.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

PLACES = ("head", "tasks", "decision", "review")

_beside: list[Callable[..., Mapping[str, str]]] = []
_on: dict[str, list[Callable[..., str]]] = {place: [] for place in PLACES}
_styles: list[str] = []
_decisions: list[Callable[..., None]] = []
_frozen: dict[str, tuple[Callable[..., Any], Callable[[Any], bool]]] = {}


def beside_questions(part: Callable[..., Mapping[str, str]]) -> None:
    """`part(request, sheet, section)` gives the HTML beside each question of a page."""
    _add(_beside, part)


def on(place: str, part: Callable[..., str]) -> None:
    """`part(request, sheet)` gives HTML for a place: above or below the task list, where it is decided about
    submitting, or below that. Raises KeyError."""
    _add(_on[place], part)


def styled_by(path: str) -> None:
    """A static file that every page of an assessment links, because parts on it need it."""
    _add(_styles, path)


def with_result(name: str, gist: Callable[..., Any], well_formed: Callable[[Any], bool]) -> None:
    """`gist(assessment, sheet)` gives plain data that a submission freezes as `name`.

    `well_formed(data)`: whether data under that name, in a result brought from elsewhere, has the form of a gist.
    """
    _frozen[name] = gist, well_formed


def decided_with_submission(take: Callable[..., None]) -> None:
    """`take(request, assessment)` keeps what the person has chosen on the review. Its controls name `form="submit"`."""
    _add(_decisions, take)


def decide(request, assessment) -> None:
    """Keep what was chosen with the submission that has just been made."""
    for take in _decisions:
        take(request, assessment)


def _add(parts: list[Any], part: Any) -> None:
    if part not in parts:
        parts.append(part)


def of_questions(request, sheet, section) -> dict[str, SafeString]:
    """question code → the HTML of all parts beside it."""
    found: dict[str, list[str]] = {}
    for part in _beside:
        for code, html in part(request, sheet, section).items():
            found.setdefault(code, []).append(html)
    return {code: mark_safe("".join(parts)) for code, parts in found.items()}  # noqa: S308  (rendered templates)


def of_page(place: str, request, sheet) -> SafeString:
    return mark_safe("".join(part(request, sheet) for part in _on[place]))  # noqa: S308  (rendered templates)


def styles() -> list[str]:
    """The style sheets of all parts."""
    return list(_styles)


def gists(assessment, sheet) -> dict[str, Any]:
    """What a submission freezes beside the outcome, by name."""
    return {name: gist(assessment, sheet) for name, (gist, _) in sorted(_frozen.items())}


def is_gist(name: str, data: Any) -> bool:
    """Whether a room here freezes something as `name`, and the data have its form."""
    return name in _frozen and _frozen[name][1](data)
