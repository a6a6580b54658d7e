"""The sheets of a result: which there are, what stands on one, and who may read them."""

import html

import pytest
from django.urls import reverse

from readiness.errors import ContentError, Problem
from readiness.loading.suppliers import published_sheets
from surveys.models import Assessment

pytestmark = pytest.mark.django_db


def page(snapshot):
    return reverse("suppliers:scenarios", args=[snapshot.assessment.uuid])


def sheet(snapshot, code):
    return reverse("suppliers:sheet", args=[snapshot.assessment.uuid, code])


def read(response):
    return html.unescape(response.content.decode())


@pytest.fixture
def on_route(snapshot):
    """Codes of the scenarios that the route builds, in its order."""
    return list(dict.fromkeys(code for step in snapshot.data["route"]["steps"] for code in step["scenarios"]))


def test_the_scenarios_of_the_route_come_first_and_then_those_of_the_industry(signed_in, alice, snapshot, on_route):
    response = signed_in(alice).get(page(snapshot))
    assert [entry.scenario.code for entry in response.context["on_route"]] == on_route
    assert on_route
    others = [entry.scenario.code for entry in response.context["others"]]
    assert others
    assert not set(others) & set(on_route)
    assert {code[:2] for code in others} == {"EQ"}
    assert set(others) | set(on_route) == {code for code in published_sheets().scenarios if code.startswith("EQ")}


def test_every_scenario_leads_to_its_sheet_and_names_the_actions_that_build_it(signed_in, alice, snapshot, on_route):
    response = signed_in(alice).get(page(snapshot))
    text = read(response)
    for entry in [*response.context["on_route"], *response.context["others"]]:
        assert sheet(snapshot, entry.scenario.code) in text
    first = response.context["on_route"][0]
    assert f"built by {', '.join(first.actions)}" in text


def test_the_page_speaks_chinese(signed_in, alice, snapshot):
    text = read(signed_in(alice, "zh-hans").get(page(snapshot)))
    assert "供应商提问单" in text
    assert "您路线上的场景" in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_sheet_holds_ten_questions_the_criteria_and_room_for_answers(signed_in, alice, snapshot, language):
    written = published_sheets().of("ai-manufacturing", "EQ-PM-1")
    text = read(signed_in(alice, language).get(sheet(snapshot, "EQ-PM-1")))
    for question in written.questions:
        assert question.in_language(language) in text
    for criterion in written.criteria:
        for part in criterion.texts:
            assert part.in_language(language) in text
    assert text.count('class="answer-space"') == 10
    assert text.count('<td class="agreed"') == len(written.criteria)


def test_a_sheet_names_firm_and_scenario_and_keeps_warnings_off_the_paper(signed_in, alice, snapshot):
    text = read(signed_in(alice).get(sheet(snapshot, "EQ-PM-1")))
    assert "慈溪远山汽车零部件有限公司" in text
    assert "AI inspection of weld appearance" in text
    aside = text[text.index("<aside") : text.index("</aside>")]
    assert "no-print" in aside.partition(">")[0]
    for flag in published_sheets().of("ai-manufacturing", "EQ-PM-1").red_flags:
        assert flag.en in aside


def test_every_sheet_of_the_list_opens(signed_in, alice, snapshot):
    client = signed_in(alice)
    response = client.get(page(snapshot))
    for entry in [*response.context["on_route"], *response.context["others"]]:
        assert client.get(sheet(snapshot, entry.scenario.code)).status_code == 200


@pytest.mark.parametrize("code", ["SW-OM-2", "EQ-PM-99", "nothing"])
def test_scenarios_of_other_industries_or_none_are_not_found(signed_in, alice, snapshot, code):
    assert signed_in(alice).get(sheet(snapshot, code)).status_code == 404


def test_a_framework_without_scenarios_says_so(signed_in, alice, ministry_snapshot):
    client = signed_in(alice)
    assert "No sheets for this result" in read(client.get(page(ministry_snapshot)))
    assert client.get(sheet(ministry_snapshot, "EQ-PM-1")).status_code == 404


def test_a_draft_leads_back_to_its_tasks(signed_in, alice, factory):
    from surveys.starting import start

    draft = start(factory.organisation, alice, Assessment.Mode.FULL)
    client = signed_in(alice)
    response = client.get(reverse("suppliers:scenarios", args=[draft.uuid]))
    assert response.url == reverse("surveys:assessment", args=[draft.uuid])
    assert client.get(reverse("suppliers:sheet", args=[draft.uuid, "EQ-PM-1"])).status_code == 404


def test_a_result_whose_wording_is_gone_says_so(signed_in, alice, snapshot, monkeypatch):
    from suppliers import views

    def gone(data):
        raise views.OtherFramework("not at hand")

    monkeypatch.setattr(views, "framework_of", gone)
    client = signed_in(alice)
    for address in (page(snapshot), sheet(snapshot, "EQ-PM-1")):
        assert "The wording of this result is not installed here." in read(client.get(address))


def test_the_result_leads_here_from_its_route(signed_in, alice, snapshot):
    text = read(signed_in(alice).get(reverse("reports:result", args=[snapshot.assessment.uuid])))
    assert f'href="{page(snapshot)}"' in text
    assert f'href="{reverse("estimates:estimate", args=[snapshot.assessment.organisation.uuid])}"' in text


def test_both_pages_take_a_fixed_number_of_queries(signed_in, alice, snapshot, django_assert_max_num_queries):
    client = signed_in(alice)
    for address in (page(snapshot), sheet(snapshot, "EQ-PM-1")):
        with django_assert_max_num_queries(6):
            client.get(address)


# --- who may -------------------------------------------------------------------------------------------------------------


def addresses(snapshot):
    return page(snapshot), sheet(snapshot, "EQ-PM-1")


def test_all_who_may_read_the_result_may_read_the_sheets(signed_in, alice, bob, vera, snapshot):
    for user in (alice, bob, vera):
        for address in addresses(snapshot):
            assert signed_in(user).get(address).status_code == 200


def test_both_addresses_require_signing_in(client, snapshot):
    for address in addresses(snapshot):
        assert client.get(address).url.startswith(reverse("account_login"))


def test_strangers_find_nothing(signed_in, charlie, snapshot):
    for address in addresses(snapshot):
        assert signed_in(charlie).get(address).status_code == 404


def test_sheets_are_only_read(signed_in, alice, snapshot):
    for address in addresses(snapshot):
        assert signed_in(alice).post(address).status_code == 405


def test_a_submitted_assessment_without_a_result_has_no_sheets(signed_in, alice, snapshot):
    kept = snapshot.assessment
    bare = Assessment.objects.create(
        organisation=kept.organisation,
        framework_reference=kept.framework_reference,
        framework_digest=kept.framework_digest,
        mode="full",
        state="submitted",
        created_by=alice,
        submitted_by=alice,
        submitted_at=kept.submitted_at,
    )
    for name, more in (("scenarios", []), ("sheet", ["EQ-PM-1"])):
        assert signed_in(alice).get(reverse(f"suppliers:{name}", args=[bare.uuid, *more])).status_code == 404


def test_broken_files_stop_the_site_before_it_serves(monkeypatch):
    from suppliers import checks

    def broken():
        raise ContentError([Problem("suppliers.yaml", "x", "nothing", "a text")])

    monkeypatch.setattr(checks, "published_sheets", broken)
    assert [error.id for error in checks.sheets_load(None)] == ["suppliers.E001"]
    monkeypatch.undo()
    assert checks.sheets_load(None) == []
