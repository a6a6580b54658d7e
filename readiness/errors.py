"""What can be wrong with content or a case file, said so that the person who wrote it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: where it stands, what was found there and what belongs there."""

    file: str
    key: str  # dotted path, e.g. "questions[3].options[0].text.zh"
    found: str
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: found {self.found}, expected {self.expected}"


class ContentError(Exception):
    """All problems of the files read, at once, in the order they stand in."""

    def __init__(self, problems: list[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
