"""The way of a provider's program from its clients to the report, and what each operation says."""

import pytest

from accounts.models import EnterpriseProfile
from readiness.plain import digest
from reports.models import Report
from surveys.models import Answer, Assessment
from tests.surveys.filling import middling

NEW = {
    "name": "宁波示例轴承有限公司",
    "uscc": "91330203MA2GT1A615",
    "adcode": "330203",
    "industry": "3670",
    "employees": 60,
    "revenue_wan": "3100.50",
}


def test_a_program_walks_from_its_clients_to_the_report(ours, factory, bells, one_page):
    from reports import press

    found = ours.get("/clients").json()
    assert [one["name"] for one in found["clients"]] == [factory.name]
    client = found["clients"][0]["id"]
    begun = ours.post(f"/clients/{client}/assessments", {"mode": "quick"})
    assert begun.status_code == 201, begun.content
    address = begun["Location"].removeprefix("/api/v1")
    asked = Assessment.objects.get().questions
    questionnaire = ours.get(f"{address}/questionnaire").json()
    assert [q["code"] for s in questionnaire["sections"] for q in s["questions"]] == [q.code for q in asked]
    changes = [{"question": q.code, "value": middling(q), "base": 0} for q in asked]
    saved = ours.patch(f"{address}/answers", {"answers": changes})
    assert saved.status_code == 200, saved.content
    review = ours.get(f"{address}/review").json()
    assert review["ready"] is True
    done = ours.post(f"{address}/submit", {"seen": review["seen"]})
    assert done.status_code == 200, done.content
    result = ours.get(f"{address}/result").json()
    assert digest(result["result"]) == result["sha256"]
    asked_for = ours.post(f"{address}/reports", {"language": "en"})
    assert asked_for.status_code == 202
    report = asked_for["Location"].removeprefix("/api/v1")
    assert ours.get(f"{report}/file").json()["code"] == "not_ready"
    press.make(Report.objects.get().pk)
    assert ours.get(report).json()["state"] == "done"
    file = ours.get(f"{report}/file")
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_what_a_program_does_is_told_as_done_by_the_provider(ours, factory, provider, paula, answered):
    review = ours.get(f"/assessments/{answered.uuid}/review").json()
    assert ours.post(f"/assessments/{answered.uuid}/submit", {"seen": review["seen"]}).status_code == 200
    answered.refresh_from_db()
    assert (answered.submitted_by, answered.submitted_for) == (paula, provider)
    assert answered.snapshot.acting == provider


def test_somebody_who_belongs_to_both_acts_for_the_organisation_of_the_token(ours, factory, provider, paula, answered):
    from accounts.models import Membership

    Membership.objects.create(user=paula, organisation=factory.organisation, role="owner")
    question = answered.questions[0]
    change = {"question": question.code, "value": "unknown", "base": 1}
    assert ours.patch(f"/assessments/{answered.uuid}/answers", {"answers": [change]}).status_code == 200
    assert Answer.objects.get(assessment=answered, question=question.code).acting == provider
    review = ours.get(f"/assessments/{answered.uuid}/review").json()
    ours.post(f"/assessments/{answered.uuid}/submit", {"seen": review["seen"]})
    answered.refresh_from_db()
    assert answered.submitted_for == provider


def test_a_begun_assessment_says_for_whom_it_was_begun(ours, factory, provider):
    assert ours.post(f"/clients/{factory.uuid}/assessments", {}).status_code == 201
    assert Assessment.objects.get().created_for == provider


def test_a_file_can_be_prepared_once(program, paula, provider):
    ours = program(paula, provider)
    made = ours.post("/clients", NEW)
    assert made.status_code == 201, made.content
    assert made.json()["access"]["kind"] == "prepared"
    assert ours.get(made["Location"].removeprefix("/api/v1")).json()["uscc"] == NEW["uscc"]
    EnterpriseProfile.objects.get().organisation.__class__.objects.filter(kind="enterprise").update(
        created="2026-01-01T00:00:00Z"
    )
    again = ours.post("/clients", NEW)
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/uscc")


@pytest.mark.parametrize(
    ("field", "value"), [("uscc", "91330203MA2GT1A616"), ("adcode", "999999"), ("industry", "9999"), ("name", "…")]
)
def test_a_wrong_fact_is_named_by_its_place(program, paula, provider, field, value):
    refused = program(paula, provider).post("/clients", NEW | {field: value})
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [f"/{field}"]


def test_clients_are_found_by_their_code_and_by_when_they_changed(ours, prepared, factory):
    found = ours.get(f"/clients?uscc={prepared.uscc.lower()}").json()["clients"]
    assert [one["id"] for one in found] == [str(prepared.uuid)]
    assert len(ours.get("/clients?updated_since=2020-01-01T00:00:00Z").json()["clients"]) == 2
    assert ours.get("/clients?updated_since=2100-01-01T00:00:00Z").json()["clients"] == []


def test_pages_of_clients_tell_each_client_once(ours, prepared, factory):
    first = ours.get("/clients?limit=1").json()
    second = ours.get(f"/clients?limit=1&cursor={first['next']}").json()
    assert {first["clients"][0]["id"], second["clients"][0]["id"]} == {str(factory.uuid), str(prepared.uuid)}
    assert second["next"] is None


def test_a_cursor_from_elsewhere_is_refused(ours):
    refused = ours.get("/clients?cursor=abc")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (422, "cursor")


def test_listing_clients_asks_the_database_equally_often_for_one_and_for_many(
    ours, provider, django_assert_max_num_queries
):
    for n in range(12):
        EnterpriseProfile.objects.prepare(
            provider, f"第{n}厂", adcode="330203", industry="3525", policy_group="equipment"
        )
    ours.get("/clients")  # notes that the token was used today
    with django_assert_max_num_queries(4):
        assert len(ours.get("/clients").json()["clients"]) == 13


def test_a_conflict_comes_back_with_both_values(ours, answered):
    question = answered.questions[0]
    change = {"question": question.code, "value": question.options[0].code, "base": 0}
    refused = ours.patch(f"/assessments/{answered.uuid}/answers", {"answers": [change]})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    told = refused.json()["answers"][0]
    assert (told["value"], told["yours"], told["revision"], told["by"]) == (
        question.options[2].code,
        question.options[0].code,
        1,
        "Alice",
    )


def test_a_change_of_what_is_submitted_is_refused(ours, answered):
    review = ours.get(f"/assessments/{answered.uuid}/review").json()
    ours.post(f"/assessments/{answered.uuid}/submit", {"seen": review["seen"]})
    change = {"question": answered.questions[0].code, "value": "unknown", "base": 1}
    refused = ours.patch(f"/assessments/{answered.uuid}/answers", {"answers": [change]})
    assert (refused.status_code, refused.json()["code"]) == (409, "submitted")


def test_an_answer_that_cannot_be_understood_is_named_and_the_others_are_kept(ours, draft):
    first, second = draft.questions[:2]
    changes = [
        {"question": first.code, "value": "L9", "base": 0},
        {"question": second.code, "value": middling(second), "base": 0},
    ]
    refused = ours.patch(f"/assessments/{draft.uuid}/answers", {"answers": changes})
    assert (refused.status_code, refused.json()["code"]) == (422, "answer_refused")
    assert [one["result"] for one in refused.json()["answers"]] == ["refused", "saved"]
    assert "L9" in refused.json()["answers"][0]["sentence"]


def test_what_has_changed_since_the_review_is_not_submitted(ours, answered):
    refused = ours.post(f"/assessments/{answered.uuid}/submit", {"seen": "0" * 64})
    assert (refused.status_code, refused.json()["code"]) == (409, "changed")


def test_an_open_assessment_is_not_submitted_and_says_what_is_open(ours, draft):
    seen = ours.get(f"/assessments/{draft.uuid}/review").json()["seen"]
    refused = ours.post(f"/assessments/{draft.uuid}/submit", {"seen": seen}).json()
    assert refused["code"] == "incomplete"
    assert len(refused["review"]["open"]) == len(draft.questions)


def test_there_is_no_result_of_a_draft(ours, draft):
    refused = ours.get(f"/assessments/{draft.uuid}/result")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_submitted")


def test_the_questionnaire_speaks_the_language_asked_for(ours, draft):
    text = draft.questions[0].text
    address = f"/assessments/{draft.uuid}/questionnaire"
    for query, header, wanted in (
        ("", "en", text.en),
        ("", "zh-CN", text.zh),
        ("?language=en", "zh-CN", text.en),
        ("?language=zh", "en", text.zh),
    ):
        reply = ours.get(address + query, **{"accept-language": header})
        assert reply.json()["sections"][0]["questions"][0]["text"] == wanted


def test_an_enterprise_drives_itself_by_a_token_of_its_own(program, alice, factory):
    own = program(alice, factory.organisation)
    (told,) = own.get("/clients").json()["clients"]
    assert (told["id"], told["access"]["kind"]) == (str(factory.uuid), "own")
    assert own.post(f"/clients/{factory.uuid}/assessments", {}).status_code == 201
