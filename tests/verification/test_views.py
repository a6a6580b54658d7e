"""Pages of a verification: who may see and do what, one question after the other, the signature."""

import re
import uuid

import pytest
from django.urls import reverse

from accounts.models import Grant, Membership
from accounts.rights import EDIT, SUBMIT, VERIFY
from verification.closing import seen_of
from verification.models import Finding, FirmComment, Statement, StatementWithdrawal, Verification

pytestmark = pytest.mark.django_db


@pytest.fixture
def single(under_way, asked):
    return next(q for q in asked if q.kind == "single" and under_way.result["answers"].get(q.code) == q.options[2].code)


def begin(client, assessment, provider):
    return client.post(reverse("verification:begin", args=[assessment.uuid]), {"provider": str(provider.uuid)})


def signature(verification, **more):
    return (
        {"method": ["on_site"], "limits": "", "name": "Wang", "password": "correct horse"}
        | {"seen": seen_of(verification)}
        | more
    )


def test_an_assessor_begins_once_however_often_they_click(as_, wang, may_verify, assessment, provider):
    client = as_(wang)
    first, second = (begin(client, assessment, provider)["Location"] for _ in range(2))
    assert first == second
    assert Verification.objects.get().provider == provider
    assert client.get(first).status_code == 200


def test_only_who_was_allowed_to_verify_begins(as_, wang, granted, assessment, provider):
    granted({EDIT, SUBMIT})
    assert begin(as_(wang), assessment, provider).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("alice", 403), ("bob", 403), ("rita", 403), ("charlie", 404)])
def test_the_firm_readers_and_strangers_begin_none(request, as_, may_verify, assessment, provider, who, status):
    assert begin(as_(request.getfixturevalue(who)), assessment, provider).status_code == status


def test_nobody_verifies_an_enterprise_of_their_own(as_, wang, under_way, assessment, provider, single, to):
    Membership.objects.create(user=wang, organisation=assessment.organisation, role="viewer")
    client = as_(wang)
    assert begin(client, assessment, provider).status_code == 403
    assert client.post(to("question", under_way, single.code), {"outcome": "confirmed"}).status_code == 403


def test_a_draft_cannot_be_verified(as_, wang, may_verify, factory, alice, provider):
    from surveys.starting import start

    assert begin(as_(wang), start(factory.organisation, alice, "full"), provider).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("wang", 200), ("rita", 200), ("alice", 404), ("charlie", 404), ("lin", 404)]
)
def test_an_open_verification_is_seen_by_its_provider_alone(request, as_, under_way, to, who, status):
    assert as_(request.getfixturevalue(who)).get(to("verification", under_way)).status_code == status


def test_another_provider_of_the_firm_sees_it_only_when_signed(as_, lin, checked, factory, alice, to):
    from datetime import timedelta

    from django.utils import timezone

    until = timezone.localdate() + timedelta(days=9)
    Grant.objects.give(factory.organisation, lin.provider, alice, {VERIFY}, "复核", until)
    assert as_(lin).get(to("verification", checked)).status_code == 404


def test_every_page_asks_to_sign_in(client, signed, to, single, provider):
    pages = [to("verification", signed.verification), to("question", signed.verification, single.code)]
    pages += [to("sign", signed.verification), to("withdraw", signed), to("desk", provider)]
    for page in pages:
        assert client.get(page)["Location"].startswith("/account/login/")


def test_changing_things_takes_a_post(as_, wang, assessment, signed, to):
    client = as_(wang)
    assert client.get(reverse("verification:begin", args=[assessment.uuid])).status_code == 405
    assert client.get(to("comment", signed.verification)).status_code == 405


def test_a_question_shows_the_answer_of_the_firm_and_takes_a_finding(signed_in, wang, under_way, single, to):
    client = signed_in(wang)
    page = client.get(to("question", under_way, single.code)).content.decode()
    assert single.options[2].text.en in re.sub(r"&#x27;", "'", page)
    response = client.post(
        to("question", under_way, single.code),
        {"outcome": "different", single.code: single.options[0].code, "evidence": "document", "note": "看了台账"},
    )
    assert response.status_code == 302
    found = Finding.objects.get()
    assert (found.outcome, found.value, found.evidence) == ("different", single.options[0].code, "document")


def test_every_kind_of_question_takes_a_verified_answer(as_, wang, under_way, asked, to):
    client = as_(wang)
    for kind in sorted({q.kind for q in asked}):
        question = next(q for q in asked if q.kind == kind)
        own = under_way.result["answers"].get(question.code)
        other = next(o.code for o in question.options if own not in (o.code, [o.code]))
        given = {"outcome": "different", question.code: other, "evidence": "observed"}
        assert client.post(to("question", under_way, question.code), given).status_code == 302
    assert Finding.objects.count() == len({q.kind for q in asked})


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, wang, under_way, single, to):
    response = signed_in(wang).post(
        to("question", under_way, single.code), {"outcome": "confirmed", "note": "看了 <b>台账</b>"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Please choose what kind of evidence you have seen." in page
    assert "看了 &lt;b&gt;台账&lt;/b&gt;" in page


def test_a_conflict_shows_both_findings_and_the_next_save_decides(signed_in, wang, paula, find, under_way, single, to):
    find(single.code, paula, note="Paula 看过")
    client = signed_in(wang)
    given = {"outcome": "unchecked", "note": "现场停产", "base": "0", "mutation": str(uuid.uuid4())}
    response = client.post(to("question", under_way, single.code), given)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Paula wrote another finding" in page
    assert "Paula 看过" in page
    assert "现场停产" in page
    base = re.search(r'name="base" value="(\d+)"', page)[1]
    client.post(to("question", under_way, single.code), given | {"base": base, "mutation": str(uuid.uuid4())})
    assert Finding.objects.get().outcome == "unchecked"


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("alice", 404), ("charlie", 404)])
def test_who_may_not_verify_writes_no_finding(request, as_, under_way, single, to, who, status):
    response = as_(request.getfixturevalue(who)).post(
        to("question", under_way, single.code), {"outcome": "unchecked", "note": "x"}
    )
    assert response.status_code == status
    assert not Finding.objects.exists()


def test_the_end_of_the_access_ends_the_work_at_once(as_, wang, under_way, may_verify, single, to):
    from django.utils import timezone

    Grant.objects.filter(pk=may_verify.pk).update(ended_at=timezone.now())
    assert as_(wang).get(to("question", under_way, single.code)).status_code == 404


def test_a_question_that_is_not_asked_is_not_there(as_, wang, under_way, to):
    assert as_(wang).get(to("question", under_way, "XX-99")).status_code == 404


def test_the_list_takes_as_many_queries_whatever_was_found(as_, wang, checked, to, django_assert_max_num_queries):
    client = as_(wang)
    client.get(to("verification", checked))
    with django_assert_max_num_queries(14):
        client.get(to("verification", checked))


def test_the_page_to_sign_says_what_is_missing(signed_in, wang, under_way, to):
    page = signed_in(wang).get(to("sign", under_way)).content.decode()
    assert "Not enough has been checked yet" in page
    assert 'type="password"' not in page


def test_the_signature_takes_name_and_password(as_, wang, checked, to):
    client = as_(wang)
    for wrong in ({"password": "wrong"}, {"name": "Somebody"}, {"name": ""}, {"method": []}):
        assert client.post(to("sign", checked), signature(checked, **wrong)).status_code == 422
    assert not Statement.objects.exists()
    assert client.post(to("sign", checked), signature(checked)).status_code == 302
    assert Statement.objects.get().signed_by == wang


def test_a_password_is_not_tried_for_ever(signed_in, wang, checked, to):
    client = signed_in(wang)
    for _ in range(5):
        client.post(to("sign", checked), signature(checked, password="wrong"))
    page = client.post(to("sign", checked), signature(checked)).content.decode()
    assert "The password was wrong several times." in page
    assert not Statement.objects.exists()


def test_a_reader_signs_nothing(as_, rita, checked, to):
    assert as_(rita).post(to("sign", checked), signature(checked)).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_statement_shows_both_sides(signed_in, alice, signed, lower, to, language):
    page = signed_in(alice, language).get(to("verification", signed.verification)).content.decode()
    assert signed.sha256 in page
    assert "没有看到系统。" in page
    assert ("Verified by 远山咨询" if language == "en" else "远山咨询") in page


def test_the_owner_says_something_to_it_once(as_, alice, bob, signed, to):
    comment = to("comment", signed.verification)
    assert as_(bob).post(comment, {"text": "不同意"}).status_code == 403
    client = as_(alice)
    assert client.post(comment, {"text": " "}).status_code == 422
    client.post(comment, {"text": "二号车间下月补测。"})
    client.post(comment, {"text": "改主意了"})
    assert FirmComment.objects.get().text == "二号车间下月补测。"
    assert "二号车间下月补测。" in client.get(to("verification", signed.verification)).content.decode()


@pytest.mark.parametrize(("who", "status"), [("wang", 403), ("charlie", 404)])
def test_nobody_else_speaks_for_the_firm(request, as_, signed, to, who, status):
    response = as_(request.getfixturevalue(who)).post(to("comment", signed.verification), {"text": "x"})
    assert response.status_code == status


def test_a_statement_is_withdrawn_with_a_reason_even_without_access(as_, wang, signed, may_verify, to):
    from django.utils import timezone

    Grant.objects.filter(pk=may_verify.pk).update(ended_at=timezone.now())
    client = as_(wang)
    assert client.get(to("withdraw", signed)).status_code == 200
    assert client.post(to("withdraw", signed), {"reason": ""}).status_code == 422
    client.post(to("withdraw", signed), {"reason": "样本有误"})
    client.post(to("withdraw", signed), {"reason": "又一次"})
    assert StatementWithdrawal.objects.get().reason == "样本有误"


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("alice", 404), ("lin", 404)])
def test_nobody_else_withdraws_it(request, as_, signed, to, who, status):
    user = request.getfixturevalue(who)
    assert as_(user).post(to("withdraw", signed), {"reason": "x"}).status_code == status


def test_the_desk_lists_what_is_open_and_what_is_signed(as_, wang, lin, signed, provider, to):
    page = as_(wang).get(to("desk", provider)).content.decode()
    assert signed.data["firm"] in page
    assert as_(lin).get(to("desk", provider)).status_code == 404


def test_the_desk_leads_to_a_statement_while_the_client_gives_access(
    as_, wang, signed, may_verify, alice, provider, to
):
    link = f'href="{to("verification", signed.verification)}"'
    assert link in as_(wang).get(to("desk", provider)).content.decode()
    may_verify.end(alice, may_verify.client)
    page = as_(wang).get(to("desk", provider)).content.decode()
    assert link not in page
    assert signed.data["firm"] in page


def test_a_signed_question_leads_to_the_statement(as_, wang, signed, single, to):
    client = as_(wang)
    for page in (to("question", signed.verification, single.code), to("sign", signed.verification)):
        assert client.get(page)["Location"] == to("verification", signed.verification)
