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


@pytest.fixture
def various(provider, alice, granted, refreshed):
    """Thirty clients that differ in everything a column says, and what a person would read off them one by one."""
    places, trades = ("330282", "320583", "440306"), ("3670", "6513", "1371", "3525")
    for n in range(30):
        facts = {"adcode": places[n % 3], "industry": trades[n % 4], "policy_group": "equipment"}
        facts |= {"employees": (5, 60, 500, 2000, None)[n % 5], "revenue_wan": 3000 + n}
        if n % 2:
            firm = EnterpriseProfile.objects.found(alice, f"第{n % 7}厂{n}", **facts)
            granted(set(), firm.organisation, days=1 + n * 3)
        else:
            firm = file(provider, f"第{n % 7}厂{n}", **facts)
        if n % 3 == 0:
            draft = start(firm.organisation, alice, "full")
            for question in draft.questions[: n // 3]:
                draft.answers.create(question=question.code, value={"level": "L2"}, updated_at=timezone.now())
            draft.answers.create(question="gone", value=None, updated_at=timezone.now())
        for action in range(n % 4):
            state = "doing" if action % 2 else "planned"
            ActionProgress.objects.create(
                organisation=firm.organisation, action=f"A{action}", state=state, updated_at=timezone.now()
            )
    refreshed()
    for n, row in enumerate(Standing.objects.order_by("pk")):
        if n % 4:
            row.framework, row.level, row.position, row.share = "ai-manufacturing", f"L{n % 3}", n % 3, f"0.{n:02}"
            row.answered, row.applicable, row.submitted = n, 60, timezone.localdate() - timedelta(days=n % 9)
            row.save()
    clients = EnterpriseProfile.objects.exclude(organisation__portfolio_standing=None)
    return clients.select_related("organisation__portfolio_standing").order_by("pk")


def _told(firm):
    """What each column sorts a client by, worked out without a query over clients. None: nothing is said."""
    standing, organisation = firm.organisation.portfolio_standing, firm.organisation
    grant = organisation.grants_given.first()
    answers = [a for draft in organisation.assessments.all() for a in draft.answers.all() if a.value is not None]
    actions = [one for one in ActionProgress.objects.filter(organisation=organisation) if one.state != "done"]
    level = None if standing.position is None else (standing.position, float(standing.share))
    return {
        "name": firm.name,
        "region": firm.adcode,
        "industry": firm.industry,
        "size": standing.size,
        "until": grant.until if grant else None,
        "level": level,
        "coverage": standing.answered / standing.applicable if standing.applicable else None,
        "date": standing.submitted,
        "draft": len(answers) or None,
        "actions": len(actions) or None,
        "closing": (standing.closes_next, standing.closing) if standing.closing else None,
    }


@pytest.mark.parametrize("name", SORTS)
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_order_is_that_of_a_person_who_reads_the_lines_one_by_one(shown, various, name, sign):
    lines = [(_told(firm)[name], firm.name) for firm in various]
    full = sorted((line for line in lines if line[0] is not None), key=lambda line: line[1])
    full.sort(key=lambda line: line[0], reverse=bool(sign))
    expected = full + sorted(line for line in lines if line[0] is None)
    assert shown(f"sort={sign}{name}") == [line[1] for line in expected]


def test_every_filter_keeps_what_a_person_would_keep(shown, various):
    soon = timezone.localdate() + timedelta(days=30)
    told = {firm.name: (firm, _told(firm)) for firm in various}

    def those(fits):
        return {name for name, (firm, line) in told.items() if fits(firm, line)}

    expected = {
        "region=33": those(lambda firm, _: firm.adcode.startswith("33")),
        "industry=C": those(lambda firm, _: firm.industry != "6513"),
        "industry=65": those(lambda firm, _: firm.industry == "6513"),
        "level=none": those(lambda firm, _: firm.organisation.portfolio_standing.snapshot_id is None),
        "level=ai-manufacturing:L2": those(lambda firm, _: firm.organisation.portfolio_standing.level == "L2"),
        "ending=1": those(lambda _, line: line["until"] and line["until"] <= soon),
        "closing=1": those(lambda _, line: line["closing"]),
        "files=1": those(lambda firm, _: firm.prepared_by_id),
        "q=第3厂": those(lambda firm, _: "第3厂" in firm.name),
        "region=33&industry=C&ending=1": those(
            lambda firm, line: (
                firm.adcode[:2] == "33" and firm.industry != "6513" and line["until"] and line["until"] <= soon
            )
        ),
    }
    for query, names in expected.items():
        assert set(shown(query)) == names, query
    assert 0 < len(expected["ending=1"]) < len(told)


def test_pages_hold_fifty_and_keep_the_filters(signed_in, wang, address, provider):
    for number in range(51):
        file(provider, f"第{number:02}档")
    page = signed_in(wang).get(f"{address}?sort=-name&region=33")
    assert len(page.context["rows"]) == 50
    assert "region=33&amp;sort=-name&amp;page=2" in page.content.decode()
    assert len(signed_in(wang).get(f"{address}?page=2").context["rows"]) == 1


def test_each_filter_is_told_in_words_with_the_address_without_it(signed_in, wang, address, provider):
    file(provider, "远山机械")
    page = signed_in(wang).get(f"{address}?q=远山&region=33&industry=C&files=1&level=ai-manufacturing:L2&sort=-name")
    chips = {str(words): query for words, query in page.context["chips"]}
    assert list(chips) == [
        "Name or code: “远山”",
        "Level: L2 Piloting",
        "Region: Zhejiang (all)",
        "Industry: C manufacturing (all)",
        "Prepared files only",
    ]
    assert "region" not in chips["Region: Zhejiang (all)"]
    assert "files=1" in chips["Region: Zhejiang (all)"]
    assert "sort=-name" in chips["Region: Zhejiang (all)"]


def test_a_filter_that_is_not_offered_any_more_is_told_as_it_stands(signed_in, wang, address, provider):
    file(provider, "远山机械")
    page = signed_in(wang).get(f"{address}?region=65&level=gone:L9")
    assert [str(words) for words, _query in page.context["chips"]] == ["Level: gone:L9", "Region: 65"]


def test_the_pages_have_numbers_and_the_last_is_one_step_away(signed_in, wang, address, provider):
    facts = {"adcode": "330203", "industry": "3525", "policy_group": "equipment", "prepared_by": provider}
    made = Organisation.objects.bulk_create(Organisation(kind="enterprise", name=f"第{n}档") for n in range(501))
    EnterpriseProfile.objects.bulk_create(EnterpriseProfile(organisation=one, **facts) for one in made)
    page = signed_in(wang).get(f"{address}?files=1").content.decode()
    assert 'href="?files=1&amp;page=11"' in page
    assert 'href="?files=1&amp;page=6"' not in page


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
    for query in ("sort=-draft", "sort=actions", "sort=until", "region=33&industry=C&closing=1&ending=1", "q=厂"):
        assert _queries(client, f"{address}?{query}") <= few


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
