"""The table: who sees it, what it shows, filters, order, pages, and how many queries it takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import EnterpriseProfile, Grant, Offer, Organisation
from accounts.rights import EDIT
from history.models import ActionProgress
from portfolio.models import Standing
from portfolio.wishes import SORTS, Wishes, wishes_of
from surveys.starting import start
from tests.reports.conftest import small, snapshot  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(provider):
    return reverse("portfolio:clients", args=[provider.uuid])


@pytest.fixture
def shown(signed_in, wang, address):
    """shown("closing=1") are the names in the table, in order."""

    def names(query=""):
        page = signed_in(wang).get(f"{address}?{query}")
        assert page.status_code == 200
        return [row.enterprise.name for row in page.context["rows"]]

    return names


def file(provider, name, **facts):
    facts = {"adcode": "330203", "industry": "3525", "policy_group": "equipment"} | facts
    return EnterpriseProfile.objects.prepare(provider, name, **facts)


def test_the_table_is_for_the_provider_alone(client, as_, address, alice, granted):
    granted()
    assert client.get(address).status_code == 302
    assert as_(alice).get(address).status_code == 404


def test_the_table_only_reads(as_, wang, address):
    assert as_(wang).post(address).status_code == 405


@pytest.mark.parametrize("person", ["paula", "wang", "rita"])
def test_everybody_of_the_provider_sees_it_and_only_an_administrator_invites(
    request, signed_in, address, prepared, person
):
    page = signed_in(request.getfixturevalue(person)).get(address).content.decode()
    assert prepared.name in page
    assert ("Invite the chosen enterprises" in page) == (person == "paula")


def test_a_line_says_all_of_a_client(signed_in, wang, address, granted, factory, snapshot, alice, refreshed):  # noqa: F811
    grant = granted({EDIT})
    ActionProgress.objects.create(
        organisation=factory.organisation, action="A1", state="planned", updated_at=timezone.now()
    )
    ActionProgress.objects.create(
        organisation=factory.organisation,
        action="A2",
        state="done",
        done_month=timezone.localdate().replace(day=1),
        updated_at=timezone.now(),
    )
    start(factory.organisation, alice, "quick")
    refreshed()
    page = signed_in(wang).get(address)
    (row,) = page.context["rows"]
    text = page.content.decode()
    assert (row.actions, row.draft.done, row.draft.total, row.size) == (1, 0, 20, "small")
    for words in (factory.name, "Cixi", "3670", "view, fill in", grant.until.isoformat(), row.level, row.score):
        assert words in text
    assert row.level.startswith(snapshot.level)


def test_an_access_that_ends_within_a_month_is_marked(signed_in, wang, address, granted):
    granted(days=30)
    assert "ends soon" in signed_in(wang).get(address).content.decode()


def test_one_that_lasts_longer_is_not(signed_in, wang, address, granted):
    granted(days=31)
    assert "ends soon" not in signed_in(wang).get(address).content.decode()


def test_only_clients_of_this_provider_and_only_with_a_live_access(shown, granted, factory, alice, charlie, prepared):
    other = Organisation.objects.create(kind="provider", name="别家咨询")
    file(other, "别家的档案")
    grant = granted()
    assert set(shown()) == {factory.name, prepared.name}
    grant.end(alice, factory.organisation)
    assert shown() == [prepared.name]


def test_filters_narrow_the_list(shown, granted, factory, prepared, refreshed, snapshot):  # noqa: F811
    granted(days=20)
    refreshed()
    Standing.objects.filter(organisation=prepared.organisation).update(closing=0, closes_next=None)
    both, firm, one = {factory.name, prepared.name}, [factory.name], [prepared.name]
    assert set(shown("region=33")) == both
    assert shown("region=3302&industry=36") == firm
    assert set(shown("industry=C")) == both
    assert shown("industry=I") == []
    assert shown("level=none") == one
    assert shown(f"level=ai-manufacturing:{snapshot.level}") == firm
    assert shown("ending=1") == firm
    assert shown("closing=1") == firm
    assert shown("files=1") == one


@pytest.mark.parametrize("typed", ["精密模具", "91330203MA2GT1A615", "９１３３０２０３", "9133 0203"])
def test_search_finds_a_name_or_a_code(shown, granted, prepared, typed):
    granted()
    assert shown(f"q={typed}") == [prepared.name]


@pytest.mark.parametrize("name", ["宁波（前湾）注塑有限公司", "宁波(前湾)注塑有限公司"])
@pytest.mark.parametrize("typed", ["（前湾）", "(前湾)"])
def test_search_finds_a_name_whichever_brackets_it_has(shown, prepared, name, typed):
    prepared.organisation.name = name
    prepared.organisation.save()
    assert shown(f"q={typed}") == [name]


@pytest.mark.parametrize(
    "query", ["page=x", "page=-1", "sort=--x", "region=%27", "level=%00", "q=%00", "industry=ZZ", "q=%25"]
)
def test_an_address_that_makes_no_sense_shows_a_table_all_the_same(shown, prepared, query):
    shown(query)


def test_every_column_sorts_both_ways_with_what_is_empty_last(shown, provider, granted, factory, snapshot, refreshed):  # noqa: F811
    granted()
    for number in range(3):
        file(provider, f"第{number}档")
    refreshed()
    for name in SORTS:
        assert len(shown(f"sort={name}")) == len(shown(f"sort=-{name}")) == 4
    for name in ("level", "coverage", "date", "until"):
        assert shown(f"sort={name}") == shown(f"sort=-{name}") == [factory.name, "第0档", "第1档", "第2档"]
    assert shown("sort=-name") == sorted(shown(), reverse=True)


def test_drafts_and_actions_sort_by_their_number(shown, provider, wang, refreshed):
    first, second = file(provider, "甲"), file(provider, "乙")
    for firm, number in ((first, 1), (second, 2)):
        for action in range(number):
            facts = {"action": f"A{action}", "state": "doing", "updated_at": timezone.now()}
            ActionProgress.objects.create(organisation=firm.organisation, **facts)
    assert shown("sort=actions") == ["甲", "乙"]
    assert shown("sort=-actions") == ["乙", "甲"]


def test_pages_hold_fifty_and_keep_the_filters(signed_in, wang, address, provider):
    for number in range(51):
        file(provider, f"第{number:02}档")
    page = signed_in(wang).get(f"{address}?sort=-name&region=33")
    assert len(page.context["rows"]) == 50
    assert "region=33&amp;sort=-name&amp;page=2" in page.content.decode()
    assert len(signed_in(wang).get(f"{address}?page=2").context["rows"]) == 1


def _queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked)


def test_the_number_of_queries_depends_on_nothing(
    as_,
    paula,
    address,
    provider,
    granted,
    factory,
    snapshot,  # noqa: F811
    refreshed,
    alice,
):
    granted()
    start(factory.organisation, alice, "quick")
    refreshed()
    client = as_(paula)
    few = _queries(client, address)
    for number in range(20):
        file(provider, f"第{number}档")
        firm = EnterpriseProfile.objects.found(
            alice, f"第{number}厂", adcode="330282", industry="3670", policy_group="equipment"
        )
        start(firm.organisation, alice, "quick")
        granted({EDIT}, firm.organisation)
    refreshed()
    assert _queries(client, address) == few <= 14


def test_an_open_invitation_is_told(signed_in, wang, address, provider, paula, prepared):
    terms = {"rights": set(), "purpose": "x", "until": timezone.localdate() + timedelta(days=9)}
    Offer.objects.offer("hands_over", provider, paula, **terms, provider=provider, client=prepared.organisation)
    assert "invited" in signed_in(wang).get(address).content.decode()


def test_a_provider_without_clients_is_told_how_to_begin(signed_in, paula, address):
    assert "No clients yet" in signed_in(paula).get(address).content.decode()
    assert not Grant.objects.exists()


def test_wishes_read_what_they_write():
    wishes = Wishes(q="远山 机械", level="none", region="33", industry="C", closing=True, sort="-level")
    from urllib.parse import parse_qsl

    assert wishes_of(dict(parse_qsl(wishes.query))) == wishes
    assert Wishes().query == ""
