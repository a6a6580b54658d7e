"""Evidence is added and taken back only while the assessment is open, within the quota, and leaves no file behind."""

import hashlib
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connections, transaction

from evidence.keeping import MOST_ENTRIES, add, reword, withdraw
from evidence.models import Evidence
from evidence.quarantine import MEGABYTE, examined
from evidence.refused import Refused
from evidence.storage import store
from tests.evidence.files import GOOD, image, keep_file, office, pdf

pytestmark = pytest.mark.django_db


def a_note(text="seen", strength="observed"):
    return Evidence(kind="note", note=text, evidence_class=strength)


def why(act, *arguments, **named):
    with pytest.raises(Refused) as refused:
        act(*arguments, **named)
    return refused.value.reason


def test_a_file_is_kept_under_the_name_of_its_content(draft, filed, kept_files):
    sha256 = filed.sha256
    assert kept_files() == [f"evidence/{draft.uuid}/{sha256}.png"]
    with store().open(filed.file.name) as file:
        assert hashlib.sha256(file.read()).hexdigest() == sha256
    assert (filed.mime, filed.scan, filed.size) == ("image/png", "none", store().size(filed.file.name))


def test_only_this_user_of_the_machine_may_read_it(filed, settings):
    assert (Path(settings.MEDIA_ROOT) / filed.file.name).stat().st_mode & 0o077 == 0


def test_the_storage_gives_no_address(filed):
    with pytest.raises(NotImplementedError):
        filed.file.url  # noqa: B018


def test_for_user_gives_members_their_own_and_strangers_nothing(note, alice, vera, charlie):
    assert set(Evidence.objects.for_user(alice)) == set(Evidence.objects.for_user(vera)) == {note}
    assert not Evidence.objects.for_user(charlie)
    assert note.organisation == note.assessment.organisation


@pytest.mark.parametrize(
    "spoilt",
    [
        {"evidence_class": "rumour"},
        {"kind": "link"},
        {"note": ""},
        {"link": "https://example.com"},
        {"kind": "file"},
        {"kind": "film"},
    ],
)
def test_the_database_refuses_rows_that_are_not_one_thing(note, spoilt):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=note.pk).update(**spoilt)


def test_the_database_refuses_a_standing_file_row_without_a_file(filed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=filed.pk).update(file="")


# --- closed ---------------------------------------------------------------------------------------------------------------


def test_nothing_changes_after_submission(note, submitted, alice):
    assert why(add, submitted, "PM-1", alice, [a_note("late")]) == "submitted"
    assert why(reword, note, alice, "plan", "") == "submitted"
    assert why(withdraw, note, alice) == "submitted"
    note.refresh_from_db()
    assert (note.evidence_class, note.withdrawn_at) == ("observed", None)
    assert submitted.evidence.count() == 1


def test_a_file_for_a_closed_assessment_is_not_kept(submitted, alice, tmp_path, kept_files):
    assert why(keep_file, submitted, alice, path=tmp_path / "upload") == "submitted"
    assert kept_files() == []


# --- limits ---------------------------------------------------------------------------------------------------------------


def test_the_quota_of_an_assessment_holds(draft, alice, tmp_path, settings, filed):
    settings.EVIDENCE_QUOTA_MB = 0
    assert why(keep_file, draft, alice, pdf(), path=tmp_path / "upload") == "quota"
    add(draft, "PM-1", alice, [a_note()])  # words take no room


def test_what_was_withdrawn_frees_its_room(draft, alice, filed):
    assert draft.evidence.bytes() == filed.size
    withdraw(filed, alice)
    assert draft.evidence.bytes() == 0


def test_a_question_has_so_many_files_and_no_more(draft, alice, tmp_path, settings, filed):
    settings.EVIDENCE_FILES_PER_QUESTION = 1
    assert why(keep_file, draft, alice, pdf(), path=tmp_path / "upload") == "files"
    keep_file(draft, alice, pdf(), "PM-2", path=tmp_path / "upload")


def test_a_question_has_so_many_entries_and_no_more(draft, alice):
    for n in range(MOST_ENTRIES):
        add(draft, "PM-1", alice, [a_note(f"note {n}")])
    assert why(add, draft, "PM-1", alice, [a_note("one more")]) == "entries"


def test_the_same_is_kept_once_per_question(draft, alice, tmp_path, filed, note):
    assert why(keep_file, draft, alice, path=tmp_path / "upload") == "twice"
    assert why(add, draft, "PM-1", alice, [a_note("seen on site", "oral")]) == "twice"
    add(draft, "PM-2", alice, [a_note("seen on site")])


def test_of_two_things_given_together_both_are_kept_or_none(draft, alice, note, tmp_path, kept_files):
    (tmp_path / "upload").write_bytes(GOOD["pdf"])
    drafts = [Evidence(kind="file", name="a.pdf", evidence_class="document"), a_note("seen on site")]
    with examined(tmp_path / "upload") as found:
        assert why(add, draft, "PM-1", alice, drafts, found) == "twice"
    assert draft.evidence.count() == 1
    assert kept_files() == []


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_cannot_exceed_the_quota(draft, alice, tmp_path, settings, kept_files):
    """Each alone would fit; whoever is second is refused, however close they come."""
    settings.EVIDENCE_QUOTA_MB = 1
    contents = [office("xlsx", {"xl/media/noise.bin": _noise(n, 600_000)}) for n in range(4)]
    results, together = [], threading.Barrier(len(contents))

    def upload(number):
        path = tmp_path / f"upload-{number}"
        path.write_bytes(contents[number])
        try:
            with examined(path) as found:
                together.wait(timeout=60)
                add(draft, f"PM-{number + 1}", alice, [Evidence(kind="file", name="a", evidence_class="plan")], found)
            results.append("kept")
        except Refused as refused:
            results.append(refused.reason)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=upload, args=(n,)) for n in range(len(contents))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["kept", "quota", "quota", "quota"]
    assert draft.evidence.bytes() <= MEGABYTE
    assert len(kept_files()) == 1


def _noise(seed, size):
    """Bytes that do not compress, the same in every run."""
    blocks = (hashlib.sha256(f"{seed}.{n}".encode()).digest() for n in range(size // 32))
    return b"".join(blocks)


# --- leaving --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_withdrawing_removes_the_file_and_keeps_a_trace(draft, alice, filed, kept_files):
    withdraw(filed, alice)
    assert kept_files() == []
    trace = Evidence.objects.get(pk=filed.pk)
    assert trace.withdrawn_by == alice
    assert (trace.file.name, trace.sha256) == ("", filed.sha256)
    assert not draft.evidence.standing()


@pytest.mark.django_db(transaction=True)
def test_a_file_stays_until_its_last_row_goes(draft, alice, filed, tmp_path, kept_files):
    other = keep_file(draft, alice, question="PM-2", path=tmp_path / "upload")
    assert other.file.name == filed.file.name
    withdraw(filed, alice)
    assert len(kept_files()) == 1
    withdraw(other, alice)
    assert kept_files() == []


@pytest.mark.django_db(transaction=True)
def test_what_was_withdrawn_can_be_added_again(draft, alice, filed, tmp_path, kept_files):
    withdraw(filed, alice)
    keep_file(draft, alice, path=tmp_path / "upload")
    assert len(kept_files()) == 1


@pytest.mark.django_db(transaction=True)
def test_deleting_the_assessment_removes_its_files_and_no_others(draft, filed, charlie, tmp_path, kept_files):
    from surveys.models import Assessment
    from surveys.starting import start

    other = start(charlie.memberships.get().organisation, charlie, Assessment.Mode.QUICK)
    theirs = keep_file(other, charlie, path=tmp_path / "upload")
    draft.delete()
    assert kept_files() == [theirs.file.name]


@pytest.mark.django_db(transaction=True)
def test_deleting_the_organisation_removes_its_files(draft, filed, kept_files):
    draft.organisation.delete()
    assert kept_files() == []


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_is_rolled_back_removes_nothing(draft, filed, kept_files):
    with transaction.atomic():
        draft.delete()
        transaction.set_rollback(True)
    assert len(kept_files()) == 1


def test_a_withdrawal_twice_is_no_error(note, alice):
    withdraw(note, alice)
    first = Evidence.objects.get(pk=note.pk).withdrawn_at
    withdraw(note, alice)
    assert Evidence.objects.get(pk=note.pk).withdrawn_at == first


def test_a_save_that_fails_leaves_nothing_half_written(filed, kept_files, monkeypatch):
    from django.core.files.base import ContentFile

    def broken(*arguments):
        raise OSError("disk full")

    before = kept_files()
    monkeypatch.setattr("os.replace", broken)
    with pytest.raises(OSError, match="disk full"):
        store().save("evidence/x/y.png", ContentFile(image()))
    assert kept_files() == before


# --- the check ------------------------------------------------------------------------------------------------------------


def checked():
    out = StringIO()
    call_command("evidence_check", stdout=out)
    return out.getvalue()


def test_the_check_finds_every_file_as_it_was_kept(filed, note):
    assert checked() == "1 files checked, all are as they were kept.\n"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.write_bytes(b"short"), "has 5 bytes instead of"),
        (lambda path: path.write_bytes(bytes(path.stat().st_size)), "has other content"),
    ],
)
def test_the_check_names_a_file_that_is_not_what_it_was(filed, settings, spoil, fault):
    spoil(Path(settings.MEDIA_ROOT) / filed.file.name)
    with pytest.raises(CommandError, match=fault) as error:
        checked()
    assert error.value.returncode == 1
    assert filed.file.name in str(error.value)


def test_the_check_does_not_look_for_what_was_withdrawn(filed, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(filed, alice)
    assert checked().startswith("0 files")
