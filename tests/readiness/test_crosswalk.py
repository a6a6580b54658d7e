"""Answers carried between the ministry's indicators and ours: what is proposed, what stays open, what is refused."""

import pytest
import yaml

from readiness.answers import Chosen, read_answer
from readiness.crosswalk import backward, forward
from readiness.errors import ContentError
from readiness.loading.crosswalk import load_crosswalk, published_crosswalk
from readiness.loading.framework import FRAMEWORKS
from readiness.scoring import score, score_question
from tests.readiness.conftest import CASES, all_at

OURS, THEIRS = "ai-manufacturing@2026.1", "miit-sme-2024@2024"
FILE = FRAMEWORKS / "ai-manufacturing" / "2026.1" / "crosswalks" / "miit-sme-2024.yaml"
GIVEN = yaml.safe_load((CASES / "crosswalk.yaml").read_text(encoding="utf-8"))


def given(direction):
    return [pytest.param(case, id=case["name"]) for case in GIVEN[direction]]


@pytest.fixture(scope="module")
def crosswalk():
    return published_crosswalk(OURS, THEIRS)


def understood(framework, plain):
    return {code: read_answer(framework.questions[code], value) for code, value in plain.items()}


def accepted(crosswalk, answers):
    """Our answers, if every proposal is taken as it is."""
    return understood(crosswalk.ours, {code: p.value for code, p in forward(crosswalk, answers).items()})


@pytest.mark.parametrize("case", given("forward"))
def test_only_what_the_ministry_says_is_proposed(crosswalk, case):
    found = forward(crosswalk, understood(crosswalk.theirs, case["theirs"]))
    assert {code: proposal.value for code, proposal in found.items()} == case["ours"]


@pytest.mark.parametrize("case", given("backward"))
def test_our_answers_leave_a_range_of_theirs(crosswalk, case):
    found = backward(crosswalk, understood(crosswalk.ours, case["ours"]))
    expected = {
        code: tuple(read_answer(crosswalk.theirs.questions[code], end) for end in ends)
        for code, ends in case["theirs"].items()
    }
    assert {code: found[code] for code in expected} == expected


def test_twenty_six_questions_of_ours_can_be_proposed(crosswalk):
    proposed = {link.ours for link in crosswalk.links if link.proposes}
    assert len(proposed) == 26
    assert {link.ours for link in crosswalk.links} == proposed


def test_a_proposal_says_whether_it_is_exact_and_why(crosswalk):
    found = forward(crosswalk, understood(crosswalk.theirs, {"S05": "G4", "S01": "G4"}))
    assert found["PM-1"].exact
    assert not found["RD-1"].exact
    assert "协同设计" in found["RD-1"].detail.zh


def test_every_proposal_is_a_whole_answer_to_our_question(crosswalk):
    for question in crosswalk.theirs.questions.values():
        for option in question.options:
            for code, answer in accepted(crosswalk, {question.code: Chosen((option.code,))}).items():
                assert score_question(crosswalk.ours.questions[code], answer).state == "answered"


def test_a_proposal_taken_never_contradicts_the_answer_it_came_from(crosswalk):
    for question in crosswalk.theirs.questions.values():
        for option in question.options:
            answers = {question.code: Chosen((option.code,))}
            low, high = backward(crosswalk, accepted(crosswalk, answers))[question.code]
            points = [score_question(question, answer).score for answer in (low, answers[question.code], high)]
            assert points == sorted(points), (question.code, option.code)


@pytest.mark.parametrize("rung", ["L1", "L2", "L3", "L4", "L5"])
def test_the_lowest_answers_never_score_above_the_highest(crosswalk, rung):
    theirs = crosswalk.theirs
    bounds = backward(crosswalk, all_at(crosswalk.ours, rung))
    profile = theirs.profiles[theirs.default_profile]
    low, high = (score(theirs, {code: ends[n] for code, ends in bounds.items()}, profile) for n in (0, 1))
    assert set(bounds) == set(theirs.questions)
    assert low.coverage == high.coverage == 1
    assert low.overall <= high.overall
    assert all(low.questions[code].score <= high.questions[code].score for code in bounds)


def test_links_between_unpublished_frameworks_are_a_key_error():
    for ours, theirs in ((OURS, OURS), (OURS, "nothing@1"), (THEIRS, OURS)):
        with pytest.raises(KeyError):
            published_crosswalk(ours, theirs)


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("theirs: miit-sme-2024@2024", "theirs: miit-sme-2024@2025", "theirs", "one of miit-sme-2024@2024"),
        ("ours: RD-1", "ours: RD-9", "links[0].ours", "the code of a question of ai-manufacturing@2026.1"),
        ("ours: RD-2", "ours: RD-1", "links[1].ours", "one link that proposes an answer to it"),
        ("kind: options", "kind: guess", "links[0].kind", "one of options, ratio, ticks"),
        ("kind: options", "kind: ratio", "links[0].kind", "a kind that joins these two questions"),
        ("G4: L4}", "G4: L6}", "links[0].to_ours.G4", "one of L1, L2, L3, L4, L5"),
        ("{G0: L1,", "{G9: L1,", "links[0].to_ours.G9", "one of G0, G1, G2, G3, G4"),
        ("L2: [G2, G2]", "L2: [G2, G1]", "links[0].to_theirs.L2", "the lowest and the highest option"),
        ("L2: [G2, G2], ", "", "links[0].to_theirs", "every option of RD-1"),
        ("{connected: connected, ", "{connected: machines, ", "links[17].inputs.connected", "one of connected, total"),
        ("control_network: {needs: [L2]}", "control_network: {needs: [L9]}", "needs", "options out of none, L2"),
        ("{sure: [L5], needs: [L5]}", "{sure: [L4], needs: [L5]}", "sure", "only options that stand in needs"),
        ("  exact: false", "  exact: false\n  colour: red", "links[0].colour", "one of"),
    ],
)
def test_what_is_wrong_in_a_crosswalk_is_named(crosswalk, tmp_path, old, new, key, expected):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "crosswalk.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_crosswalk(path, crosswalk.ours, crosswalk.theirs)
    found = [problem for problem in caught.value.problems if problem.key.endswith(key)]
    assert [problem for problem in found if problem.line and problem.expected.startswith(expected)]


def test_all_problems_of_a_crosswalk_come_at_once(crosswalk, tmp_path):
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "crosswalk.yaml"
    path.write_text(text.replace("G4: L4}", "G4: L6}").replace("ours: DT-3", "ours: DT-33"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_crosswalk(path, crosswalk.ours, crosswalk.theirs)
    assert len(caught.value.problems) == 17


def test_every_reason_is_written_in_its_language(crosswalk):
    for link in crosswalk.links:
        assert not any("\u4e00" <= character <= "\u9fff" for character in link.why.en), link.why.en
        assert not set(",;:?!") & set(link.why.zh), link.why.zh
