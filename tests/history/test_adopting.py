"""Following a plan of the what-if page: what becomes planned, what stays, who may."""

import datetime
import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from history.adopting import adopt, month_after
from history.models import ActionProgress, record
from plans import pace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def result(submitted):
    return submitted("2025-03-01", 0).assessment


@pytest.fixture
def address(factory):
    return reverse("history:adopt", args=[factory.uuid])


def planned_steps(client, result, query=""):
    """The steps the page of plans shows."""
    return client.get(reverse("plans:plan", args=[result.uuid]) + query).context["answer"]["steps"]


def test_a_plan_starts_in_the_month_of_today_and_goes_over_the_turn_of_the_year():
    assert month_after(datetime.date(2026, 11, 24), 0) == datetime.date(2026, 11, 1)
    assert month_after(datetime.date(2026, 11, 24), 1) == datetime.date(2026, 12, 1)
    assert month_after(datetime.date(2026, 11, 24), 2) == datetime.date(2027, 1, 1)
    assert month_after(datetime.date(2026, 12, 31), 25) == datetime.date(2029, 1, 1)


def test_every_action_of_the_plan_shown_is_planned_with_its_month(signed_in, factory, bob, result, address):
    client = signed_in(bob)
    steps = planned_steps(client, result)
    response = client.post(address, {"result": result.uuid}, follow=True)
    assert response.redirect_chain == [(reverse("history:actions", args=[factory.uuid]), 302)]
    today = timezone.localdate()
    kept = {row.action: row for row in ActionProgress.objects.all()}
    assert {code: row.planned_month for code, row in kept.items()} == {
        step["code"]: month_after(today, step["start_month"]) for step in steps
    }
    assert {(row.state, row.updated_by) for row in kept.values()} == {("planned", bob)}
    assert f"{len(steps)} actions of the plan are noted as planned." in response.content.decode()


def test_the_wishes_sent_are_those_of_the_page(signed_in, alice, result, address):
    client = signed_in(alice)
    html = client.get(reverse("plans:plan", args=[result.uuid]) + "?months=24&rule_out=A05").content.decode()
    assert f'action="{address}?target=L2&amp;months=24&amp;rule_out=A05"' in html
    assert f'<input type="hidden" name="result" value="{result.uuid}">' in html
    client.post(f"{address}?target=L2&months=24&rule_out=A05", {"result": result.uuid})
    kept = set(ActionProgress.objects.values_list("action", flat=True))
    assert kept == {step["code"] for step in planned_steps(client, result, "?months=24&rule_out=A05")}
    assert "A05" not in kept


def test_what_is_under_way_or_done_stays_and_is_counted(signed_in, factory, alice, result, address):
    client = signed_in(alice)
    one, two, *rest = [step["code"] for step in planned_steps(client, result)]
    record(factory.organisation, alice, one, 0, {"state": "doing", "started_month": datetime.date(2025, 5, 1)})
    record(factory.organisation, alice, two, 0, {"state": "done", "done_month": datetime.date(2025, 5, 1)})
    html = client.post(address, {"result": result.uuid}, follow=True).content.decode()
    assert f"{len(rest)} actions of the plan are noted as planned." in html
    assert "2 were under way or done already and stay as they were." in html
    rows = {row.action: (row.state, row.planned_month, row.revision) for row in ActionProgress.objects.all()}
    assert rows[one] == ("doing", None, 1)
    assert rows[two] == ("done", None, 1)


def test_following_another_plan_moves_what_is_only_planned_and_keeps_its_note(factory, alice):
    today = datetime.date(2026, 11, 24)
    record(factory.organisation, alice, "A01", 0, {"state": "planned", "note": "mit Herrn Li"})
    assert adopt(factory.organisation, alice, {"A01": 3, "A02": 0}, today) == (2, 0)
    assert adopt(factory.organisation, alice, {"A01": 6}, today) == (1, 0)
    one, two = ActionProgress.objects.order_by("action")
    assert (one.planned_month, one.note, one.revision) == (datetime.date(2027, 5, 1), "mit Herrn Li", 3)
    assert two.planned_month == datetime.date(2026, 11, 1)


def test_following_the_same_plan_twice_changes_nothing(factory, alice, bob):
    today = datetime.date(2026, 11, 24)
    adopt(factory.organisation, alice, {"A01": 3}, today)
    assert adopt(factory.organisation, bob, {"A01": 3}, today) == (1, 0)
    row = ActionProgress.objects.get()
    assert (row.revision, row.updated_by) == (1, alice)


def test_a_plan_takes_the_same_number_of_queries_for_any_length(factory, alice, django_assert_max_num_queries):
    today = datetime.date(2026, 11, 24)
    with django_assert_max_num_queries(9) as short:
        adopt(factory.organisation, alice, {"A01": 0}, today)
    with django_assert_max_num_queries(9) as long:
        adopt(factory.organisation, alice, {f"B{n:02}": n for n in range(40)}, today)
    assert len(short) == len(long)


@pytest.mark.parametrize("wishes", [{"budget": "viel"}, {"target": "L9"}, {"lock": "A05", "rule_out": "A05"}])
def test_wishes_nobody_understands_go_back_to_their_page_as_typed(signed_in, alice, result, address, wishes):
    query = "&".join(f"{name}={value}" for name, value in wishes.items())
    response = signed_in(alice).post(f"{address}?{query}", {"result": result.uuid})
    page, _, query = response.url.partition("?")
    assert page == reverse("plans:plan", args=[result.uuid])
    assert query == "&".join(f"{name}={value}" for name, value in wishes.items())
    assert not ActionProgress.objects.exists()


def test_a_plan_that_does_not_exist_is_not_followed(signed_in, alice, result, address):
    response = signed_in(alice).post(f"{address}?budget=0&months=12", {"result": result.uuid})
    assert response.url.startswith(reverse("plans:plan", args=[result.uuid]))
    assert not ActionProgress.objects.exists()


def test_too_many_plans_in_a_minute_are_said_with_the_wishes_kept(signed_in, alice, result, address, monkeypatch):
    monkeypatch.setattr(pace, "MOST", 0)
    response = signed_in(alice).post(f"{address}?months=24", {"result": result.uuid}, follow=True)
    assert response.redirect_chain[0][0].endswith("months=24")
    assert response.status_code == 429
    assert "Too many new plans in one minute." in response.content.decode()
    assert not ActionProgress.objects.exists()


def test_a_draft_has_no_plan_to_follow(signed_in, alice, factory, result, address):
    from surveys.models import Assessment
    from surveys.starting import start

    draft = start(factory.organisation, alice, Assessment.Mode.FULL)
    assert signed_in(alice).post(address, {"result": draft.uuid}).url == reverse("plans:plan", args=[draft.uuid])
    assert not ActionProgress.objects.exists()


@pytest.mark.parametrize("named", ["", "x", str(uuid.UUID(int=0))])
def test_a_result_nobody_knows_is_not_found(signed_in, alice, result, address, named):
    assert signed_in(alice).post(address, {"result": named}).status_code == 404


def test_a_result_of_another_firm_is_not_found(signed_in, charlie, result):
    from accounts.models import EnterpriseProfile

    other = EnterpriseProfile.objects.for_user(charlie).get()
    response = signed_in(charlie).post(reverse("history:adopt", args=[other.uuid]), {"result": result.uuid})
    assert response.status_code == 404


def test_following_is_for_editors_and_by_post(client, signed_in, alice, vera, charlie, result, address):
    sent = {"result": result.uuid}
    assert "/account/login/" in client.post(address, sent).url
    assert signed_in(charlie).post(address, sent).status_code == 404
    assert signed_in(vera).post(address, sent).status_code == 403
    assert signed_in(alice).get(address).status_code == 405
    assert not ActionProgress.objects.exists()


def test_readers_are_not_offered_to_follow(signed_in, vera, result, address):
    html = signed_in(vera).get(reverse("plans:plan", args=[result.uuid])).content.decode()
    assert "verdict-number" in html
    assert address not in html


def test_plans_and_results_tell_how_far_an_action_is(signed_in, factory, alice, result):
    client = signed_in(alice)
    one, two, three, *_ = [step["code"] for step in planned_steps(client, result)]
    record(factory.organisation, alice, one, 0, {"state": "planned", "planned_month": datetime.date(2031, 2, 1)})
    record(factory.organisation, alice, two, 0, {"state": "doing", "started_month": datetime.date(2025, 4, 1)})
    record(factory.organisation, alice, three, 0, {"state": "done", "done_month": datetime.date(2025, 5, 1)})
    for name in ("plans:plan", "reports:result"):
        html = client.get(reverse(name, args=[result.uuid])).content.decode()
        for words in ("Planned 2031-02", "Under way 2025-04", "Done 2025-05"):
            assert words in html
