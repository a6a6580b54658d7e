"""Actions of the route: how far they are, month, cost, note; two people at once; who may."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from history.models import ActionProgress, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def route(submitted):
    """The codes of the actions of Alice's latest route."""
    return [step["action"] for step in submitted("2025-03-01", 0).data["route"]["steps"]]


def page(factory):
    return reverse("history:actions", args=[factory.uuid])


def address(factory, action):
    return reverse("history:update", args=[factory.uuid, action])


def typed(action, state="done", month="2025-05", cost="3.5", note="", revision=0, **months):
    values = {"state": state, "done_month": month, "cost_wan": cost, "note": note, "revision": revision} | months
    return {f"{action}-{name}": value for name, value in values.items()}


def test_the_page_lists_the_route_and_starts_with_planned(signed_in, factory, alice, bob, vera, route):
    for user in (alice, bob, vera):
        html = signed_in(user).get(page(factory)).content.decode()
        assert [code for code in route if f'id="action-{code}"' not in html] == []
        assert f"0 of {len(route)} done" in html


def test_the_page_is_in_chinese_for_chinese_readers(signed_in, factory, alice, route):
    html = signed_in(alice, "zh-hans").get(page(factory)).content.decode()
    assert "行动进展" in html
    assert "怎样算完成" in html
    assert f"共 {len(route)} 项，已完成 0 项" in html


def test_readers_have_no_forms(signed_in, factory, vera, route):
    assert address(factory, route[0]) not in signed_in(vera).get(page(factory)).content.decode()


def test_before_the_first_result_there_are_no_actions(signed_in, factory, alice):
    assert "No actions yet" in signed_in(alice).get(page(factory)).content.decode()


def test_what_is_done_is_recorded_with_month_cost_and_note(signed_in, factory, bob, route):
    client, action = signed_in(bob), route[0]
    data = typed(action, month="2025年5月", cost="３.５", note="先做了两条线")
    response = client.post(address(factory, action), data)
    assert response.url == f"{page(factory)}#action-{action}"
    row = ActionProgress.objects.get()
    assert (row.action, row.state, row.done_month) == (action, "done", datetime.date(2025, 5, 1))
    assert (row.cost_wan, row.note, row.updated_by, row.revision) == (Decimal("3.50"), "先做了两条线", bob, 1)
    html = client.get(page(factory)).content.decode()
    assert "CNY 35,000" in html
    assert f"1 of {len(route)} done" in html


def test_a_month_is_forgotten_when_an_action_is_not_done_after_all(signed_in, factory, alice, route):
    client, action = signed_in(alice), route[0]
    client.post(address(factory, action), typed(action))
    assert client.post(address(factory, action), typed(action, "doing", "bald", revision=1)).status_code == 302
    row = ActionProgress.objects.get()
    assert (row.state, row.done_month, row.revision) == ("doing", None, 2)


def test_every_state_has_a_month_and_a_plan_may_lie_ahead(signed_in, factory, alice, route):
    client, (one, two, three) = signed_in(alice), route[:3]
    client.post(address(factory, one), typed(one, "planned", "", "", planned_month="2031-02"))
    client.post(address(factory, two), typed(two, "doing", "", "", planned_month="2025-01", started_month="2025-02"))
    client.post(address(factory, three), typed(three, started_month="2025年3月"))
    months = {row.action: row.month for row in ActionProgress.objects.all()}
    assert months == {one: date(2031, 2), two: date(2025, 2), three: date(2025, 5)}
    html = client.get(page(factory)).content.decode()
    assert "to start in 2031-02" in html
    assert "started in 2025-02" in html
    assert "to start in 2025-01" not in html
    assert "started in 2025-03 · done in 2025-05" in html


def date(year, month):
    return datetime.date(year, month, 1)


def test_what_has_not_started_has_no_month_of_its_start(signed_in, factory, alice, route):
    response = signed_in(alice).post(address(factory, route[0]), typed(route[0], "planned", started_month="bald"))
    assert response.status_code == 302
    assert ActionProgress.objects.get().started_month is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"started_month": "2025-06"}, "It cannot have started in 2025-06 and been done in 2025-05."),
        ({"started_month": "2099-01", "state": "doing"}, "Choose “Planned” until the action has started."),
        ({"planned_month": "bald"}, "You typed “bald”"),
        ({"month": ""}, "Please say in which month it was done"),
        ({"month": "letztes Jahr"}, "You typed “letztes Jahr”"),
        ({"month": "2025-13"}, "You typed “2025-13”"),
        ({"month": "1066-05"}, "You typed “1066-05”"),
        ({"month": "2099-01"}, "2099-01 is still to come"),
        ({"cost": "viel"}, "You typed “viel”"),
        ({"cost": "-1"}, "You typed -1"),
        ({"state": "dreaming"}, "dreaming"),
        ({"note": "字" * 501}, "501"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_typed_is_lost(signed_in, factory, alice, route, change, sentence):
    action = route[0]
    response = signed_in(alice).post(address(factory, action), typed(action, **({"note": "unser Vermerk"} | change)))
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert change.get("note", "unser Vermerk") in html
    assert not ActionProgress.objects.exists()


@pytest.mark.parametrize("revision", ["", "-1", "x", "99999999999"])
def test_a_form_without_a_sound_revision_is_no_server_error(signed_in, factory, alice, route, revision):
    action = route[0]
    assert signed_in(alice).post(address(factory, action), typed(action, revision=revision)).status_code == 422


def test_characters_no_database_keeps_are_left_out(signed_in, factory, alice, route):
    signed_in(alice).post(address(factory, route[0]), typed(route[0], note="a\0b"))
    assert "\0" not in "".join(ActionProgress.objects.values_list("note", flat=True))


def test_a_change_made_meanwhile_is_shown_and_ones_own_can_be_saved_again(signed_in, factory, alice, bob, route):
    action = route[0]
    record(factory.organisation, bob, action, 0, {"state": "doing", "done_month": None, "note": "läuft"})
    client = signed_in(alice)
    response = client.post(address(factory, action), typed(action, note="meins"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Bob changed this at" in html
    assert "Saved now: Under way." in html
    assert "meins" in html
    assert f'name="{action}-revision" value="1"' in html
    assert ActionProgress.objects.get().note == "läuft"
    assert client.post(address(factory, action), typed(action, note="meins", revision=1)).status_code == 302
    assert (ActionProgress.objects.get().note, ActionProgress.objects.get().revision) == ("meins", 2)


def test_a_form_from_before_a_row_was_deleted_is_a_conflict_nobody_loses_by(signed_in, factory, alice, route):
    action = route[0]
    response = signed_in(alice).post(address(factory, action), typed(action, revision=7, note="meins"))
    assert response.status_code == 409
    assert "meins" in response.content.decode()


def test_a_done_action_stays_listed_when_the_route_forgets_it(signed_in, factory, alice, route, submitted):
    record(factory.organisation, alice, route[0], 0, {"state": "done", "done_month": datetime.date(2025, 5, 1)})
    submitted("2026-03-01", 4)
    html = signed_in(alice).get(page(factory)).content.decode()
    assert f'id="action-{route[0]}"' in html
    assert "not in the latest route" in html


def test_the_page_requires_a_sign_in_and_hides_from_strangers(client, signed_in, factory, charlie, route):
    assert "/account/login/" in client.get(page(factory)).url
    assert "/account/login/" in client.post(address(factory, route[0])).url
    assert signed_in(charlie).get(page(factory)).status_code == 404
    assert client.post(address(factory, route[0]), typed(route[0])).status_code == 404


def test_recording_is_for_editors_and_by_post(signed_in, factory, alice, vera, route):
    assert signed_in(vera).post(address(factory, route[0]), typed(route[0])).status_code == 403
    assert signed_in(alice).get(address(factory, route[0])).status_code == 405
    assert not ActionProgress.objects.exists()


def test_an_action_nobody_knows_is_not_found(signed_in, factory, alice, route):
    assert signed_in(alice).post(address(factory, "ZZ99"), typed("ZZ99")).status_code == 404


def test_strangers_have_no_rows(factory, alice, charlie, route):
    record(factory.organisation, alice, route[0], 0, {"state": "doing", "done_month": None})
    assert ActionProgress.objects.for_user(alice).count() == 1
    assert not ActionProgress.objects.for_user(charlie).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "done"},
        {"state": "doing", "done_month": datetime.date(2025, 5, 1)},
        {"state": "planned", "started_month": datetime.date(2025, 5, 1)},
        {"state": "done", "started_month": datetime.date(2025, 6, 1), "done_month": datetime.date(2025, 5, 1)},
        {"cost_wan": -1},
        {"state": "x"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(factory, values):
    with pytest.raises(IntegrityError):
        ActionProgress.objects.create(
            organisation=factory.organisation, action="A01", updated_at=timezone.now(), **values
        )


def test_the_page_takes_a_fixed_number_of_queries(signed_in, factory, alice, route, django_assert_max_num_queries):
    client = signed_in(alice)
    client.get(page(factory))
    with django_assert_max_num_queries(9) as none:
        client.get(page(factory))
    for action in route:
        record(factory.organisation, alice, action, 0, {"state": "doing", "done_month": None})
    with django_assert_max_num_queries(9) as all_:
        client.get(page(factory))
    assert len(none) == len(all_)
