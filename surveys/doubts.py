"""What does not fit together: for the review and the report all of it, beside a question what concerns it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readiness.consistency import Circumstances, Contradiction, Scored, check_consistency, looks_at, subjects_of
from readiness.framework import ConsistencyRule, Framework
from readiness.scenes import count_production
from readiness.scoring import QuestionScore, score
from surveys.models import ConfirmedWarning
from surveys.review import minutes_spent, scenes_of
from surveys.sheet import Given, Sheet
from surveys.way import question_address
from surveys.wording import comma, said

LONGEST_ABOUT = ConfirmedWarning._meta.get_field("about").max_length or 0


@dataclass(frozen=True)
class Doubt:
    """A contradiction, with the reason somebody has given for it while these very answers stood."""

    rule: ConsistencyRule
    questions: tuple[Given, ...]
    about: str
    reason: str = ""

    def beside(self, code: str) -> tuple[Given, ...]:
        """The other questions, as seen from one of them."""
        return tuple(given for given in self.questions if given.question.code != code)

    @property
    def watched(self) -> str:
        """The codes of all questions a change of which may settle it, with spaces between."""
        return " ".join(sorted(subjects_of(self.rule)))


@dataclass(frozen=True)
class OfSome:
    """The scores of some questions; rules about them need no others."""

    questions: Mapping[str, QuestionScore]


def doubts_of(sheet: Sheet) -> tuple[Doubt, ...]:
    """All contradictions, also those that somebody has explained."""
    assessment = sheet.assessment
    scores = score(assessment.framework, sheet.answers, assessment.weights, assessment.quick)
    return _doubts(sheet, check_consistency(_circumstances(sheet, scores, assessment.framework.rules)))


def doubts_about(sheet: Sheet, questions: Iterable[str]) -> tuple[Doubt, ...]:
    """The contradictions that nobody has explained, by the rules that look at one of these questions."""
    rules = rules_about(sheet.assessment.framework, questions)
    if not rules:
        return ()
    scores = OfSome({g.question.code: g.score for g in _named(sheet, rules)})
    circumstances = _circumstances(sheet, scores, rules)
    found = check_consistency(circumstances, rules)
    return tuple(doubt for doubt in _doubts(sheet, found) if not doubt.reason) if found else ()


def rules_about(framework: Framework, questions: Iterable[str]) -> tuple[ConsistencyRule, ...]:
    """The rules that look at one of these questions."""
    wanted = frozenset(questions)
    return tuple(rule for rule in framework.rules if subjects_of(rule) & wanted)


def _named(sheet: Sheet, rules: Iterable[ConsistencyRule]) -> list[Given]:
    """The questions that rules look at: those they name, or all where one compares whole dimensions."""
    if any(looks_at(rule, "identical") for rule in rules):
        return list(sheet.given.values())
    codes = frozenset().union(*(subjects_of(rule) for rule in rules))
    return [sheet.given[code] for code in sorted(codes) if code in sheet.given]


def by_question(sheet: Sheet, questions: Iterable[str]) -> dict[str, list[Doubt]]:
    """question → the doubts that stand beside it; by one look at the rules for the whole page."""
    wanted = tuple(questions)
    found: dict[str, list[Doubt]] = {code: [] for code in wanted}
    for doubt in doubts_about(sheet, wanted):
        for given in doubt.questions:
            if given.question.code in found:
                found[given.question.code].append(doubt)
    return found


def links_to(assessment, questions: Iterable[Given]) -> SafeString:
    """Links to questions, one after the other; empty for none."""
    links = [
        (question_address(assessment, g.question.code), gettext("question %(n)s") % {"n": g.number}) for g in questions
    ]
    return format_html_join(comma(), '<a href="{}">{}</a>', links)


def as_data(assessment, doubt: Doubt) -> dict[str, Any]:
    """A doubt for the script of a page, in the language of the page."""
    return {
        "rule": doubt.rule.code,
        "severity": doubt.rule.severity,
        "message": said(doubt.rule.message),
        "advice": said(doubt.rule.advice),
        "watched": doubt.watched,
        "questions": [
            {"code": g.question.code, "number": g.number, "address": question_address(assessment, g.question.code)}
            for g in doubt.questions
        ],
    }


def _doubts(sheet: Sheet, contradictions: tuple[Contradiction, ...]) -> tuple[Doubt, ...]:
    confirmed = {(row.rule, row.about): row.reason for row in sheet.assessment.confirmed_warnings.all()}
    found = []
    for contradiction in contradictions:
        about = about_of(sheet, contradiction.questions)
        questions = tuple(sheet.given[code] for code in contradiction.questions if code in sheet.given)
        rule = contradiction.rule
        found.append(Doubt(rule, questions, about, confirmed.get((rule.code, about), "")))
    return tuple(found)


def _circumstances(sheet: Sheet, scores: Scored, rules: Iterable[ConsistencyRule]) -> Circumstances:
    """What these rules may look at; nothing is asked of the database that none of them looks at."""
    assessment = sheet.assessment
    firm = any(looks_at(rule, kind) for rule in rules for kind in ("profile_above", "profile_below"))
    timed = any(looks_at(rule, "completed_under") for rule in rules)
    return Circumstances(
        assessment.framework,
        sheet.answers,
        scores,
        count_production(scenes_of(sheet), timezone.localdate()).scenes,
        assessment.organisation.enterprise.as_profile() if firm else None,
        minutes_spent(assessment) if timed else None,
    )


def about_of(sheet: Sheet, questions: Iterable[str]) -> str:
    """The answers a warning is about, as they stand: it has to be looked at again when one of them changes."""
    text = " ".join(f"{code}.{sheet.rows[code].revision}" for code in questions if code in sheet.rows)
    return text if len(text) <= LONGEST_ABOUT else hashlib.sha256(text.encode()).hexdigest()
