"""A bureau keeps the records of its region: strangers find nothing, readers change nothing, nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from subsidies import seed
from subsidies.catalogue import current
from subsidies.models import Record
from subsidies.workflow import draft, hand_back, publish, replace_standing, send, withdraw
from tests.subsidies.conftest import CODE, bureau_of, member
from tests.subsidies.test_filling import posted

pytestmark = pytest.mark.django_db
NATIONAL, SHENZHEN = "cn-ai-mfg-279", "gd-shenzhen-model-voucher"
READING = ["home", "records", "record", "changes"]
WRITING = ["create", "edit", "withdraw", "give_up", "parent", "send", "hand_back", "publish"]
POSTED = ["give_up", "parent", "send", "hand_back", "publish"]


def address(bureau, name, code=CODE):
    of_record = name not in ("home", "records", "create")
    arguments = (
        [] if name == "home" else [bureau.uuid, *([code] if of_record else []), *([1] if name == "changes" else [])]
    )
    return reverse(f"subsidies:{name}", args=arguments)


@pytest.fixture
def in_review(record, changed, hana):
    draft(record, changed, hana, 1)
    return send(record, hana)


def text(response):
    return response.content.decode()


def put(client, bureau, name, **data):
    return client.post(address(bureau, name), data)


# --- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READING + WRITING)
def test_every_page_requires_a_login(client, bureau, record, name):
    response = client.post(address(bureau, name)) if name in POSTED else client.get(address(bureau, name))
    assert (response.status_code, "/account/login/" in response.url) == (302, True)


@pytest.mark.parametrize("name", [name for name in READING + WRITING if name != "home"])
@pytest.mark.parametrize("who", ["sun", "alice"])
def test_people_of_other_organisations_find_nothing(request, as_, bureau, record, name, who):
    client = as_(request.getfixturevalue(who))
    response = client.post(address(bureau, name)) if name in POSTED else client.get(address(bureau, name))
    assert response.status_code == 404


def test_who_belongs_to_no_bureau_has_no_desk(as_, alice, factory):
    assert as_(alice).get(reverse("subsidies:home")).status_code == 404


@pytest.mark.parametrize("name", WRITING)
def test_a_reader_changes_nothing(as_, bureau, record, rui, name):
    client = as_(rui)
    response = client.post(address(bureau, name)) if name in POSTED else client.get(address(bureau, name))
    assert response.status_code == 403


@pytest.mark.parametrize("name", POSTED)
def test_what_changes_something_is_posted(as_, bureau, record, hana, name):
    assert as_(hana).get(address(bureau, name)).status_code == 405


@pytest.mark.parametrize("name", READING[1:])
def test_a_reader_sees_everything(as_, bureau, record, rui, name):
    response = as_(rui).get(address(bureau, name))
    assert response.status_code == 200
    assert reverse("subsidies:edit", args=[bureau.uuid, CODE]) not in text(response)
    assert reverse("subsidies:create", args=[bureau.uuid]) not in text(response)


@pytest.mark.parametrize("name", ["edit", "withdraw", "send", "publish", "parent"])
def test_nobody_changes_a_national_record(as_, bureau, hana, name):
    client = as_(hana)
    assert client.get(address(bureau, "record", NATIONAL)).status_code == 200
    response = client.post(address(bureau, name, NATIONAL), {"reason": "x", "parent": ""})
    assert response.status_code == 403
    assert not Record.objects.exists()


@pytest.mark.parametrize("code", [SHENZHEN, "zj-compute-voucher-2025", "zj-nothing"])
def test_what_lies_outside_the_region_is_not_there(as_, bureau, hana, code):
    for name in ("record", "edit", "withdraw"):
        assert as_(hana).get(address(bureau, name, code)).status_code == 404


def test_a_province_keeps_what_lies_in_its_cities(as_, bureau):
    province = bureau_of("浙江省经济和信息化厅", "330000")
    client = as_(member(province, "Pan", "owner"))
    assert client.get(address(province, "edit")).status_code == 200


# --- looking ----------------------------------------------------------------------------------------------------------


def test_a_person_of_one_bureau_comes_to_its_records_after_signing_in(as_, bureau, hana):
    client = as_(hana)
    assert client.get(reverse("accounts:home")).url == reverse("subsidies:home")
    assert client.get(reverse("subsidies:home")).url == address(bureau, "records")


def test_a_person_of_several_bureaus_chooses(as_, bureau, hana):
    other = bureau_of("浙江省经济和信息化厅", "330000")
    other.organisation.memberships.create(user=hana, role="editor")
    page = text(as_(hana).get(reverse("subsidies:home")))
    assert address(bureau, "records") in page
    assert address(other, "records") in page


def test_the_list_shows_what_ships_for_the_region_and_what_is_written(as_, bureau, hana):
    Record.objects.create(code="hz-empty", adcode="330110")
    page = text(as_(hana).get(address(bureau, "records")))
    shipped = [code for code, one in seed.records().items() if one["region"]["adcode"].startswith("3301")]
    assert len(shipped) == 2
    assert all(code in page for code in [*shipped, "hz-empty"])
    assert SHENZHEN not in page
    assert "Shipped with the product" in page
    assert "Not known whether open" in page


def test_the_list_of_a_region_without_records_says_what_that_means(as_, db):
    tibet = bureau_of("西藏自治区经济和信息化厅", "540000")
    assert "does not mean that there is no policy" in text(
        as_(member(tibet, "Tse", "owner")).get(address(tibet, "records"))
    )


def test_the_list_costs_the_same_however_many_records_there_are(
    as_, bureau, hana, in_review, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_(hana)
    client.get(address(bureau, "records"))
    with django_assert_max_num_queries(14) as few:
        client.get(address(bureau, "records"))
    for n in range(8):
        other = Record.objects.create(code=f"hz-{n}", adcode="330110")
        draft(other, {"id": f"hz-{n}", "name": {"zh": "某", "en": "One"}}, hana, 0)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address(bureau, "records"))


def test_a_record_shows_what_it_says_its_sources_and_its_history(as_, bureau, hana, published):
    page = text(as_(hana).get(address(bureau, "record")))
    for words in ("45%", "300 × 10,000 yuan", "Repost of the plan", "Revision 2", "Published by Wei", "field: region"):
        assert words in page


def test_what_a_revision_changed_is_told_field_by_field(as_, bureau, hana, in_review):
    page = text(as_(hana).get(reverse("subsidies:changes", args=[bureau.uuid, CODE, 2])))
    assert "Compared with revision 1" in page
    assert page.count('subsidy-difference"') == 1
    assert "<ins>300 × 10,000 yuan</ins>" in page


def test_a_review_is_held_against_what_holds_now(as_, bureau, hana, record, in_review):
    other = record.revisions.first().data
    other["amount"]["cap_wan"] = 500
    replace_standing(record, other, None)
    page = text(as_(hana).get(reverse("subsidies:changes", args=[bureau.uuid, CODE, 2])))
    assert "<del>500" in page
    assert "<ins>300" in page


def test_any_two_revisions_can_be_compared(as_, bureau, hana, published):
    address_ = reverse("subsidies:changes", args=[bureau.uuid, CODE, 1])
    assert "<del>300" in text(as_(hana).get(address_, {"from": "2"}))
    assert as_(hana).get(address_, {"from": "99"}).status_code == 200
    assert as_(hana).get(address_, {"from": "x" * 50}).status_code == 200


def test_a_revision_that_is_not_there_is_not_there(as_, bureau, hana, record):
    assert as_(hana).get(reverse("subsidies:changes", args=[bureau.uuid, CODE, 9])).status_code == 404


def test_changes_of_what_only_ships_are_not_there(as_, bureau, hana):
    assert as_(hana).get(reverse("subsidies:changes", args=[bureau.uuid, CODE, 1])).status_code == 404


# --- writing ----------------------------------------------------------------------------------------------------------


def test_looking_at_a_form_makes_nothing(as_, bureau, hana):
    assert as_(hana).get(address(bureau, "edit")).status_code == 200
    assert not Record.objects.exists()


def test_a_change_becomes_a_draft(as_, bureau, hana):
    response = put(as_(hana), bureau, "edit", **posted(seed.records()[CODE], cap_wan="300"))
    assert (response.status_code, response.url) == (302, address(bureau, "record"))
    first, second = Record.objects.get(code=CODE).revisions.all()
    assert (first.state, second.state, second.author) == ("published", "draft", hana)
    assert second.data["amount"]["cap_wan"] == 300
    page = text(as_(hana).get(address(bureau, "record")))
    assert "A draft is being written" in page
    assert address(bureau, "send") in page


def test_an_incomplete_draft_is_kept_and_says_what_is_missing(as_, bureau, hana):
    put(as_(hana), bureau, "edit", **posted(seed.records()[CODE], issuer_en="", valid_from=""))
    page = text(as_(hana).get(address(bureau, "record")))
    assert "2 things are still to be mended" in page
    assert "Issued by (in English): found nothing, expected a text" in page
    assert address(bureau, "send") not in page
    assert "not complete yet" in text(as_(hana).post(address(bureau, "send"), follow=True))


def test_what_cannot_be_understood_is_shown_again_as_it_was_typed(as_, bureau, hana):
    data = posted(seed.records()[CODE], rate_percent="forty", rule="all: [", how_zh="网上申报")
    data |= {"windows-0-start": "soon"}
    response = put(as_(hana), bureau, "edit", **data)
    assert response.status_code == 422
    page = text(response)
    for typed in ("forty", "all: [", "网上申报", "soon", "Line "):
        assert typed in page
    assert not Record.objects.exists()


def test_a_form_without_its_rows_is_refused_and_not_a_fault(as_, bureau, hana):
    data = {key: value for key, value in posted(seed.records()[CODE]).items() if "_FORMS" not in key}
    assert put(as_(hana), bureau, "edit", **data).status_code == 422


def test_characters_no_database_keeps_are_left_out(as_, bureau, hana):
    put(as_(hana), bureau, "edit", **posted(seed.records()[CODE], number="杭\x00政\u202e〔2025〕1号"))
    assert Record.objects.get().revisions.last().data["number"] == "杭政〔2025〕1号"


def test_who_saves_second_is_told_and_loses_nothing(as_, bureau, hana, wei):
    put(as_(wei), bureau, "edit", **posted(seed.records()[CODE], cap_wan="200"))
    response = put(as_(hana), bureau, "edit", **posted(seed.records()[CODE], cap_wan="300"))
    assert response.status_code == 409
    assert "Somebody else has saved" in text(response)
    assert 'value="300"' in text(response)
    assert Record.objects.get().revisions.last().data["amount"]["cap_wan"] == 200


def test_the_form_of_a_draft_shows_the_draft(as_, bureau, hana):
    put(as_(hana), bureau, "edit", **posted(seed.records()[CODE], cap_wan="300"))
    page = text(as_(hana).get(address(bureau, "edit")))
    assert 'value="300"' in page
    assert 'name="base" value="2"' in page


def test_a_draft_stays_in_reach_when_the_operator_replaces_what_holds(as_, bureau, hana, record, changed):
    draft(record, changed, hana, 1)
    other = record.revisions.first().data
    other["amount"]["cap_wan"] = 500
    replace_standing(record, other, None)
    put(as_(hana), bureau, "edit", **posted(changed, base="3", cap_wan="400"))
    assert [revision.state for revision in record.revisions.all()] == ["superseded", "superseded", "published", "draft"]


def test_a_draft_is_given_up(as_, bureau, hana, record, changed):
    draft(record, changed, hana, 1)
    assert "given up" in text(as_(hana).post(address(bureau, "give_up"), follow=True))
    assert not record.revisions.open().exists()
    assert "done already" in text(as_(hana).post(address(bureau, "give_up"), follow=True))


def test_a_new_record_begins_with_what_follows_from_its_region(as_, bureau, hana):
    data = {
        "code": "hz-yuhang-model-voucher",
        "region": "330110",
        "name_zh": "余杭模型券",
        "name_en": "",
        "instrument": "model_voucher",
        "zone": "",
    }
    response = put(as_(hana), bureau, "create", **data)
    assert response.url == address(bureau, "edit", "hz-yuhang-model-voucher")
    content = Record.objects.get().revisions.get().data
    assert content["region"]["level"] == "district"
    assert content["rule"] == {"all": [{"field": "region", "op": "within", "value": "330110"}]}
    assert "余杭模型券" in text(as_(hana).get(address(bureau, "records")))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", CODE, "is taken"),
        ("code", "Mein Code", "lower-case letters"),
        ("code", "", "type a code"),
        ("region", "330200", "outside"),
        ("region", "440300", "outside"),
        ("region", "Atlantis", "No region was found"),
        ("name_zh", "", "type the name"),
    ],
)
def test_a_new_record_is_refused_with_a_sentence_and_keeps_what_was_typed(as_, bureau, hana, field, value, sentence):
    data = {"code": "hz-new", "region": "330110", "name_zh": "余杭模型券", "instrument": "model_voucher"} | {
        field: value
    }
    response = put(as_(hana), bureau, "create", **data)
    assert response.status_code == 422
    assert sentence in text(response)
    assert not Record.objects.exists()


def test_a_provincial_record_can_be_begun(as_, db):
    province = bureau_of("浙江省经济和信息化厅", "330000")
    data = {"code": "zj-new", "region": "330000", "name_zh": "浙江某券", "instrument": "grant"}
    assert put(as_(member(province, "Pan", "owner")), province, "create", **data).status_code == 302
    assert Record.objects.get().revisions.get().data["region"]["level"] == "province"


def test_a_record_names_the_national_document_it_carries_out(as_, bureau, hana):
    client = as_(hana)
    put(client, bureau, "parent", parent=NATIONAL)
    assert Record.objects.get().parent == NATIONAL
    assert address(bureau, "record", NATIONAL) in text(client.get(address(bureau, "record")))
    assert "not in the catalogue" in text(client.post(address(bureau, "parent"), {"parent": SHENZHEN}, follow=True))
    assert Record.objects.get().parent == NATIONAL


@pytest.mark.parametrize("name", ["create", "list_create"])
@pytest.mark.parametrize("code", ["new", "answers", "subscription"])
def test_a_code_does_not_hide_behind_a_page_of_the_same_address(as_, bureau, hana, name, code):
    typed = {"code": code, "region": "330100", "name_zh": "某", "instrument": "voucher", "kind": "text"}
    response = as_(hana).post(reverse(f"subsidies:{name}", args=[bureau.uuid]), typed)
    assert response.status_code == 422
    assert f"The code {code} is taken." in text(response)


# --- reviewing --------------------------------------------------------------------------------------------------------


READ = re.compile(r'name="read" value="(\d+)"')


def test_what_is_published_is_the_revision_that_was_read(as_, bureau, hana, wei, in_review, record, changed):
    read = READ.search(text(as_(wei).get(address(bureau, "record"))))[1]
    hand_back(record, hana, "")
    changed["amount"]["cap_wan"] = 999
    draft(record, changed, hana, 2)
    send(record, hana)
    for typed in ({"read": read}, {}, {"read": "x"}, {"read": "9" * 30}):
        page = text(as_(wei).post(address(bureau, "publish"), typed, follow=True))
        assert "Another revision has taken the place" in page
    assert next(one for one in current().records if one.id == CODE).amount.cap_wan != 999
    assert "Published" in text(as_(wei).post(address(bureau, "publish"), {"read": "3"}, follow=True))


def test_what_is_withdrawn_is_the_revision_the_reason_speaks_of(as_, bureau, hana, wei, record, changed):
    read = READ.search(text(as_(hana).get(address(bureau, "withdraw"))))[1]
    draft(record, changed, hana, 1)
    send(record, hana)
    publish(record, wei)
    page = text(as_(hana).post(address(bureau, "withdraw"), {"reason": "Used up.", "read": read}, follow=True))
    assert "Another revision has taken the place" in page
    assert CODE in {one.id for one in current().records}


def test_a_draft_that_something_was_published_after_is_said_to_be_overtaken(as_, bureau, hana, wei, record, changed):
    draft(record, changed, hana, 1)
    replace_standing(record, changed | {"note": {"zh": "甲", "en": "A"}}, None)
    assert "would undo it unseen" in text(as_(hana).post(address(bureau, "send"), follow=True))
    put(as_(hana), bureau, "edit", **posted(changed, base="3"))
    as_(hana).post(address(bureau, "send"))
    assert "Published" in text(as_(wei).post(address(bureau, "publish"), {"read": "4"}, follow=True))


def test_from_the_draft_to_the_catalogue_by_two_people(as_, bureau, hana, wei, record, changed):
    draft(record, changed, hana, 1)
    as_(hana).post(address(bureau, "send"))
    assert address(bureau, "publish") not in text(as_(hana).get(address(bureau, "record")))
    assert address(bureau, "publish") in text(as_(wei).get(address(bureau, "record")))
    assert "Published" in text(as_(wei).post(address(bureau, "publish"), {"read": "2"}, follow=True))
    assert next(one for one in current().records if one.id == CODE).amount.cap_wan == 300


def test_the_author_cannot_publish_even_by_hand(as_, bureau, hana, in_review):
    assert "written a part of this revision yourself" in text(as_(hana).post(address(bureau, "publish"), follow=True))
    in_review.refresh_from_db()
    assert in_review.state == "in_review"


def test_what_is_in_review_cannot_be_written_over(as_, bureau, wei, in_review):
    response = put(as_(wei), bureau, "edit", **posted(in_review.data, base="2", cap_wan="100"))
    assert response.status_code == 409
    assert "being reviewed" in text(response)


def test_a_reviewer_hands_back_with_a_remark(as_, bureau, hana, wei, in_review):
    put(as_(wei), bureau, "hand_back", remark="The cap is 200.\nSee page 3.")
    assert "The cap is 200.<br>See page 3." in text(as_(hana).get(address(bureau, "record")))


def test_withdrawing_needs_a_reason_and_takes_the_record_out(as_, bureau, hana, published):
    client = as_(hana)
    assert put(client, bureau, "withdraw", reason=" ").status_code == 422
    assert "Withdrawn" in text(
        client.post(address(bureau, "withdraw"), {"reason": "Used up.", "read": "2"}, follow=True)
    )
    assert CODE not in {one.id for one in current().records}
    page = text(client.get(address(bureau, "record")))
    assert "Withdrawn by Hana: Used up." in page
    assert CODE in text(client.get(address(bureau, "records")))
    assert "nothing to withdraw" in text(client.post(address(bureau, "withdraw"), {"reason": "x"}, follow=True))


def test_what_only_ships_can_be_withdrawn_too(as_, bureau, hana):
    put(as_(hana), bureau, "withdraw", reason="Never paid.", read="1")
    assert CODE not in {one.id for one in current().records}


def test_a_withdrawn_record_can_be_written_again(as_, bureau, hana, wei, record):
    withdraw(record, hana, "by mistake")
    content = record.revisions.first().data
    put(as_(hana), bureau, "edit", **posted(content, cap_wan="300"))
    send(record, hana)
    publish(record, wei)
    assert CODE in {one.id for one in current().records}


@pytest.mark.parametrize("name", ["records", "record", "edit", "create", "withdraw"])
def test_every_page_can_be_read_in_chinese(as_, bureau, hana, published, name):
    hana.language = "zh-hans"
    hana.save()
    page = text(as_(hana).get(address(bureau, name)))
    assert "杭州" in page
    assert "The rule in words" not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rest", "amount: {tiers: [1, 2]}"),
        ("rest", "amount: {tiers: {a: 1}, pro_rata: x, places: -1}"),
        ("rest", "stacking: {ids: [5], group: {a: b}}"),
        ("rest", "knowledge: {recalled: 5}"),
        ("rest", "colour: red"),
        ("rule", "all: []"),
        ("rule", "all: [{field: region, op: within, value: [[1], {a: 2}]}]"),
        ("rule", "not: {any: [{field: x}, {not: 5}]}"),
        ("rule", "{field: region, op: in_list, value: nothing}"),
        ("needs", ["compute", "model"]),
        ("applicants_zh", "一\n二\n三"),
    ],
)
def test_whatever_is_written_is_kept_and_told_and_never_published(as_, bureau, hana, field, value):
    client = as_(hana)
    assert put(client, bureau, "edit", **posted(seed.records()[CODE], **{field: value})).status_code == 302
    assert "still to be mended" in text(client.get(address(bureau, "record")))
    assert client.get(address(bureau, "edit")).status_code == 200
    assert client.get(reverse("subsidies:changes", args=[bureau.uuid, CODE, 2])).status_code == 200
    assert "not complete yet" in text(client.post(address(bureau, "send"), follow=True))


@pytest.mark.parametrize(
    "value", ["amount: 5", "stacking: [a]", r'colour: "\0"', "a: " + "x" * 20_001, "a: !!binary aGVsbG8="]
)
def test_what_could_not_be_kept_is_refused_with_everything_typed(as_, bureau, hana, value):
    response = put(as_(hana), bureau, "edit", **posted(seed.records()[CODE], rest=value))
    assert response.status_code == 422
    assert value[:40] in text(response).replace("&quot;", '"')


@pytest.mark.parametrize("name", ["record", "changes"])
def test_a_page_costs_the_same_however_long_the_history_is(
    as_, bureau, hana, published, changed, name, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_(hana)
    client.get(address(bureau, name))
    with django_assert_max_num_queries(18) as few:
        client.get(address(bureau, name))
    for cap in range(6):
        changed["amount"]["cap_wan"] = cap
        replace_standing(published.record, changed, hana)
    current()  # made once for what holds now
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address(bureau, name))
