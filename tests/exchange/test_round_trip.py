"""Every question of the shipped framework with every kind of answer it can take: through the workbook, the upload and
the save function, and back equal."""

import random
from itertools import combinations

import pytest
from django.urls import reverse

from exchange.returned import read_workbook
from exchange.seals import Taken
from exchange.workbook import write_workbook
from readiness.loading.framework import published
from surveys.content import CURRENT
from surveys.saving import canonical

from .books import typed

FRAMEWORK = published(CURRENT)
REASON = "本厂没有自有产品设计，=HYPERLINK(1)"


def ways(question):
    """Every kind of answer a question can take, in plain form."""
    found = {"single": single, "multiple": multiple, "number": measured, "ratio": measured}[question.kind](question)
    found.append("unknown")
    if question.not_applicable_when:
        found.append({"na": REASON})
    return [canonical(question, plain) for plain in found]


def single(question):
    return [option.code for option in question.options]


def multiple(question):
    """Each option alone, two pairs, all that go together."""
    free = [option.code for option in question.options if not option.exclusive]
    pairs = [list(pair) for pair in combinations(free, 2)][:: 2 * len(free)][:2]
    return [[option.code] for option in question.options] + pairs + [free]


def measured(question):
    """Each band as such; the figures without, with some and with all conditions; for a share the share itself."""
    figures = {wanted.code: number for wanted, number in zip(question.inputs, ("12", "48"), strict=False)}
    conditions = [condition.code for condition in question.conditions]
    found = [option.code for option in question.options] + [figures]
    found += [figures | dict.fromkeys(conditions, False) | dict.fromkeys(conditions[:n], True) for n in range(3)]
    zeros = dict.fromkeys(figures, "0")
    return [*found, zeros, *([{"value": "37.5"}] if question.kind == "ratio" else [])]


WAYS = {question.code: ways(question) for question in FRAMEWORK.questions.values()}


def rounds():
    """Questionnaires in which every way of every question occurs at least once."""
    for n in range(max(map(len, WAYS.values()))):
        yield {code: found[n % len(found)] for code, found in WAYS.items()}


def test_the_rounds_hold_every_question_with_every_way():
    assert len(WAYS) == 60
    for code, found in WAYS.items():
        given = [answers[code] for answers in rounds()]
        assert all(way in given for way in found), code


@pytest.mark.slow
@pytest.mark.django_db
def test_every_way_to_answer_every_question_comes_back_equal_through_upload_and_save(signed_in, draft, alice, upload):
    client = signed_in(alice)
    for n, answers in enumerate(rounds()):
        language = ("zh-hans", "en")[n % 2]
        taken = Taken(str(draft.uuid), revisions=dict(draft.answers.values_list("question", "revision")))
        blank = write_workbook(FRAMEWORK, FRAMEWORK.questions.values(), language, {}, taken)
        content = typed(blank, FRAMEWORK, answers, language)
        page = client.post(reverse("exchange:offline", args=[draft.uuid]), upload(content, "a.xlsx"))
        assert page.context["trial"].read.problems == ()
        assert page.context["trial"].conflicts == ()
        client.post(reverse("exchange:keep_offline", args=[draft.uuid]), {"sealed": page.context["sealed"]})
        assert dict(draft.answers.values_list("question", "value")) == answers


@pytest.mark.parametrize("seed", range(4))
def test_whole_questionnaires_at_random_come_back_equal(seed):
    chance = random.Random(seed)
    answers = {code: chance.choice(found) for code, found in WAYS.items() if chance.random() < 0.8}
    for language in ("zh-hans", "en"):
        written = write_workbook(FRAMEWORK, FRAMEWORK.questions.values(), language, answers)
        blank = write_workbook(FRAMEWORK, FRAMEWORK.questions.values(), language)
        assert read_workbook(written, FRAMEWORK).answers == answers
        assert read_workbook(typed(blank, FRAMEWORK, answers, language), FRAMEWORK).answers == answers
