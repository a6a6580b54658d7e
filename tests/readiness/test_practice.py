"""The practice cases: complete in both languages, about nobody, and what the loader refuses."""

import pytest
import yaml

from readiness.anonymity import Words, found_in
from readiness.errors import ContentError
from readiness.loading.framework import published
from readiness.loading.practice import PRACTICE, load_practice, published_practice
from readiness.scoring import score_question

FRAMEWORK = published("ai-manufacturing@2026.1")
CASES = published_practice()
# What the reference answers give, worked out by hand from the texts: question → rung.
STAMPING = dict(
    zip(
        "PM-1 PM-2 PM-3 PM-4 DT-1 DT-2 DT-3 DT-6 CM-4 SG-2 SG-3 OT-1 OT-3 OT-6".split(),
        "L2 L2 L2 L2 L3 L3 L2 L3 L1 L2 L2 L2 L2 L2".split(),
        strict=True,
    )
)


def test_there_are_cases_to_begin_with_of_different_size_and_trade():
    assert len(CASES) >= 2
    assert len({(case.facts.size, case.facts.policy_group) for case in CASES.values()}) == len(CASES)


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_every_observation_stands_in_two_languages_with_a_reference_that_scores_and_its_reason(case):
    for code, one in case.observations.items():
        assert score_question(FRAMEWORK.questions[code], one.reference).score is not None
        assert one.seen.zh != one.seen.en
        assert one.reason.zh != one.reason.en


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_no_case_names_a_person_a_place_or_an_address(case):
    texts = [text for one in case.observations.values() for text in (one.seen, one.reason)] + [case.background]
    assert [found for text in texts for found in found_in(text.zh + text.en, Words())] == []


def test_the_reference_answers_of_the_stamping_plant_give_the_rungs_their_reasons_name():
    observations = CASES["stamping"].observations
    reached = {
        code: score_question(FRAMEWORK.questions[code], one.reference).reached for code, one in observations.items()
    }
    assert reached == STAMPING


def test_the_questions_of_a_case_follow_the_order_of_the_framework():
    order = list(FRAMEWORK.questions)
    for case in CASES.values():
        assert list(case.observations) == sorted(case.observations, key=order.index)


def first(data):
    return data["observations"][0]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: first(d).update(question="XX-9"), "'XX-9'"),
        (lambda d: first(d).update(question="PM-2"), "PM-2 twice"),
        (lambda d: first(d).update(reference="L9"), "one of L1, L2"),
        (lambda d: d["observations"][4].update(reference={"connected": 90, "total": 85}), "exceeds"),
        (lambda d: first(d)["seen"].pop("en"), "seen.en"),
        (lambda d: first(d).pop("reason"), "reason"),
        (lambda d: d.update(code="other"), "as the file is called"),
        (lambda d: d.update(framework="ai-manufacturing@1999"), "'ai-manufacturing@2026.1'"),
        (lambda d: d["facts"].update(province="330282"), "'330282'"),
        (lambda d: d["facts"].update(size="huge"), "large"),
        (lambda d: d.__setitem__("observations", d["observations"][:3]), "at least 12"),
        (lambda d: d.update(note="x"), "not known here"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(tmp_path, spoil, said):
    data = yaml.safe_load((PRACTICE / "stamping.yaml").read_text(encoding="utf-8"))
    spoil(data)
    path = tmp_path / "stamping.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_practice(path, FRAMEWORK)
    assert said in str(refused.value)
