"""The parts of an assessment with who should answer them and how far they are."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.sheet import Section
from teamwork.models import Assignment


@dataclass(frozen=True)
class Share:
    section: Section
    assignment: Assignment | None

    @property
    def overdue(self) -> bool:
        return self.assignment is not None and self.assignment.overdue(self.section)

    def belongs_to(self, user) -> bool:
        return bool(self.assignment and self.assignment.person == user)


def shares(sheet) -> list[Share]:
    """All parts in their order, by one query."""
    found = Assignment.objects.by_dimension(sheet.assessment)
    return [Share(section, found.get(section.dimension.code)) for section in sheet.sections]
