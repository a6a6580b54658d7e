"""The page of the estimate: what comes out, what is refused, who may take it over as planned spending."""

import html
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import PlannedSpend
from readiness.errors import ContentError, Problem

pytestmark = pytest.mark.django_db

PICTURES = {"days_per_month": "25", "cameras": "4", "per_second": "2", "hours_per_day": "16", "model_class": "detect"}
TEXTS = {"days_per_month": "20", "questions_per_day": "50"}
PRICES = {"price_card_hour": "10", "price_tokens_in": "2", "price_tokens_out": "8"}


def page(factory):
    return reverse("estimates:estimate", args=[factory.uuid])


def door(factory):
    return reverse("estimates:take_over", args=[factory.uuid])


def read(response):
    return html.unescape(response.content.decode())


def test_the_empty_page_asks_and_answers_nothing(signed_in, factory, alice):
    text = read(signed_in(alice).get(page(factory)))
    assert "Working days a month" in text
    assert 'id="answer"' not in text
    assert "error-summary" not in text


def test_everybody_of_the_firm_may_reckon(signed_in, factory, alice, bob, vera):
    for user in (alice, bob, vera):
        assert "11,520,000" in read(signed_in(user).get(page(factory), PICTURES))


def test_the_formulas_stand_there_with_the_firms_own_numbers(signed_in, factory, alice):
    text = read(signed_in(alice).get(page(factory), PICTURES | PRICES))
    assert "4 cameras × 2 pictures/s × 3,600 s × 16 h × 25 days = 11,520,000 pictures a month" in text
    assert "11,520,000 pictures ÷ 400 / 150 / 60 pictures/s ÷ 3,600 s = 8 / 21.33 / 53.33 card hours" in text
    assert "CNY 48,080" in text  # (400 + 2 × 4 ÷ 12) × 12 × 10 of the low case


def test_the_page_speaks_chinese(signed_in, factory, alice):
    text = read(signed_in(alice, "zh-hans").get(page(factory), PICTURES | PRICES))
    assert "4 台相机 × 2 张/秒 × 3,600 秒 × 16 小时 × 25 天 = 每月 11,520,000 张图" in text
    assert "4.81 万元" in text


def test_without_a_price_no_money_is_named_and_a_quote_is_asked_for(signed_in, factory, alice):
    text = read(signed_in(alice).get(page(factory), PICTURES | TEXTS))
    assert "the price of a card hour, from the provider of computing power" in text
    assert "the prices of a million tokens sent and written" in text
    assert "Take over as planned spending" not in text


def test_own_numbers_are_reckoned_with(signed_in, factory, alice):
    own = {"images_per_second_likely": "100", "usable_share_likely": "80"}
    assert "400 / 100 / 60 pictures/s × 85 / 80 / 50%" in read(signed_in(alice).get(page(factory), PICTURES | own))


def test_the_list_of_assumptions_says_how_many_are_ones_own_and_opens_at_a_mistake(signed_in, factory, alice):
    client = signed_in(alice)
    none, one, wrong = (client.get(page(factory), PICTURES | {"usable_share_low": n}) for n in ("", "40", "99"))
    closed, open_ = '<details class="card assumptions">', '<details class="card assumptions" open>'
    assert closed in read(none)
    assert "of your own" not in read(none)
    assert closed in read(one)
    assert "1 of your own" in read(one)
    assert open_ in read(wrong)


def test_full_width_digits_and_separators_are_understood(signed_in, factory, alice):
    typed = PICTURES | {"cameras": "１，０００", "per_second": "０．５"}
    assert "1,000 cameras × 0.5 pictures/s" in read(signed_in(alice).get(page(factory), typed))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"days_per_month": ""}, "Please type how many days a month you work"),
        ({"days_per_month": "32"}, "Expected is 1 to 31 days"),
        ({"cameras": "viele"}, "You typed “viele”. A number is expected here"),
        ({"cameras": ""}, "Please type how many cameras there are."),
        ({"per_second": ""}, "Please type how many pictures a second"),
        ({"hours_per_day": ""}, "Please type how many hours a day"),
        ({"hours_per_day": "25"}, "Expected is 0.1 to 24 hours"),
        ({"model_class": ""}, "Please choose what the model has to do"),
        ({"model_class": "magic"}, "magic"),
        ({"price_tokens_in": "2"}, "Please type both, or neither."),
        ({"price_tokens_out": "2"}, "Please type both, or neither."),
        ({"usable_share_low": "90"}, "They have to rise from low to high."),
        ({"usable_share_high": "101"}, "Expected is 0.01 to 100"),
        ({"images_per_second_low": "0"}, "Expected is 0.01 to"),
        ({"cameras": "100000", "per_second": "10000", "price_card_hour": "1000000"}, "more than can be planned here"),
        ({name: "" for name in PICTURES if name != "days_per_month"}, "Nothing to reckon with yet"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(signed_in, factory, alice, change, sentence):
    typed = PICTURES | {"questions_per_day": ""} | change
    response = signed_in(alice).get(page(factory), typed)
    text = read(response)
    assert response.status_code == 200
    assert sentence in text
    assert 'id="answer"' not in text
    for name in ("cameras", "per_second", "hours_per_day"):
        if typed[name]:
            assert f'name="{name}" value="{typed[name]}"' in text


def test_strange_addresses_are_no_error(signed_in, factory, alice):
    client = signed_in(alice)
    for query in (
        "?days_per_month=%00",
        "?days_per_month=1&days_per_month=x",
        "?days_per_month=1e9&cameras=-1",
        "?x=1",
    ):
        assert client.get(page(factory) + query).status_code == 200


def test_the_page_takes_a_fixed_number_of_queries(signed_in, factory, alice, django_assert_max_num_queries):
    client = signed_in(alice)
    with django_assert_max_num_queries(6) as few:
        client.get(page(factory))
    PlannedSpend.objects.put(factory, {"compute_rent_wan": 1, "model_api_wan": 2})
    with django_assert_max_num_queries(7) as all_:
        client.get(page(factory), PICTURES | TEXTS | PRICES)
    assert len(all_) - len(few) <= 1


# --- taking over ---------------------------------------------------------------------------------------------------------


def planned(factory):
    return dict(PlannedSpend.objects.filter(enterprise=factory).values_list("kind", "amount_wan"))


@pytest.mark.parametrize(("case", "wan"), [("low", "4.81"), ("likely", "4.90"), ("high", "5.52")])
def test_the_chosen_amount_becomes_planned_spending(signed_in, factory, bob, case, wan):
    response = signed_in(bob).post(door(factory), PICTURES | PRICES | {"case": case})
    assert response.url == reverse("accounts:enterprise_funding", args=[factory.uuid])
    assert planned(factory) == {"compute_rent_wan": Decimal(wan)}


def test_other_kinds_stay_and_the_same_kind_is_replaced(signed_in, factory, alice):
    PlannedSpend.objects.put(factory, {"data_labelling_wan": 3, "model_api_wan": 9})
    signed_in(alice).post(door(factory), TEXTS | PRICES | {"case": "high"})
    kept = planned(factory)
    assert set(kept) == {"data_labelling_wan", "model_api_wan"}
    assert kept["data_labelling_wan"] == 3
    assert kept["model_api_wan"] != 9


def test_the_rules_reckon_with_what_was_taken_over(signed_in, factory, alice):
    signed_in(alice).post(door(factory), PICTURES | PRICES | {"case": "likely"})
    factory.refresh_from_db()
    assert factory.as_profile().spend == {"compute_rent_wan": Decimal("4.90")}


def test_what_is_planned_now_stands_beside_the_estimate(signed_in, factory, alice):
    PlannedSpend.objects.put(factory, {"compute_rent_wan": 12})
    text = read(signed_in(alice).get(page(factory), PICTURES | PRICES))
    assert "planned now: CNY 120,000" in text


def test_the_button_sends_along_all_that_was_typed(signed_in, factory, alice):
    text = read(signed_in(alice).get(page(factory), PICTURES | PRICES | {"usable_share_low": "40"}))
    for name, value in (PICTURES | PRICES | {"usable_share_low": "40"}).items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (PICTURES | {"case": "likely"}, "There is no price yet"),
        (PICTURES | PRICES | {"case": "likely", "cameras": ""}, "Please type how many cameras there are."),
    ],
)
def test_nothing_is_planned_from_what_cannot_be_reckoned(signed_in, factory, alice, typed, sentence):
    response = signed_in(alice).post(door(factory), typed)
    assert response.status_code == 422
    assert sentence in read(response)
    assert planned(factory) == {}


@pytest.mark.parametrize("case", ["", "dearest"])
def test_an_amount_has_to_be_chosen(signed_in, factory, alice, case):
    response = signed_in(alice).post(door(factory), PICTURES | PRICES | {"case": case})
    assert response.status_code == 422
    assert "error-summary" in read(response)
    assert planned(factory) == {}


# --- who may -------------------------------------------------------------------------------------------------------------


def test_both_addresses_require_signing_in(client, factory):
    assert client.get(page(factory)).url.startswith(reverse("account_login"))
    assert client.post(door(factory), PICTURES).url.startswith(reverse("account_login"))


def test_strangers_find_nothing(signed_in, factory, charlie):
    client = signed_in(charlie)
    assert client.get(page(factory)).status_code == 404
    assert client.post(door(factory), PICTURES | PRICES | {"case": "likely"}).status_code == 404
    assert planned(factory) == {}


def test_readers_reckon_but_take_nothing_over(signed_in, factory, vera):
    client = signed_in(vera)
    assert door(factory) not in read(client.get(page(factory), PICTURES | PRICES))
    assert client.post(door(factory), PICTURES | PRICES | {"case": "likely"}).status_code == 403
    assert planned(factory) == {}


def test_reckoning_is_only_read_and_taking_over_only_posted(signed_in, factory, alice):
    client = signed_in(alice)
    assert client.post(page(factory), PICTURES).status_code == 405
    assert client.get(door(factory)).status_code == 405


def test_the_page_of_planned_spending_leads_here(signed_in, factory, alice):
    text = read(signed_in(alice).get(reverse("accounts:enterprise_funding", args=[factory.uuid])))
    assert f'href="{page(factory)}"' in text


def test_a_broken_file_of_assumptions_stops_the_site_before_it_serves(monkeypatch):
    from estimates import checks

    def broken():
        raise ContentError([Problem("assumptions.yaml", "x", "nothing", "a number")])

    monkeypatch.setattr(checks, "published_assumptions", broken)
    assert [error.id for error in checks.assumptions_load(None)] == ["estimates.E001"]
    monkeypatch.undo()
    assert checks.assumptions_load(None) == []
