"""What a closed round shows: only of those who have handed in, as they were then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.crypto import salted_hmac

from calibration.models import Rating, Round
from comparisons.reckoning import letter
from readiness.answers import Answers
from readiness.calibration import Calibration, calibrate
from surveys.sheet import understood


@dataclass(frozen=True)
class Voice:
    """What somebody said about a question. who: the key of their scorer, as a text."""

    who: str
    confidence: str
    why: str


class RoundResult:
    """The result of a round, by three queries. Scorers stand under their key; who they are is for `names` to say."""

    def __init__(self, found: Round):
        self.round = found
        self.scorers = {str(one.pk): one for one in _dealt(found)}
        self.rows = list(Rating.objects.filter(scorer__round=found, scorer__handed_in_at__isnull=False))
        self.observations = {one.question: one for one in found.observations.all()}

    @cached_property
    def calibration(self) -> Calibration:
        return calibrate(self.round.framework, self.round.weights, self.round.questions, self.answers, self.references)

    @cached_property
    def answers(self) -> Mapping[str, Answers]:
        questions = {one.code: one for one in self.round.questions}
        found: dict[str, dict] = {name: {} for name in self.scorers}
        for row in self.rows:
            if answer := understood(questions[row.question], row.value):
                found[str(row.scorer_id)][row.question] = answer
        return found

    @cached_property
    def references(self) -> Answers:
        answers = {one.code: understood(one, self.observations[one.code].reference) for one in self.round.questions}
        return {code: answer for code, answer in answers.items() if answer is not None}

    @cached_property
    def voices(self) -> dict[str, list[Voice]]:
        """question → who answered it, how sure and why, in the order of the letters."""
        order = list(self.scorers)
        found: dict[str, list[Voice]] = {}
        for row in sorted(self.rows, key=lambda row: order.index(str(row.scorer_id))):
            if row.value is not None:
                found.setdefault(row.question, []).append(Voice(str(row.scorer_id), row.confidence, row.why))
        return found

    def names(self, user, named: bool) -> dict[str, str]:
        """scorer → what a reader sees: a letter; the name too for whoever manages the provider, and for oneself."""
        return {key: self._name(place, one, user, named) for place, (key, one) in enumerate(self.scorers.items())}

    def _name(self, place, scorer, user, named):
        known = scorer.user and (named or scorer.user_id == user.pk)
        return f"{letter(place)} · {scorer.user}" if known else letter(place)

    def own(self, user) -> str | None:
        """The key of this person's scorer; None where they have not handed in."""
        return next((key for key, one in self.scorers.items() if one.user_id == user.pk), None)


def _dealt(found):
    """In an order that follows neither names nor answers nor time, and stays the same."""
    handed_in = found.scorers.filter(handed_in_at__isnull=False).select_related("user")
    return sorted(
        handed_in, key=lambda one: salted_hmac("calibration", f"{found.uuid}{one.pk}", algorithm="sha256").hexdigest()
    )
