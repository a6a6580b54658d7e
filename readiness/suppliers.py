"""What to ask a supplier about a scenario, and how to tell afterwards whether it works: one printable sheet each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readiness.text import Text

BLANK = re.compile(r"\{([a-z_]+)\}")

Fills = Mapping[str, Text]


@dataclass(frozen=True)
class Acceptance:
    """One measurable criterion. `threshold` is where to start from; what counts is agreed with the supplier."""

    metric: Text
    measured: Text
    threshold: Text
    sample: Text
    period: Text

    @property
    def texts(self) -> tuple[Text, ...]:
        return self.metric, self.measured, self.threshold, self.sample, self.period

    def filled(self, fills: Fills) -> Acceptance:
        return Acceptance(*(filled(text, fills) for text in self.texts))


@dataclass(frozen=True)
class Kind:
    """Scenarios that are bought and accepted alike. Its texts have blanks; `fills` says scenario code → blank → words."""

    code: str
    name: Text
    questions: tuple[Text, ...]
    criteria: tuple[Acceptance, ...]
    red_flags: tuple[Text, ...]
    fills: Mapping[str, Fills]

    @property
    def texts(self) -> Iterator[Text]:
        """All that may have blanks."""
        yield from self.questions
        for criterion in self.criteria:
            yield from criterion.texts


@dataclass(frozen=True)
class Sheet:
    """The sheet of one scenario, nothing left blank but what the supplier writes."""

    scenario: str
    kind: Text
    questions: tuple[Text, ...]
    criteria: tuple[Acceptance, ...]
    red_flags: tuple[Text, ...]


@dataclass(frozen=True)
class Sheets:
    """All kinds, for the scenarios of one framework in any version: codes keep their meaning."""

    framework: str
    compiled_on: datetime.date
    kinds: tuple[Kind, ...]

    def of(self, framework: str, scenario: str) -> Sheet | None:
        """None where nobody has written a sheet."""
        if framework != self.framework:
            return None
        kinds = [kind for kind in self.kinds if scenario in kind.fills]
        return _sheet(kinds[0], scenario) if kinds else None

    @property
    def scenarios(self) -> frozenset[str]:
        return frozenset(code for kind in self.kinds for code in kind.fills)


def _sheet(kind: Kind, scenario: str) -> Sheet:
    fills = kind.fills[scenario]
    return Sheet(
        scenario=scenario,
        kind=kind.name,
        questions=tuple(filled(text, fills) for text in kind.questions),
        criteria=tuple(criterion.filled(fills) for criterion in kind.criteria),
        red_flags=kind.red_flags,
    )


def filled(text: Text, fills: Fills) -> Text:
    """The text with those of its blanks filled that have words."""
    zh = BLANK.sub(lambda blank: fills[blank[1]].zh if blank[1] in fills else blank[0], text.zh)
    en = BLANK.sub(lambda blank: fills[blank[1]].en if blank[1] in fills else blank[0], text.en)
    return Text(zh, en)


def blanks(text: Text) -> tuple[frozenset[str], frozenset[str]]:
    """Those of the Chinese and of the English side."""
    return frozenset(BLANK.findall(text.zh)), frozenset(BLANK.findall(text.en))
