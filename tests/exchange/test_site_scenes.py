"""The register of scenes in the workbook: taken along, filled in without a network, merged through the same door."""

import datetime
import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation

from exchange.refusals import Unreadable
from exchange.returned import read_workbook
from exchange.scene_lines import BLANK, FREQUENCIES, LABELS, STATUSES, Block, Register, with_room
from exchange.seals import Taken, seal
from exchange.workbook import write_workbook
from readiness.loading.framework import published
from readiness.scenes import FREQUENCIES as FREQUENCY_CODES
from readiness.scenes import STATUSES as STATUS_CODES
from surveys.content import CURRENT
from surveys.models import AnswerEvent, SceneEntry
from surveys.register import FIELDS, MOST_SCENES
from surveys.replay import differences
from surveys.saving import save_scene
from tests.exchange.books import lines_in, opened, saved

FRAMEWORK = published(CURRENT)
STAGES = FRAMEWORK.stages(FRAMEWORK.profiles["equipment"])
ADDRESS = uuid.UUID("33333333-3333-4333-8333-333333333333")
TAKEN = Taken("11111111-1111-4111-8111-111111111111", "慈溪远山", "2026-11-25")
INSPECTION = {
    "stage": "PM",
    "name": "相机查划痕",
    "status": "production",
    "start_month": "2025-09",
    "owner": "质量经理",
    "frequency": "continuous",
    "benefit": "漏检从 1.2% 降到 0.4%\n（2025 年 9—12 月）",
    "evidence": "MES 报表",
}


def written(blocks, language="zh-hans"):
    questions = [FRAMEWORK.questions["PM-1"]]
    return write_workbook(FRAMEWORK, questions, language, {}, TAKEN, Register(STAGES, blocks))


def read(content):
    return read_workbook(content, FRAMEWORK, TAKEN.assessment, STAGES)


def typed(content, block, language="zh-hans", **fields):
    """The workbook with these fields of a scene chosen from its lists and typed into its cells."""
    book = opened(content)
    rows = lines_in(book)
    choices = {"stage": {one.code: one.name for one in STAGES}, "status": STATUSES, "frequency": FREQUENCIES}
    for field, value in fields.items():
        words = choices.get(field, {}).get(value)
        rows[block, field][4].value = words.in_language(language) if words else value
    return saved(book)


def edited(content, change):
    book = opened(content)
    change(book, lines_in(book))
    return saved(book)


# --- the workbook itself ------------------------------------------------------------------------------------------------


def test_lines_name_every_field_and_every_choice_the_register_knows():
    assert set(LABELS) == set(FIELDS)
    assert tuple(STATUSES) == STATUS_CODES
    assert tuple(FREQUENCIES) == FREQUENCY_CODES


def test_choices_say_the_same_words_as_the_site(db):
    with translation.override("zh-hans"):
        assert {code: text.zh for code, text in STATUSES.items()} == dict(SceneEntry.Status.choices)
        assert {code: text.zh for code, text in FREQUENCIES.items()} == dict(SceneEntry.Frequency.choices)
    with translation.override("en"):
        assert {code: text.en for code, text in STATUSES.items()} == dict(SceneEntry.Status.choices)
        assert {code: text.en for code, text in FREQUENCIES.items()} == dict(SceneEntry.Frequency.choices)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_field_of_a_scene_comes_back_as_it_was_typed(language):
    content = typed(written([Block(ADDRESS)], language), "#1", language, **INSPECTION)
    found = read(content)
    assert found.problems == ()
    assert found.scenes == {f"scene:{ADDRESS}": INSPECTION}
    assert found.bases[f"scene:{ADDRESS}"].revision == 0


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_registered_scene_goes_out_and_comes_back_unchanged(language):
    found = read(written([Block(ADDRESS, 4, INSPECTION)], language))
    assert found.scenes == {f"scene:{ADDRESS}": INSPECTION}
    assert found.bases[f"scene:{ADDRESS}"].revision == 4


def test_an_empty_block_says_nothing():
    assert read(written([Block(ADDRESS), Block(uuid.uuid4())])).scenes == {}


def test_an_emptied_block_leaves_the_scene_as_it_is():
    content = typed(written([Block(ADDRESS, 4, INSPECTION)]), "#1", **dict.fromkeys(FIELDS))
    assert read(content).scenes == {}


def test_choices_have_lists_and_only_the_cells_to_fill_in_are_open():
    book = opened(written(with_room([Block(ADDRESS, 1, INSPECTION)])))
    sheet = book["场景登记"]
    assert sheet.protection.sheet
    listed = {str(check.sqref) for check in sheet.data_validations.dataValidation}
    for (block, part), row in lines_in(book).items():
        if block.startswith("#"):
            assert [cell.protection.locked for cell in row[:5]] == [True] * 4 + [False]
            assert (row[4].coordinate in listed) == (part in ("stage", "status", "frequency"))


def test_there_is_room_for_new_scenes_and_never_for_more_than_the_register_takes():
    known = [Block(uuid.uuid4(), 1, INSPECTION)] * (MOST_SCENES - 2)
    assert len(with_room([])) == BLANK
    assert len(with_room(known)) == MOST_SCENES
    addresses = [block.address for block in with_room([])]
    assert len(set(addresses)) == BLANK


def test_a_workbook_that_takes_no_register_along_has_no_sheet_for_it():
    content = write_workbook(FRAMEWORK, [FRAMEWORK.questions["PM-1"]], "zh-hans", {}, TAKEN)
    assert "场景登记" not in opened(content).sheetnames


# --- what cannot be understood ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("status", "快好了", "快好了"),
        ("stage", "食堂", "食堂"),
        ("start_month", "去年", "去年"),
        ("start_month", "2026-13", "2026-13"),
        ("name", "长" * 121, "121 字"),
        ("owner", "=1+1", "=1+1"),
    ],
)
def test_a_field_that_cannot_be_understood_is_named_with_its_cell_and_the_scene_is_left_out(field, value, found):
    blocks = [Block(ADDRESS, 0), Block(uuid.uuid4(), 2, INSPECTION)]
    content = typed(typed(written(blocks), "#1", name="排产助手"), "#1", **{field: value})
    got = read(content)
    place = f"场景登记!E{3 + list(LABELS).index(field)}"
    assert [(problem.place, problem.found) for problem in got.problems] == [(place, found)]
    assert list(got.scenes.values()) == [INSPECTION]


def test_a_month_that_the_program_has_turned_into_a_date_is_the_month():
    content = typed(written([Block(ADDRESS)]), "#1", name="排产助手", start_month=datetime.datetime(2026, 5, 1))
    assert read(content).scenes[f"scene:{ADDRESS}"]["start_month"] == "2026-05"


@pytest.mark.parametrize("column", [0, 1, 6, 7], ids=["code", "part", "seal", "base"])
def test_an_edited_line_of_a_scene_is_refused(column):
    def change(_book, lines):
        lines["#1", "name"][column].value = "x"

    with pytest.raises(Unreadable) as caught:
        read(edited(written([Block(ADDRESS, 1, INSPECTION)]), change))
    assert "场景登记!A3" in caught.value.text.en


def test_half_a_scene_is_refused():
    with pytest.raises(Unreadable) as caught:
        read(edited(written([Block(ADDRESS, 1, INSPECTION)]), lambda book, _: book["场景登记"].delete_rows(5)))
    assert "#1" in caught.value.text.en


@pytest.mark.parametrize("base", ["", "1", "1..", "x.y.z", f"1.abc.{ADDRESS}'", "1.abc.not-an-address", "9" * 40])
def test_a_hidden_column_made_up_by_somebody_is_refused_and_no_error(base):
    def change(_book, lines):
        row = lines["#1", "name"]
        row[7].value = base or None
        row[6].value = seal(FRAMEWORK, TAKEN.assessment, "#1", "name", base)

    with pytest.raises(Unreadable):
        read(edited(written([Block(ADDRESS, 1, INSPECTION)]), change))


def test_a_base_of_a_question_made_up_by_somebody_is_refused_and_no_error():
    def change(_book, lines):
        row = lines["PM-1", ""]
        row[7].value, row[4].value = "x.y", "不清楚"
        row[6].value = seal(FRAMEWORK, TAKEN.assessment, "PM-1", "", "x.y")

    with pytest.raises(Unreadable):
        read(edited(written([]), change))


# --- merged -------------------------------------------------------------------------------------------------------------


def brought(client, draft, upload, content):
    return client.post(reverse("exchange:offline", args=[draft.uuid]), upload(content, "a.xlsx"))


def keep(client, draft, page, **decided):
    sealed = {"sealed": page.context["sealed"]}
    decisions = {f"decide.{subject}": to for subject, to in decided.items()}
    return client.post(reverse("exchange:keep_offline", args=[draft.uuid]), sealed | decisions)


def taken(client, draft, kind="filled"):
    return client.get(reverse(f"exchange:{kind}", args=[draft.uuid])).content


@pytest.fixture
def scene(draft, alice):
    save_scene(draft, alice, ADDRESS, INSPECTION, 0, uuid.uuid4())
    return SceneEntry.objects.get()


def test_a_scene_registered_on_site_is_kept_and_logged_as_any_other(signed_in, draft, alice, upload):
    client = signed_in(alice)
    content = typed(taken(client, draft, "blank"), "#2", "en", **INSPECTION)
    page = brought(client, draft, upload, content)
    assert "scenes read" in page.content.decode()
    assert not SceneEntry.objects.exists()
    assert "Keep 1 change<" in page.content.decode()
    reply = keep(client, draft, page)
    assert reply.status_code == 302
    assert [str(message) for message in get_messages(reply.wsgi_request)] == ["1 scene of the file was kept."]
    entry = SceneEntry.objects.get()
    assert {field: str(getattr(entry, field)) for field in FIELDS} == INSPECTION | {"start_month": "2025-09-01"}
    event = AnswerEvent.objects.get()
    assert (event.subject, event.origin, event.user) == (f"scene:{entry.uuid}", "adopted", alice)
    assert event.acting == draft.organisation
    assert differences(draft) == {}
    keep(client, draft, page)  # a second press
    assert AnswerEvent.objects.count() == 1


def test_the_filled_workbook_changes_no_scene(signed_in, draft, alice, scene, upload):
    client = signed_in(alice)
    page = brought(client, draft, upload, taken(client, draft))
    assert page.context["trial"].read.scenes == {f"scene:{ADDRESS}": INSPECTION}
    assert (page.context["sealed"], page.context["trial"].same) == ("", 1)


def test_the_blank_workbook_tells_of_no_scene(signed_in, draft, alice, scene):
    assert INSPECTION["name"] not in str(
        [row[4].value for row in lines_in(opened(taken(signed_in(alice), draft, "blank"))).values()]
    )


@pytest.mark.parametrize(("decided", "status"), [("file", "production"), ("here", "pilot"), ("", "pilot")])
def test_a_scene_changed_here_and_in_the_file_is_decided_by_a_person(
    signed_in, draft, alice, bob, scene, upload, decided, status
):
    client = signed_in(alice)
    content = typed(taken(client, draft), "#1", "en", owner="生产经理")
    save_scene(draft, bob, ADDRESS, INSPECTION | {"status": "pilot"}, 1, uuid.uuid4())
    page = brought(client, draft, upload, content)
    subject = f"scene:{ADDRESS}"
    assert [change.subject for change in page.context["trial"].conflicts] == [subject]
    html = page.content.decode()
    assert "Pilot" in html
    assert "生产经理" in html
    keep(client, draft, page, **({subject: decided} if decided else {}))
    assert SceneEntry.objects.get().status == status


def test_a_scene_removed_here_meanwhile_is_a_conflict_that_says_so(signed_in, draft, alice, scene, upload):
    client = signed_in(alice)
    content = typed(taken(client, draft), "#1", "en", owner="生产经理")
    save_scene(draft, alice, ADDRESS, None, 1, uuid.uuid4())
    page = brought(client, draft, upload, content)
    assert "Removed" in page.content.decode()
    keep(client, draft, page, **{f"scene:{ADDRESS}": "file"})
    entry = SceneEntry.objects.get()
    assert (entry.removed, entry.owner) == (False, "生产经理")


def test_a_scene_only_changed_here_is_left_alone(signed_in, draft, alice, bob, scene, upload):
    client = signed_in(alice)
    content = taken(client, draft)
    save_scene(draft, bob, ADDRESS, INSPECTION | {"status": "pilot"}, 1, uuid.uuid4())
    page = brought(client, draft, upload, content)
    assert [change.subject for change in page.context["trial"].untouched] == [f"scene:{ADDRESS}"]
    assert "相机查划痕" in page.content.decode()


def test_a_scene_overtaken_between_looking_and_keeping_is_shown_again_by_its_name(
    signed_in, draft, alice, bob, scene, upload
):
    client = signed_in(alice)
    page = brought(client, draft, upload, typed(taken(client, draft), "#1", "en", owner="生产经理"))
    save_scene(draft, bob, ADDRESS, INSPECTION | {"status": "pilot"}, 1, uuid.uuid4())
    again = keep(client, draft, page)
    assert again.status_code == 409
    said = " ".join(str(message) for message in get_messages(again.wsgi_request))
    assert "meanwhile: 相机查划痕" in said
    assert "scene:" not in said
    keep(client, draft, again, **{f"scene:{ADDRESS}": "file"})
    assert SceneEntry.objects.get().owner == "生产经理"


def test_a_full_register_takes_no_more_and_says_which(signed_in, draft, alice, upload):
    client = signed_in(alice)
    content = typed(taken(client, draft, "blank"), "#1", "en", name="多余的场景")
    for _ in range(MOST_SCENES):
        save_scene(draft, alice, uuid.uuid4(), {"name": "场景"}, 0, uuid.uuid4())
    response = keep(client, draft, brought(client, draft, upload, content))
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert f"多余的场景: At most {MOST_SCENES} scenes can be registered." in said
    assert SceneEntry.objects.count() == MOST_SCENES


def test_the_assessor_of_a_provider_brings_scenes_for_the_provider(signed_in, draft, granted, wang, provider, upload):
    granted({"edit"})
    client = signed_in(wang)
    page = brought(client, draft, upload, typed(taken(client, draft, "blank"), "#1", "en", **INSPECTION))
    keep(client, draft, page)
    assert SceneEntry.objects.get().acting == provider
