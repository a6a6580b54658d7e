"""The register of scenes over the interface: the same door, conflicts and log as on the site."""

import uuid

import pytest

from surveys.content import framework
from surveys.models import AnswerEvent, Assessment
from surveys.register import MOST_SCENES
from surveys.replay import differences
from surveys.saving import save_scene
from surveys.starting import start

ADDRESS = "33333333-3333-4333-8333-333333333333"
INSPECTION = {
    "stage": "PM",
    "name": "相机查划痕",
    "status": "production",
    "start_month": "2025-09",
    "owner": "质量经理",
    "frequency": "continuous",
    "benefit": "",
    "evidence": "",
}


@pytest.fixture
def send(ours, draft):
    """send(value, base) saves a scene as the provider's program."""

    def change(value, base=0, address=ADDRESS, key=None):
        body = {"scenes": [{"id": address, "value": value, "base": base}]}
        return ours.patch(f"/assessments/{draft.uuid}/scenes", body, key)

    return change


def test_a_scene_is_saved_told_changed_and_removed(ours, draft, send):
    address = f"/assessments/{draft.uuid}/scenes"
    assert send(INSPECTION).json()["scenes"][0]["revision"] == 1
    told = ours.get(address).json()
    assert told["scenes"] == [{"id": ADDRESS, "revision": 1, "value": INSPECTION, "lacks": []}]
    assert {"code": "PM", "text": "Production"} in [one | {"text": "Production"} for one in told["stages"]]
    assert send(INSPECTION | {"status": "pilot"}, 1).status_code == 200
    assert ours.get(address).json()["scenes"][0]["value"]["status"] == "pilot"
    assert send(None, 2).status_code == 200
    assert ours.get(address).json()["scenes"] == []
    assert differences(draft) == {}


def test_what_a_scene_still_lacks_is_said(ours, draft, send):
    send({"name": "排产助手", "status": "production"})
    [scene] = ours.get(f"/assessments/{draft.uuid}/scenes").json()["scenes"]
    assert "the stage" in scene["lacks"]
    assert "an owner" in scene["lacks"]


def test_the_log_names_person_and_provider(draft, send, paula, provider):
    send(INSPECTION)
    event = AnswerEvent.objects.get()
    assert (event.subject, event.user, event.acting) == (f"scene:{ADDRESS}", paula, provider)
    assert draft.scenes.get().acting == provider


def test_the_same_request_changes_nothing_twice(draft, send):
    replies = [send(INSPECTION, key="one-and-the-same") for _ in range(2)]
    assert replies[0].content == replies[1].content
    assert AnswerEvent.objects.count() == 1


def test_a_conflict_comes_back_with_both_values(ours, draft, send, alice):
    save_scene(draft, alice, uuid.UUID(ADDRESS), INSPECTION, 0, uuid.uuid4())
    refused = send(INSPECTION | {"status": "idea"})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    [told] = refused.json()["scenes"]
    assert (told["value"]["status"], told["yours"]["status"], told["revision"]) == ("production", "idea", 1)
    assert told["by"] == "Alice"


def test_a_stage_that_is_none_is_refused_by_name_and_the_others_are_kept(ours, draft):
    other = str(uuid.uuid4())
    scenes = [
        {"id": ADDRESS, "value": {"stage": "XX"}, "base": 0},
        {"id": other, "value": INSPECTION, "base": 0},
    ]
    refused = ours.patch(f"/assessments/{draft.uuid}/scenes", {"scenes": scenes})
    assert (refused.status_code, refused.json()["code"]) == (422, "answer_refused")
    assert "XX" in refused.json()["scenes"][0]["sentence"]
    assert str(draft.scenes.get().uuid) == other


@pytest.mark.parametrize(
    "value",
    [
        {"stage": 1},
        {"colour": "red"},
        {"status": "soon"},
        {"start_month": "2026-13"},
        {"name": "长" * 121},
        [],
        "x",
    ],
)
def test_another_form_is_refused_before_anything_is_kept(draft, send, value):
    refused = send(value)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert not draft.scenes.exists()


def test_a_full_register_takes_no_more(draft, send, alice):
    for _ in range(MOST_SCENES):
        save_scene(draft, alice, uuid.uuid4(), {"name": "场景"}, 0, uuid.uuid4())
    refused = send(INSPECTION)
    assert refused.status_code == 422
    assert str(MOST_SCENES) in refused.json()["scenes"][0]["sentence"]


def test_what_is_submitted_stays_as_it_was(draft, send):
    Assessment.objects.filter(pk=draft.pk).update(state="submitted", submitted_at=draft.started_at)
    refused = send(INSPECTION)
    assert (refused.status_code, refused.json()["code"]) == (409, "submitted")


def test_a_questionnaire_without_a_register_says_so(ours, factory, alice):
    ministry = start(factory.organisation, alice, "full", framework("miit-sme-2024@2024"))
    refused = ours.get(f"/assessments/{ministry.uuid}/scenes")
    assert (refused.status_code, refused.json()["code"]) == (404, "no_register")
    assert (
        ours.patch(
            f"/assessments/{ministry.uuid}/scenes", {"scenes": [{"id": ADDRESS, "value": None, "base": 0}]}
        ).status_code
        == 404
    )
