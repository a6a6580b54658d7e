"""From one version of a framework to the next: what is begun goes on, what is stored stays, what changed is explained."""

import io
import json
import uuid
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.urls import reverse

from frameworks.library import forget
from frameworks.publishing import publish, reword, withdraw
from readiness.loading.source import Folder
from readiness.plain import canonical_json, digest
from surveys.content import NotOffered, framework
from surveys.models import Assessment, ResultSnapshot
from surveys.rescoring import verdict_on
from surveys.saving import save_answer
from surveys.sheet import Sheet
from surveys.starting import start, start_from
from surveys.submission import submit

SMALL = Path(__file__).parents[1] / "readiness" / "frameworks" / "small"
FULL = Assessment.Mode.FULL
ANSWERS = {
    "A1": "2",
    "A2": {"rows": {"r1": ["now"], "r2": ["now"]}},
    "B1": {"a": "30", "b": "40"},
    "B2": ["a", "b", "c"],
    "B3": {"value": "5"},
}
CORRECTION = """changes:
- at: no_level/name
  was: {zh: 无等级, en: no level}
  becomes: {zh: 未达等级, en: below the levels}
  why: it sounded final
  on: 2026-11-24
"""


@pytest.fixture(autouse=True)
def _fresh():
    forget()
    yield
    forget()


@pytest.fixture
def first(db):
    publish(Folder(SMALL / "1"))


@pytest.fixture
def second(first):
    publish(Folder(SMALL / "2"))


@pytest.fixture
def submitted(first, alice, factory):
    """Alice's result under the first version."""
    assessment = start(factory.organisation, alice, FULL, chosen=framework("small@1"))
    for code, plain in ANSWERS.items():
        assert save_answer(assessment, alice, code, plain, 0, uuid.uuid4()).result == "saved"
    return submit(assessment, alice, Sheet(assessment).seen).snapshot


def run(*words):
    out, err = io.StringIO(), io.StringIO()
    call_command(*words, stdout=out, stderr=err)
    return out.getvalue()


def failed(*words):
    err = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(*words, stdout=io.StringIO(), stderr=err)
    return err.getvalue() + str(caught.value)


def test_an_assessment_is_asked_the_version_it_begins_with(first, alice, factory):
    assessment = start(factory.organisation, alice, FULL, chosen=framework("small@1"))
    assert [question.code for question in assessment.questions] == ["A1", "A2", "B1", "B2", "B3"]
    assert assessment.framework_version.reference == assessment.framework_reference == "small@1"
    assert assessment.framework_version.digest == assessment.framework_digest


def test_without_a_wish_the_current_version_is_asked(alice, factory):
    assert start(factory.organisation, alice, FULL).framework_reference == "ai-manufacturing@2026.1"


def test_an_unknown_version_is_a_key_error_and_begins_nothing(alice, factory):
    with pytest.raises(KeyError):
        start(factory.organisation, alice, FULL, chosen=framework("nothing@1"))
    assert not Assessment.objects.exists()


def test_a_withdrawn_version_begins_nothing_and_lets_what_has_begun_go_on(first, alice, factory, charlie):
    assessment = start(factory.organisation, alice, FULL, chosen=framework("small@1"))
    withdraw("small@1")
    with pytest.raises(NotOffered):
        start(charlie.memberships.get().organisation, charlie, FULL, chosen=framework("small@1"))
    for code, plain in ANSWERS.items():
        save_answer(assessment, alice, code, plain, 0, uuid.uuid4())
    assert submit(assessment, alice, Sheet(assessment).seen).snapshot


def test_somebody_who_wants_a_withdrawn_questionnaire_gets_a_sentence(client, alice, factory):
    withdraw("ai-manufacturing@2026.1")
    client.force_login(alice)
    facts = {"organisation": factory.organisation.uuid, "mode": "full"}
    page = client.post(reverse("surveys:create"), facts, follow=True, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "not offered any more" in page.content.decode() or "已停用" in page.content.decode()
    assert not Assessment.objects.exists()


def test_a_version_in_use_cannot_be_deleted(submitted):
    with pytest.raises(ProtectedError):
        submitted.assessment.framework_version.delete()


def test_the_next_version_begins_with_the_answers_that_still_fit(submitted, second, alice):
    assessment = start_from(submitted.assessment, alice, FULL, chosen=framework("small@2"))
    assert assessment.framework_reference == "small@2"
    assert set(assessment.answers.values_list("question", flat=True)) == {"A2", "B1", "B2"}
    assert submitted.assessment.answers.count() == len(ANSWERS)


def test_without_a_wish_the_next_assessment_asks_the_same_framework_again(submitted, alice):
    assert start_from(submitted.assessment, alice, FULL).framework_reference == "small@1"


def test_the_next_version_leaves_the_stored_result_reproducible(submitted, second):
    assert verdict_on(submitted).reproduced


def test_every_stored_result_is_verified(submitted):
    assert "1 verified, 0 not reproducible" in run("rescore", "--verify")


def test_an_old_result_is_verified_in_its_own_words(submitted):
    reword("small@1", CORRECTION)
    forget()
    assert submitted.data["wording"] == ""
    assert verdict_on(submitted).reproduced


def test_a_new_result_holds_the_words_it_was_made_with(first, alice, factory):
    made = reword("small@1", CORRECTION)
    forget()
    assessment = start(factory.organisation, alice, FULL, chosen=framework("small@1"))
    for code, plain in ANSWERS.items():
        save_answer(assessment, alice, code, plain, 0, uuid.uuid4())
    snapshot = submit(assessment, alice, Sheet(assessment).seen).snapshot
    assert snapshot.data["wording"] == made.wording
    assert verdict_on(snapshot).reproduced


def forged(submitted, **changes):
    """The stored result with something else in it, as if the engine had given it."""
    data = submitted.data | changes
    assessment = submitted.assessment
    submitted.dimension_scores.all().delete()
    ResultSnapshot.objects.filter(pk=submitted.pk).delete()
    columns = {name: data[name] for name in ("framework_digest", "catalogue_digest", "engine", "level")}
    text = canonical_json(data)
    return ResultSnapshot.objects.create(
        assessment=assessment, text=text, sha256=digest(data), overall=submitted.overall, **columns
    )


def test_a_result_that_comes_out_otherwise_is_named_with_its_key(submitted):
    forged(submitted, answered=3)
    said = failed("rescore", "--verify")
    assert f"{submitted.assessment.uuid}: answered" in said
    assert "1 stored results do not come out the same" in said


def test_a_column_that_says_something_else_than_the_record_is_noticed(submitted):
    other = forged(submitted)
    other.level = "two" if other.level != "two" else "one"
    assert "level" in verdict_on(other).difference


def test_with_another_catalogue_the_subsidies_are_left_out_and_this_is_said(submitted):
    forged(submitted, catalogue_digest="0" * 64)
    said = run("rescore", "--verify")
    assert "1 verified" in said
    assert "another subsidy catalogue" in said


def test_a_result_whose_framework_is_gone_is_named_not_raised(submitted):
    other = forged(submitted, framework="gone@1")
    assert "not at hand" in verdict_on(other).difference


def test_verifying_takes_one_query_for_all_results_and_one_each_for_the_subsidies_of_its_moment(
    submitted, django_assert_num_queries
):
    verdict_on(submitted)
    with django_assert_num_queries(2):
        run("rescore", "--verify")


def test_stored_answers_are_scored_under_another_version_and_nothing_is_written(submitted, second):
    before = submitted.text
    found = json.loads(run("rescore", "small@1", "small@2", "--all", "--json"))
    submitted.refresh_from_db()
    assert submitted.text == before
    assert found["assessment"] == str(submitted.assessment.uuid)
    assert [item["question"] for item in found["no_longer_fit"]] == ["A1", "B3"]
    parts = sum(int(c["points"].replace(".", "")) for c in found["contributions"])
    total = [int(found["overall"][when].replace(".", "")) for when in ("before", "after")]
    assert abs(parts - (total[1] - total[0])) <= len(found["contributions"])  # each rounded to six places


def test_one_assessment_is_scored_under_another_version_in_words(submitted, second):
    said = run("rescore", "small@1", "small@2", "--assessment", str(submitted.assessment.uuid))
    assert "level" in said
    assert "A1: the answer '2' no longer fits" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["small@1", "small@2"], "Say either"),
        ([], "Say either"),
        (["--verify", "--all"], "leave out"),
        (["small@1", "nothing@1", "--all"], "nothing@1 is not known here"),
        (["small@1", "small@2", "--assessment", "x"], "no UUID"),
        (["small@1", "small@2", "--assessment", str(uuid.UUID(int=0))], "no submitted assessment"),
    ],
)
def test_a_wrong_wish_gets_a_sentence(second, words, sentence):
    assert sentence in failed("rescore", *words)


def test_what_changed_and_who_would_score_differently_is_told(submitted, second):
    said = run("framework", "diff", "small@1", "small@2")
    assert "removed questions/B3" in said
    assert "levels/two/threshold: 1.5 → 1.2" in said
    assert "1 of 1 stored result would score differently" in said


def test_a_folder_can_be_compared_before_it_is_published(submitted):
    found = json.loads(run("framework", "diff", "small@1", str(SMALL / "2"), "--json"))
    assert len(found["changes"]) == 5
    assert found["results"][0]["differs"]


def test_a_folder_is_checked_and_summed_up():
    assert "5 questions, 2 dimensions, 2 levels (one, two), highest score 2.0" in run(
        "framework", "check", str(SMALL / "1")
    )


def test_all_problems_of_a_folder_come_with_file_line_key_found_and_expected(tmp_path):
    (tmp_path / "framework.yaml").write_text("key: x\nversion: '1'\nname: {zh: 甲, en: A}\ndimensions: []\nlevels: 3\n")
    said = failed("framework", "check", str(tmp_path))
    assert f"{tmp_path.name}/framework.yaml:5: levels: found '3', expected a list" in said
    assert "problem" in said


def test_a_framework_is_published_listed_reworded_and_withdrawn_by_commands(db, alice, tmp_path):
    assert "is published" in run("framework", "publish", str(SMALL / "1"), "--by", "Alice@example.com")
    assert "already" in run("framework", "publish", str(SMALL / "1"))
    correction = tmp_path / "c.yaml"
    correction.write_text(CORRECTION, encoding="utf-8")
    assert "correction 1" in run("framework", "reword", "small@1", str(correction))
    assert "withdrawn" in run("framework", "withdraw", "small@1")
    [line] = [line for line in run("framework", "list").splitlines() if line.startswith("small@1")]
    assert line.split()[1:3] == ["installed", "withdrawn"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["check", "/nowhere"], "is no folder"),
        (["publish", str(SMALL / "1"), "--by", "nobody@example.com"], "Nobody here"),
        (["withdraw", "nothing@1"], "nothing@1 is not known here"),
        (["reword", "nothing@1", str(SMALL / "1" / "framework.yaml")], "not known here"),
        (["reword", "nothing@1", "/nowhere.yaml"], "cannot be read"),
        (["diff", "nothing@1", "nothing@2"], "not known here"),
        (["record", "nothing@1"], "not known here"),
    ],
)
def test_a_wrong_command_gets_a_sentence(db, words, sentence):
    assert sentence in failed("framework", *words)
