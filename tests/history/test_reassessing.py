"""Another year: old answers are suggestions, scenes are carried over, nothing counts until somebody confirms."""

import uuid

import pytest
from django.urls import reverse

from history.reassessing import reassess
from suggestions.settling import confirm
from surveys.models import Assessment
from surveys.replay import differences
from surveys.saving import save_scene
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.submission import submit

pytestmark = pytest.mark.django_db


def address(assessment):
    return reverse("history:reassess", args=[assessment.uuid])


def test_old_answers_wait_as_suggestions_and_nothing_counts(submitted, alice):
    made = reassess(submitted("2025-03-01").assessment, alice, "full")
    sheet = Sheet(made)
    assert (sheet.done, made.answers.count(), sheet.coverage.answered) == (0, 0, 0)
    assert made.suggestions.unsettled().count() == len(made.questions)
    first = made.suggestions.first()
    assert (first.source, first.detail, first.exact) == ("earlier", "2025-03-01", True)
    assert submit(made, alice, sheet.seen).obstacles.missing > 0


def test_confirmed_suggestions_are_answers_and_can_be_submitted(submitted, alice):
    earlier = submitted("2025-03-01")
    made = reassess(earlier.assessment, alice, "full")
    for suggestion in made.suggestions.all():
        assert confirm(suggestion, alice)
    assert differences(made) == {}
    assert {event.origin for event in made.events.all()} == {"adopted"}
    later = submit(made, alice, Sheet(made).seen).snapshot
    assert later.data["answers_digest"] == earlier.data["answers_digest"]
    assert later.overall == earlier.overall


def test_the_time_spent_confirming_tells_nothing(submitted, alice):
    made = reassess(submitted("2025-03-01").assessment, alice, "full")
    for suggestion in made.suggestions.all():
        confirm(suggestion, alice)
    codes = [warning["code"] for warning in submit(made, alice, Sheet(made).seen).snapshot.data["warnings"]]
    assert not any("min" in code for code in codes)


def test_scenes_are_carried_over(alice, submitted):
    earlier = submitted("2025-03-01").assessment
    Assessment.objects.filter(pk=earlier.pk).update(state="draft", submitted_at=None)
    earlier.refresh_from_db()
    save_scene(earlier, alice, uuid.uuid4(), {"name": "看图报价", "stage": "MS", "status": "idea"}, 0, uuid.uuid4())
    Assessment.objects.filter(pk=earlier.pk).update(state="submitted", submitted_at=earlier.started_at)
    earlier.refresh_from_db()
    made = reassess(earlier, alice, "full")
    assert made.scenes.get().name == "看图报价"
    assert differences(made) == {}


def test_not_sure_is_no_suggestion(submitted, alice):
    made = reassess(submitted("2025-03-01", PM_1="unknown").assessment, alice, "full")
    assert not made.suggestions.filter(question="PM-1").exists()


def test_answers_to_another_version_are_approximate(submitted, alice):
    earlier = submitted("2025-03-01").assessment
    earlier.framework_digest = "0" * 64
    made = reassess(earlier, alice, "full")
    assert set(made.suggestions.values_list("exact", flat=True)) == {False}


def test_a_second_click_finds_the_same_assessment(submitted, alice):
    earlier = submitted("2025-03-01").assessment
    made = reassess(earlier, alice, "full")
    assert reassess(earlier, alice, "full") == made
    assert made.suggestions.count() == len(made.questions)


def test_an_assessment_in_progress_is_left_as_it_is(submitted, alice, factory):
    earlier = submitted("2025-03-01").assessment
    draft = start(factory.organisation, alice, Assessment.Mode.QUICK)
    assert reassess(earlier, alice, "full") == draft
    assert (draft.suggestions.count(), draft.mode) == (0, "quick")


def test_the_view_leads_to_the_new_task_list(signed_in, submitted, bob):
    earlier = submitted("2025-03-01").assessment
    response = signed_in(bob).post(address(earlier), {"mode": "full"}, follow=True)
    made = Assessment.objects.drafts().get()
    assert response.redirect_chain[0][0] == reverse("surveys:assessment", args=[made.uuid])
    assert (made.mode, made.predecessor, made.created_by) == ("full", earlier, bob)
    assert f"{len(made.questions)} suggested answers still to be confirmed" in response.content.decode()


def test_the_view_requires_a_sign_in(client, submitted):
    assert "/account/login/" in client.post(address(submitted("2025-03-01").assessment)).url


def test_the_view_guards_the_assessment(signed_in, submitted, alice, vera, charlie):
    earlier = submitted("2025-03-01").assessment
    assert signed_in(charlie).post(address(earlier)).status_code == 404
    assert signed_in(vera).post(address(earlier)).status_code == 403
    assert signed_in(alice).get(address(earlier)).status_code == 405
    assert not Assessment.objects.drafts().exists()


def test_a_draft_cannot_be_assessed_again(signed_in, alice, factory):
    draft = start(factory.organisation, alice, Assessment.Mode.FULL)
    assert signed_in(alice).post(address(draft)).status_code == 404


def test_the_full_version_of_a_quick_one_keeps_its_answers(signed_in, submitted, alice):
    quick = submitted("2025-03-01", mode="quick").assessment
    signed_in(alice).post(reverse("surveys:again", args=[quick.uuid]))
    made = Assessment.objects.drafts().get()
    assert (made.mode, made.answers.count(), made.suggestions.count()) == ("full", 20, 0)


def test_the_answers_of_a_full_one_are_never_just_copied(signed_in, submitted, alice):
    full = submitted("2025-03-01").assessment
    assert signed_in(alice).post(reverse("surveys:again", args=[full.uuid])).status_code == 404
    assert not Assessment.objects.drafts().exists()


@pytest.mark.parametrize(("mode", "name"), [("full", "history:reassess"), ("quick", "surveys:again")])
def test_home_and_result_lead_to_what_fits(signed_in, submitted, alice, mode, name):
    earlier = submitted("2025-03-01", mode=mode).assessment
    client, wanted = signed_in(alice), f'action="{reverse(name, args=[earlier.uuid])}"'
    assert wanted in client.get(reverse("surveys:home")).content.decode()
    assert wanted in client.get(reverse("reports:result", args=[earlier.uuid])).content.decode()


def test_readers_are_not_offered_another_assessment(signed_in, submitted, vera):
    earlier = submitted("2025-03-01").assessment
    page = signed_in(vera).get(reverse("reports:result", args=[earlier.uuid])).content.decode()
    assert address(earlier) not in page
