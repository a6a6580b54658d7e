"""The days that matter of an instrument, and which of them come next."""

import datetime
from dataclasses import replace

import pytest

from readiness.loading.catalogue import load_catalogue
from readiness.profile import Profile
from readiness.subsidies.conditions import checks_of, conditions_of
from readiness.subsidies.dates import CLOSES, ENDS, OPENS, coming, key_dates
from readiness.subsidies.records import Window
from readiness.subsidies.rules import Facts

ON = datetime.date(2026, 11, 24)
NINGBO, SHENZHEN = "330282", "440306"


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture
def record(catalogue):
    """A record with these windows and this end."""

    def make(*windows, valid_to=None):
        made = tuple(
            Window(day(start) if start else None, day(end) if end else None, None, True, only_in)
            for start, end, only_in in windows
        )
        return replace(catalogue.records[0], windows=made, valid_to=day(valid_to) if valid_to else None)

    return make


def told(dates):
    return [(one.kind, one.round, one.day.isoformat()) for one in dates]


def test_a_record_has_the_days_of_its_windows_and_of_its_end(record):
    found = key_dates(
        record(("2026-12-01", "2026-12-20", None), ("2027-03-01", None, None), valid_to="2027-12-31"), NINGBO
    )
    assert told(found) == [
        ("opens", 1, "2026-12-01"),
        ("opens", 2, "2027-03-01"),
        ("closes", 1, "2026-12-20"),
        ("ends", 0, "2027-12-31"),
    ]


def test_a_window_of_another_region_is_none_of_the_firms_days(record):
    one = record(("2026-12-01", "2026-12-20", "440300"))
    assert key_dates(one, NINGBO) == ()
    assert told(key_dates(one, SHENZHEN)) == [("opens", 1, "2026-12-01"), ("closes", 1, "2026-12-20")]


@pytest.mark.parametrize(
    ("end", "found"),
    [("2026-11-23", False), ("2026-11-24", True), ("2027-01-23", True), ("2027-01-24", False)],
)
def test_sixty_days_ahead_count_from_today_to_the_sixtieth(record, end, found):
    dates = key_dates(record(("2026-01-01", end, None)), NINGBO)
    assert bool(coming(dates, ON, (CLOSES, ENDS))) is found


def test_the_nearest_day_comes_first_and_only_the_kinds_asked_for(record):
    dates = key_dates(record(("2026-12-05", "2026-12-20", None), valid_to="2026-12-10"), NINGBO)
    assert told(coming(dates, ON, (CLOSES, ENDS))) == [("ends", 0, "2026-12-10"), ("closes", 1, "2026-12-20")]
    assert told(coming(dates, ON, (OPENS,))) == [("opens", 1, "2026-12-05")]
    assert coming(dates, ON, (OPENS,))[0].days_left(ON) == 11


def test_a_corrected_day_keeps_its_code(record):
    first, corrected = (key_dates(record((None, end, None)), NINGBO)[0] for end in ("2026-12-05", "2026-12-09"))
    assert first.code == corrected.code
    assert first.day != corrected.day


# --- conditions in the order of the record ----------------------------------------------------------------------------


def test_every_condition_is_checked_in_its_order_with_the_question_that_would_decide_it(catalogue):
    record = next(one for one in catalogue.records if one.id == "bj-token-subsidy-2026")
    profile = Profile("某厂", NINGBO, "3670", "equipment", facts={"credit_ok": True})
    checks = checks_of(record, Facts(profile, catalogue.fields, catalogue.lists), catalogue.reference)
    assert [check.holds for check in checks] == [False, None, None, True]
    assert [[q.field for q in check.questions] for check in checks] == [
        [],
        ["spend.model_api_wan"],
        ["provider.related_party"],
        [],
    ]


def test_conditions_by_verdict_are_the_same_conditions(catalogue):
    facts = Facts(Profile("某厂", NINGBO, "3670", "equipment"), catalogue.fields, catalogue.lists)
    for record in catalogue.records:
        sorted_ = conditions_of(record, facts, catalogue.reference)
        checks = checks_of(record, facts, catalogue.reference)
        assert [c for value in (True, False, None) for c in sorted_[value]] == [
            check.condition for value in (True, False, None) for check in checks if check.holds is value
        ]


def test_without_a_place_a_record_has_the_days_of_all_its_windows(record):
    found = record(("2026-12-01", None, "330200"), ("2026-12-09", None, "440300"))
    assert len(key_dates(found, None)) == 2
    assert len(key_dates(found, NINGBO)) == 1
