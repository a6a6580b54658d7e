"""Beginning, writing and opening a round: what comes over from a client, what may not stand in it, what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AccessEvent, Grant, Membership
from calibration import preparing
from calibration.anonymous import Tells, words_for
from calibration.models import Round
from calibration.preparing import Refused
from evidence.models import Evidence
from providers.log import log_of
from surveys.saving import save_answer
from surveys.starting import start

pytestmark = pytest.mark.django_db


def test_a_practice_case_is_open_at_once_with_all_its_observations(opened):
    assert opened.state == "open"
    assert opened.observations.count() == 14
    assert all(one.seen and one.reference is not None and one.reason for one in opened.observations.all())


def test_an_observation_is_told_in_the_language_of_the_page(opened):
    one = opened.observations.get(question="PM-1")
    with override("en"):
        assert one.seen_text.startswith("The MES has a menu")
    with override("zh-hans"):
        assert one.seen_text.startswith("MES 里有")


def test_of_a_client_nothing_but_division_size_and_province_comes_over(draft, factory, alice):
    assessment = start(factory.organisation, alice, "full")
    save_answer(assessment, alice, "PM-1", "L3", 0, "6f2ae0e8-7c0f-4c4a-9a0e-0d8f6c7f0001")
    assert (draft.industry, draft.size, draft.province) == ("36", "small", "330000")
    told = [draft.title, draft.background, draft.background_en, draft.practice, draft.more_words, draft.policy_group]
    assert told == ["四月", "", "", "", "", "equipment"]
    assert all((one.seen, one.reference, one.reason) == ("", None, "") for one in draft.observations.all())


def test_the_database_itself_takes_no_more_than_a_province(draft):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=draft.pk).update(province="330282")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("远山的 MES 装在一楼。", "远山"),
        ("离慈溪很近。", "慈溪"),
        ("Alice 演示了系统。", "alice"),
        ("全厂 85 人。", "85 人"),
        ("电话 13812345678。", "13812345678"),
    ],
)
def test_what_gives_the_firm_away_is_refused_with_a_sentence(draft, text, found):
    with override("en"), pytest.raises(Tells, match=f"What was seen contains “{found}”"):
        preparing.write(draft, "PM-1", text, None, "")
    assert draft.observations.get(question="PM-1").seen == ""


def test_the_reason_is_looked_through_too(draft):
    with override("en"), pytest.raises(Tells, match="The reason contains"):
        preparing.write(draft, "PM-1", "看板每班更新。", "L2", "远山自己也这么说")


def test_words_added_by_hand_are_looked_for(draft):
    Round.objects.filter(pk=draft.pk).update(more_words="大海整车\n\n红帆")
    draft.refresh_from_db()
    assert {"大海整车", "红帆"} <= set(words_for(draft).listed)
    with pytest.raises(Tells, match="红帆"):
        preparing.write(draft, "PM-1", "给红帆供货。", None, "")


def test_a_round_with_too_few_observations_is_not_opened(draft, paula):
    for code in ("PM-1", "PM-2", "PM-3", "PM-4"):
        preparing.write(draft, code, "看板每班更新。", None, "")
    with override("en"), pytest.raises(Refused, match=r"about 4 questions; at least 5"):
        preparing.open_round(draft, paula)


def test_questions_without_text_are_left_out_when_it_opens(written, paula):
    preparing.open_round(written, paula)
    written.refresh_from_db()
    assert written.state == "open"
    assert len(written.questions) == 6


def test_an_opened_case_stays_as_it_is(written, paula):
    preparing.open_round(written, paula)
    with override("en"), pytest.raises(Refused, match="can no longer be changed"):
        preparing.write(written, "PM-1", "另一段话。", None, "")
    with pytest.raises(Refused):
        preparing.open_round(written, paula)


def test_somebody_who_joined_the_firm_since_is_looked_for_when_it_opens(written, paula, factory, charlie):
    preparing.write(written, "PM-1", "Charlie 带着看了一圈。", None, "")
    Membership.objects.create(user=charlie, organisation=factory.organisation, role="viewer")
    with override("en"), pytest.raises(Refused, match="charlie"):
        preparing.open_round(written, paula)


def test_a_round_is_not_opened_after_the_access_has_ended(written, paula, alice, factory):
    Grant.objects.get(client=factory.organisation).end(alice, factory.organisation)
    with override("en"), pytest.raises(Refused, match="access to this client has ended"):
        preparing.open_round(written, paula)


def test_a_round_is_not_opened_after_its_last_day(written, paula):
    Round.objects.filter(pk=written.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    with override("en"), pytest.raises(Refused, match="last day"):
        preparing.open_round(written, paula)


def test_the_client_reads_in_its_log_that_a_case_was_made(written, paula, provider, factory):
    assert not AccessEvent.objects.filter(kind="case").exists()
    preparing.open_round(written, paula)
    event = AccessEvent.objects.get(kind="case")
    assert (event.organisation, event.user, event.acting) == (factory.organisation, paula, provider)
    with override("en"):
        entry = next(one for one in log_of(factory.organisation) if "case" in one.what)
        assert entry.what == "远山咨询 made an anonymised case for practice from what it saw here"
        assert entry.about == "What was seen about 6 questions; no name, place, figures or answers of yours"
    assert written.title not in str(event.detail)


def test_a_case_that_is_no_clients_is_in_nobodys_log(opened):
    assert not AccessEvent.objects.filter(kind="case").exists()


def test_titles_of_evidence_are_offered_while_the_access_lasts(draft, factory, alice):
    from calibration.titles import titles_of

    assessment = start(factory.organisation, alice, "full")
    note = {"assessment": assessment, "question": "PM-1", "kind": "note", "evidence_class": "oral", "added_by": alice}
    Evidence.objects.create(note="看过排产界面", **note)
    Evidence.objects.create(note="内容", caption="5 月工单", **note)
    Evidence.objects.create(note="已撤回", withdrawn_at=timezone.now(), **note)
    assert titles_of(draft, "PM-1") == ["5 月工单", "看过排产界面"]
    assert titles_of(draft, "PM-2") == []
    Grant.objects.get(client=factory.organisation).end(alice, factory.organisation)
    assert titles_of(draft, "PM-1") == []


def test_a_deleted_client_leaves_an_opened_case_behind(written, paula, factory):
    preparing.open_round(written, paula)
    factory.organisation.delete()
    written.refresh_from_db()
    assert (written.client, written.state) == (None, "open")


def test_a_round_closes_by_itself_after_its_last_day(opened):
    assert opened.state == "open"
    opened.closes_on = timezone.localdate()
    assert opened.state == "open"
    opened.closes_on -= timedelta(days=1)
    assert opened.state == "closed"


def test_closing_twice_keeps_the_first(opened, paula, wang):
    preparing.close(opened, paula)
    first = Round.objects.get().closed_at
    preparing.close(opened, wang)
    assert (Round.objects.get().closed_at, Round.objects.get().closed_by) == (first, paula)
