"""Named lists on a bureau's desk: seen, begun, written, reviewed by a second person, named by rules."""

import datetime
import time
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EnterpriseProfile
from accounts.open_facts import asked_of
from readiness.subsidies.conditions import questions_of
from readiness.subsidies.rules import Facts
from subsidies import seed
from subsidies.catalogue import _read_lists, current
from subsidies.content import written
from subsidies.files import exported, opened, take
from subsidies.models import Record
from subsidies.workflow import Refused, draft, publish, replace_standing, send, withdraw
from tests.subsidies.conftest import CODE, bureau_of, member

pytestmark = pytest.mark.django_db
PILOT, OWN = "sme_digital_pilot_cities", "hangzhou-compute-providers"
READING = ["lists", "list", "list_changes"]
WRITING = ["list_create", "list_edit", "list_withdraw", "list_give_up", "list_send", "list_hand_back", "list_publish"]
POSTED = WRITING[3:]
CONTENT = {
    "list": OWN,
    "adcode": "330100",
    "kind": "text",
    "name": {"zh": "杭州市算力服务商名单", "en": "compute providers of Hangzhou"},
    "question": {"zh": "算力服务商在杭州市名单内吗？", "en": "Is the provider on the list of Hangzhou?"},
    "members": ["杭州云算科技有限公司"],
    "complete": True,
    "as_of": "2026-10-01",
    "source": {"zh": "杭州市经信局公告", "en": "notice of the bureau"},
}


def address(bureau, name, code=OWN):
    of_one = name not in ("lists", "list_create")
    return reverse(
        f"subsidies:{name}",
        args=[bureau.uuid, *([code] if of_one else []), *([1] if name == "list_changes" else [])],
    )


@pytest.fixture
def begun(hana):
    """The list as Hana has written it."""
    record = Record.objects.create(kind="list", code=OWN, adcode="330100")
    draft(record, CONTENT, hana, 0)
    return record


@pytest.fixture
def holding(begun, hana, wei):
    """The list as it was published."""
    send(begun, hana)
    publish(begun, wei)
    return begun


def text(response):
    return response.content.decode()


def typed(**changes):
    values = {
        "base": "1",
        "name_zh": "杭州市算力服务商名单",
        "name_en": "compute providers of Hangzhou",
        "members": "杭州云算科技有限公司\n之江算力有限公司",
        "complete": "on",
        "as_of": "2026-10-01",
        "source_zh": "公告",
        "source_en": "notice",
        "question_zh": "在名单内吗？",
        "question_en": "Is it on the list?",
    }
    return values | changes


# --- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READING + WRITING)
def test_every_page_requires_a_login(client, bureau, begun, name):
    response = client.post(address(bureau, name)) if name in POSTED else client.get(address(bureau, name))
    assert (response.status_code, "/account/login/" in response.url) == (302, True)


@pytest.mark.parametrize("name", READING + WRITING)
@pytest.mark.parametrize("who", ["sun", "alice"])
def test_people_of_other_organisations_find_nothing(request, as_, bureau, begun, name, who):
    client = as_(request.getfixturevalue(who))
    response = client.post(address(bureau, name)) if name in POSTED else client.get(address(bureau, name))
    assert response.status_code == 404


@pytest.mark.parametrize("name", WRITING)
def test_a_reader_changes_nothing(as_, bureau, begun, rui, name):
    client = as_(rui)
    response = client.post(address(bureau, name)) if name in POSTED else client.get(address(bureau, name))
    assert response.status_code == 403


@pytest.mark.parametrize("name", POSTED)
def test_what_changes_something_is_posted(as_, bureau, begun, hana, name):
    assert as_(hana).get(address(bureau, name)).status_code == 405


@pytest.mark.parametrize("name", READING)
def test_a_reader_sees_everything_and_is_offered_nothing(as_, bureau, begun, rui, name):
    response = as_(rui).get(address(bureau, name))
    assert response.status_code == 200
    for offered in ("list_create", "list_edit", "list_send"):
        assert address(bureau, offered) not in text(response)


@pytest.mark.parametrize("name", ["list_edit", "list_withdraw", "list_send", "list_publish"])
def test_nobody_changes_a_national_list(as_, bureau, hana, name):
    client = as_(hana)
    page = text(client.get(address(bureau, "list", PILOT)))
    assert "A national list." in page
    assert "330300 Wenzhou" in page
    assert client.post(address(bureau, name, PILOT), typed(reason="x")).status_code == 403
    assert not Record.objects.exists()


def test_a_list_of_the_province_is_seen_by_its_cities_and_changed_by_the_province_alone(as_, bureau, hana, begun):
    begun.adcode = "330000"
    begun.save()
    assert "A list of another region." in text(as_(hana).get(address(bureau, "list")))
    assert as_(hana).get(address(bureau, "list_edit")).status_code == 403
    province = bureau_of("浙江省经济和信息化厅", "330000")
    assert as_(member(province, "Pan", "owner")).get(address(province, "list_edit")).status_code == 200


def test_a_list_of_another_city_is_not_there(as_, begun):
    ningbo = bureau_of("宁波市经济和信息化局", "330200")
    client = as_(member(ningbo, "Nina", "owner"))
    assert client.get(address(ningbo, "list")).status_code == 404
    assert OWN not in text(client.get(address(ningbo, "lists")))


@pytest.mark.parametrize("code", ["nothing", CODE])
def test_a_code_nobody_knows_is_not_there(as_, bureau, hana, code):
    assert as_(hana).get(address(bureau, "list", code)).status_code == 404


# --- looking ----------------------------------------------------------------------------------------------------------


def test_the_lists_show_own_ones_first_with_date_and_whether_they_are_complete(as_, bureau, hana, holding):
    page = text(as_(hana).get(address(bureau, "lists")))
    assert page.index(OWN) < page.index(PILOT)
    assert "1 entry, as of 2026-10-01" in page
    assert "not complete" in page
    assert "whole country" in page


def test_the_record_links_to_the_lists_it_names_and_the_list_back(as_, bureau, hana):
    naming = next(code for code, one in seed.records().items() if PILOT in str(one.get("rule")))
    client = as_(hana)
    assert address(bureau, "list", PILOT) in text(client.get(reverse("subsidies:record", args=[bureau.uuid, naming])))
    page = text(client.get(address(bureau, "list", PILOT)))
    assert reverse("subsidies:record", args=[bureau.uuid, naming]) in page


def test_a_long_list_is_folded(as_, bureau, hana, begun):
    draft(begun, CONTENT | {"members": [f"服务商{n}" for n in range(41)]}, hana, 1)
    assert "Show all" in text(as_(hana).get(address(bureau, "list")))


@pytest.mark.parametrize("name", ["lists", "list", "list_create", "list_edit", "list_withdraw"])
def test_every_page_can_be_read_in_chinese(as_, bureau, hana, holding, name):
    hana.language = "zh-hans"
    hana.save()
    page = text(as_(hana).get(address(bureau, name)))
    assert "名单" in page
    assert "Named lists" not in page


def test_pages_cost_the_same_however_many_lists_there_are(as_, bureau, hana, holding, django_assert_max_num_queries):
    client = as_(hana)
    client.get(address(bureau, "lists"))
    with django_assert_max_num_queries(10) as few:
        client.get(address(bureau, "lists"))
    for n in range(5):
        record = Record.objects.create(kind="list", code=f"hz-{n}", adcode="330100")
        replace_standing(record, CONTENT | {"list": f"hz-{n}"}, hana)
    current()
    with django_assert_max_num_queries(10) as many:
        client.get(address(bureau, "lists"))
    assert len(few) == len(many)


# --- writing ----------------------------------------------------------------------------------------------------------


def test_a_list_is_begun_with_what_never_changes(as_, bureau, hana):
    client = as_(hana)
    given = {"code": "hz-cities", "region": "330100", "kind": "region", "name_zh": "试点区县"}
    response = client.post(address(bureau, "list_create"), given)
    assert response.url == address(bureau, "list_edit", "hz-cities")
    content = Record.objects.get().revisions.get().data
    assert content == {
        "list": "hz-cities",
        "adcode": "330100",
        "kind": "region",
        "name": {"zh": "试点区县"},
        "members": [],
    }
    assert "One place per line" in text(client.get(response.url))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", PILOT, "lower-case letters"),
        ("code", OWN, "is taken"),
        ("region", "440300", "outside"),
        ("name_zh", "", "type the name"),
        ("kind", "colour", "colour"),
    ],
)
def test_a_new_list_is_refused_with_a_sentence_and_keeps_what_was_typed(
    as_, bureau, hana, begun, field, value, sentence
):
    given = {"code": "hz-new", "region": "330110", "kind": "text", "name_zh": "名单"} | {field: value}
    response = as_(hana).post(address(bureau, "list_create"), given)
    assert response.status_code == 422
    assert sentence in text(response)
    assert Record.objects.count() == 1


def test_what_is_written_is_kept_as_a_draft(as_, bureau, wei, begun):
    response = as_(wei).post(address(bureau, "list_edit"), typed())
    assert response.url == address(bureau, "list")
    revision = begun.revisions.last()
    assert (revision.number, revision.state, revision.author) == (2, "draft", wei)
    assert revision.data["members"] == ["杭州云算科技有限公司", "之江算力有限公司"]
    assert (revision.data["complete"], revision.data["as_of"]) == (True, "2026-10-01")
    assert (revision.data["list"], revision.data["kind"], revision.data["adcode"]) == (OWN, "text", "330100")


def test_places_are_found_by_code_or_name_and_shown_with_both(as_, bureau, hana):
    record = Record.objects.create(kind="list", code="hz-places", adcode="330100")
    draft(record, {"list": "hz-places", "adcode": "330100", "kind": "region", "members": []}, hana, 0)
    client = as_(hana)
    members = "330110\n３３０１０６ 西湖区\n浙江省杭州市萧山区\n杭州市上城区\n\n330110\n朝阳区\nAtlantis"
    client.post(address(bureau, "list_edit", "hz-places"), typed(members=members))
    assert record.revisions.last().data["members"] == ["330110", "330106", "330109", "330102", "朝阳区", "Atlantis"]
    page = text(client.get(address(bureau, "list_edit", "hz-places")))
    assert "330106 Xihu" in page
    told = text(client.get(address(bureau, "list", "hz-places")))
    assert "Atlantis" in told
    assert "still to be mended" in told


@pytest.mark.parametrize(("kind", "length", "status"), [("region", 59_000, 302), ("industry", 900_000, 422)])
def test_the_longest_list_is_read_at_once(as_, bureau, hana, kind, length, status):
    record = Record.objects.create(kind="list", code="hz-long", adcode="330100")
    draft(record, {"list": "hz-long", "adcode": "330100", "kind": kind, "members": []}, hana, 0)
    members = "".join(f"{chr(0x4E00 + n % 20_000)}{n // 20_000}\n" for n in range(length // 3))
    began = time.process_time()
    assert as_(hana).post(address(bureau, "list_edit", "hz-long"), typed(members=members)).status_code == status
    assert time.process_time() - began < 5  # it took minutes


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"as_of": "gestern"}, "Expected is a date like 2026-11-23."),
        ({"as_of": "2099-01-01"}, "still to come"),
        ({"members": "长" * 60_001}, "60000"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(as_, bureau, hana, begun, change, sentence):
    response = as_(hana).post(address(bureau, "list_edit"), typed(source_zh="unsere Quelle", **change))
    assert response.status_code == 422
    assert sentence in text(response)
    assert "unsere Quelle" in text(response)
    assert begun.revisions.count() == 1


def test_two_people_at_once_lose_nothing(as_, bureau, hana, wei, begun):
    draft(begun, CONTENT | {"members": ["之江算力有限公司"]}, wei, 1)
    response = as_(hana).post(address(bureau, "list_edit"), typed(source_zh="meine Quelle"))
    assert response.status_code == 409
    assert "meine Quelle" in text(response)


# --- reviewing --------------------------------------------------------------------------------------------------------


def test_from_the_draft_to_the_catalogue_by_two_people(as_, bureau, hana, wei, begun):
    as_(hana).post(address(bureau, "list_send"))
    assert address(bureau, "list_publish") not in text(as_(hana).get(address(bureau, "list")))
    assert OWN in text(as_(wei).get(reverse("subsidies:reminders", args=[bureau.uuid])))
    as_(hana).post(address(bureau, "list_publish"))
    assert OWN not in current().lists
    assert "Published" in text(as_(wei).post(address(bureau, "list_publish"), {"read": "1"}, follow=True))
    held = current().lists[OWN]
    assert (held.members, held.complete, held.as_of) == (
        ("杭州云算科技有限公司",),
        True,
        datetime.date(2026, 10, 1),
    )


@pytest.mark.parametrize(
    "lacking", [{"as_of": None}, {"source": {"zh": "公告"}}, {"list": "x"}, {"adcode": "330000"}, {"colour": "red"}]
)
def test_an_incomplete_list_is_not_sent(begun, hana, lacking):
    draft(begun, CONTENT | lacking, hana, 1)
    with pytest.raises(Refused) as refused:
        send(begun, hana)
    assert refused.value.reason == "incomplete"
    assert len(refused.value.problems) >= 1


def test_what_a_list_lists_never_changes(holding, hana):
    draft(holding, CONTENT | {"kind": "region", "members": ["330100"]}, hana, 1)
    with pytest.raises(Refused) as refused:
        send(holding, hana)
    assert [problem.key for problem in refused.value.problems] == ["kind"]


def test_changes_are_told_field_by_field(as_, bureau, hana, holding):
    draft(holding, CONTENT | {"members": ["之江算力有限公司"], "complete": False}, hana, 1)
    page = text(as_(hana).get(reverse("subsidies:list_changes", args=[bureau.uuid, OWN, 2])))
    assert "Who is on it" in page
    assert "<del>杭州云算科技有限公司</del>" in page
    assert "<ins>之江算力有限公司</ins>" in page


def test_a_draft_is_given_up_and_handed_back_on_the_page_of_the_list(as_, bureau, hana, wei, begun):
    client = as_(hana)
    client.post(address(bureau, "list_send"))
    response = as_(wei).post(address(bureau, "list_hand_back"), {"remark": "One is missing."})
    assert response.url == address(bureau, "list")
    assert "One is missing." in text(client.get(response.url))
    assert client.post(address(bureau, "list_give_up")).url == address(bureau, "list")
    assert begun.revisions.get().state == "superseded"


def test_a_list_is_withdrawn_unless_a_rule_names_it(as_, bureau, hana, holding, record, changed):
    changed["rule"] = {"field": "provider.name", "op": "in_list", "value": OWN}
    replace_standing(record, changed, hana)
    client = as_(hana)
    assert address(bureau, "list_withdraw") not in text(client.get(address(bureau, "list")))
    response = client.post(address(bureau, "list_withdraw"), {"reason": "Outdated.", "read": "1"}, follow=True)
    assert "Rules that hold now name this list." in text(response)
    assert OWN in current().lists
    withdraw(record, hana, "x")
    assert "Withdrawn" in text(
        client.post(address(bureau, "list_withdraw"), {"reason": "Outdated.", "read": "1"}, follow=True)
    )
    assert OWN not in current().lists


def test_a_list_of_a_region_stays_one_when_it_is_brought_elsewhere(holding, tmp_path):
    path = tmp_path / "lists.yaml"
    path.write_text(exported(), encoding="utf-8")
    holding.revisions.all().update(state="superseded", ended_at=timezone.now())
    Record.objects.filter(pk=holding.pk).update(code="moved-away")
    take(opened([path]))
    assert Record.objects.get(code=OWN).adcode == "330100"
    assert current().lists[OWN].adcode == "330100"


def test_a_list_of_a_region_nobody_knows_is_refused(tmp_path):
    from subsidies.files import check

    path = tmp_path / "lists.yaml"
    path.write_text(written({"lists": [CONTENT | {"adcode": "999999"}]}), encoding="utf-8")
    with pytest.raises(Exception, match="adcode of the list of regions"):
        check(opened([path]))


# --- who the provider is ----------------------------------------------------------------------------------------------


@pytest.fixture
def listed(record, changed, holding, hana):
    """The voucher of Hangzhou, for those who rent from a provider on the list."""
    changed["rule"] = {"field": "provider.name", "op": "in_list", "value": OWN}
    replace_standing(record, changed, hana)
    return next(one for one in current().records if one.id == CODE)


def test_the_name_of_the_provider_is_asked_where_a_rule_names_a_list(listed, alice, client):
    firm = EnterpriseProfile.objects.found(
        alice, "杭州某厂", adcode="330110", industry="3670", policy_group="equipment"
    )
    assert "provider.name" in {field.code for field in asked_of(firm)}
    client.force_login(alice)
    page = text(client.get(reverse("accounts:enterprise_funding", args=[firm.uuid])))
    assert "向哪家服务商租用算力？" in page or "From which provider is the computing power rented?" in page
    client.post(
        reverse("accounts:enterprise_funding", args=[firm.uuid]), {"fact_provider__name": "杭州云算科技有限公司"}
    )
    assert firm.as_profile().facts == {"provider.name": "杭州云算科技有限公司"}


def test_it_is_not_asked_where_no_rule_of_the_region_needs_it(listed, factory):
    assert "provider.name" not in {field.code for field in asked_of(factory)}


def test_a_name_decides_and_a_missing_one_becomes_a_question(listed, factory):
    from dataclasses import replace

    held = current()
    unknown = Facts(factory.as_profile(), held.fields, held.lists)
    (question, *_) = questions_of(listed, unknown)
    assert (question.field, question.text) == ("provider.name", held.fields["provider.name"].question)
    for name, expected in (("杭州云算科技有限公司", True), ("别家", False)):
        profile = replace(factory.as_profile(), facts={"provider.name": name})
        from readiness.subsidies.rules import evaluate

        assert evaluate(listed.rule, Facts(profile, held.fields, held.lists)) is expected


def test_with_a_name_and_an_incomplete_list_the_question_is_about_the_list(listed, holding, hana, factory):
    from dataclasses import replace

    replace_standing(holding, CONTENT | {"complete": False}, hana)
    held = current()
    profile = replace(factory.as_profile(), facts={"provider.name": "别家"})
    (question, *_) = questions_of(listed, Facts(profile, held.fields, held.lists))
    assert question.text == held.lists[OWN].question


def test_a_list_that_cannot_be_read_any_more_takes_no_other_list_with_it(db):
    """What a revision says never changes, but a release may ask for more than it said."""
    found = [SimpleNamespace(kind=Record.Kind.LIST, content=number) for number in (1, 2)]
    contents = {1: SimpleNamespace(data={"list": "broken"}), 2: SimpleNamespace(data=CONTENT)}
    assert list(_read_lists(found, contents, current())) == [OWN]
