"""Pages of calibration: who sees and does what, blind until the end, without a script too."""

import json
import re

import pytest
from django.urls import reverse

from accounts.models import Grant
from calibration import preparing
from calibration.models import Rating, Round, Scorer

pytestmark = pytest.mark.django_db


def text(reply):
    return reply.content.decode()


def begin_data(soon, **more):
    return {"title": "五月", "closes_on": soon.isoformat()} | more


# --- Beginning ---


def test_without_rounds_there_is_one_thing_to_do(signed_in, paula, provider, to):
    page = text(signed_in(paula).get(to("home", provider)))
    assert "No round yet" in page
    assert page.count(to("choose", provider)) == 1


def test_an_assessor_without_rounds_is_told_who_starts_one(signed_in, wang, provider, to):
    page = text(signed_in(wang).get(to("home", provider)))
    assert "An administrator of your organisation starts a round" in page
    assert to("choose", provider) not in page


def test_a_practice_case_is_opened_with_title_and_day_alone(as_, paula, provider, soon, to):
    client = as_(paula)
    assert "stamping" in text(client.get(to("choose", provider)))
    reply = client.post(to("practice", provider, "condiments"), begin_data(soon))
    made = Round.objects.get()
    assert reply["Location"] == to("round", made)
    assert (made.state, made.practice, made.created_by) == ("open", "condiments", paula)


def test_a_practice_case_that_does_not_exist_is_not_found(as_, paula, provider, to):
    assert as_(paula).get(to("practice", provider, "nothing")).status_code == 404


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "Please give the round a title"),
        ({"closes_on": ""}, "Please choose the last day"),
        ({"closes_on": "soon"}, "Please give the day as 2026-12-31"),
        ({"closes_on": "2020-01-01"}, "You chose 2020-01-01. The last day must lie between"),
    ],
)
def test_what_is_missing_in_a_new_round_is_said(signed_in, paula, provider, soon, to, more, said):
    reply = signed_in(paula).post(to("practice", provider, "stamping"), begin_data(soon, **more))
    assert reply.status_code == 422
    assert said in text(reply)
    assert not Round.objects.exists()


def test_a_case_of_ones_own_is_begun_with_facts_and_parts(as_, paula, provider, soon, to):
    facts = {
        "industry": "36",
        "size": "small",
        "province": "330000",
        "dimensions": ["PM", "DT"],
        "background": "冲压厂",
    }
    reply = as_(paula).post(to("written", provider), begin_data(soon, **facts))
    made = Round.objects.get()
    assert reply["Location"] == to("round", made)
    assert (made.state, made.source, made.policy_group, made.observations.count()) == (
        "draft",
        "written",
        "equipment",
        16,
    )


def test_another_questionnaire_can_be_chosen(as_, paula, provider, soon, to):
    address = to("written", provider) + "?framework=miit-sme-2024"
    page = text(as_(paula).get(address))
    part = re.search(r'name="dimensions" value="([^"]+)"', page).group(1)
    facts = {"industry": "36", "size": "small", "province": "330000", "dimensions": [part]}
    as_(paula).post(address, begin_data(soon, **facts))
    assert Round.objects.get().framework_reference.startswith("miit-sme-2024@")


def test_clients_are_found_by_a_part_of_their_name(signed_in, paula, provider, factory, granted, prepared, to):
    client, address = signed_in(paula), to("clients", provider)
    assert "远山汽车" not in text(client.get(address))
    granted()
    page = text(client.get(address))
    assert factory.name in page
    assert prepared.name in page
    assert prepared.name not in text(client.get(address, {"q": "远山"}))
    assert "No client fits" in text(client.get(address, {"q": "nobody"}))


def test_a_client_without_access_cannot_become_a_case(as_, paula, provider, factory, granted, alice, to, soon):
    address = to("client", provider, factory.uuid)
    assert as_(paula).get(address).status_code == 404
    granted()
    assert as_(paula).get(address).status_code == 200
    Grant.objects.get(client=factory.organisation).end(alice, factory.organisation)
    assert as_(paula).post(address, begin_data(soon, dimensions=["PM"])).status_code == 404


def test_a_title_that_names_the_client_is_refused(signed_in, paula, provider, factory, granted, to, soon):
    granted()
    data = begin_data(soon, dimensions=["PM"], background="一家厂") | {"title": "远山练习"}
    reply = signed_in(paula).post(to("client", provider, factory.uuid), data)
    assert reply.status_code == 422
    assert "The title contains “远山”" in text(reply)


def test_the_case_of_a_client_takes_over_three_facts(as_, paula, provider, factory, granted, to, soon):
    granted()
    data = begin_data(soon, dimensions=["PM"], more_words="大海整车")
    as_(paula).post(to("client", provider, factory.uuid), data)
    made = Round.objects.get()
    assert (made.industry, made.size, made.province, made.client) == ("36", "small", "330000", factory.organisation)


# --- Writing ---


def test_an_observation_is_written_with_a_reference_and_the_next_one_follows(as_, paula, draft, to):
    data = {"seen": "看板每班更新。", "PM-1": "L3", "reason": "系统自动排", "act": "save"}
    reply = as_(paula).post(to("observation", draft, "PM-1"), data)
    assert reply["Location"] == to("observation", draft, "PM-2")
    one = draft.observations.get(question="PM-1")
    assert (one.seen, one.reference, one.reason) == ("看板每班更新。", "L3", "系统自动排")


def test_an_observation_that_names_the_firm_is_refused_and_nothing_typed_is_lost(signed_in, paula, draft, to):
    reply = signed_in(paula).post(to("observation", draft, "PM-1"), {"seen": "远山的看板很大。", "PM-1": "L3"})
    page = text(reply)
    assert reply.status_code == 422
    assert "What was seen contains “远山”" in page
    assert "远山的看板很大。" in page
    assert re.search(r'value="L3" checked', page)


def test_titles_of_evidence_come_into_the_text_to_be_read_and_nothing_is_saved(
    signed_in, paula, draft, factory, alice, to
):
    from evidence.models import Evidence
    from surveys.starting import start

    assessment = start(factory.organisation, alice, "full")
    note = {"kind": "note", "note": "5 月工单截图", "evidence_class": "oral", "question": "PM-1"}
    Evidence.objects.create(assessment=assessment, added_by=alice, **note)
    client, address = signed_in(paula), to("observation", draft, "PM-1")
    assert "5 月工单截图" in text(client.get(address))
    reply = client.post(address, {"seen": "看板", "title": ["5 月工单截图"], "act": "take"})
    assert "看板\n5 月工单截图" in text(reply).replace("\r", "")
    assert draft.observations.get(question="PM-1").seen == ""


def test_a_case_is_read_by_its_author_alone_before_it_opens(signed_in, as_, wang, rita, colleague, written, to):
    other = colleague("Olga", "owner")
    page = text(signed_in(other).get(to("round", written)))
    assert "Paula is preparing this case" in page
    assert "看板上第" not in page
    assert as_(other).get(to("observation", written, "PM-1")).status_code == 403
    assert as_(other).post(to("open", written)).status_code == 403
    for person in (wang, rita):
        assert as_(person).get(to("round", written)).status_code == 403
        assert "四月" not in text(as_(person).get(to("home", written.provider)))


def test_a_draft_can_be_removed_and_an_opened_round_cannot(as_, paula, draft, opened, to):
    client = as_(paula)
    client.post(to("remove", draft))
    client.post(to("remove", opened))
    assert list(Round.objects.all()) == [opened]


def test_opening_says_what_is_missing(signed_in, paula, draft, to):
    page = text(signed_in(paula).post(to("open", draft), follow=True))
    assert "The case says something about 0 questions; at least 5 are needed" in page


def test_an_opened_case_cannot_be_written_any_more(signed_in, paula, written, to):
    client = signed_in(paula)
    client.post(to("open", written))
    page = text(client.post(to("observation", written, "PM-1"), {"seen": "anders"}, follow=True))
    assert "can no longer be changed" in page
    assert "You wrote this case" in page


# --- Scoring ---


def test_a_rating_is_saved_by_the_button_and_the_next_question_follows(as_, wang, opened, to):
    data = {"PM-1": "L2", "confidence": "sure", "why": "看墙上那份", "base": "0"}
    reply = as_(wang).post(to("question", opened, "PM-1"), data)
    assert reply["Location"] == to("question", opened, "PM-2")
    assert Rating.objects.get().plain == {"value": "L2", "confidence": "sure", "why": "看墙上那份"}


def test_a_script_saves_the_same_form_and_is_told_the_revision(signed_in, wang, opened, to):
    client, address = signed_in(wang), to("question", opened, "PM-1")
    reply = client.post(address, {"PM-1": "L2", "base": "0"}, headers={"Accept": "application/json"})
    assert (reply.status_code, json.loads(reply.content)["result"], json.loads(reply.content)["base"]) == (
        200,
        "saved",
        1,
    )
    stale = client.post(address, {"PM-1": "L4", "base": "0"}, headers={"Accept": "application/json"})
    assert stale.status_code == 409
    assert "another window" in json.loads(stale.content)["said"]


def test_every_kind_of_question_of_a_case_takes_an_answer(as_, wang, opened, to):
    answers = {"PM-1": {"PM-1": "L2"}, "DT-1": {"DT-1": "exact", "DT-1.in.connected": "22", "DT-1.in.total": "85"}}
    answers["SG-2"] = {"SG-2": ["L2", "L3"]}
    for code, data in answers.items():
        assert as_(wang).post(to("question", opened, code), data | {"base": "0"}).status_code == 302
    kept = dict(Rating.objects.values_list("question", "value"))
    assert kept == {"PM-1": "L2", "DT-1": {"connected": "22", "total": "85"}, "SG-2": ["L2", "L3"]}


def test_an_unfinished_answer_is_kept_and_the_page_says_what_is_missing(signed_in, wang, opened, to):
    data = {"DT-1": "exact", "DT-1.in.connected": "22", "base": "0"}
    page = text(signed_in(wang).post(to("question", opened, "DT-1"), data))
    assert "Saved, but something is still missing" in page
    assert Rating.objects.get().value == {"connected": "22"}


def test_another_window_is_told_and_nothing_is_lost(signed_in, wang, opened, rate, to):
    rate(opened, wang, "PM-1", "L2")
    reply = signed_in(wang).post(to("question", opened, "PM-1"), {"PM-1": "L4", "base": "0"})
    page = text(reply)
    assert reply.status_code == 409
    assert "You have changed this answer in another window" in page
    assert re.search(r'value="L4" checked', page)
    assert 'name="base" value="1"' in page


def test_nobody_sees_answers_or_the_reference_before_the_round_closes(
    signed_in, paula, wang, opened, score_all, rate, to
):
    rate(opened, paula, "PM-1", "L5", why="老板说的")
    score_all(opened, wang)
    reason = opened.observations.get(question="PM-1").reason_en[:40]
    client = signed_in(paula)
    for page in ("round", "result", "workbook", "close"):
        shown = text(client.get(to(page, opened), follow=True))
        assert "看了现场那一份" not in shown
        assert reason not in shown
        assert "PK" not in shown[:4]
    question = text(client.get(to("question", opened, "PM-1")))
    assert reason not in question
    assert "Wang" not in question
    assert re.findall(r'name="PM-1" value="(\w+)" checked', question) == ["L5"]  # one's own alone


def test_who_has_handed_in_is_told_but_not_what(signed_in, rita, wang, colleague, opened, score_all, rate, to):
    score_all(opened, wang)
    rate(opened, colleague("Lin"), "PM-1", "L2")
    page = text(signed_in(rita).get(to("round", opened)))
    rows = dict(re.findall(r'roll-name">([^<]+)</span><span class="tag [\w-]+">([^<]+)<', page))
    assert rows == {"Lin": "Begun", "Paula": "Not begun", "Wang": "Handed in"}


def test_handing_in_names_what_is_open_and_ends_the_work(signed_in, wang, opened, rate, to):
    rate(opened, wang, "PM-1", "L2")
    client = signed_in(wang)
    page = text(client.get(to("hand_in", opened)))
    assert "13 questions are still open" in page
    assert Scorer.objects.get().handed_in_at is None
    assert "You have handed in" in text(client.post(to("hand_in", opened), follow=True))
    assert client.get(to("question", opened, "PM-1"))["Location"] == to("round", opened)
    assert client.get(to("hand_in", opened))["Location"] == to("round", opened)


def test_handing_in_nothing_is_said(signed_in, wang, opened, to):
    assert "please answer at least one question" in text(signed_in(wang).post(to("hand_in", opened), follow=True))


def test_whoever_wrote_the_case_does_not_score_it(as_, paula, wang, written, to):
    preparing.open_round(written, paula)
    assert as_(paula).get(to("question", written, "PM-1")).status_code == 403
    assert as_(paula).post(to("question", written, "PM-1"), {"PM-1": "L2"}).status_code == 403
    assert as_(paula).post(to("hand_in", written)).status_code == 403
    page = text(as_(wang).get(to("question", written, "PM-1")))
    for secret in ("远山汽车", "慈溪", "330282"):
        assert secret not in page


def test_a_question_outside_the_case_is_not_found(as_, wang, opened, to):
    assert as_(wang).get(to("question", opened, "PM-5")).status_code == 404


def test_a_script_is_told_when_the_round_has_closed_meanwhile(signed_in, wang, paula, opened, to):
    preparing.close(opened, paula)
    reply = signed_in(wang).post(
        to("question", opened, "PM-1"), {"PM-1": "L2", "base": "0"}, headers={"Accept": "application/json"}
    )
    assert reply.status_code == 423
    assert "has closed" in json.loads(reply.content)["said"]


# --- Closing and the result ---


def test_closing_asks_first_and_says_who_is_left_out(signed_in, paula, wang, opened, rate, to):
    rate(opened, wang, "PM-1", "L2")
    client = signed_in(paula)
    page = text(client.get(to("close", opened)))
    assert "0 assessors have handed in" in page
    assert "Begun but not handed in" in page
    assert Round.objects.get().closed_at is None
    page = text(client.post(to("close", opened), follow=True))
    assert "Nobody has handed in" in page


def test_the_result_opens_with_the_verdict_and_ends_with_a_table_of_all(signed_in, paula, closed, to):
    page = text(signed_in(paula).get(to("result", closed)))
    for part in ("How far you agree", "Strict or lenient", "Discuss these first", "All questions", "A · ", "alpha"):
        assert part in page
    assert page.index("PM-3") < page.index("PM-1")
    assert page.count('class="chart dots"') == 3


def test_readers_read_the_result_without_names(signed_in, rita, wang, closed, to):
    page = text(signed_in(rita).get(to("result", closed)))
    for name in ("Zhao", "Lin", "Wang"):
        assert f"· {name}" not in page
    own = text(signed_in(wang).get(to("result", closed)))
    assert "· Wang" in own
    assert "· Zhao" not in own


def test_the_workbook_is_a_workbook(as_, rita, closed, to):
    reply = as_(rita).get(to("workbook", closed))
    assert reply.content[:2] == b"PK"
    assert reply["Content-Disposition"].endswith('.xlsx"')


def test_the_round_leads_to_its_result_once_it_is_closed(as_, wang, closed, to):
    assert as_(wang).get(to("round", closed))["Location"] == to("result", closed)
    assert as_(wang).get(to("question", closed, "PM-1"))["Location"] == to("round", closed)


def test_the_desk_and_the_portfolio_lead_here(as_, wang, provider, to):
    for page in ("providers:clients", "portfolio:clients"):
        assert to("home", provider) in text(as_(wang).get(reverse(page, args=[provider.uuid])))


def test_changing_things_takes_a_post(as_, paula, draft, to):
    for name in ("open", "remove"):
        assert as_(paula).get(to(name, draft)).status_code == 405
    for name in ("result", "workbook", "round"):
        assert as_(paula).post(to(name, draft)).status_code == 405


def test_every_page_asks_to_sign_in(client, provider, draft, opened, to):
    pages = [to(name, provider) for name in ("home", "choose", "written", "clients")]
    pages += [to("practice", provider, "stamping"), to("client", provider, provider.uuid)]
    pages += [to(name, opened) for name in ("round", "close", "hand_in", "result", "workbook")]
    pages += [to("question", opened, "PM-1"), to("observation", draft, "PM-1")]
    for page in pages:
        assert client.get(page)["Location"].startswith("/account/login/")
