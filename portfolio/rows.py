"""One client as its line of the table says it. What a page needs beyond the columns of its clients is asked once for all."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Count
from django.utils import timezone

from accounts.grants.grants import SCOPES, in_words
from accounts.models import EnterpriseProfile, Offer
from accounts.reference import PICKERS, in_language, reference
from accounts.rights import READ
from history.models import ActionProgress
from portfolio.listing import ENDING_DAYS, OPEN_ACTIONS
from portfolio.standings import Standing
from readiness.regions import region_line
from readiness.sizes import LABELS
from reports import figures
from surveys.content import CURRENT, framework, known
from surveys.models import Answer, Assessment
from surveys.wording import level_named, said


@dataclass(frozen=True)
class Draft:
    """An open assessment: how many of its questions are answered."""

    assessment: Assessment
    done: int
    total: int


@dataclass(frozen=True)
class Row:
    """enterprise: a row of `listing.listed`. invited: whether an invitation to take the file over is open."""

    enterprise: Any
    draft: Draft | None
    actions: int
    invited: bool

    @property
    def prepared(self) -> bool:
        return self.enterprise.prepared_by_id is not None

    @property
    def standing(self) -> Standing | None:
        return getattr(self.enterprise.organisation, "portfolio_standing", None)

    @property
    def result(self) -> Any:
        """The standing where it tells of a result, else None; what tells of the result is asked only where there is one."""
        return self.standing if self.standing and self.standing.snapshot_id else None

    @property
    def region(self) -> str:
        """The last two of province, city and county."""
        regions = reference().regions
        if self.enterprise.adcode not in regions:
            return self.enterprise.adcode
        return " ".join(in_language(region.name) for region in region_line(regions, self.enterprise.adcode)[-2:])

    @property
    def industry(self) -> str:
        return PICKERS["industry"].label(self.enterprise.industry)

    @property
    def size(self) -> str:
        size = self.enterprise.size
        return said(LABELS[size]) if size else ""

    @property
    def until(self) -> datetime.date | None:
        return self.enterprise.grant_until

    @property
    def ending(self) -> bool:
        return self.until is not None and self.until <= timezone.localdate() + timedelta(days=ENDING_DAYS)

    @property
    def scopes(self) -> list[str]:
        rights = {right for right, column in SCOPES.items() if getattr(self.enterprise, f"grant_{column}")}
        return in_words({READ} | rights)

    @property
    def level(self) -> str:
        framework = known(self.result.snapshot.assessment.framework_reference)
        try:
            return level_named(framework.level(self.result.level)) if framework else self.result.level
        except KeyError:
            return self.result.level

    @property
    def score(self) -> str:
        return figures.points(self.result.score, self.result.scale)

    @property
    def elsewhere(self) -> str:
        """The framework of the result, where it is not the usual one."""
        if self.result.framework == CURRENT.partition("@")[0]:
            return ""
        framework = known(self.result.snapshot.assessment.framework_reference)
        return said(framework.name) if framework else self.result.framework


def rows_of(enterprises: Sequence[EnterpriseProfile]) -> list[Row]:
    """Four queries, however many there are."""
    keys = [one.organisation_id for one in enterprises]
    drafts, actions, invited = _drafts(enterprises), _actions(keys), _invited(keys)
    return [
        Row(one, drafts.get(one.organisation_id), actions[one.organisation_id], one.organisation_id in invited)
        for one in enterprises
    ]


def _drafts(enterprises) -> dict[int, Draft]:
    """The draft begun last of each."""
    by_key = {one.organisation_id: one for one in enterprises}
    open_ = Assessment.objects.drafts().filter(organisation__in=by_key).order_by("started_at", "pk")
    latest = {one.organisation_id: one for one in open_ if known(one.framework_reference)}
    said_of = _answered(latest.values())
    asked_of, found = cache(_asked), {}
    for key, one in latest.items():
        asked = asked_of(one.framework_reference, by_key[key].policy_group, one.quick)
        found[key] = Draft(one, len(asked & said_of[one.pk]), len(asked))
    return found


def _asked(reference, policy_group, quick) -> set[str]:
    """The codes of the questions put to a firm: a page of drafts asks for few different ones."""
    chosen = framework(reference)
    return {question.code for question in chosen.asked(chosen.profile_for(policy_group), quick)}


def _answered(assessments) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {one.pk: set() for one in assessments}
    rows = Answer.objects.filter(assessment__in=found).exclude(value=None)
    for assessment, question in rows.values_list("assessment", "question"):
        found[assessment].add(question)
    return found


def _actions(keys) -> Counter[int]:
    rows = ActionProgress.objects.filter(organisation__in=keys, state__in=OPEN_ACTIONS).order_by()
    return Counter(dict(rows.values_list("organisation").annotate(n=Count("pk"))))


def _invited(keys) -> set[int]:
    offers = Offer.objects.open().filter(kind=Offer.Kind.HANDS_OVER, client__in=keys)
    return set(offers.values_list("client", flat=True))
