"""Documents that rooms above bring: how each is set, what it is called, and on which page it is shown."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """html(report), title(report), page(report): its HTML for the press, the name of its file, the address of its page."""

    html: Callable[..., str]
    title: Callable[..., str]
    page: Callable[..., str]


_papers: dict[str, Paper] = {}


def bring(document: str, paper: Paper) -> None:
    """Called in AppConfig.ready() of the room that knows the document."""
    _papers[document] = paper


def brought(document: str) -> Paper | None:
    return _papers.get(document)
