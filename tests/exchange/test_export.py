"""An assessment goes out whole and comes in the same; what was changed on the way is found and named."""

import copy
import io
import json
import uuid
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import EnterpriseProfile
from exchange.export import as_text, exported, hashes_of
from exchange.importing import look, read_export, take_in
from exchange.models import Import
from exchange.shape import PARTS, Refused
from readiness.plain import digest
from surveys.models import Answer, AnswerEvent, Assessment, ConfirmedWarning, ResultSnapshot, SceneEntry
from surveys.replay import differences
from surveys.saving import save_scene
from surveys.sheet import Sheet
from surveys.submission import submit
from tests.surveys.evaluating import evaluate_once

pytestmark = pytest.mark.django_db
SCENE = {
    "stage": "PM", "name": "=视觉质检", "status": "production", "start_month": "2025-03", "owner": "王工",
    "frequency": "daily", "benefit": "漏检率降一半", "evidence": "月报",
}  # fmt: skip


@pytest.fixture
def other(alice):
    """A second enterprise of Alice's, without any assessment."""
    facts = {"adcode": "330282", "industry": "3670", "policy_group": "consumer_goods", "employees": 12}
    return EnterpriseProfile.objects.found(alice, "慈溪远山二厂", **facts)


@pytest.fixture
def submitted(answered, alice, answer, monkeypatch):
    """With a scene, a removed scene, an answer given twice and a conflict."""
    save_scene(answered, alice, uuid.uuid4(), SCENE, 0, uuid.uuid4())
    gone = uuid.uuid4()
    save_scene(answered, alice, gone, SCENE, 0, uuid.uuid4())
    save_scene(answered, alice, gone, None, 1, uuid.uuid4())
    answer(answered, "PM-1", "L2")
    answered.suggestions.create(question="PM-2", value="L2", source="file", made_at=answered.started_at)
    with monkeypatch.context() as patch:
        patch.setattr("surveys.submission.evaluate", evaluate_once)
        assert submit(answered, alice, Sheet(answered).seen).snapshot
    return Assessment.objects.get(pk=answered.pk)


def file_of(assessment):
    return as_text(exported(assessment)).encode()


def resealed(data):
    """The data with hashes that fit it, as somebody who knows the format would make it."""
    data = {name: part for name, part in data.items() if name != "sha256"}
    data["hashes"] = hashes_of({name: data[name] for name in PARTS})
    return data | {"sha256": digest(data)}


def changed(data, *path, to):
    data = copy.deepcopy(data)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return data


def test_the_same_assessment_is_the_same_file(submitted):
    assert file_of(submitted) == file_of(Assessment.objects.get(pk=submitted.pk))


def test_no_address_of_a_person_is_in_the_file(submitted, alice):
    text = file_of(submitted).decode()
    assert alice.email not in text
    assert "Alice" not in text
    assert {event["person"] for event in exported(submitted)["events"]} == {"person 1"}


def test_a_result_comes_in_identical(submitted, other, alice):
    arrived = take_in(read_export(file_of(submitted)), other, alice)
    made, old = arrived.assessment, submitted.snapshot
    assert (arrived.new, made.organisation) == (True, other.organisation)
    assert (made.snapshot.text, made.snapshot.sha256) == (old.text, old.sha256)
    assert (made.snapshot.level, made.snapshot.overall) == (old.level, old.overall)
    assert made.state == "submitted"
    assert made.submitted_at == submitted.submitted_at
    rows = made.snapshot.dimension_scores.values_list("code", "score")
    assert set(rows) == set(old.dimension_scores.values_list("code", "score"))
    assert differences(made) == {}


def test_what_came_in_goes_out_again_the_same_but_for_its_address(submitted, other, alice):
    made = take_in(read_export(file_of(submitted)), other, alice).assessment
    first, second = exported(submitted), exported(Assessment.objects.get(pk=made.pk))
    for part in set(PARTS) - {"assessment", "enterprise", "events"}:
        assert second[part] == first[part], part
    assert [e | {"person": None} for e in first["events"]] == second["events"]


def test_a_draft_comes_in_as_a_draft_with_its_answers(answered, other, alice):
    made = take_in(read_export(file_of(answered)), other, alice).assessment
    assert made.open
    kept = set(answered.answers.values_list("question", "revision"))
    assert set(made.answers.values_list("question", "revision")) == kept
    assert made.started_at == answered.started_at


def test_the_same_file_twice_is_one_assessment(submitted, other, alice):
    data = read_export(file_of(submitted))
    first, second = (take_in(data, other, alice) for _ in range(2))
    assert (first.assessment, second.new) == (second.assessment, False)
    assert Assessment.objects.filter(organisation=other.organisation).count() == 1


def test_where_it_came_from_it_is_here_already(submitted, factory, alice):
    arrived = take_in(read_export(file_of(submitted)), factory, alice)
    assert (arrived.assessment, arrived.new) == (submitted, False)


def test_looking_leaves_nothing_behind(submitted, other, alice):
    tables = (Assessment, Answer, AnswerEvent, SceneEntry, ConfirmedWarning, ResultSnapshot, Import)
    before = [table.objects.count() for table in tables]
    assert look(read_export(file_of(submitted)), other, alice).new
    assert [table.objects.count() for table in tables] == before


# --- tampering ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", list(PARTS))
def test_a_changed_part_is_named(submitted, part):
    data = changed(exported(submitted), part, to={"something": "else"})
    with pytest.raises(Refused) as caught:
        read_export(as_text(data).encode())
    assert PARTS[part].en in caught.value.text.en


@pytest.mark.parametrize("key", ["format", "format_version", "hashes", "sha256"])
def test_a_changed_envelope_is_found(submitted, key):
    data = exported(submitted)
    for damaged in (changed(data, key, to="x"), {name: part for name, part in data.items() if name != key}):
        with pytest.raises(Refused):
            read_export(as_text(damaged).encode())


TAMPERED = [
    (("answers", "PM-1", "value"), "L5", "log"),
    (("answers", "PM-1", "revision"), 7, "log"),
    (("assessment", "mode"), "quick", "differ"),
    (("assessment", "submitted_at"), "2024-01-01T00:00:00+00:00", "differ"),
    (("events", 0, "new_value"), "L9", "log of changes"),
    (("events", 0, "new_revision"), 5, "log of changes"),
    (("events", 0, "mutation"), "nonsense", "log of changes"),
    (("scenes", 0, "name"), "other", "log"),
    (("scenes", 0, "status"), "nonsense", "scene register"),
    (("suggestions", 0, "value"), "L9", "suggested answers"),
    (("suggestions", 0, "source"), "nowhere", "suggested answers"),
    (("confirmed_warnings",), [{"rule": "A", "about": "", "reason": 1}], "confirmed warnings"),
    (("snapshot", "sha256"), "0" * 64, "own hash"),
    (("snapshot",), None, "frozen result"),
    (("framework", "reference"), "nowhere@1", "nowhere@1"),
    (("framework", "digest"), "0" * 64, "differs"),
    (("enterprise",), [], "enterprise"),
    (("evidence",), "x", "evidence"),
]


@pytest.mark.parametrize(
    ("path", "to", "named"), TAMPERED, ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else None
)
def test_what_was_changed_and_sealed_again_is_found_too(submitted, other, alice, path, to, named):
    data = resealed(changed(exported(submitted), *path, to=to))
    with pytest.raises(Refused) as caught:
        take_in(read_export(as_text(data).encode()), other, alice)
    assert named in caught.value.text.en
    assert not Assessment.objects.filter(organisation=other.organisation).exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [("level", "L5"), ("overall", "99"), ("route", {}), ("profile", {}), ("elsewhere", {"framework": "x"})],
)
def test_a_better_result_than_the_answers_give_is_refused(submitted, other, alice, key, value):
    frozen = json.loads(submitted.snapshot.text) | {key: value}
    data = changed(exported(submitted), "snapshot", to={"text": as_text(frozen), "sha256": digest(frozen)})
    with pytest.raises(Refused):
        take_in(read_export(as_text(resealed(data)).encode()), other, alice)


def test_the_answers_changed_everywhere_give_another_result_and_are_refused(submitted, other, alice):
    data = copy.deepcopy(exported(submitted))
    data["answers"]["PM-3"]["value"] = "L5"
    for event in data["events"]:
        if event["subject"] == "PM-3":
            event["new_value"] = "L5"
    with pytest.raises(Refused) as caught:
        take_in(read_export(as_text(resealed(data)).encode()), other, alice)
    assert "overall" in caught.value.text.en


def test_with_another_catalogue_all_but_the_subsidies_is_verified_and_that_is_said(submitted, other, alice):
    frozen = json.loads(submitted.snapshot.text) | {"catalogue_digest": "1" * 64}
    snapshot = {"text": as_text(frozen), "sha256": digest(frozen)}
    data = resealed(changed(exported(submitted), "snapshot", to=snapshot))
    arrived = take_in(read_export(as_text(data).encode()), other, alice)
    assert any("subsidies" in note.en for note in arrived.notes)
    assert arrived.assessment.snapshot.sha256 == snapshot["sha256"]


def unverified(frozen, *path, to):
    """A result of another catalogue, so that its subsidies cannot be made again."""
    return changed(frozen | {"catalogue_digest": "1" * 64}, *path, to=to)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("subsidies",), {}),
        (("subsidies", "matches"), "none"),
        (("subsidies", "matches", 0), {}),
        (("subsidies", "matches", 0, "estimate"), None),
        (("subsidies", "compiled_on"), "soon"),
        (("subsidies", "unverified"), "1"),
        (("catalogue_digest",), None),
        (("profile", "size"), "gigantic"),
        (("profile", "revenue_wan"), "1e99999"),
        (("elsewhere", "score_low"), "1e99999"),
        (("evidence",), []),
        (("evidence",), {"questions": {"PM-1": [{}]}}),
        (("consensus",), {"questions": []}),
        (("something",), "else"),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_what_no_answer_gives_again_must_have_the_form_that_pages_show(submitted, other, alice, path, to):
    frozen = unverified(json.loads(submitted.snapshot.text), *path, to=to)
    data = changed(exported(submitted), "snapshot", to={"text": as_text(frozen), "sha256": digest(frozen)})
    with pytest.raises(Refused) as caught:
        take_in(read_export(as_text(resealed(data)).encode()), other, alice)
    assert path[0] in caught.value.text.en or path[1] in caught.value.text.en


def test_a_result_without_the_digest_of_its_catalogue_is_refused(submitted, other, alice):
    frozen = json.loads(submitted.snapshot.text)
    del frozen["catalogue_digest"]
    data = changed(exported(submitted), "snapshot", to={"text": as_text(frozen), "sha256": digest(frozen)})
    with pytest.raises(Refused):
        take_in(read_export(as_text(resealed(data)).encode()), other, alice)


def test_a_draft_of_a_changed_questionnaire_comes_in_and_that_is_said(answered, other, alice):
    data = resealed(changed(exported(answered), "framework", "digest", to="0" * 64))
    arrived = take_in(read_export(as_text(data).encode()), other, alice)
    assert any("differs" in note.en for note in arrived.notes)
    assert arrived.assessment.framework_digest == answered.framework_digest


def test_the_file_of_another_enterprise_is_refused(submitted, other, alice):
    EnterpriseProfile.objects.filter(pk=other.pk).update(uscc="91330282MA2AAAAA0A")
    other.refresh_from_db()
    data = resealed(changed(exported(submitted), "enterprise", "uscc", to="91330282MA2BBBBB0B"))
    with pytest.raises(Refused) as caught:
        take_in(read_export(as_text(data).encode()), other, alice)
    assert "91330282MA2BBBBB0B" in caught.value.text.en


def test_an_open_draft_is_never_overwritten(answered, other, alice):
    data = read_export(file_of(answered))
    take_in(data, other, alice)
    another = resealed(changed(data, "assessment", "uuid", to=str(uuid.uuid4())))
    with pytest.raises(Refused) as caught:
        take_in(another, other, alice)
    assert "open assessment" in caught.value.text.en


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format": "ai-readiness/assessment"}', b"PK\x03\x04", b"NaN"]
)
def test_what_is_no_export_is_refused_with_a_sentence(content):
    with pytest.raises(Refused):
        read_export(content)


@pytest.mark.parametrize("part", sorted(set(PARTS) - {"evidence"}))
@pytest.mark.parametrize("value", [1, "x", [], {}, [1], [None], {"a": 1}, None, True])
def test_a_part_of_any_type_is_refused_or_empty_but_never_an_error(answered, other, alice, part, value):
    data = resealed(changed(exported(answered), part, to=value))
    try:
        take_in(read_export(as_text(data).encode()), other, alice)
    except Refused:
        assert not Assessment.objects.filter(organisation=other.organisation).exists()


# --- pages --------------------------------------------------------------------------------------------------------------


def test_a_file_is_looked_at_and_taken_in_by_one_press(signed_in, submitted, other, alice, upload):
    client, here = signed_in(alice), reverse("exchange:import", args=[other.uuid])
    content = client.get(reverse("exchange:export_json", args=[submitted.uuid])).content
    response = client.post(here, upload(content))
    assert response.status_code == 200
    assert "computed again from the answers, the result is the same" in response.content.decode()
    assert not Import.objects.exists()
    response = client.post(reverse("exchange:keep_import", args=[other.uuid]), {"sealed": response.context["sealed"]})
    made = Import.objects.get().assessment
    assert response.url == reverse("surveys:assessment", args=[made.uuid])
    response = client.post(here, upload(content))
    assert "here already" in [str(m) for m in get_messages(response.wsgi_request)][-1]


def test_only_owners_bring_in_a_result(signed_in, submitted, factory, bob, upload):
    data = resealed(changed(exported(submitted), "assessment", "uuid", to=str(uuid.uuid4())))
    response = signed_in(bob).post(reverse("exchange:import", args=[factory.uuid]), upload(as_text(data)))
    assert response.status_code == 403


def test_a_tampered_file_is_refused_at_its_field(signed_in, submitted, other, alice, upload):
    data = changed(exported(submitted), "answers", "PM-1", "value", to="L5")
    response = signed_in(alice).post(reverse("exchange:import", args=[other.uuid]), upload(as_text(data)))
    assert response.status_code == 422
    assert "the answers do not match their hash" in response.content.decode()


def test_a_changed_seal_takes_nothing_in(signed_in, other, alice):
    response = signed_in(alice).post(reverse("exchange:keep_import", args=[other.uuid]), {"sealed": "x:y"})
    assert response.url == reverse("exchange:import", args=[other.uuid])
    assert not Assessment.objects.exists()


def test_exporting_takes_the_same_queries_for_one_answer_and_for_sixty(signed_in, draft, alice, answer):
    client, counts = signed_in(alice), []
    answer(draft, "PM-1", "L1")
    for name in ("export_json", "export_xlsx"):
        client.get(reverse(f"exchange:{name}", args=[draft.uuid]))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"exchange:{name}", args=[draft.uuid]))
        counts.append(len(captured))
    for question in draft.questions[1:30]:
        answer(draft, question.code, "unknown")
    for name, before in zip(("export_json", "export_xlsx"), counts, strict=True):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"exchange:{name}", args=[draft.uuid]))
        assert len(captured) == before


# --- the workbook -------------------------------------------------------------------------------------------------------


def sheets_of(client, assessment):
    content = client.get(reverse("exchange:export_xlsx", args=[assessment.uuid])).content
    return load_workbook(io.BytesIO(content))


def test_the_workbook_holds_answers_with_their_scores(signed_in, submitted, alice):
    book = sheets_of(signed_in(alice, "zh-hans"), submitted)
    assert len(book.worksheets) == 6
    rows = {row[0]: row for row in book.worksheets[1].iter_rows(values_only=True)}
    scores = {q["code"]: q["score"] for q in submitted.snapshot.data["questions"]}
    assert len(rows) == 61
    assert Decimal(str(rows["PM-1"][4])) == Decimal(scores["PM-1"])


def test_no_cell_is_a_formula_and_panes_are_frozen(signed_in, submitted, alice):
    book = sheets_of(signed_in(alice), submitted)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=视觉质检") for cell in cells)
    for sheet in book:
        assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("A2", "landscape", 9)


@pytest.mark.parametrize("character", ["\x01", "\ufffe"])
def test_a_workbook_comes_whatever_was_typed(signed_in, draft, alice, character):
    save_scene(draft, alice, uuid.uuid4(), SCENE | {"name": f"视觉{character}质检"}, 0, uuid.uuid4())
    content = signed_in(alice).get(reverse("exchange:export_xlsx", args=[draft.uuid])).content
    texts = [str(cell.value) for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
    assert any("视觉质检" in text for text in texts)


def test_a_draft_of_any_framework_has_its_workbook(signed_in, ministry_draft, alice, answer):
    answer(ministry_draft, "S05", "G2")
    assert len(sheets_of(signed_in(alice), ministry_draft).worksheets[1]["A"]) == 32


# --- the command --------------------------------------------------------------------------------------------------------


def test_the_command_exports_and_imports(submitted, other, tmp_path, capsys):
    call_command("assessment", "export", str(submitted.uuid))
    file = tmp_path / "a.json"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert file.read_bytes() == file_of(submitted)
    call_command("assessment", "import", str(file), "--organisation", str(other.uuid))
    assert "made" in capsys.readouterr().out
    assert Import.objects.get().assessment.snapshot.sha256 == submitted.snapshot.sha256


def test_the_command_says_what_is_wrong(submitted, other, tmp_path):
    file = tmp_path / "a.json"
    file.write_text("{}")
    for arguments in (
        ("export", "nonsense"),
        ("export", str(uuid.uuid4())),
        ("import", str(file), "--organisation", str(other.uuid)),
        ("import", str(tmp_path / "none"), "--organisation", str(other.uuid)),
        ("import", str(file), "--organisation", str(uuid.uuid4())),
    ):
        with pytest.raises(CommandError):
            call_command("assessment", *arguments)


def test_nothing_is_announced_by_a_look(submitted, other, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        look(read_export(file_of(submitted)), other, alice)
    assert callbacks == []
