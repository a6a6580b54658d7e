"""Letters: a page for each firm, made by a worker, asked for twice and made once, removed after a week."""

import io
import logging
import uuid
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import letters as printing
from campaigns.letters import Letters, letters_html
from campaigns.models import Campaign
from reports.files import path_of
from tests.campaigns.conftest import invite, joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(campaign):
    return reverse("campaigns:letters", args=[campaign.bureau.uuid, campaign.uuid])


@pytest.fixture
def ask(signed_in, hana, address):
    def do(state="", ticket=None, **more):
        given = {"state": state, "language": "zh-hans", "ticket": str(ticket or uuid.uuid4())}
        return signed_in(hana).post(address, given | more, follow=True)

    return do


def test_a_letter_says_who_asks_what_and_until_when_and_holds_the_own_link(campaign):
    Campaign.objects.update(contact="李工 0571-12345678")
    targets = [invite(campaign, 1), invite(campaign, 2)]
    made = Letters.objects.create(
        campaign=Campaign.objects.get(), ticket=uuid.uuid4(), part=1, targets=[t.pk for t in targets], language="en"
    )
    html = letters_html(made)
    assert html.count('<section class="letter') == 2
    for part in (campaign.bureau.name, campaign.title, campaign.purpose, "李工 0571-12345678", "<svg"):
        assert part in html
    for target in targets:
        assert html.count(f">{target.link}<") == 1
        assert target.name in html


def test_it_is_made_as_a_pdf_with_a_page_each_and_fetched(ask, signed_in, hana, campaign, caplog):
    for number in range(1, 4):
        invite(campaign, number)
    page = ask().content.decode()
    assert "3 letters are being made." in page
    made = Letters.objects.get()
    with caplog.at_level(logging.WARNING, "weasyprint"):
        assert printing.make(made.pk)
    assert not printing.make(made.pk)
    response = signed_in(hana).get(reverse("campaigns:letters_download", args=[made.uuid]))
    content = b"".join(response.streaming_content)
    made.refresh_from_db()
    assert response["Cache-Control"] == "no-store"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == made.pages == 3
    assert not caplog.records
    assert "Download" in ask().content.decode()


def test_a_long_name_purpose_and_title_still_fit_one_page(campaign):
    Campaign.objects.update(
        purpose="了解全市企业应用人工智能的基础。" * 30, title="二〇二六年度全市制造业企业人工智能就绪度摸底调查" * 2
    )
    target = invite(Campaign.objects.get())
    type(target).objects.update(name="杭州" + "远山" * 40 + "有限公司")
    made = Letters.objects.create(
        campaign=Campaign.objects.get(), ticket=uuid.uuid4(), part=1, targets=[target.pk], language="zh-hans"
    )
    assert printing.make(made.pk)
    made.refresh_from_db()
    assert made.pages == 1


def test_a_second_press_of_the_same_page_makes_nothing_more(ask, campaign):
    invite(campaign)
    ticket = uuid.uuid4()
    ask(ticket=ticket)
    assert "being made already" in ask(ticket=ticket).content.decode()
    assert Letters.objects.count() == 1


def test_long_lists_come_in_parts(ask, campaign, monkeypatch):
    monkeypatch.setattr(printing, "A_FILE", 2)
    for number in range(1, 6):
        invite(campaign, number)
    ask()
    assert [(one.part, one.number) for one in Letters.objects.order_by("part")] == [(1, 2), (2, 2), (3, 1)]


def test_those_who_have_registered_can_be_left_out(ask, campaign):
    silent = invite(campaign, 1)
    joined(invite(campaign, 2))
    ask("silent")
    assert Letters.objects.get().targets == [silent.pk]


def test_who_was_taken_off_the_list_gets_no_letter(ask, campaign):
    invite(campaign, 1)
    gone = invite(campaign, 2)
    ask()
    gone.delete()
    assert letters_html(Letters.objects.get()).count('<section class="letter') == 1


def test_without_anybody_or_outside_its_days_nothing_is_printed(ask, campaign):
    assert "Nothing to print" in ask().content.decode()
    invite(campaign)
    Campaign.objects.update(state="draft")
    assert "before and after, they lead nowhere" in ask().content.decode()
    assert not Letters.objects.exists()


def test_a_file_that_is_gone_is_made_again(ask, signed_in, hana, campaign):
    invite(campaign)
    ask()
    made = Letters.objects.get()
    printing.make(made.pk)
    made.refresh_from_db()
    Path(path_of(made.file_sha256)).unlink()
    signed_in(hana).get(reverse("campaigns:letters_download", args=[made.uuid]))
    made.refresh_from_db()
    assert made.state == "pending"


def test_after_a_week_they_are_removed_with_their_file(ask, campaign):
    invite(campaign)
    ask()
    made = Letters.objects.get()
    printing.make(made.pk)
    made.refresh_from_db()
    printing.tidy()
    assert Letters.objects.exists()
    Letters.objects.update(created_at=timezone.now() - timedelta(days=8))
    printing.tidy()
    assert not Letters.objects.exists()
    assert not path_of(made.file_sha256).exists()
