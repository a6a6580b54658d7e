"""Scenes of the register as somebody from outside found them: beside what was registered, scored by the same engine."""

import json
import uuid

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from readiness.plain import digest
from reports import documents
from reports.reading import Reading
from tests.reports.conftest import evaluated, frozen
from tests.verification.conftest import SIGNED
from verification.closing import close, findings_of, seen_of, stated
from verification.models import Finding, FindingEvent, Verification
from verification.scenes import ABSENT, SceneTally, save_scene_finding, scenes_in, tally_of
from verification.verified import framework_of, verified_outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(under_way):
    return scenes_in(under_way.result)


@pytest.fixture
def find_scene(under_way, wang):
    """find_scene("scene:1", outcome="confirmed") writes down a finding on the revision the server has."""

    def note(subject="scene:1", user=None, **plain):
        kept = under_way.findings.filter(question=subject).first()
        plain = {"outcome": "confirmed", "evidence": "observed", "note": "", "value": None} | plain
        framework = framework_of(under_way.result)
        base = kept.revision if kept else 0
        return save_scene_finding(under_way, user or wang, framework, subject, plain, base, uuid.uuid4())

    return note


def page(verification, number=1):
    return reverse("verification:scene", args=[verification.uuid, number])


def typed(scene, **more):
    fields = {name: value for name, value in scene.items() if name != "evidence"} | {"proof": scene["evidence"]}
    return fields | {"outcome": "confirmed", "evidence": "observed", "note": "", "base": "0"} | more


def test_the_result_has_scenes_in_the_form_of_the_register(under_way, registered):
    assert len(registered) == len(under_way.result["scenes"]) > 0
    first = registered["scene:1"]
    assert first["name"] == under_way.result["scenes"][0]["name"]
    assert len(first["start_month"]) in (0, 7)


def test_a_confirmed_scene_is_kept_and_logged_for_the_provider(find_scene, wang, provider):
    assert find_scene().result == "saved"
    row, event = Finding.objects.get(), FindingEvent.objects.get()
    assert (row.question, row.outcome, row.evidence, row.value) == ("scene:1", "confirmed", "observed", None)
    assert (event.user, event.acting, event.new_revision) == (wang, provider, 1)
    call_command("verify_answers")


def test_a_scene_found_different_is_scored_as_it_was_found(under_way, snapshot, registered, find_scene):
    live = next(subject for subject, one in registered.items() if one["status"] == "production")
    find_scene(live, outcome="different", value=registered[live] | {"status": "pilot"})
    outcome = verified_outcome(snapshot, findings_of(under_way))
    place = int(live.partition(":")[2]) - 1
    assert outcome["scenes"][place]["status"] == "pilot"
    assert outcome["overall"] == snapshot.data["overall"]  # scenes give no points, they open gates
    assert snapshot.data["scenes"][place]["status"] == "production"  # the enterprise's own stays


def test_a_scene_that_is_not_there_is_left_out(under_way, snapshot, find_scene):
    find_scene(outcome="different", value=ABSENT, evidence="document")
    outcome = verified_outcome(snapshot, findings_of(under_way))
    assert outcome["scenes"] == snapshot.data["scenes"][1:]


def test_scenes_that_are_not_there_can_cost_the_level(factory, alice, provider, wang, may_verify):
    """A level that asks for scenes in production is not kept by scenes that nobody finds."""
    snapshot = frozen(factory, alice, evaluated("electronics-large"))
    verification = Verification.objects.begin(snapshot.assessment, provider, wang)
    framework = framework_of(snapshot.data)
    for subject in scenes_in(snapshot.data):
        plain = {"outcome": "different", "value": ABSENT, "evidence": "observed", "note": "现场没有"}
        assert save_scene_finding(verification, wang, framework, subject, plain, 0, uuid.uuid4()).result == "saved"
    outcome = verified_outcome(snapshot, findings_of(verification))
    assert framework.position(framework.level(outcome["level"])) < framework.position(
        framework.level(snapshot.data["level"])
    )


def test_what_is_confirmed_or_not_looked_at_counts_as_registered(under_way, snapshot, find_scene):
    find_scene()
    find_scene("scene:2", outcome="unchecked", note="现场停产")
    outcome = verified_outcome(snapshot, findings_of(under_way))
    assert (outcome["scenes"], outcome["level"]) == (snapshot.data["scenes"], snapshot.data["level"])


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ({"outcome": "confirmed", "evidence": "plan"}, "evidence"),
        ({"outcome": "confirmed", "evidence": ""}, "evidence"),
        ({"outcome": "unchecked", "note": ""}, "note"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "different", "value": None}, "value"),
        ({"outcome": "different", "value": {}}, "value"),
        ({"outcome": "different", "value": {"name": "x"}}, "value"),
        ({"outcome": "different", "value": {"stage": "XX", "name": "x", "status": "idea"}}, "value"),
        ({"outcome": "different", "value": [1]}, "value"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(find_scene, plain, field):
    reply = find_scene(**plain)
    assert (reply.result, reply.field) == ("refused", field)
    assert not Finding.objects.exists()


def test_the_same_scene_is_not_different(find_scene, registered):
    assert find_scene(outcome="different", value=registered["scene:1"]).field == "outcome"


def test_a_scene_that_the_result_has_not_is_refused(find_scene, registered):
    for subject in ("scene:0", f"scene:{len(registered) + 1}", "scene:x"):
        assert find_scene(subject).result == "refused"


def test_two_assessors_do_not_overwrite_each_other(under_way, find_scene, paula, wang, registered):
    find_scene()
    plain = {"outcome": "different", "value": ABSENT, "evidence": "observed", "note": ""}
    framework = framework_of(under_way.result)
    reply = save_scene_finding(under_way, paula, framework, "scene:1", plain, 0, uuid.uuid4())
    assert (reply.result, reply.by, reply.revision) == ("conflict", wang, 1)


def test_the_tally_counts_scenes_apart_from_questions():
    said = {"PM-1": "confirmed", "scene:1": "confirmed", "scene:2": "different", "scene:3": "unchecked"}
    findings = {subject: {"outcome": outcome} for subject, outcome in said.items()}
    assert tally_of(5, findings) == SceneTally(5, 1, 1, 1)
    assert tally_of(5, findings).checked == 2


# --- pages --------------------------------------------------------------------------------------------------------------


def test_the_walk_goes_from_scene_to_scene_and_back_to_the_list(signed_in, wang, under_way, registered, to):
    client = signed_in(wang)
    listed = client.get(to("verification", under_way)).content.decode()
    assert page(under_way) in listed
    assert registered["scene:1"]["name"] in listed
    total = len(registered)
    for number in range(1, total + 1):
        shown = client.get(page(under_way, number))
        assert f"Scene {number} of {total}" in shown.content.decode()
        reply = client.post(page(under_way, number), typed(registered[f"scene:{number}"]))
        assert reply.url == (page(under_way, number + 1) if number < total else to("verification", under_way))
    assert tally_of(total, findings_of(under_way)).confirmed == total


def test_what_was_found_is_shown_again_with_the_scene_as_found(signed_in, wang, under_way, registered):
    client, found = signed_in(wang), registered["scene:1"] | {"owner": "夜班班长", "status": "pilot"}
    reply = client.post(page(under_way), typed(found, outcome="different", evidence="document", note="看过排班"))
    assert reply.status_code == 302
    assert Finding.objects.get().value == found
    html = client.get(page(under_way)).content.decode()
    assert 'value="夜班班长"' in html
    assert "看过排班" in html


def test_that_there_is_no_such_scene_is_one_tick(signed_in, wang, under_way, registered):
    client = signed_in(wang)
    client.post(page(under_way), typed(registered["scene:1"], outcome="different", absent="on"))
    assert Finding.objects.get().value == ABSENT
    assert "checked" in client.get(page(under_way)).content.decode().split('name="absent"')[1].split(">")[0]


def test_a_refusal_says_why_and_keeps_what_was_typed(signed_in, wang, under_way, registered):
    sent = typed(registered["scene:1"], outcome="different", name="", note="看过现场")
    reply = signed_in(wang).post(page(under_way), sent)
    assert reply.status_code == 422
    assert "Please give stage, name and status" in reply.content.decode()
    assert "看过现场" in reply.content.decode()


def test_a_colleague_s_finding_is_shown_beside_one_s_own(signed_in, wang, paula, under_way, registered, find_scene):
    find_scene(user=paula)
    sent = typed(registered["scene:1"], outcome="different", absent="on")
    reply = signed_in(wang).post(page(under_way), sent)
    assert reply.status_code == 409
    html = reply.content.decode()
    assert "Paula wrote another finding" in html
    assert html.count("There is no such scene") == 2  # in the conflict, and beside the box


@pytest.mark.parametrize(("who", "read", "write"), [("rita", 200, 403), ("alice", 404, 404), ("charlie", 404, 404)])
def test_only_the_provider_at_work_sees_it_and_only_assessors_write(
    request, as_, under_way, registered, who, read, write
):
    client = as_(request.getfixturevalue(who))
    assert client.get(page(under_way)).status_code == read
    assert client.post(page(under_way), typed(registered["scene:1"])).status_code == write
    assert not Finding.objects.exists()


def test_a_visitor_signs_in_first_and_a_scene_that_is_none_is_not_found(client, as_, wang, under_way, registered):
    assert client.get(page(under_way)).status_code == 302
    assert as_(wang).get(page(under_way, len(registered) + 1)).status_code == 404
    assert as_(wang).get(page(under_way, 0)).status_code == 404


# --- the statement ------------------------------------------------------------------------------------------------------


@pytest.fixture
def signed_with_scenes(checked, find_scene, wang):
    find_scene(outcome="different", value=ABSENT, note="现场没有这套系统")
    find_scene("scene:2", note="看了三天的报警记录")
    return close(checked, wang, seen_of(checked), SIGNED).statement


def test_the_statement_says_of_each_scene_what_was_found(signed_with_scenes, registered):
    content = json.loads(signed_with_scenes.text)
    assert digest(content) == signed_with_scenes.sha256
    found = content["scene_findings"]
    assert set(found) == {"scene:1", "scene:2"}
    assert found["scene:1"]["value"] == ABSENT
    assert found["scene:1"]["self"] == registered["scene:1"]
    assert not any(code.startswith("scene:") for code in content["findings"])
    assert sum(content["classes"].values()) == content["counts"]["confirmed"]  # of questions alone


def test_a_finding_about_a_scene_alone_is_not_enough_to_sign(under_way, find_scene, wang):
    find_scene()
    assert close(under_way, wang, seen_of(under_way), SIGNED).too_little


def test_a_scene_changed_after_somebody_looked_is_not_signed(checked, find_scene, wang):
    seen = seen_of(checked)
    find_scene()
    assert close(checked, wang, seen, SIGNED).changed


def test_the_page_of_the_statement_shows_scenes_side_by_side(signed_with_scenes, signed_in, alice, to):
    html = signed_in(alice).get(to("verification", signed_with_scenes.verification)).content.decode()
    assert "现场没有这套系统" in html
    assert "There is no such scene" in html
    assert "2 were checked, 1 found different" in html


def test_a_statement_from_before_scenes_were_looked_at_says_that_they_count_as_declared(signed, signed_in, alice, to):
    content = json.loads(signed.text)
    del content["scene_findings"]
    old = Verification.objects.get()
    type(signed).objects.filter(pk=signed.pk).delete()
    old.statement = type(signed).objects.create(
        verification=old,
        text=json.dumps(content),
        sha256=digest(content),
        outcome_text=signed.outcome_text,
        outcome_sha256=signed.outcome_sha256,
        signed_by=signed.signed_by,
        signed_at=signed.signed_at,
    )
    html = signed_in(alice).get(to("verification", old)).content.decode()
    assert "counts as declared; it was not checked line by line" in html


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_report_prints_what_became_of_the_scenes(signed_with_scenes, snapshot, language):
    from verification.parts import gist

    framework = framework_of(snapshot.data)
    document = documents.read_document(snapshot.data, framework, language, verified=gist(snapshot))
    [told] = document.verified
    assert [one.topic for one in told.scenes] == [
        snapshot.data["scenes"][0]["name"],
        snapshot.data["scenes"][1]["name"],
    ]
    assert told.scenes[0].verified == Reading(snapshot.data, framework, language).say("verified_absent")
    assert told.scenes[1].verified == told.scenes[1].own
    assert any(
        ("2" in line and "1" in line and ("场景登记表共" in line or "in the register" in line)) for line in told.lines
    )


def test_what_would_be_stated_counts_scenes_in_the_words_of_the_page(checked, find_scene):
    find_scene()
    content, _outcome = stated(checked, {"method": [], "limits": "", "name": ""})
    from verification.telling import told

    with override("en"):
        assert told(content, framework_of(checked.result))["scenes"].checked == 1
