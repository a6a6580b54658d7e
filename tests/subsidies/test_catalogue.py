"""The catalogue that holds at a moment: the seed, overlaid by what was published, and the same again for a past day."""

import datetime
import logging

import pytest
from django.core.management import call_command
from django.utils import timezone

from readiness.loading.catalogue import published_catalogue
from subsidies import catalogue
from subsidies.catalogue import current
from subsidies.checks import published_records_can_be_read
from subsidies.content import canonical, digest_of
from subsidies.models import Record, Revision
from subsidies.workflow import draft, expire, publish, replace_standing, send, withdraw
from tests.subsidies.conftest import CODE

pytestmark = pytest.mark.django_db


def held(code=CODE, on=None):
    return next((record for record in current(on).records if record.id == code), None)


def test_without_anything_published_it_is_what_ships():
    assert current() is published_catalogue()


def test_a_draft_and_a_review_change_nothing(record, changed, hana):
    draft(record, changed, hana, 1)
    send(record, hana)
    assert current() is published_catalogue()


def test_what_was_published_takes_the_place_of_what_ships(published):
    shipped = published_catalogue()
    assert held().amount.cap_wan == 300
    assert [record.id for record in current().records] == [record.id for record in shipped.records]
    assert current().digest != shipped.digest


def test_a_new_record_stands_behind_those_that_ship(changed, hana, wei):
    record = Record.objects.create(code="hz-new", adcode="330110")
    content = changed | {"id": "hz-new", "rule": None}
    content["region"] |= {"adcode": "330110"}
    replace_standing(record, content, hana)
    assert current().records[-1].id == "hz-new"


def test_what_was_withdrawn_is_gone_although_it_ships(record, hana):
    withdraw(record, hana, "no longer paid")
    assert held() is None
    assert len(current().records) == 73


def test_what_was_withdrawn_and_published_again_holds(record, changed, hana, wei):
    withdraw(record, hana, "by mistake")
    draft(record, changed, hana, 1)
    send(record, hana)
    publish(record, wei)
    assert held().amount.cap_wan == 300


def test_going_back_to_what_ships_is_the_shipped_catalogue_again(published, record, hana):
    replace_standing(record, record.revisions.first().data, None)
    assert current() is published_catalogue()


def test_a_past_moment_sees_what_held_then(published):
    before = published.published_at - datetime.timedelta(seconds=1)
    assert held(on=before).amount.cap_wan is None
    assert held(on=published.published_at).amount.cap_wan == 300


def test_a_day_means_its_end(published):
    today = timezone.localdate()
    assert held(on=today).amount.cap_wan == 300
    assert held(on=today - datetime.timedelta(days=1)).amount.cap_wan is None


def test_a_moment_before_the_withdrawal_still_sees_the_record(published, record, hana):
    moment = timezone.now()
    withdraw(record, hana, "no longer paid")
    assert held(on=moment).amount.cap_wan == 300
    assert held() is None


def test_asking_costs_one_small_query(published, django_assert_num_queries):
    current()
    with django_assert_num_queries(1) as queries:
        current()
    assert '"content"' not in queries.captured_queries[0]["sql"]


def test_the_same_answer_is_the_same_catalogue(published):
    assert current() is current()
    assert current(published.published_at).digest == current().digest


def test_only_a_few_catalogues_are_kept(published, record, changed, hana):
    for cap in range(20):
        changed["amount"]["cap_wan"] = cap
        replace_standing(record, changed, hana)
        assert held().amount.cap_wan == cap
    assert len(catalogue._made) == catalogue.KEPT


def test_an_expired_record_goes_on_standing_so_that_reports_can_say_so(record, changed, hana, wei):
    changed["valid"]["to"] = "2026-01-31"
    draft(record, changed, hana, 1)
    send(record, hana)
    publish(record, wei)
    assert expire(datetime.date(2026, 1, 31)) == 0
    assert expire(datetime.date(2026, 2, 1)) == 1
    assert record.revisions.last().state == "expired"
    assert str(held().valid_to) == "2026-01-31"


def unreadable(record):
    """A record of an earlier version of the rules."""
    record.revisions.standing().update(state="superseded", ended_at=timezone.now())
    content = {"id": record.code, "colour": "red"}
    return Revision.objects.create(
        record=record,
        number=9,
        content=canonical(content),
        sha256=digest_of(content),
        origin="file",
        state="published",
        published_at=timezone.now(),
    )


def test_a_record_that_cannot_be_read_any_more_leaves_the_others_standing(record, caplog):
    unreadable(record)
    with caplog.at_level(logging.ERROR):
        assert held().amount.cap_wan is None
    assert "left out" in caplog.text


def test_the_site_does_not_start_unnoticed_with_such_a_record(record):
    assert published_records_can_be_read(None, ["default"]) == []
    unreadable(record)
    (error,) = published_records_can_be_read(None, ["default"])
    assert (error.id, CODE in error.msg) == ("subsidies.E001", True)


def test_the_command_tells_how_many_have_expired(record, capsys):
    call_command("subsidies", "expire", "--on", "2030-01-01")
    assert "0 records expired before 2030-01-01" in capsys.readouterr().out
