"""In which group an instrument stands on a day: by its conditions, by the route, and by whether it can be had at all."""

import datetime
from dataclasses import replace

import pytest

from funding import standing as room
from funding.standing import ahead, standing_of
from funding.telling import Told
from readiness.subsidies.dates import CLOSES, ENDS, OPENS, coming
from readiness.subsidies.records import Window
from tests.funding.conftest import ON

LOAN = "cn-boc-compute-loan"  # one condition: computing power is rented


@pytest.fixture
def group(monkeypatch, factory, snapshot):
    """group(windows, on) is where the loan stands, with these windows, for a firm that rents computing power or not."""
    real = room.catalogue()

    def find(*windows, rents=True, on=ON, **fields):
        factory.planned_spend.all().delete()
        if rents:
            factory.planned_spend.create(kind="compute_rent_wan", amount_wan=5)
        records = [
            replace(r, windows=windows, continuous=not windows, **fields) if r.id == LOAN else r for r in real.records
        ]
        monkeypatch.setattr(room, "catalogue", lambda: replace(real, records=tuple(records)))
        standing = standing_of(factory, snapshot.data, on)
        return standing.group(standing.by_code[LOAN])

    return find


def window(start, end):
    return Window(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end), None, True)


def test_all_met_and_not_known_to_be_closed_fits_now(group):
    assert group() == "now"
    assert group(window("2026-11-01", "2026-11-24")) == "now"


def test_all_met_but_closed_or_not_open_yet_waits(group):
    assert group(window("2026-11-01", "2026-11-23")) == "waiting"
    assert group(window("2026-11-25", "2026-12-23")) == "waiting"
    assert group(valid_from=datetime.date(2027, 1, 1)) == "waiting"


def test_one_open_condition_is_one_thing_unless_it_is_closed_too(group):
    assert group(rents=False) == "one"
    assert group(window("2026-11-01", "2026-11-23"), rents=False) == "more"


def test_what_has_ended_is_in_the_appendix_only(group):
    assert group(valid_to=datetime.date(2026, 11, 23)) == "expired"


def test_the_day_decides(group):
    window_ = window("2026-12-01", "2026-12-20")
    days = (
        datetime.date(2026, 11, 30),
        datetime.date(2026, 12, 1),
        datetime.date(2026, 12, 20),
        datetime.date(2026, 12, 21),
    )
    assert [group(window_, on=day) for day in days] == ["waiting", "now", "now", "waiting"]


def test_a_closed_round_is_named_among_what_is_missing(factory, snapshot, monkeypatch):
    real, shut = room.catalogue(), {"windows": (window("2026-01-01", "2026-02-01"),), "continuous": False}
    closed = [replace(r, **shut) if r.id == LOAN else r for r in real.records]
    monkeypatch.setattr(room, "catalogue", lambda: replace(real, records=tuple(closed)))
    item = Told(standing_of(factory, snapshot.data, ON), None).item(LOAN)
    assert [hurdle.text for hurdle in item.hurdles] == ["待确认：有计划一年内租用算力的支出", "本期已截止（下期未定）"]


def test_without_any_result_nothing_is_measured_by_a_route(factory):
    standing = standing_of(factory, None, ON)
    assert not standing.routed
    assert not any(standing.off_route(match) for match in standing.found.matches)


def test_the_days_ahead_of_many_firms_are_those_of_each_firm_alone(factory):
    places = ("330282", "330200", "320583", "440306", "370212", "510104", "110115", "310112", "650100")
    found = []
    for month in range(1, 13):
        on = datetime.date(2026, month, 1)
        days = ahead(on, (OPENS, CLOSES, ENDS))
        for adcode, employees, industry in zip(places, (5, 60, 900) * 3, ("3670", "6513", "1371") * 3, strict=True):
            factory.adcode, factory.employees, factory.industry = adcode, employees, industry
            alone = coming(standing_of(factory, None, on).dates, on, (OPENS, CLOSES, ENDS))
            assert days.of(factory) == alone
            found += alone
    assert len({one.record.id for one in found}) > 5  # or the same would be said of nothing


def test_the_days_ahead_ask_the_database_once(factory, django_assert_num_queries):
    with django_assert_num_queries(1):
        ahead(ON, (CLOSES,))
