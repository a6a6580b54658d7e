"""A list of clients from upload to files: looked at, sealed, kept; and what is never touched."""

import pytest
from django.core import signing
from django.urls import reverse

from accounts.models import AccessEvent, EnterpriseProfile, Membership, Organisation
from portfolio import trial as trials
from portfolio.models import Contact, Standing
from portfolio.reading import read_clients
from tests.portfolio.conftest import CODE, OTHER, ROW, upload, workbook

pytestmark = pytest.mark.django_db

SAME = ["宁波海曙精密模具有限公司", CODE, "330203", "3525", 60, 3100, None]


@pytest.fixture
def look(signed_in, paula, provider):
    """look(rows…) uploads a list; the reply shows what would change."""

    def send(*rows, person=paula, content=None):
        data = upload(workbook(*rows) if content is None else content)
        return signed_in(person).post(reverse("portfolio:bring", args=[provider.uuid]), data)

    return send


@pytest.fixture
def keep(signed_in, paula, provider):
    def send(seal, person=paula, to=provider):
        return signed_in(person).post(reverse("portfolio:keep", args=[to.uuid]), {"sealed": seal}, follow=True)

    return send


def test_nothing_is_kept_by_looking(look):
    page = look(ROW, ["", "x"])
    assert page.status_code == 200
    assert "客户!B3" in page.content.decode()
    assert not EnterpriseProfile.objects.exists()


def test_a_row_becomes_a_prepared_file_with_its_address_and_a_line_in_the_log(look, keep, provider):
    keep(look(ROW).context["sealed"])
    file = EnterpriseProfile.objects.get()
    assert (file.name, file.uscc, file.adcode, file.industry, file.policy_group) == (*ROW[:4], "equipment")
    assert (file.employees, file.revenue_wan, file.prepared_by) == (60, 3100, provider)
    assert not file.organisation.memberships.exists()
    assert Contact.objects.get().email == "office@example.com"
    assert AccessEvent.objects.get().kind == "prepared"


def test_a_second_press_and_a_second_upload_make_nothing_twice(look, keep):
    seal = look(ROW).context["sealed"]
    keep(seal)
    assert "0 files were prepared" in keep(seal).content.decode()
    again = look(ROW).context["trial"]
    assert (again.changes, again.same) == ((), 1)
    assert EnterpriseProfile.objects.count() == AccessEvent.objects.count() == 1


def test_a_file_that_is_there_is_updated_and_what_is_left_empty_stays(look, keep, prepared):
    row = ["海曙模具", CODE, "330203", "3525", 75, None, None]
    page = look(row)
    assert page.context["trial"].changed[0].differing == ["name", "employees"]
    keep(page.context["sealed"])
    file = EnterpriseProfile.objects.get()
    assert (file.name, file.employees, file.revenue_wan) == ("海曙模具", 75, 3100)


def test_an_update_makes_the_line_of_the_table_out_of_date(look, keep, prepared, refreshed):
    refreshed()
    keep(look(["海曙模具", *SAME[1:]]).context["sealed"])
    assert Standing.objects.get().changes == 1


def test_a_group_that_was_corrected_stays_while_the_industry_does(look, keep, prepared):
    EnterpriseProfile.objects.update(policy_group="consumer_goods")
    keep(look(["海曙模具", *SAME[1:]]).context["sealed"])
    assert EnterpriseProfile.objects.get().policy_group == "consumer_goods"
    keep(look(["海曙模具", CODE, "330203", "3962", 60, 3100]).context["sealed"])
    assert EnterpriseProfile.objects.get().policy_group == "electronics"


def test_an_enterprise_that_has_given_access_is_recognised_and_left(look, granted, factory):
    EnterpriseProfile.objects.filter(pk=factory.pk).update(uscc=OTHER)
    granted()
    trial = look(ROW).context["trial"]
    assert (trial.changes, trial.served) == ((), (ROW[0],))


def test_an_enterprise_that_is_here_without_access_stays_a_secret(look, keep, factory):
    EnterpriseProfile.objects.filter(pk=factory.pk).update(uscc=OTHER)
    page = look(ROW)
    assert len(page.context["trial"].new) == 1
    assert factory.name not in page.content.decode()
    keep(page.context["sealed"])
    assert EnterpriseProfile.objects.filter(uscc=OTHER).count() == 2
    assert EnterpriseProfile.objects.get(pk=factory.pk).name == factory.name


def test_a_file_taken_over_between_looking_and_keeping_is_not_changed(look, keep, prepared, alice):
    seal = look(["海曙模具", *SAME[1:]]).context["sealed"]
    Membership.objects.create(user=alice, organisation=prepared.organisation, role="owner")
    EnterpriseProfile.objects.update(prepared_by=None)
    assert "was left as it is" in keep(seal).content.decode()
    assert EnterpriseProfile.objects.get().name == SAME[0]


def test_a_file_somebody_has_changed_meanwhile_is_not_overwritten(look, keep, prepared):
    seal = look(["海曙模具", *SAME[1:]]).context["sealed"]
    Organisation.objects.filter(pk=prepared.organisation_id).update(name="别的名称")
    assert "别的名称" not in keep(seal).content.decode().split("left as it is")[0].split("海曙模具")[0]
    assert EnterpriseProfile.objects.get().name == "别的名称"


def test_files_of_another_provider_are_not_ours(look, keep, prepared):
    other = Organisation.objects.create(kind="provider", name="别家咨询")
    EnterpriseProfile.objects.update(prepared_by=other)
    keep(look(SAME).context["sealed"])
    assert EnterpriseProfile.objects.filter(uscc=CODE).count() == 2


def test_a_seal_is_of_one_person_one_provider_and_unchanged(look, keep, provider, paula, wang):
    seal = look(ROW).context["sealed"]
    Membership.objects.filter(user=wang).update(role="owner")
    second = Organisation.objects.create(kind="provider", name="又一家")
    Membership.objects.create(user=paula, organisation=second, role="owner")
    for reply in (keep(seal, wang), keep(seal, to=second), keep(seal[:-1] + "x"), keep("")):
        assert "Nothing was kept" in reply.content.decode()
    assert not EnterpriseProfile.objects.exists()


def test_a_seal_does_not_last(look, keep, monkeypatch):
    seal = look(ROW).context["sealed"]
    real = signing.time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: real + trials.GOOD_FOR + 5)
    keep(seal)
    assert not EnterpriseProfile.objects.exists()


def test_a_thousand_rows_take_no_more_statements_than_batches(provider, paula, django_assert_max_num_queries):
    from readiness.uscc import check_character

    codes = [f"91330200MA{n:06d}1" for n in range(1000)]
    rows = [[f"第{n}厂", code + check_character(code), *ROW[2:]] for n, code in enumerate(codes)]
    trial = trials.try_out(provider, read_clients(workbook(*rows)))
    changes = trials.opened(trials.sealed(trial, provider, paula), provider, paula)
    with django_assert_max_num_queries(60):
        kept = trials.keep(provider, paula, changes)
    assert (kept.made, EnterpriseProfile.objects.count()) == (1000, 1000)


def test_a_file_that_cannot_be_read_is_told_at_the_field(look):
    page = look(content=b"a,b,c")
    assert page.status_code == 422
    assert "no Excel workbook" in page.content.decode()


def test_a_file_must_be_chosen(signed_in, paula, provider):
    page = signed_in(paula).post(reverse("portfolio:bring", args=[provider.uuid]))
    assert page.status_code == 422
    assert "No file was chosen" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "method"), [("bring", "get"), ("bring", "post"), ("template", "get"), ("keep", "post")]
)
def test_who_may_bring_in_a_list(client, as_, paula, wang, alice, provider, name, method):
    address = reverse(f"portfolio:{name}", args=[provider.uuid])
    assert getattr(client, method)(address).status_code == 302
    assert getattr(as_(wang), method)(address).status_code == 403
    assert getattr(as_(alice), method)(address).status_code == 404
    assert getattr(as_(paula), method)(address).status_code in (200, 302, 422)


def test_what_reads_only_reads(as_, paula, provider):
    assert as_(paula).post(reverse("portfolio:template", args=[provider.uuid])).status_code == 405
    assert as_(paula).get(reverse("portfolio:keep", args=[provider.uuid])).status_code == 405
