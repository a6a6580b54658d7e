"""A published version never changes; its texts can be corrected, each correction a link of a chain."""

import shutil
from pathlib import Path

import pytest

from readiness.errors import ContentError
from readiness.loading.framework import folder_of, load_framework, published, published_references
from readiness.loading.publications import publications
from readiness.loading.source import Files, Folder, texts_of

SMALL = Path(__file__).parent / "frameworks" / "small" / "1"
ZERO, NOUGHT = "{zh: 零, en: zero}", "{zh: 零分, en: nought}"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SMALL, tmp_path / "1")


def reword(folder, number, at, was, becomes, **more):
    (folder / "wording").mkdir(exist_ok=True)
    facts = {"at": at, "was": was, "becomes": becomes, "why": "a slip", "on": "2026-11-24"} | more
    lines = "\n  ".join(f"{key}: {value}" for key, value in facts.items())
    (folder / "wording" / f"{number:03}-slips.yaml").write_text(f"changes:\n- {lines}\n", encoding="utf-8")


def problem(load, *args):
    with pytest.raises(ContentError) as caught:
        load(*args)
    [found] = caught.value.problems
    return found


def test_every_version_that_ships_stands_in_the_list_with_its_digest():
    found = {reference: load_framework(folder_of(reference)).digest for reference in published_references()}
    assert found == dict(publications()), (
        "run manage.py framework record for a new version; a listed one must not change"
    )


def test_a_known_version_with_other_files_is_refused_in_one_sentence(folder):
    digest = load_framework(folder).digest
    path = folder / "questions" / "A.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("甲一", "甲壹"), encoding="utf-8")
    found = problem(load_framework, folder, None, {"small@1": digest})
    assert "digest" in found.found
    assert "a published version never changes" in found.expected


def test_a_version_that_is_not_what_its_place_says_is_refused(folder):
    assert problem(load_framework, folder, None, {}, "small@7").found == "small@1"


@pytest.mark.parametrize("key", ["Small", "a@b", "-small", "s" * 41])
def test_a_key_that_cannot_be_said_aloud_is_refused(folder, key):
    path = folder / "framework.yaml"
    text = path.read_text(encoding="utf-8").replace("key: small", f'key: "{key}"')
    path.write_text(text, encoding="utf-8")
    assert problem(load_framework, folder).key == "key"


def test_a_mapping_of_texts_is_the_same_framework_as_its_folder(folder):
    reword(folder, 1, "questions/A1/options/0/text", ZERO, NOUGHT)
    files = Files("1", texts_of(Folder(folder)))
    assert load_framework(files) == load_framework(folder)


def test_windows_line_ends_and_a_mark_at_the_start_survive_being_kept_as_text(folder):
    path = folder / "framework.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_framework(Files("1", texts_of(Folder(folder)))).digest == load_framework(folder).digest


def test_a_mapping_without_its_main_file_says_so():
    assert problem(load_framework, Files("mine", {})).found == "no such file"


def test_without_corrections_the_wording_is_empty():
    assert load_framework(SMALL).wording == ""


def test_a_correction_changes_a_text_and_the_wording_but_not_the_digest(folder):
    before = load_framework(folder)
    reword(folder, 1, "questions/A1/options/0/text", ZERO, NOUGHT)
    after = load_framework(folder)
    assert after.questions["A1"].option("0").text.en == "nought"
    assert after.digest == before.digest
    assert len(after.wording) == 64


def test_any_link_of_the_chain_can_be_loaded_again(folder):
    reword(folder, 1, "questions/A1/options/0/text", ZERO, NOUGHT)
    first = load_framework(folder)
    reword(folder, 2, "questions/A1/options/0/text", NOUGHT, "{zh: 没有, en: none}")
    second = load_framework(folder)
    assert second.questions["A1"].option("0").text.en == "none"
    assert load_framework(folder, first.wording) == first
    assert load_framework(folder, "").questions["A1"].option("0").text.en == "zero"
    with pytest.raises(KeyError):
        load_framework(folder, "f" * 64)


def test_a_changed_correction_breaks_every_later_link(folder):
    reword(folder, 1, "questions/A1/options/0/text", ZERO, NOUGHT)
    reword(folder, 2, "name", "{zh: 小框架, en: A small framework}", "{zh: 小, en: Small}")
    before = load_framework(folder).wording
    reword(folder, 1, "questions/A1/options/0/text", ZERO, NOUGHT, why="another reason")
    assert load_framework(folder).wording != before


def test_a_question_that_goes_by_its_text_goes_by_the_corrected_one(folder):
    reword(folder, 1, "questions/A1/text", "{zh: 甲一, en: A one}", "{zh: 甲的第一题, en: The first of A}")
    question = load_framework(folder).questions["A1"]
    assert question.topic == question.text
    assert question.text.en == "The first of A"


@pytest.mark.parametrize(
    "at",
    [
        "digest",
        "questions/A1/code",
        "questions/A1/options/0/score",
        "questions/A1/options/0",
        "questions/B1/options/low/range",
        "questions/A1/text/zh",
        "levels/one/threshold",
        "overall",
        "questions/A1/tags/core",
    ],
)
def test_a_correction_may_touch_texts_only(folder, at):
    reword(folder, 1, at, ZERO, NOUGHT)
    assert problem(load_framework, folder).key == "changes[0].at"


@pytest.mark.parametrize(
    "at", ["questions/ZZ/text", "questions/A1/options/9/text", "nothing", "levels/one/gates/0/text"]
)
def test_a_correction_of_something_that_is_not_there_is_refused_and_says_what_there_is(folder, at):
    reword(folder, 1, at, ZERO, NOUGHT)
    found = problem(load_framework, folder)
    assert found.found.startswith("the step")
    assert found.expected.startswith("one of ")


def test_a_correction_of_another_text_than_the_one_there_is_refused(folder):
    reword(folder, 1, "questions/A1/options/2/text", ZERO, NOUGHT)
    found = problem(load_framework, folder)
    assert (found.file, found.key) == ("1/wording/001-slips.yaml", "changes[0].was")
    assert "two" in found.expected


def test_a_correction_without_a_reason_is_refused(folder):
    reword(folder, 1, "questions/A1/options/0/text", ZERO, NOUGHT, why="")
    assert problem(load_framework, folder).key == "changes[0].why"


def test_a_correction_cannot_bring_anything_else(folder):
    reword(folder, 1, "questions/A1/options/0/text", ZERO, NOUGHT, value=4)
    assert problem(load_framework, folder).key == "changes[0].value"


def test_a_version_that_ships_can_be_loaded_without_its_corrections():
    for reference in published_references():
        assert published(reference, "").digest == published(reference).digest
