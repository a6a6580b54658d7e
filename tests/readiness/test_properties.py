"""What must hold for any answers to any framework: better is never worse, order does not matter, the interval is honest."""

from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from readiness.answers import Chosen, Measured, NotApplicable, Rated, Unknown, fault_of
from readiness.levels import Standing, level_of, standing_of
from readiness.loading.framework import FRAMEWORKS, load_framework
from readiness.scenes import Production
from readiness.scoring import UNANSWERED, score, score_question

FOLDERS = {
    "ai-manufacturing": FRAMEWORKS / "ai-manufacturing" / "2026.1",
    "miit-sme-2024": FRAMEWORKS / "miit-sme-2024" / "2024",
    "small": Path(__file__).parent / "frameworks" / "small" / "1",
}
EVERY = pytest.mark.parametrize("key", FOLDERS)
LIVE = Production(9, 5, 9)  # enough scenes for every gate


@cache
def loaded(key):
    return load_framework(FOLDERS[key])


def profile_of(framework):
    return framework.profiles[framework.default_profile]


# --- answers of every kind ---------------------------------------------------------------------------------------------


def counted(question):
    """Answers to a question that can be scored."""
    if question.kind == "single":
        return st.sampled_from(question.options).map(lambda option: Chosen((option.code,)))
    if question.kind == "multiple":
        codes = [option.code for option in question.options if not option.exclusive]
        return st.lists(st.sampled_from(codes), unique=True, min_size=1).map(lambda ticked: Chosen(tuple(ticked)))
    if question.kind == "matrix":
        return rated(question)
    numbers = st.decimals(-50 if question.signed else 0, 100, places=2)
    return numbers.map(lambda number: Measured(value=number)).filter(lambda answer: not fault_of(question, answer))


def rated(question):
    columns = [column.code for column in question.columns]
    row = st.lists(st.sampled_from(columns), unique=True, min_size=1, max_size=1 if question.select == "one" else 3)
    rows = st.fixed_dictionaries({r.code: row.map(tuple) for r in question.rows})
    return rows.map(Rated)


def anything(question):
    """An answer that counts, or one of the ways not to give one."""
    ways = [counted(question), st.just(Unknown()), st.none()]
    if question.not_applicable_when:
        ways.append(st.just(NotApplicable("not here")))
    return st.one_of(ways)


def sheets(framework, answer=anything):
    sheet = st.fixed_dictionaries({q.code: answer(q) for q in framework.asked(profile_of(framework))})
    return sheet.map(lambda answers: {code: given for code, given in answers.items() if given is not None})


def scores_of(framework, answers):
    return score(framework, answers, profile_of(framework))


def position(framework, reckoning, ticked):
    result = level_of(framework, profile_of(framework), standing_of(reckoning, ticked), LIVE)
    return framework.position(result.level)


# --- the properties ----------------------------------------------------------------------------------------------------


@EVERY
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_better_answer_never_lowers_a_dimension_an_index_the_total_or_the_level(key, data):
    framework = loaded(key)
    answers = data.draw(sheets(framework, counted))
    question = framework.questions[data.draw(st.sampled_from(sorted(answers)))]
    other = data.draw(counted(question))
    assume(score_question(question, other).score >= score_question(question, answers[question.code]).score)
    before, after = scores_of(framework, answers), scores_of(framework, {**answers, question.code: other})
    assert (after.overall or 0) >= (before.overall or 0)
    assert all(after.dimensions[c].score >= d.score for c, d in before.dimensions.items())
    assert all(after.indices[c].score >= i.score for c, i in before.indices.items())
    if question.kind != "multiple":  # a level that counts ticks may lose one for a dearer one
        assert position(framework, after.actual, after.ticked) >= position(framework, before.actual, before.ticked)


@EVERY
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_the_order_of_answers_and_of_ticks_does_not_matter(key, data):
    framework = loaded(key)
    answers = data.draw(sheets(framework))
    shuffled = {code: turned(answers[code]) for code in data.draw(st.permutations(sorted(answers)))}
    assert scores_of(framework, shuffled) == scores_of(framework, answers)


def turned(answer):
    match answer:
        case Chosen(options):
            return Chosen(options[::-1])
        case Rated(rows, none):
            return Rated({code: rows[code][::-1] for code in reversed(rows)}, none)
    return answer


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_what_is_not_applicable_leaves_the_denominator(data):
    framework = loaded("ai-manufacturing")
    answers = data.draw(sheets(framework))
    scores = scores_of(framework, answers)
    for code, dimension in scores.dimensions.items():
        counting = [q for q in framework.dimensions[code].questions if scores.questions[q].score is not None]
        if dimension.score is not None:
            weights = [Fraction(framework.questions[q].weight) for q in counting]
            points = [scores.questions[q].score for q in counting]
            assert dimension.score == sum(w * p for w, p in zip(weights, points, strict=True)) / sum(weights)


@EVERY
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_the_interval_contains_every_completion(key, data):
    framework = loaded(key)
    answers = data.draw(sheets(framework))
    draft = scores_of(framework, answers)
    missing = [code for code, q in draft.questions.items() if q.state == UNANSWERED]
    completed = {code: data.draw(counted(framework.questions[code])) for code in missing}
    whole = scores_of(framework, {**answers, **completed})
    if whole.overall is not None:
        assert draft.low <= whole.overall <= draft.high
    for code, dimension in whole.dimensions.items():
        if dimension.score is not None:
            assert draft.dimensions[code].low <= dimension.score <= draft.dimensions[code].high


@EVERY
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_answering_less_never_raises_the_lower_end(key, data):
    framework = loaded(key)
    answers = data.draw(sheets(framework, counted))
    fewer = {code: answers[code] for code in sorted(answers)[: data.draw(st.integers(0, len(answers)))]}
    assert scores_of(framework, fewer).low <= scores_of(framework, answers).low


@EVERY
@settings(deadline=None, max_examples=200)
@given(number=st.fractions(-100, 2000))
def test_every_number_falls_into_exactly_one_band(key, number):
    for question in loaded(key).questions.values():
        bands = question.count_bands or (question.options if question.kind in ("number", "ratio") else ())
        if not bands:
            continue
        first, last = bands[0].range, bands[-1].range
        inside = (first.lower is None or number >= first.lower) and (last.upper is None or number <= last.upper)
        whole = question.kind == "multiple"
        if inside and not (whole and number.denominator != 1):
            assert sum(number in band.range for band in bands) == 1


@EVERY
def test_every_score_has_a_level_and_a_higher_one_never_a_lower_level(key):
    framework = loaded(key)
    levels = framework.levels
    thresholds = [level.threshold for level in levels if level.threshold is not None]
    assert all(low < high for low, high in pairwise(thresholds))
    edges = [0, *thresholds, *(t - 1 for t in thresholds if t), framework.scale]
    held = [by_score(framework, Fraction(edge)) for edge in sorted(edges)]
    assert held == sorted(held)


def by_score(framework, overall):
    result = level_of(framework, profile_of(framework), Standing(overall, {}), LIVE)
    return framework.position(result.by_score)
