"""How well answers are backed: plain functions over the gist that a submission freezes under the name "evidence".

{"questions": {"PM-1": [{"class": "observed", "kind": "file", "name": …, "link": "", "note": "", "caption": …,
                         "sha256": …, "size": …}, …]}}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CLASSES = ("observed", "document", "oral", "plan")  # strongest first
PROVEN_BY = ("observed", "document")  # what makes an answer count as backed


@dataclass(frozen=True)
class Share:
    """`backed` of `answered` answers have observed or document evidence."""

    backed: int
    answered: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means every one."""
        return 100 * self.backed // self.answered if self.answered else 0


def strongest(classes: Iterable[str]) -> str:
    """The strongest of these classes; "" for none."""
    return min(classes, key=CLASSES.index, default="")


def strongest_by_question(gist: Mapping[str, Any]) -> dict[str, str]:
    """question code → its strongest class, for questions that have evidence."""
    return {code: strongest(entry["class"] for entry in entries) for code, entries in gist.get("questions", {}).items()}


def share(strongest_of: Mapping[str, str], answered: Sequence[str]) -> Share:
    """How many of the questions `answered` are backed."""
    return Share(sum(strongest_of.get(code, "") in PROVEN_BY for code in answered), len(answered))


def shares(strongest_of: Mapping[str, str], answered: Mapping[str, Sequence[str]]) -> dict[str, Share]:
    """dimension → the share of its answered questions that is backed. `answered`: dimension → question codes."""
    return {dimension: share(strongest_of, codes) for dimension, codes in answered.items()}
