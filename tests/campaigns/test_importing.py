"""A bureau brings its list: judged cell by cell, looked at, kept by one press, brought again without harm."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Campaign, Target
from campaigns.roster import TARGETS
from exchange.rosters.template import write_template
from tests.campaigns.conftest import CIXI, XIHU, coded, invite, joined, upload, workbook

pytestmark = pytest.mark.django_db

ROW = ["杭州某机械有限公司", coded(1), XIHU, "a@example.com", "0571-88886666"]


@pytest.fixture
def bring(signed_in, hana, campaign):
    here = [campaign.bureau.uuid, campaign.uuid]

    def do(*rows, content=None):
        address = reverse("campaigns:bring", args=here)
        return signed_in(hana).post(address, upload(content or workbook(*rows)))

    def keep(*rows):
        page = do(*rows)
        return (
            signed_in(hana)
            .post(reverse("campaigns:keep", args=here), {"sealed": page.context["sealed"]}, follow=True)
            .content.decode()
        )

    do.keep = keep
    return do


def test_nothing_is_kept_before_it_was_looked_at(bring):
    page = bring(ROW)
    assert len(page.context["trial"].new) == 1
    assert "杭州某机械有限公司" in page.content.decode()
    assert not Target.objects.exists()


def test_one_press_keeps_it_and_a_second_one_changes_nothing(bring):
    assert "1 enterprise is new on the list, 0 were changed" in bring.keep(ROW)
    target = Target.objects.get()
    assert [target.name, target.uscc, target.adcode, target.email, target.phone] == ROW
    page = bring(ROW)
    assert (page.context["trial"].same, page.context["trial"].changes) == (1, ())
    assert "Everything in the list is there already." in page.content.decode()


def test_a_code_brought_again_updates_and_an_empty_cell_takes_nothing_away(bring):
    bring.keep(ROW)
    token = Target.objects.get().token_sha256
    bring.keep(["杭州某精密机械有限公司", coded(1), XIHU, "", "0571-1111111"])
    target = Target.objects.get()
    assert (target.name, target.email, target.phone) == ("杭州某精密机械有限公司", "a@example.com", "0571-1111111")
    assert target.token_sha256 == token


def test_the_template_is_read_back_and_its_sample_left_out(bring):
    book = load_workbook(io.BytesIO(write_template(TARGETS, "zh-hans")))
    book.worksheets[0].append(ROW)
    file = io.BytesIO()
    book.save(file)
    assert [row.after.uscc for row in bring(content=file.getvalue()).context["trial"].new] == [coded(1)]


@pytest.mark.parametrize(
    ("column", "value", "cell", "sentence"),
    [
        (0, "=1+1", "A2", "formula"),
        (1, "9133010", "B2", "18"),
        (2, CIXI, "C2", "not part of the campaign"),
        (2, "天上", "C2", "list"),
        (3, "nobody", "D2", "address"),
        (4, "call me", "E2", "digits"),
    ],
)
def test_what_is_wrong_is_told_by_cell(bring, column, value, cell, sentence):
    row = [*ROW]
    row[column] = value
    (problem,) = bring(row).context["read"].problems
    assert problem.cell == cell
    assert sentence in problem.remedy + problem.expected
    assert not bring(row).context["trial"].changes


def test_a_code_twice_in_a_file_is_told(bring):
    assert bring(ROW, ["另一个", *ROW[1:]]).context["read"].problems[0].cell == "B3"


def test_what_is_no_workbook_is_refused(bring):
    response = bring(content=b"name,code\n")
    assert response.status_code == 422
    assert "no Excel workbook" in response.content.decode()


def test_a_look_belongs_to_its_person_and_campaign(bring, signed_in, wei, campaign):
    sealed = bring(ROW).context["sealed"]
    address = reverse("campaigns:keep", args=[campaign.bureau.uuid, campaign.uuid])
    page = signed_in(wei).post(address, {"sealed": sealed}, follow=True).content.decode()
    assert "Nothing was kept" in page
    assert not Target.objects.exists()


def test_what_somebody_changed_meanwhile_is_left_alone(bring, signed_in, hana, campaign):
    bring.keep(ROW)
    sealed = bring(["新名称", *ROW[1:]]).context["sealed"]
    Target.objects.update(name="别人改的名称")
    address = reverse("campaigns:keep", args=[campaign.bureau.uuid, campaign.uuid])
    page = signed_in(hana).post(address, {"sealed": sealed}, follow=True).content.decode()
    assert "Left as they are" in page
    assert Target.objects.get().name == "别人改的名称"


def test_more_than_a_campaign_can_hold_is_refused(bring, monkeypatch):
    monkeypatch.setattr("campaigns.trial.MOST", 1)
    page = bring(ROW, ["另一个", coded(2), XIHU])
    assert "too many" in page.content.decode()
    assert page.context["sealed"] == ""


def test_a_closed_campaign_takes_no_list(bring, campaign):
    sealed = bring(ROW).context["sealed"]
    Campaign.objects.get().close()
    assert bring(ROW).status_code == 302
    assert sealed
    assert not Target.objects.exists()


def test_a_long_list_takes_no_query_per_row(bring, django_assert_max_num_queries):
    rows = [[f"第{n}厂", coded(n), XIHU] for n in range(1, 1201)]
    page = bring(*rows)
    assert len(page.context["trial"].new) == 1200
    with django_assert_max_num_queries(100):
        bring.keep(*rows)
    assert Target.objects.count() == 1200


def test_a_target_is_taken_off_the_list_unless_it_takes_part(signed_in, hana, campaign):
    gone, stays = invite(campaign, 1), joined(invite(campaign, 2))[0].target
    for target in (gone, stays):
        address = reverse("campaigns:remove", args=[campaign.bureau.uuid, campaign.uuid, target.uuid])
        page = signed_in(hana).post(address, follow=True).content.decode()
    assert list(Target.objects.all()) == [stays]
    assert "takes part already" in page


def test_the_list_is_found_by_state_and_name(signed_in, hana, campaign):
    invite(campaign, 1)
    joined(invite(campaign, 2))
    address = reverse("campaigns:targets", args=[campaign.bureau.uuid, campaign.uuid])

    def names(**query):
        return [row.uscc for row in signed_in(hana).get(address, query).context["page"]]

    assert names() == [coded(1), coded(2)]
    assert names(state="silent") == [coded(1)]
    assert names(state="registered") == [coded(2)]
    assert names(state="submitted") == []
    assert names(text="第2") == [coded(2)]
    assert names(text=coded(1)) == [coded(1)]
    assert names(state="nonsense") == [coded(1), coded(2)]


def test_the_number_of_queries_of_the_list_does_not_grow(signed_in, hana, campaign, django_assert_max_num_queries):
    for number in range(1, 20):
        invite(campaign, number)
    client = signed_in(hana)
    with django_assert_max_num_queries(12):
        client.get(reverse("campaigns:targets", args=[campaign.bureau.uuid, campaign.uuid]))
