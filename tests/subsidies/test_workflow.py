"""A record is written by one person and published by another; nothing written is lost or changed."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from subsidies.models import Bureau, Record, Revision
from subsidies.workflow import (
    Refused,
    adopt,
    discard,
    draft,
    hand_back,
    publish,
    replace_standing,
    send,
    withdraw,
)
from tests.subsidies.conftest import CODE

pytestmark = pytest.mark.django_db


def states(record):
    return [revision.state for revision in record.revisions.all()]


def refused(reason, act, *arguments):
    with pytest.raises(Refused) as error:
        act(*arguments)
    assert error.value.reason == reason
    return error.value.problems


def test_a_record_that_ships_gets_its_row_with_what_ships_as_its_first_revision(record):
    first = record.revisions.get()
    assert (first.origin, first.state, first.data["id"], record.adcode) == ("seed", "published", CODE, "330100")
    assert adopt(CODE) == record
    assert Record.objects.count() == 1


def test_a_code_nobody_knows_has_no_record():
    with pytest.raises(KeyError):
        adopt("zj-nothing")


def test_written_reviewed_and_published(published, record, hana, wei):
    assert states(record) == ["superseded", "published"]
    assert (published.author, published.sent_by, published.reviewer) == (hana, hana, wei)


def test_every_saving_is_a_revision_of_its_own(record, changed, hana, wei):
    draft(record, changed, hana, 1)
    changed["amount"]["cap_wan"] = 250
    draft(record, changed, wei, 2)
    assert states(record) == ["published", "superseded", "draft"]
    assert [revision.data["amount"].get("cap_wan") for revision in record.revisions.all()] == [None, 300, 250]


def test_saving_the_same_again_makes_no_revision(record, changed, hana):
    draft(record, record.revisions.get().data, hana, 1)
    draft(record, changed, hana, 1)
    draft(record, changed, hana, 2)
    assert states(record) == ["published", "draft"]


def test_who_wrote_it_cannot_publish_it(record, changed, hana):
    draft(record, changed, hana, 1)
    send(record, hana)
    refused("own_work", publish, record, hana)
    assert states(record) == ["published", "in_review"]


def test_who_wrote_only_a_part_cannot_publish_it_either(record, changed, hana, wei):
    draft(record, changed, wei, 1)
    changed["amount"]["cap_wan"] = 250
    draft(record, changed, hana, 2)
    send(record, hana)
    refused("own_work", publish, record, wei)


def test_who_wrote_the_revision_before_the_last_publication_may_publish_the_next(published, record, changed, hana, wei):
    changed["amount"]["cap_wan"] = 250
    draft(record, changed, wei, 2)
    send(record, wei)
    assert publish(record, hana).reviewer == hana


def test_the_database_refuses_a_reviewer_who_is_the_author(published, hana):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=published.pk).update(reviewer=hana)


def test_the_database_refuses_what_was_published_here_without_a_review(record, changed, hana):
    draft(record, changed, hana, 1)
    record.revisions.standing().update(state="superseded", ended_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        record.revisions.open().update(state="published", published_at=timezone.now())


def test_who_leaves_for_good_leaves_the_history_standing(published, record, hana, wei):
    hana.delete()
    wei.delete()
    published.refresh_from_db()
    assert (published.state, published.author, published.reviewer) == ("published", None, None)


def test_an_incomplete_draft_is_kept_but_not_sent(record, changed, hana):
    del changed["issuer"]
    changed["amount"]["rate_percent"] = 120
    draft(record, changed, hana, 1)
    problems = refused("incomplete", send, record, hana)
    assert {"issuer", "amount.rate_percent"} <= {problem.key for problem in problems}
    assert states(record) == ["published", "draft"]


def test_a_figure_needs_a_source_and_a_day_of_issue(record, changed, hana):
    changed |= {"sources": [], "valid": {}}
    draft(record, changed, hana, 1)
    problems = refused("incomplete", send, record, hana)
    assert {"sources", "valid.from"} == {problem.key for problem in problems}


def test_nobody_states_by_hand_that_a_record_is_verified(record, changed, hana):
    changed["knowledge"] |= {"last_verified_on": "2026-11-01", "verified_by": "me"}
    draft(record, changed, hana, 1)
    problems = refused("incomplete", send, record, hana)
    assert {problem.key for problem in problems} == {"knowledge.last_verified_on", "knowledge.verified_by"}


@pytest.mark.parametrize("change", [{"places": 99}, {"cap_wan": 10**12}, {"tiers": [{"flat_wan": 10**20}]}])
def test_a_figure_no_budget_has_is_refused(record, changed, hana, change):
    changed["amount"] |= change
    draft(record, changed, hana, 1)
    assert any("at most" in problem.expected for problem in refused("incomplete", send, record, hana))


def test_a_stacking_rule_that_could_not_be_applied_is_refused(record, changed, hana):
    changed["stacking"]["ids"] = ["cn-ai-mfg-279"]
    draft(record, changed, hana, 1)
    assert "stacking.ids" in {problem.key for problem in refused("incomplete", send, record, hana)}


def test_two_who_write_at_once_do_not_lose_each_others_words(record, changed, hana, wei):
    draft(record, changed, hana, 1)
    changed["amount"]["cap_wan"] = 250
    refused("changed_meanwhile", draft, record, changed, wei, 1)
    assert states(record) == ["published", "draft"]


def test_what_is_being_reviewed_is_not_changed(record, changed, hana):
    draft(record, changed, hana, 1)
    send(record, hana)
    changed["amount"]["cap_wan"] = 250
    refused("in_review", draft, record, changed, hana, 2)


def test_handed_back_it_is_a_draft_with_the_remark(record, changed, hana, wei):
    draft(record, changed, hana, 1)
    send(record, hana)
    assert hand_back(record, wei, "The cap is 200.").remark == "The cap is 200."
    assert states(record) == ["published", "draft"]
    assert send(record, hana).remark == ""


def test_a_draft_given_up_leaves_what_holds_as_it_was(record, changed, hana):
    draft(record, changed, hana, 1)
    discard(record, hana)
    assert states(record) == ["published", "superseded"]
    assert draft(record, changed, hana, 2).state == "draft"


@pytest.mark.parametrize("act", [discard, send, publish])
def test_what_is_not_there_any_more_is_said(record, hana, act):
    refused("moved_on", act, record, hana)


def test_withdrawn_with_a_reason(published, record, hana):
    withdraw(record, hana, "The budget is used up.")
    published.refresh_from_db()
    assert (published.state, published.reason, published.ended_by) == ("withdrawn", "The budget is used up.", hana)
    refused("not_published", withdraw, record, hana, "again")


def test_what_a_revision_says_cannot_be_changed(published):
    published.content = "{}"
    with pytest.raises(TypeError, match="never changed"):
        published.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.filter(pk=published.pk).update(content="{}")


def test_the_database_keeps_one_open_and_one_standing_revision(published, record):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            record=record, number=7, content="{}", sha256="0" * 64, origin="file", state="published",
            published_at=timezone.now(),
        )  # fmt: skip
    Revision.objects.create(record=record, number=7, content="{}", sha256="0" * 64, origin="page")
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(record=record, number=8, content="{}", sha256="0" * 64, origin="page")


def test_the_operator_replaces_what_holds_and_leaves_a_draft_alone(record, changed, hana):
    draft(record, changed, hana, 1)
    other = record.revisions.first().data
    other["amount"]["cap_wan"] = 500
    replace_standing(record, other, None)
    assert states(record) == ["superseded", "draft", "published"]


def test_who_wrote_it_cannot_publish_it_after_an_import_either(record, changed, hana):
    draft(record, changed, hana, 1)
    send(record, hana)
    replace_standing(record, changed | {"note": {"zh": "甲", "en": "A"}}, None)
    refused("own_work", publish, record, hana)


def test_a_draft_does_not_undo_unseen_what_was_published_after_it_was_written(record, changed, hana, wei):
    draft(record, changed, hana, 1)
    replace_standing(record, changed | {"note": {"zh": "甲", "en": "A"}}, None)
    refused("overtaken", send, record, hana)
    again = draft(record, changed, hana, 3)
    assert (again.number, states(record)) == (4, ["superseded", "superseded", "published", "draft"])
    send(record, hana)
    assert publish(record, wei, 4).state == "published"


def test_a_bureau_keeps_what_lies_in_its_region_and_nothing_national(bureau):
    assert [bureau.keeps(code) for code in ("330100", "330110", "330200", "330000", "000000")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_bureau_of_the_whole_country_cannot_be_made(bureau):
    with pytest.raises(IntegrityError), transaction.atomic():
        Bureau.objects.filter(pk=bureau.pk).update(adcode="000000")


def test_the_triggers_are_there():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            assert "subsidies_revision_once" in {name for (name,) in cursor.fetchall()}
