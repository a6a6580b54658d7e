"""Parts of an assessment are shared out: who should answer, until when. It never keeps anybody from answering."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import members
from accounts.models import Membership, User
from teamwork.models import Assignment

WORDS = "answered </span>"


def tasks(assessment):
    return reverse("surveys:assessment", args=[assessment.uuid])


def assign(client, assessment, dimension="PM", **data):
    return client.post(reverse("teamwork:assign", args=[assessment.uuid, dimension]), data)


def test_a_part_is_assigned_with_a_day_and_a_note(signed_in, draft, alice, bob, member):
    day = timezone.localdate() + timedelta(days=3)
    response = assign(signed_in(alice), draft, member=member(bob).uuid, due=day.isoformat(), note="问车间老周")
    assert response.url == reverse("teamwork:assignments", args=[draft.uuid])
    page = signed_in(alice).get(tasks(draft)).content.decode()
    for text in ("Bob", f"until {day}", "0/8"):
        assert text in page
    assert Assignment.objects.get().assigned_by == alice
    assert "问车间老周" in signed_in(alice).get(response.url).content.decode()


def test_assigning_again_replaces_the_assignment(signed_in, draft, alice, bob, assigned, member):
    assign(signed_in(bob), draft, member=member(alice).uuid)
    kept = Assignment.objects.get()
    assert (kept.member.user, kept.due, kept.note, kept.assigned_by) == (alice, None, "", bob)


@pytest.mark.parametrize("typed", ["2027-01-05", "2027/1/5", "2027.01.05", "2027年1月5日"])
def test_a_day_may_be_typed_as_people_write_it(signed_in, draft, alice, bob, member, typed):
    assign(signed_in(alice), draft, member=member(bob).uuid, due=typed)
    assert Assignment.objects.get().due == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"member": ""}, "Please choose who"),
        ({"member": "x"}, "Please choose who"),
        ({"member": "00000000-0000-4000-8000-000000000000"}, "Please choose who"),
        ({"due": "soon"}, "This is not a date"),
        ({"due": "2020-01-01"}, "2020-01-01 is in the past"),
        ({"note": "长" * 201}, "201 characters"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_nothing_typed_is_lost(
    signed_in, draft, alice, bob, member, wrong, sentence
):
    data = {"member": str(member(bob).uuid), "due": "2031-01-05", "note": "看 MES 报表"} | wrong
    page = assign(signed_in(alice), draft, **data).content.decode()
    assert sentence in page
    assert data["note"] in page
    assert data["due"] in page
    assert not Assignment.objects.exists()


def test_what_is_overdue_already_may_still_get_another_note(signed_in, draft, alice, bob, assigned, member):
    past = timezone.localdate() - timedelta(days=4)
    Assignment.objects.update(due=past)
    assign(signed_in(alice), draft, member=member(bob).uuid, due=past.isoformat(), note="请尽快")
    assert Assignment.objects.get().note == "请尽快"


def test_only_people_of_the_firm_who_may_answer_can_be_chosen(signed_in, draft, alice, bob, vera, charlie, member):
    page = signed_in(alice).get(reverse("teamwork:assign", args=[draft.uuid, "PM"])).content.decode()
    assert "Bob" in page
    assert "Vera" not in page
    assert "Charlie" not in page
    for other in (member(vera), Membership.objects.get(user=charlie)):
        assign(signed_in(alice), draft, member=other.uuid)
    assert not Assignment.objects.exists()


def test_an_assignment_is_taken_back(signed_in, draft, bob, assigned):
    signed_in(bob).post(reverse("teamwork:unassign", args=[draft.uuid, "PM"]))
    assert not Assignment.objects.exists()


def test_a_part_is_overdue_from_the_day_after_until_it_is_done(signed_in, draft, alice, assigned, answer):
    client = signed_in(alice)
    Assignment.objects.update(due=timezone.localdate())
    assert "Overdue" not in client.get(tasks(draft)).content.decode()
    Assignment.objects.update(due=timezone.localdate() - timedelta(days=1))
    assert "Overdue" in client.get(tasks(draft)).content.decode()
    for question in draft.questions_of("PM"):
        answer(draft, question.code, "unknown")
    page = client.get(tasks(draft)).content.decode()
    assert "Overdue" not in page
    assert f"{WORDS}8/8" in page


def test_my_parts_stand_above_the_task_list_for_whom_they_are(signed_in, draft, alice, bob, assigned):
    his = signed_in(bob).get(tasks(draft)).content.decode()
    assert his.index("My parts") < his.index("The stages of your business")
    assert "问车间老周" in his
    assert "My parts" not in signed_in(alice).get(tasks(draft)).content.decode()


def test_when_the_person_leaves_nobody_is_responsible(signed_in, draft, alice, bob, assigned, member):
    members.remove(member(bob))
    for address in (tasks(draft), reverse("teamwork:assignments", args=[draft.uuid])):
        page = signed_in(alice).get(address).content.decode()
        assert "Nobody is responsible" in page
        assert "Bob" not in page


def test_a_person_who_may_only_view_now_is_named_as_such(signed_in, draft, alice, bob, assigned, member):
    members.change_role(member(bob), Membership.Role.VIEWER)
    assert "May only view" in signed_in(alice).get(tasks(draft)).content.decode()


def test_an_assignment_keeps_nobody_from_answering(signed_in, draft, alice, assigned):
    there = reverse("surveys:page", args=[draft.uuid, "PM"])
    signed_in(alice).post(there, {"PM-1": "L2", "PM-1.base": "0.x"})
    assert draft.answers.get(question="PM-1").updated_by == alice


@pytest.mark.parametrize("name", ["surveys:assessment", "teamwork:assignments"])
def test_pages_ask_the_database_the_same_however_much_is_assigned(
    signed_in, draft, alice, factory, name, django_assert_max_num_queries
):
    client, there = signed_in(alice), reverse(name, args=[draft.uuid])
    client.get(there)
    with django_assert_max_num_queries(14) as few:
        client.get(there)
    for dimension in draft.dimensions:
        user = User.objects.create_user(f"{dimension.code}@example.com")
        made = Membership.objects.create(user=user, organisation=factory.organisation, role="editor")
        Assignment.objects.create(assessment=draft, dimension=dimension.code, member=made)
    with django_assert_max_num_queries(14) as many:
        client.get(there)
    assert len(few) == len(many)
