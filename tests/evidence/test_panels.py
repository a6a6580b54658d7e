"""Evidence beside questions, on the review page, and frozen with the result."""

import random

import pytest
from django.urls import reverse

from evidence.gist import gist
from evidence.models import Evidence
from evidence.strength import Share, share, strongest_by_question
from readiness.plain import canonical_json
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit
from tests.browser.furnish import middling
from tests.evidence.files import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(alice, factory, draft):
    """An assessment with an answer to every question."""
    answers = {question.code: middling(question) for question in draft.questions}
    draft.delete()
    return start_with(factory.organisation, alice, "full", answers, [])


def a_note(assessment, question, strength, text="said"):
    return Evidence.objects.create(
        assessment=assessment, question=question, kind="note", note=text, evidence_class=strength
    )


def questions(client, draft):
    return client.get(reverse("surveys:page", args=[draft.uuid, "PM"])).content.decode()


def test_a_line_beside_the_question_counts_and_names_the_strongest(signed_in, alice, draft):
    a_note(draft, "PM-1", "oral")
    a_note(draft, "PM-1", "document", "rule")
    html = questions(signed_in(alice), draft)
    assert "Evidence: 2 · strongest: Document" in html
    assert page(draft, "PM-1") in html
    assert "Add evidence" in html  # beside the others


def test_after_submission_a_question_without_evidence_leads_nowhere(signed_in, alice, submitted):
    html = questions(signed_in(alice), submitted)
    assert "No evidence" in html
    assert page(submitted, "PM-1") not in html


def test_the_line_speaks_chinese(client, alice, draft):
    a_note(draft, "PM-1", "observed")
    client.force_login(alice)
    assert "证据 1 份 · 最强：观察" in questions(client, draft)


def test_the_review_tells_how_many_answers_are_backed(signed_in, alice, answered):
    a_note(answered, "PM-1", "document")
    a_note(answered, "PM-2", "oral")
    html = signed_in(alice).get(reverse("surveys:review", args=[answered.uuid])).content.decode()
    total = len(answered.questions)
    assert f"1 of {total} answered questions have observed or document evidence." in html
    assert f"1 of {len(answered.questions_of('PM'))} backed" in html
    assert page(answered, "PM-2") in html


def test_evidence_without_an_answer_backs_nothing_on_the_review(signed_in, alice, draft):
    a_note(draft, "PM-1", "document")
    html = signed_in(alice).get(reverse("surveys:review", args=[draft.uuid])).content.decode()
    assert "0 of 0 answered questions" in html


def test_the_gist_holds_what_a_report_needs_and_nothing_withdrawn(draft, filed, note, alice):
    a_note(draft, "PM-2", "plan", "gone")
    Evidence.objects.filter(question="PM-2").update(withdrawn_at=note.added_at)
    assert gist(draft) == {
        "questions": {
            "PM-1": [
                {
                    "class": "observed",
                    "kind": "file",
                    "name": "screen.png",
                    "link": "",
                    "note": "",
                    "caption": "",
                    "sha256": filed.sha256,
                    "size": filed.size,
                },
                {
                    "class": "observed",
                    "kind": "note",
                    "name": "",
                    "link": "",
                    "note": "seen on site",
                    "caption": "",
                    "sha256": "",
                    "size": 0,
                },
            ]
        }
    }


def test_the_gist_does_not_depend_on_the_order_things_were_added_in(draft):
    entries = [(q, c, f"{q} {c}") for q in ("PM-1", "DT-1", "PM-2") for c in ("plan", "oral", "document", "observed")]
    texts = set()
    for seed in range(5):
        draft.evidence.all().delete()
        random.Random(seed).shuffle(entries)
        for entry in entries:
            a_note(draft, *entry)
        texts.add(canonical_json(gist(draft)))
    assert len(texts) == 1


def test_a_submission_freezes_the_evidence(answered, alice):
    a_note(answered, "PM-1", "document")
    snapshot = submit(answered, alice, Sheet(answered).seen).snapshot
    frozen = snapshot.data["evidence"]
    assert strongest_by_question(frozen) == {"PM-1": "document"}
    assert share(strongest_by_question(frozen), ["PM-1", "PM-2"]) == Share(1, 2)
