"""How many new plans somebody may ask for in a minute, and what the page says beyond that."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from plans import pace


@pytest.fixture(autouse=True)
def early_in_a_minute(monkeypatch, settings):
    """A clock to turn, and a cache that no other test clears meanwhile."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    clock = [1_800_000_000 // 60 * 60 + 5]
    monkeypatch.setattr("plans.pace.time", lambda: clock[0])
    return clock


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(pace, "MOST", 1)


@pytest.fixture
def address(snapshot):
    return reverse("plans:plan", args=[snapshot.assessment.uuid])


def test_so_many_a_minute_and_in_the_next_minute_again(alice, bob, early_in_a_minute):
    for _ in range(pace.MOST):
        pace.count(alice)
    with pytest.raises(pace.TooFast):
        pace.count(alice)
    pace.count(bob)
    assert pace.wait() == 55
    early_in_a_minute[0] += 55
    pace.count(alice)


def test_beyond_it_the_page_keeps_every_choice_and_says_when_to_come_back(few, signed_in, alice, address):
    client = signed_in(alice)
    client.get(address)
    response = client.get(f"{address}?months=24&budget=60&rule_out=A05")
    html = response.content.decode()
    assert response.status_code == 429
    assert response["Retry-After"] == "55"
    assert "More than 1 new plans in one minute cannot be calculated." in html
    assert 'name="months" value="24" checked' in html
    assert 'name="budget" id="id_budget" value="60"' in html
    assert 'name="rule_out" value="A05" aria-label="Leave out A05" checked' in html
    assert "budget=60&amp;months=24&amp;rule_out=A05" in html


def test_the_part_that_a_script_asks_for_says_it_in_the_place_of_the_answer(few, signed_in, alice, address):
    client = signed_in(alice, "zh-hans")
    client.get(address)
    response = client.get(f"{address}?months=24&part=answer")
    html = response.content.decode()
    assert response.status_code == 429
    assert "<html" not in html
    verdict = html[html.index('data-slot="verdict"') : html.index('data-slot="rest"')]
    assert "一分钟内最多计算 1 个新方案。" in verdict
    assert "请稍等一分钟" in html[html.index('data-slot="short"') :]


def test_what_has_been_answered_before_costs_nothing(few, signed_in, alice, address):
    client = signed_in(alice)
    for _ in range(3):
        assert client.get(address).status_code == 200


def test_what_cannot_be_understood_costs_nothing(few, signed_in, alice, address):
    client = signed_in(alice)
    client.get(f"{address}?budget=viel")
    assert client.get(address).status_code == 200
