"""A framework is brought in as a folder, kept for ever as it was, and corrected only by corrections that say so."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from frameworks.library import forget, framework, newest_wording, references, version_of
from frameworks.models import FrameworkVersion, Rewording
from frameworks.publishing import Refused, publish, reword, withdraw
from readiness.errors import ContentError
from readiness.loading.framework import load_framework
from readiness.loading.source import Folder

CORRECTION = """changes:
- at: questions/A1/options/0/text
  was: {zh: 零, en: zero}
  becomes: {zh: 零分, en: nought}
  why: the word is clearer
  on: 2026-11-24
"""
AGAIN = (
    CORRECTION.replace("零分", "没有").replace("nought", "none").replace("{zh: 零, en: zero}", "{zh: 零分, en: nought}")
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def installed(small):
    version, _ = publish(Folder(small / "1"))
    forget()
    return version


def test_an_installed_framework_is_the_one_in_the_folder(installed, small):
    assert framework("small@1") == load_framework(small / "1")
    assert "small@1" in references()


def test_publishing_the_same_files_again_changes_nothing(installed, small):
    again, new = publish(Folder(small / "1"))
    assert (again, new) == (installed, False)
    assert FrameworkVersion.objects.count() == 1


def test_other_files_under_a_published_version_are_refused(installed, folder):
    path = folder / "framework.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1.5", "1.6"), encoding="utf-8")
    with pytest.raises(Refused, match="never changes"):
        publish(Folder(folder))


def test_a_version_that_ships_cannot_be_published(folder):
    path = folder / "framework.yaml"
    text = path.read_text(encoding="utf-8").replace("key: small", "key: ai-manufacturing")
    path.write_text(text.replace('version: "1"', 'version: "2026.1"'), encoding="utf-8")
    with pytest.raises(Refused, match="ships with the product"):
        publish(Folder(folder))


def test_what_cannot_be_loaded_is_not_published(folder):
    (folder / "questions" / "A.yaml").write_text("dimension: A\nquestions: [{}]\n", encoding="utf-8")
    with pytest.raises(ContentError):
        publish(Folder(folder))
    assert not FrameworkVersion.objects.exists()


def test_a_file_that_is_no_text_is_named(folder):
    (folder / "actions.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError) as caught:
        publish(Folder(folder))
    assert [problem.file for problem in caught.value.problems] == ["1/actions.yaml"]


def test_what_cannot_change_a_score_is_not_kept(folder):
    (folder / "vectors").mkdir()
    (folder / "vectors" / "answers.yaml").write_bytes(b"a: 1\n")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.yaml").write_bytes(b"a: 1\n")
    version, _ = publish(Folder(folder))
    assert set(version.files) == {"framework.yaml", "questions/A.yaml", "questions/B.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- code: one\n  name", "- code: level-one\n  name", "a code of at most 4 characters"),
        ("scale_to: 10,", "scale_to: 200,", "dimensions from 0 to 100 points"),
    ],
)
def test_what_results_have_no_room_for_is_refused_before_anybody_answers(folder, old, new, expected):
    path = folder / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        publish(Folder(folder))
    assert expected in {problem.expected for problem in caught.value.problems}


def test_a_published_version_is_never_changed_by_the_program(installed):
    installed.digest = "0" * 64
    with pytest.raises(TypeError):
        installed.save()
    with pytest.raises(TypeError):
        installed.save(update_fields=["digest", "withdrawn"])


@pytest.mark.parametrize("column", ["digest", "files", "reference", "name_zh"])
def test_a_published_version_is_never_changed_in_the_database(installed, column):
    with pytest.raises(DatabaseError), transaction.atomic():
        FrameworkVersion.objects.update(**{column: {} if column == "files" else "x@1"})


def test_a_correction_is_never_changed_in_the_database(installed):
    reword("small@1", CORRECTION)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rewording.objects.update(text=AGAIN)


def test_a_reference_has_a_version(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkVersion.objects.create(reference="small", digest="0" * 64, name_zh="小", name_en="small")


def test_withdrawing_is_all_that_can_happen_to_a_version(installed):
    withdraw("small@1")
    installed.refresh_from_db()
    assert installed.withdrawn
    assert framework("small@1").reference == "small@1"


def test_a_correction_reaches_the_text_and_leaves_the_digest(installed):
    before = framework("small@1")
    made = reword("small@1", CORRECTION)
    forget()
    after = framework("small@1")
    assert after.questions["A1"].option("0").text.en == "nought"
    assert (after.digest, after.wording) == (before.digest, made.wording)
    assert newest_wording(installed.pk) == made.wording


def test_earlier_words_can_be_had_for_ever(installed):
    first = reword("small@1", CORRECTION)
    reword("small@1", AGAIN)
    forget()
    assert framework("small@1").questions["A1"].option("0").text.en == "none"
    assert framework("small@1", first.wording).questions["A1"].option("0").text.en == "nought"
    assert framework("small@1", "").questions["A1"].option("0").text.en == "zero"
    with pytest.raises(KeyError):
        framework("small@1", "f" * 64)


def test_a_correction_that_no_longer_fits_is_refused_and_not_kept(installed):
    reword("small@1", CORRECTION)
    with pytest.raises(ContentError):
        reword("small@1", CORRECTION)
    assert installed.rewordings.count() == 1


def test_a_version_that_ships_is_corrected_in_its_folder():
    with pytest.raises(Refused, match="wording/"):
        reword("ai-manufacturing@2026.1", CORRECTION)


def test_corrections_in_the_folder_come_along_when_it_is_published(folder):
    (folder / "wording").mkdir()
    (folder / "wording" / "001-first.yaml").write_text(CORRECTION, encoding="utf-8")
    version, _ = publish(Folder(folder))
    forget()
    assert framework("small@1") == load_framework(folder)
    assert version.rewordings.count() == 1


def test_new_corrections_are_not_lost_silently_when_the_folder_is_published_again(installed, folder):
    (folder / "wording").mkdir()
    (folder / "wording" / "001-first.yaml").write_text(CORRECTION, encoding="utf-8")
    with pytest.raises(Refused, match="reword"):
        publish(Folder(folder))


def test_a_version_that_ships_gets_its_row_once_when_it_is_first_needed():
    first, second = version_of("ai-manufacturing@2026.1"), version_of("ai-manufacturing@2026.1")
    assert first == second
    assert first.ships
    assert first.digest == framework("ai-manufacturing@2026.1").digest


def test_a_row_another_process_made_meanwhile_is_taken(monkeypatch, django_assert_num_queries):
    from frameworks import library

    shipped = framework("ai-manufacturing@2026.1")
    made = library._registered(shipped)
    assert library._registered(shipped) == made


def test_an_unknown_version_is_a_key_error():
    for reference in ("small@1", "nothing", "", "@"):
        with pytest.raises(KeyError):
            framework(reference)


def test_files_changed_behind_our_back_are_not_loaded(installed):
    if connection.vendor != "sqlite":
        pytest.skip("the trigger is taken away the SQLite way")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER frameworks_frameworkversion_once")
    files = dict(installed.files)
    files["framework.yaml"] = files["framework.yaml"].replace("1.5", "1.6")
    FrameworkVersion.objects.update(files=files)
    forget()
    with pytest.raises(ContentError, match="never changes"):
        framework("small@1")


def test_pages_do_not_ask_the_database_again_and_again(installed, django_assert_num_queries):
    framework("small@1")
    with django_assert_num_queries(0):
        framework("small@1")


def test_checking_a_folder_runs_its_vectors(folder, capsys):
    (folder / "vectors").mkdir()
    (folder / "vectors" / "answers.yaml").write_text(
        "cases:\n- {name: wrong, answers: {A1: '4'}, level: nope}\n", encoding="utf-8"
    )
    with pytest.raises(CommandError, match=r"vectors/answers.yaml:2: .*wrong.*expected nope"):
        call_command("framework", "check", str(folder))
