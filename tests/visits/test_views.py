"""The site pack, the walk and its ticks: what they show, who may use them."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import jobs, press
from reports.models import Report
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.submission import submit
from tests.surveys.filling import fill
from visits import papers
from visits.models import Seen

pytestmark = pytest.mark.django_db


def address(name, assessment, *more):
    return reverse(f"visits:{name}", args=[assessment.uuid, *more])


def ticked(draft):
    return sorted(draft.seen_on_visits.values_list("item", flat=True))


# --- the pages ----------------------------------------------------------------------------------------------------------


def test_the_task_list_leads_to_the_pack_and_the_pack_to_all_three(signed_in, alice, draft):
    client = signed_in(alice)
    assert address("pack", draft) in client.get(reverse("surveys:assessment", args=[draft.uuid])).content.decode()
    html = client.get(address("pack", draft)).content.decode()
    assert address("route", draft) in html
    assert address("request_paper", draft, "form") in html
    assert reverse("exchange:blank", args=[draft.uuid]) in html
    assert reverse("exchange:offline", args=[draft.uuid]) in html
    assert draft.framework.digest[:16] in html


def test_the_walk_leads_straight_to_every_question(signed_in, alice, draft):
    html = signed_in(alice).get(address("route", draft)).content.decode()
    for question in draft.questions:
        assert f"#q-{question.code}" in html
    assert "estimate" in html


def test_the_walk_of_the_quick_version_has_its_questions_only(signed_in, alice, draft):
    client = signed_in(alice)
    client.post(reverse("surveys:mode", args=[draft.uuid]), {"mode": "quick"})
    html = client.get(address("route", draft)).content.decode()
    assert len(re.findall(r"#q-[A-Z]{2}-\d", html)) == 20


def test_what_is_answered_is_told_at_its_stop(signed_in, alice, draft, answer):
    answer(draft, "OM-2", "L3")
    response = signed_in(alice).get(address("route", draft))
    states = {one.stop.code: one.state for one in response.context["stops"]}
    assert states["L"] == "done"
    assert states["M"] == "todo"


def test_a_framework_without_a_walk_has_form_and_workbook_but_no_route(signed_in, alice, ministry_draft):
    client = signed_in(alice)
    html = client.get(address("pack", ministry_draft)).content.decode()
    assert "Nobody has written a route" in html
    assert address("request_paper", ministry_draft, "form") in html
    assert client.get(address("route", ministry_draft)).status_code == 404
    asked = client.post(address("request_paper", ministry_draft, "route"), {"language": "en"})
    assert asked.status_code == 404


def test_no_page_holds_an_inline_script_or_style(signed_in, alice, draft):
    for name in ("pack", "route"):
        html = signed_in(alice).get(address(name, draft)).content.decode()
        assert not re.search(r"\son\w+=|style=", html)


def test_the_walk_takes_the_same_queries_whatever_is_ticked_and_answered(signed_in, alice, draft):
    client = signed_in(alice)
    counts = []
    for step in (lambda: None, lambda: fill(draft, alice), lambda: tick_all(draft)):
        step()
        with CaptureQueriesContext(connection) as captured:
            client.get(address("route", draft))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def tick_all(draft):
    Seen.objects.bulk_create(Seen(assessment=draft, item=f"{letter}1") for letter in "ABCDEFGH")


# --- ticks --------------------------------------------------------------------------------------------------------------


def test_ticks_are_kept_and_taken_back(signed_in, alice, draft):
    client = signed_in(alice)
    response = client.post(address("tick", draft, "A"), {"shown": "", "seen": ["A1", "A4"]})
    assert response.url == address("route", draft) + "#stop-A"
    assert ticked(draft) == ["A1", "A4"]
    assert re.search(r'value="A1" checked', client.get(address("route", draft)).content.decode())
    client.post(address("tick", draft, "A"), {"shown": "A1 A4", "seen": ["A4"]})
    assert ticked(draft) == ["A4"]


def test_two_people_on_one_walk_do_not_undo_each_others_ticks(signed_in, alice, bob, draft):
    signed_in(bob).post(address("tick", draft, "A"), {"shown": "", "seen": ["A2"]})
    signed_in(alice).post(address("tick", draft, "A"), {"shown": "", "seen": ["A1"]})
    signed_in(alice).post(address("tick", draft, "A"), {"shown": "", "seen": ["A1"]})
    assert ticked(draft) == ["A1", "A2"]


def test_a_tick_of_another_stop_or_of_nothing_is_not_kept(signed_in, alice, draft):
    client = signed_in(alice)
    client.post(address("tick", draft, "A"), {"shown": "B1", "seen": ["B1", "Z9", "\0", "x" * 500]})
    assert ticked(draft) == []
    assert client.post(address("tick", draft, "Z"), {}).status_code == 404


def test_nothing_is_ticked_off_after_submission(signed_in, alice, draft):
    submit(fill(draft, alice), alice, Sheet(draft).seen)
    submitted = Assessment.objects.get(pk=draft.pk)
    client = signed_in(alice)
    assert client.post(address("tick", submitted, "A"), {"seen": ["A1"]}).status_code == 302
    assert ticked(submitted) == []
    assert client.get(address("route", submitted)).status_code == 200


def test_a_thing_is_seen_once_in_the_database_too(draft):
    Seen.objects.create(assessment=draft, item="A1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seen.objects.create(assessment=draft, item="A1")


def test_ticks_belong_to_the_organisation(alice, charlie, draft):
    seen = Seen.objects.create(assessment=draft, item="A1", by=alice)
    assert seen.organisation == draft.organisation
    assert list(Seen.objects.for_user(alice)) == [seen]
    assert not Seen.objects.for_user(charlie).exists()


# --- papers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", ["form", "route"])
def test_a_paper_is_asked_for_once_however_often_one_asks(signed_in, alice, draft, bells, document):
    client = signed_in(alice)
    for _ in range(2):
        response = client.post(address("request_paper", draft, document), {"language": "en"})
        assert response.url == address("pack", draft) + f"#{document}"
    report = Report.objects.get()
    assert (report.document, report.language, report.about) == (document, "en", draft)


def test_a_renamed_client_gets_a_new_paper_and_the_old_one_is_not_offered(signed_in, alice, draft, bells):
    client = signed_in(alice)
    client.post(address("request_paper", draft, "form"), {"language": "en"})
    draft.organisation.name = "新名字有限公司"
    draft.organisation.save()
    assert all(desk["report"] is None for desk in client.get(address("pack", draft)).context["form_desks"])
    client.post(address("request_paper", draft, "form"), {"language": "en"})
    assert Report.objects.count() == 2


@pytest.mark.parametrize(("document", "language"), [("form", "fr"), ("form", ""), ("result", "en"), ("plan", "en")])
def test_only_these_papers_in_these_languages(signed_in, alice, draft, document, language):
    response = signed_in(alice).post(address("request_paper", draft, document), {"language": language})
    assert response.status_code == 404
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"document": "form", "content": None},
        {"document": "result", "content": None},
        {"document": "plan", "content": {}},
    ],
)
def test_the_database_holds_that_a_paper_of_an_assessment_has_content_and_a_result_its_snapshot(draft, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(request_key="k", assessment=draft, language="en", template_version="1", **facts)


def test_a_finished_paper_is_downloaded_under_the_name_of_the_client_and_cannot_be_verified(
    signed_in, alice, draft, bells
):
    report = jobs.request_paper(draft, "en", alice, "form", papers.content_of(draft, "form"))
    assert press.make(report.pk)
    report.refresh_from_db()
    client = signed_in(alice)
    response = client.get(reverse("reports:download", args=[report.uuid]))
    assert b"".join(response).startswith(b"%PDF-")
    assert "Paper%20form" in response["Content-Disposition"]
    assert client.get(reverse("reports:verify", args=[report.number])).status_code == 404
    html = client.get(address("pack", draft)).content.decode()
    assert reverse("reports:download", args=[report.uuid]) in html
    assert reverse("reports:verify", args=[report.number]) not in html


def test_a_failed_paper_is_tried_again_from_the_pack(signed_in, alice, draft, bells):
    report = jobs.request_paper(draft, "en", alice, "route", papers.content_of(draft, "route"))
    Report.objects.filter(pk=report.pk).update(state="failed", attempts=3)
    response = signed_in(alice).post(reverse("reports:retry", args=[report.uuid]))
    assert response.url == address("pack", draft) + "#route"


# --- who may ------------------------------------------------------------------------------------------------------------

PAGES = [("pack", ()), ("route", ())]
POSTS = [("tick", ("A",)), ("request_paper", ("form",))]


@pytest.mark.parametrize(("name", "more"), PAGES + POSTS)
def test_signing_in_is_required(client, draft, name, more):
    method = client.get if (name, more) in PAGES else client.post
    assert method(address(name, draft, *more)).url.startswith("/account/login/")


@pytest.mark.parametrize(("name", "more"), PAGES + POSTS)
def test_a_stranger_finds_nothing(signed_in, charlie, draft, name, more):
    client = signed_in(charlie)
    method = client.get if (name, more) in PAGES else client.post
    assert method(address(name, draft, *more), {"language": "en"}).status_code == 404


def test_a_stranger_finds_no_paper(signed_in, charlie, alice, draft, bells):
    report = jobs.request_paper(draft, "en", alice, "form", papers.content_of(draft, "form"))
    assert signed_in(charlie).get(reverse("reports:state", args=[report.uuid])).status_code == 404
    assert list(Report.objects.for_user(alice)) == [report]


def test_a_reader_may_look_and_print_but_not_tick(signed_in, vera, draft, bells):
    client = signed_in(vera)
    assert client.get(address("pack", draft)).status_code == 200
    html = client.get(address("route", draft)).content.decode()
    assert "<fieldset disabled" in html
    assert client.post(address("tick", draft, "A"), {"seen": ["A1"]}).status_code == 403
    assert client.post(address("request_paper", draft, "form"), {"language": "en"}).status_code == 302


@pytest.mark.parametrize(("name", "more"), POSTS)
def test_what_changes_something_is_posted(signed_in, alice, draft, name, more):
    assert signed_in(alice).get(address(name, draft, *more)).status_code == 405


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_pages_are_only_read(signed_in, alice, draft, name, more):
    assert signed_in(alice).post(address(name, draft, *more)).status_code == 405
