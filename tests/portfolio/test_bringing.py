"""A list of clients from upload to files: taken, looked at by a worker, kept by one; and what is never touched."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, EnterpriseProfile, Membership, Organisation
from portfolio import bringing, tasks
from portfolio.models import ClientList, Contact, ListFile, Portion, Standing
from readiness.uscc import check_character
from tests.portfolio.conftest import CODE, OTHER, ROW, upload, workbook

pytestmark = pytest.mark.django_db

SAME = ["宁波海曙精密模具有限公司", CODE, "330203", "3525", 60, 3100, None]


def work():
    """A worker does what there is to do."""
    for pk in ClientList.objects.due().values_list("pk", flat=True):
        bringing.work(pk)


@pytest.fixture
def look(signed_in, paula, provider):
    """look(rows…) uploads a list and has it looked at; the reply shows what would change."""

    def send(*rows, person=paula, content=None):
        data = upload(workbook(*rows) if content is None else content)
        browser = signed_in(person)
        reply = browser.post(reverse("portfolio:bring", args=[provider.uuid]), data)
        if reply.status_code != 302:
            return reply
        work()
        return browser.get(reply.url)

    return send


@pytest.fixture
def keep(signed_in, paula):
    """keep(page) says so on the page of a list and has it kept; the reply tells what became of it."""

    def send(page, person=paula):
        browser, found = signed_in(person), page.context["list"]
        reply = browser.post(reverse("portfolio:keep", args=[found.uuid]))
        if reply.status_code != 302:
            return reply
        work()
        return browser.get(reply.url)

    return send


def counts(page):
    return {kind: n for kind, n in page.context["told"]["counts"].items() if n}


def many(count, name="第{}厂", **more):
    codes = [f"91330200MA{n:06d}1" for n in range(count)]
    rows = [[name.format(n), code + check_character(code), *ROW[2:]] for n, code in enumerate(codes)]
    return workbook(*rows, **more)


def test_nothing_is_kept_by_looking(look):
    page = look(ROW, ["", "x"])
    assert page.status_code == 200
    assert "客户!B3" in page.content.decode()
    assert not EnterpriseProfile.objects.exists()


def test_a_row_becomes_a_prepared_file_with_its_address_and_a_line_in_the_log(look, keep, provider):
    keep(look(ROW))
    file = EnterpriseProfile.objects.get()
    assert (file.name, file.uscc, file.adcode, file.industry, file.policy_group) == (*ROW[:4], "equipment")
    assert (file.employees, file.revenue_wan, file.prepared_by) == (60, 3100, provider)
    assert not file.organisation.memberships.exists()
    assert Contact.objects.get().email == "office@example.com"
    assert AccessEvent.objects.get().kind == "prepared"


def test_a_second_press_and_a_second_upload_make_nothing_twice(look, keep):
    page = look(ROW)
    keep(page)
    assert "The list is kept" in keep(page).content.decode()
    again = look(ROW)
    assert counts(again) == {"same": 1}
    assert again.context["list"].changes == 0
    assert EnterpriseProfile.objects.count() == AccessEvent.objects.count() == 1


def test_a_file_that_is_there_is_updated_and_what_is_left_empty_stays(look, keep, prepared):
    row = ["海曙模具", CODE, "330203", "3525", 75, None, None]
    page = look(row)
    ((name, _code, found),) = page.context["changed"]
    assert (name, found) == (
        "海曙模具",
        [("Name of the enterprise", SAME[0], "海曙模具"), ("Employees", "60", "75")],
    )
    keep(page)
    file = EnterpriseProfile.objects.get()
    assert (file.name, file.employees, file.revenue_wan) == ("海曙模具", 75, 3100)


def test_an_update_makes_the_line_of_the_table_out_of_date(look, keep, prepared, refreshed):
    refreshed()
    keep(look(["海曙模具", *SAME[1:]]))
    assert Standing.objects.get().changes == 1


def test_a_group_that_was_corrected_stays_while_the_industry_does(look, keep, prepared):
    EnterpriseProfile.objects.update(policy_group="consumer_goods")
    keep(look(["海曙模具", *SAME[1:]]))
    assert EnterpriseProfile.objects.get().policy_group == "consumer_goods"
    keep(look(["海曙模具", CODE, "330203", "3962", 60, 3100]))
    assert EnterpriseProfile.objects.get().policy_group == "electronics"


def test_an_enterprise_that_has_given_access_is_recognised_and_left(look, granted, factory):
    EnterpriseProfile.objects.filter(pk=factory.pk).update(uscc=OTHER)
    granted()
    page = look(ROW)
    assert counts(page) == {"served": 1}
    assert ROW[0] in page.content.decode()


def test_an_enterprise_that_is_here_without_access_stays_a_secret(look, keep, factory):
    EnterpriseProfile.objects.filter(pk=factory.pk).update(uscc=OTHER)
    page = look(ROW)
    assert counts(page) == {"new": 1}
    assert factory.name not in page.content.decode()
    keep(page)
    assert EnterpriseProfile.objects.filter(uscc=OTHER).count() == 2
    assert EnterpriseProfile.objects.get(pk=factory.pk).name == factory.name


def test_a_file_taken_over_between_looking_and_keeping_is_not_changed(look, keep, prepared, alice):
    page = look(["海曙模具", *SAME[1:]])
    Membership.objects.create(user=alice, organisation=prepared.organisation, role="owner")
    EnterpriseProfile.objects.update(prepared_by=None)
    assert "was left as it is" in keep(page).content.decode()
    assert EnterpriseProfile.objects.get().name == SAME[0]


def test_a_file_somebody_has_changed_meanwhile_is_not_overwritten(look, keep, prepared):
    page = look(["海曙模具", *SAME[1:]])
    Organisation.objects.filter(pk=prepared.organisation_id).update(name="别的名称")
    assert "别的名称" not in keep(page).content.decode().split("left as it is")[0].split("海曙模具")[0]
    assert EnterpriseProfile.objects.get().name == "别的名称"


def test_files_of_another_provider_are_not_ours(look, keep, prepared):
    other = Organisation.objects.create(kind="provider", name="别家咨询")
    EnterpriseProfile.objects.update(prepared_by=other)
    keep(look(SAME))
    assert EnterpriseProfile.objects.filter(uscc=CODE).count() == 2


# --- the job ------------------------------------------------------------------------------------------------------------


def test_a_list_is_kept_in_portions_and_its_rows_and_its_file_go(look, keep, monkeypatch):
    monkeypatch.setattr(bringing, "AT_ONCE", 4)
    page = look(content=many(10))
    assert [len(portion.rows) for portion in Portion.objects.all()] == [4, 4, 2]
    assert not ListFile.objects.exists()
    keep(page)
    assert EnterpriseProfile.objects.count() == ClientList.objects.get().made == 10
    assert not Portion.objects.exists()


def test_a_worker_that_dies_while_keeping_is_followed_by_one_that_goes_on(look, keep, monkeypatch, signed_in, paula):
    monkeypatch.setattr(bringing, "AT_ONCE", 4)
    found = look(content=many(10)).context["list"]
    real, done = bringing.keep, []

    def dies(*arguments):
        if len(done) == 1:
            raise MemoryError
        done.append(real(*arguments))
        return done[-1]

    bringing.confirm(found.pk, paula)
    with monkeypatch.context() as patch:
        patch.setattr(bringing, "keep", dies)
        with pytest.raises(MemoryError):
            bringing.work(found.pk)
    found.refresh_from_db()
    assert (found.state, found.made, EnterpriseProfile.objects.count()) == ("pending", 4, 4)
    ClientList.objects.update(next_run=timezone.now() - timedelta(minutes=1))
    work()
    found.refresh_from_db()
    assert (found.state, found.made, EnterpriseProfile.objects.count()) == ("done", 10, 10)


def test_a_worker_thought_dead_lays_nothing_aside_a_second_time(look, provider, paula, monkeypatch):
    found = bringing.take(provider, paula, "a.xlsx", many(3), "en")
    real = bringing.try_out

    def meanwhile(*arguments):
        with monkeypatch.context() as patch:
            patch.setattr(bringing, "try_out", real)
            ClientList.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
            assert bringing.work(found.pk)
        return real(*arguments)

    monkeypatch.setattr(bringing, "try_out", meanwhile)
    assert not bringing.work(found.pk)
    assert [len(portion.rows) for portion in Portion.objects.all()] == [3]


def test_one_call_of_two_looks(provider, paula):
    found = bringing.take(provider, paula, "a.xlsx", many(1), "en")
    assert bringing.work(found.pk)
    assert not bringing.work(found.pk)


def test_what_has_failed_three_times_is_told_and_goes_on_by_a_press(look, signed_in, paula, monkeypatch):
    found = look(content=many(3)).context["list"]
    bringing.confirm(found.pk, paula)
    with monkeypatch.context() as patch:
        patch.setattr(bringing, "keep", lambda *_: 1 / 0)
        for _attempt in range(3):
            ClientList.objects.update(next_run=timezone.now() - timedelta(minutes=1))
            with pytest.raises(ZeroDivisionError):
                bringing.work(found.pk)
    browser = signed_in(paula)
    assert "It stopped on the way" in browser.get(reverse("portfolio:list", args=[found.uuid])).content.decode()
    browser.post(reverse("portfolio:go_on", args=[found.uuid]))
    work()
    assert EnterpriseProfile.objects.count() == 3


def test_nothing_is_kept_for_somebody_who_may_not_any_more(look, provider, paula):
    found = look(ROW).context["list"]
    bringing.confirm(found.pk, paula)
    Membership.objects.filter(user=paula, organisation=provider).update(role="viewer")
    assert not bringing.work(found.pk)
    assert not EnterpriseProfile.objects.exists()


def test_what_a_worker_finds_unreadable_is_told_on_the_page(look):
    page = look(ROW, content=workbook(ROW, heads=["a", "b"])).content.decode()
    assert "Row 1 lacks these columns" in page
    assert "Nothing was kept" in page
    assert not ListFile.objects.exists()


def test_a_list_nobody_has_looked_at_yet_says_how_far_it_is(signed_in, paula, provider):
    found = bringing.take(provider, paula, "a.xlsx", workbook(ROW), "en")
    browser = signed_in(paula)
    page = browser.get(reverse("portfolio:list", args=[found.uuid])).content.decode()
    assert "being looked at" in page
    assert "Refresh" in page
    told = browser.get(reverse("portfolio:list_state", args=[found.uuid])).json()
    assert told == {"state": "running", "line": "0% looked at", "done": 0}


def test_three_lists_at_a_time_are_enough(look, provider, paula):
    for _n in range(3):
        bringing.take(provider, paula, "a.xlsx", b"PK", "en")
    ClientList.objects.update(next_run=timezone.now() + timedelta(hours=1))
    page = look(ROW)
    assert page.status_code == 422
    assert "as many as there can be" in page.content.decode()


def test_a_list_is_discarded_with_all_it_held(look, signed_in, paula):
    found = look(ROW).context["list"]
    page = signed_in(paula).post(reverse("portfolio:discard", args=[found.uuid]), follow=True)
    assert "was discarded" in page.content.decode()
    assert not ClientList.objects.exists()
    assert not Portion.objects.exists()


def test_a_list_that_was_kept_is_not_discarded(look, keep, signed_in, paula):
    found = keep(look(ROW)).context["list"]
    signed_in(paula).post(reverse("portfolio:discard", args=[found.uuid]))
    assert ClientList.objects.get() == found


def test_a_list_left_lying_goes_after_two_days_and_one_kept_after_thirty(look, keep):
    look(ROW)
    keep(look(["另一家", CODE, *ROW[2:]]))
    for days, left in ((1, 2), (3, 1), (29, 1), (31, 0)):
        ClientList.objects.update(finished_at=timezone.now() - timedelta(days=days))
        tasks.tidy()
        assert ClientList.objects.count() == left


def test_the_sweeper_rings_for_lists_whose_bell_was_lost(provider, paula, monkeypatch):
    found = bringing.take(provider, paula, "a.xlsx", workbook(ROW), "en")
    rung = []
    monkeypatch.setattr(bringing, "ring", rung.append)
    tasks.sweep()
    assert rung == [found.pk]


def test_a_list_that_is_kept_calls_for_the_rows_of_its_files(look, paula, monkeypatch):
    found = look(ROW).context["list"]
    bringing.confirm(found.pk, paula)
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda: rung.append(True))
    tasks.work_on_list(found.pk)
    tasks.work_on_list(found.pk)
    assert rung == [True]


def test_problems_are_told_one_by_one_up_to_a_number_and_counted_beyond_it(look, monkeypatch):
    monkeypatch.setattr("portfolio.reading.MOST_TOLD", 3)
    page = look(*[["", "x", *ROW[2:]] for _n in range(10)])
    assert counts(page) == {"problems": 20}
    assert page.context["columns"] == [("Name of the enterprise", 10), ("Unified social credit code", 10)]
    assert len(page.context["told"]["problems"]) == 3
    assert "The first 3 are shown." in page.content.decode()


def test_a_thousand_rows_take_no_more_statements_than_portions(provider, paula, django_assert_max_num_queries):
    found = bringing.take(provider, paula, "a.xlsx", many(1000), "en")
    with django_assert_max_num_queries(40):
        assert bringing.work(found.pk)
    bringing.confirm(found.pk, paula)
    with django_assert_max_num_queries(90):
        assert bringing.work(found.pk)
    assert EnterpriseProfile.objects.count() == 1000


# --- who ----------------------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_told_at_the_field(look):
    page = look(content=b"a,b,c")
    assert page.status_code == 422
    assert "no Excel workbook" in page.content.decode()


def test_a_file_must_be_chosen(signed_in, paula, provider):
    page = signed_in(paula).post(reverse("portfolio:bring", args=[provider.uuid]))
    assert page.status_code == 422
    assert "No file was chosen" in page.content.decode()


@pytest.mark.parametrize(("name", "method"), [("bring", "get"), ("bring", "post"), ("template", "get")])
def test_who_may_bring_in_a_list(client, as_, paula, wang, alice, provider, name, method):
    address = reverse(f"portfolio:{name}", args=[provider.uuid])
    assert getattr(client, method)(address).status_code == 302
    assert getattr(as_(wang), method)(address).status_code == 403
    assert getattr(as_(alice), method)(address).status_code == 404
    assert getattr(as_(paula), method)(address).status_code in (200, 302, 422)


@pytest.mark.parametrize(
    ("name", "method"),
    [("list", "get"), ("list_state", "get"), ("keep", "post"), ("go_on", "post"), ("discard", "post")],
)
def test_who_sees_a_list_and_decides_about_it(client, as_, paula, wang, alice, look, name, method):
    address = reverse(f"portfolio:{name}", args=[look(ROW).context["list"].uuid])
    client.logout()
    assert getattr(client, method)(address).status_code == 302
    assert getattr(as_(wang), method)(address).status_code == 403
    assert getattr(as_(alice), method)(address).status_code == 404
    other = "post" if method == "get" else "get"
    assert getattr(as_(paula), other)(address).status_code == 405
    assert getattr(as_(paula), method)(address).status_code in (200, 302)


def test_a_list_belongs_to_the_people_of_its_provider(look, paula, wang, alice):
    look(ROW)
    for model in (ClientList, Portion):
        assert model.objects.for_user(paula).count() == model.objects.for_user(wang).count() == 1
        assert not model.objects.for_user(alice).exists()


def test_what_reads_only_reads(as_, paula, provider):
    assert as_(paula).post(reverse("portfolio:template", args=[provider.uuid])).status_code == 405
