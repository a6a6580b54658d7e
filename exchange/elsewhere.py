"""The other framework that ours can be carried to and from: its draft or result at the same firm, and taking it over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from readiness.crosswalk import Crosswalk, Link, forward
from readiness.errors import ContentError
from readiness.framework import Level
from readiness.loading.crosswalk import published_crosswalk
from readiness.provisional import Provisional, provisional, scored
from suggestions.models import Suggestion
from suggestions.proposing import Proposal, Proposed, propose
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.wording import said, said_in_chinese

MINISTRY = "miit-sme-2024@2024"


def crosswalk_of(assessment: Assessment) -> Crosswalk | None:
    """The crosswalk between the framework of an assessment and the ministry's; None where there is none."""
    try:
        return published_crosswalk(assessment.framework_reference, MINISTRY)
    except (KeyError, ContentError, OSError):
        return None


@dataclass(frozen=True)
class Standing:
    """Where the answers to the other framework stand."""

    level: Level
    score: Fraction | None
    answered: int
    asked: int


class Elsewhere:
    """What a firm has said under the other framework: its open assessment, or else its latest result."""

    def __init__(self, assessment: Assessment, crosswalk: Crosswalk):
        self.ours, self.crosswalk, self.framework = assessment, crosswalk, crosswalk.theirs

    @cached_property
    def found(self) -> Assessment | None:
        theirs = Assessment.objects.filter(
            organisation=self.ours.organisation_id, framework_reference=self.framework.reference
        )
        return theirs.select_related("organisation__enterprise").order_by("state", "-submitted_at", "-pk").first()

    @property
    def draft(self) -> Assessment | None:
        return self.found if self.found and self.found.open else None

    @cached_property
    def sheet(self) -> Sheet | None:
        return Sheet(self.found) if self.found else None

    @property
    def answers(self):
        return self.sheet.answers if self.sheet else {}

    @cached_property
    def standing(self) -> Standing:
        scores, result = scored(self.framework, self.answers)
        profile = self.framework.profiles[self.framework.default_profile]
        return Standing(result.level, scores.overall, scores.answered, len(self.framework.asked(profile)))

    def provisional(self, sheet: Sheet) -> Provisional:
        """The level that our answers allow, narrowed by what has been answered directly."""
        return provisional(self.crosswalk, sheet.answers, self.answers)

    def take_over(self, user) -> Proposed:
        """Lay the answers beside our questions as suggestions. May be repeated."""
        links = {link.ours: link for link in self.crosswalk.links if link.proposes}
        proposals = {
            code: Proposal(found.value, self._detail(links[code]), found.exact)
            for code, found in forward(self.crosswalk, self.answers).items()
        }
        return propose(self.ours, user, Suggestion.Source.MINISTRY, proposals)

    def _detail(self, link: Link) -> str:
        """The question there and what is alike or differs, in the language of the person."""
        topic, why = said(self.framework.questions[link.theirs].topic), said(link.why)
        return f"{link.theirs} {topic}。{why}" if said_in_chinese() else f"{link.theirs} {topic}. {why}"

    def suggested(self) -> dict[str, int]:
        """How many suggestions from there wait, and how many have become the answer."""
        answers = dict(self.ours.answers.exclude(value=None).values_list("question", "value"))
        found = list(self.ours.suggestions.filter(source=Suggestion.Source.MINISTRY))
        states = [suggestion.state_beside(answers.get(suggestion.question)) for suggestion in found]
        return {state: states.count(state) for state in ("open", "confirmed", "changed")}
