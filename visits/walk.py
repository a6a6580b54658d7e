"""The walk of one assessment: its stops with what has been ticked off and answered."""

from dataclasses import dataclass

from django.db import transaction

from readiness.loading.visits import published_visits
from readiness.visits import Item, Stop, Visit
from surveys.sheet import Given, Sheet
from surveys.way import question_address
from visits.models import Seen


def visit_of(assessment) -> Visit | None:
    """The walk for the questions this assessment asks; None where nobody has written one for its framework."""
    found = published_visits().get(assessment.framework_reference)
    return found.asking({question.code for question in assessment.questions}) if found else None


@dataclass(frozen=True)
class Called:
    """A stop as it stands: things to tick with whether they are, questions with how far they are and where."""

    stop: Stop
    minutes: int
    look: list[tuple[Item, bool]]
    documents: list[tuple[Item, bool]]
    questions: list[tuple[Given, str]]

    @property
    def ticked(self) -> list[str]:
        return [item.code for item, seen in (*self.look, *self.documents) if seen]

    @property
    def answered(self) -> int:
        return sum(given.done for given, _ in self.questions)

    @property
    def state(self) -> str:
        """todo | doing | done: by the answers; ticks are for the consultant alone."""
        if self.answered == len(self.questions):
            return "done"
        return "doing" if self.answered or self.ticked else "todo"


def called(visit: Visit, sheet: Sheet) -> list[Called]:
    """Every stop of the walk, by one query more than the sheet."""
    seen = set(sheet.assessment.seen_on_visits.values_list("item", flat=True))
    return [
        Called(
            stop,
            visit.minutes_at(stop),
            [(item, item.code in seen) for item in stop.look],
            [(item, item.code in seen) for item in stop.documents],
            [(sheet.given[code], question_address(sheet.assessment, code)) for code in stop.questions],
        )
        for stop in visit.stops
    ]


@transaction.atomic
def tick(assessment, user, stop: Stop, shown: set[str], ticked: set[str]) -> None:
    """Keep what differs from what the page showed, so that two people on one walk do not undo each other's ticks."""
    codes = {item.code for item in stop.items}
    for code in sorted((ticked - shown) & codes):
        Seen.objects.get_or_create(assessment=assessment, item=code, defaults={"by": user})
    Seen.objects.filter(assessment=assessment, item__in=(shown - ticked) & codes).delete()
