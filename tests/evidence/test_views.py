"""The pages of evidence: who may see and change what, what is refused and how, what a download looks like."""

import io
import uuid
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from evidence.models import Evidence
from surveys.models import Assessment
from tests.evidence.files import GOOD, adding, image, office, page, pdf, upload

pytestmark = pytest.mark.django_db

NOTE = {"note": "seen on site", "evidence_class": "observed"}


def addresses(filed):
    """name → (method, address, right it takes)."""
    return {
        "question": ("get", page(filed.assessment), "read"),
        "add": ("post", adding(filed.assessment), "edit"),
        "reword": ("get", reverse("evidence:reword", args=[filed.uuid]), "edit"),
        "reword by post": ("post", reverse("evidence:reword", args=[filed.uuid]), "edit"),
        "download": ("get", reverse("evidence:download", args=[filed.uuid]), "read"),
        "remove": ("post", reverse("evidence:remove", args=[filed.uuid]), "edit"),
    }


@pytest.mark.parametrize("person", ["alice", "bob", "vera", "charlie", None])
def test_strangers_find_nothing_readers_change_nothing_and_nobody_signs_in_first(request, client, filed, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    before = list(Evidence.objects.values())
    for name, (method, address, right) in addresses(filed).items():
        status = getattr(client, method)(address).status_code
        if person is None:
            assert status == 302, name
        elif person == "charlie":
            assert status == 404, name
        elif person == "vera" and right == "edit":
            assert status == 403, name
        else:
            assert status in (200, 302, 422), name
    if person not in ("alice", "bob"):
        assert list(Evidence.objects.values()) == before


@pytest.mark.parametrize(
    ("name", "method"), [("question", "post"), ("add", "get"), ("remove", "get"), ("download", "post")]
)
def test_what_changes_something_rejects_get_and_what_shows_rejects_post(client, alice, filed, name, method):
    client.force_login(alice)
    assert getattr(client, method)(addresses(filed)[name][1]).status_code == 405


def test_a_stranger_cannot_reach_a_file_through_his_own_assessment(client, charlie, filed):
    from surveys.starting import start

    client.force_login(charlie)
    mine = start(charlie.memberships.get().organisation, charlie, Assessment.Mode.FULL)
    assert filed.name not in client.get(page(mine)).content.decode()


@pytest.mark.parametrize("code", ["XX-1", "pm-1", "PM"])
def test_a_question_that_does_not_exist_is_not_found(client, alice, draft, code):
    client.force_login(alice)
    assert client.get(page(draft, code)).status_code == 404
    assert client.post(adding(draft, code), NOTE).status_code == 404


def test_the_page_says_what_would_prove_the_answer(signed_in, alice, draft):
    html = unescape(signed_in(alice).get(page(draft)).content.decode())
    question = draft.framework.questions["PM-1"]
    assert question.text.en in html
    for one in question.evidence:
        assert one.text.en in html


# --- adding ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_of_each_kind_is_added_by_its_content_whatever_it_is_called(signed_in, bob, draft, kind):
    data = {"file": upload(GOOD[kind], "virus.exe", "text/html"), "evidence_class": "document", "caption": "Rule 7"}
    response = signed_in(bob).post(adding(draft), data)
    assert response.url == page(draft)
    row = draft.evidence.get()
    assert (row.kind, row.name, row.added_by, row.caption) == ("file", f"virus.{kind}", bob, "Rule 7")
    assert row.file.name.endswith(f".{kind}")
    assert "Saved. You can add more." in signed_in(bob).get(page(draft)).content.decode()


def test_a_file_needs_a_class_and_nothing_else(signed_in, alice, draft):
    assert signed_in(alice).post(adding(draft), {"file": upload(), "evidence_class": "observed"}).status_code == 302


def test_a_link_is_shown_as_text_with_its_host_and_leaks_nothing(signed_in, alice, draft):
    link = "https://аррӏе.com/<b>?q=1"
    signed_in(alice).post(adding(draft), {"link": link, "evidence_class": "document"})
    html = signed_in(alice).get(page(draft)).content.decode()
    assert "Link to xn--80ak6aa92e.com" in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert "<b>" not in html
    assert "&lt;b&gt;?q=1" in html


def test_a_note_is_added(signed_in, alice, draft):
    signed_in(alice).post(adding(draft), NOTE | {"caption": " two \n words "})
    row = draft.evidence.get()
    assert (row.kind, row.note, row.caption) == ("note", "seen on site", "two words")


def test_a_file_and_a_note_together_become_two_entries(signed_in, alice, draft):
    signed_in(alice).post(adding(draft), NOTE | {"file": upload()})
    assert sorted(draft.evidence.values_list("kind", flat=True)) == ["file", "note"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"evidence_class": "oral"}, "Please choose a file, paste a link or write a note."),
        ({"note": "seen"}, "Please choose what kind of evidence this is."),
        ({"note": "seen", "evidence_class": "rumour"}, "Please choose what kind of evidence this is."),
        ({"link": "javascript:alert(1)", "evidence_class": "oral"}, "this one begins with javascript:"),
        ({"link": "x" * 501, "evidence_class": "oral"}, "The link has 501 characters; at most 500 can be kept."),
        ({"note": "x" * 2001, "evidence_class": "oral"}, "The note has 2001 characters; at most 2000 can be kept."),
        (NOTE | {"caption": "x" * 121}, "121 characters; at most 120 fit on this line."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_typed_is_lost(signed_in, alice, draft, data, sentence):
    response = signed_in(alice).post(adding(draft), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2  # on top and at the field
    for name in ("link", "note", "caption"):
        assert data.get(name, "") in html
    assert not draft.evidence.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"<html></html>", "This is a web page."),
        (b"\x00\x01", "What kind of file this is cannot be told"),
        (image("GIF"), "This is a GIF picture."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.xls, .doc) or one with a password"),
        (office("xlsx", {"xl/vbaProject.bin": "x"}), "The file contains macros."),
        (pdf() + b"<html>", "carries other data"),
    ],
)
def test_a_refused_file_is_named_and_what_was_typed_beside_it_is_kept(
    signed_in, alice, draft, kept_files, content, sentence
):
    data = {"file": upload(content, "good.pdf"), "evidence_class": "oral", "caption": "line seven", "note": "as told"}
    response = signed_in(alice).post(adding(draft), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert 'value="line seven"' in html
    assert "as told" in html
    assert 'value="oral"' in html
    assert "checked" in html.split('value="oral"')[1][:200]
    assert not draft.evidence.exists()
    assert kept_files() == []


def test_a_file_over_the_limit_is_refused_and_what_was_typed_after_it_is_kept(signed_in, alice, draft, settings):
    settings.EVIDENCE_FILE_MB = 1
    data = {"file": upload(bytes(1024 * 1024 + 1)), "evidence_class": "oral", "caption": "line seven"}
    response = signed_in(alice).post(adding(draft), data)
    assert response.status_code == 422
    assert "larger than 1 MB" in response.content.decode()
    assert 'value="line seven"' in response.content.decode()


def test_a_request_far_over_the_limit_is_refused_unread(signed_in, alice, draft, settings):
    settings.EVIDENCE_FILE_MB = 1

    class Untouched(io.BytesIO):
        def read(self, *args):
            raise AssertionError("the body was read")

    response = signed_in(alice).generic(
        "POST",
        adding(draft),
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(6 * 1024 * 1024),
        **{"wsgi.input": Untouched()},
    )
    assert response.status_code == 413
    assert "larger than 1 MB" in response.content.decode()
    assert "Please choose what kind" not in response.content.decode()


def test_a_second_file_in_one_request_is_ignored(signed_in, alice, draft):
    data = {"file": [upload(), upload(GOOD["pdf"])], "other": upload(GOOD["pdf"]), "evidence_class": "oral"}
    assert signed_in(alice).post(adding(draft), data).status_code == 302
    assert draft.evidence.get().mime == "image/png"


def test_an_upload_without_the_token_of_the_page_is_refused(alice, draft):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(adding(draft), {"file": upload(), "evidence_class": "oral"}).status_code == 403
    token = strict.get(page(draft)).context["csrf_token"]
    data = {"file": upload(), "evidence_class": "oral", "csrfmiddlewaretoken": str(token)}
    assert strict.post(adding(draft), data).status_code == 302


def test_characters_no_database_keeps_are_left_out(signed_in, alice, draft):
    signed_in(alice).post(adding(draft), NOTE | {"note": "a\0b", "caption": "c\0d"})
    assert (draft.evidence.get().note, draft.evidence.get().caption) == ("ab", "cd")


# --- changing and removing -------------------------------------------------------------------------------------------------


def test_class_and_caption_can_be_changed_afterwards(signed_in, bob, note):
    address = reverse("evidence:reword", args=[note.uuid])
    assert "seen on site" in signed_in(bob).get(address).content.decode()
    response = signed_in(bob).post(address, {"evidence_class": "oral", "caption": "told by the foreman"})
    assert response.url == page(note.assessment)
    note.refresh_from_db()
    assert (note.evidence_class, note.caption) == ("oral", "told by the foreman")


def test_a_change_that_is_wrong_is_said_and_kept_on_the_page(signed_in, alice, note):
    address = reverse("evidence:reword", args=[note.uuid])
    response = signed_in(alice).post(address, {"evidence_class": "oral", "caption": "x" * 121})
    assert response.status_code == 422
    assert "x" * 121 in response.content.decode()
    note.refresh_from_db()
    assert note.evidence_class == "observed"


def test_what_is_removed_is_gone_for_everybody(signed_in, alice, filed):
    client = signed_in(alice)
    assert client.post(reverse("evidence:remove", args=[filed.uuid])).url == page(filed.assessment)
    html = client.get(page(filed.assessment)).content.decode()
    assert "Removed: screen.png" in html
    assert "Evidence so far: 0" in html
    assert client.get(reverse("evidence:download", args=[filed.uuid])).status_code == 404
    assert client.get(reverse("evidence:reword", args=[filed.uuid])).status_code == 404
    assert client.post(reverse("evidence:remove", args=[filed.uuid])).status_code == 302  # a double click


def test_after_submission_nothing_can_be_changed_and_it_is_said(signed_in, alice, filed, submitted):
    client = signed_in(alice)
    sentence = "its evidence can no longer be changed"
    for address, data in (
        (adding(submitted), NOTE),
        (reverse("evidence:reword", args=[filed.uuid]), {"evidence_class": "plan"}),
        (reverse("evidence:remove", args=[filed.uuid]), {}),
    ):
        response = client.post(address, data)
        assert response.status_code == 409, address
        assert sentence in response.content.decode(), address
    html = client.get(page(submitted)).content.decode()
    assert filed.name in html
    assert "Save as evidence" not in html
    assert "Change or remove" not in html
    assert submitted.evidence.standing().get().evidence_class == "observed"


def test_a_reader_sees_no_way_to_change(signed_in, vera, filed):
    html = signed_in(vera).get(page(filed.assessment)).content.decode()
    assert filed.name in html
    assert "Save as evidence" not in html
    assert "Change or remove" not in html


# --- download -------------------------------------------------------------------------------------------------------------


def test_a_download_is_an_attachment_in_which_nothing_runs(signed_in, vera, filed):
    Evidence.objects.filter(pk=filed.pk).update(name="排产 截图.png")
    response = signed_in(vera).get(reverse("evidence:download", args=[filed.uuid]))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%8E%92%E4%BA%A7%20%E6%88%AA%E5%9B%BE.png"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(b"".join(response.streaming_content))).size == (40, 20)


def test_a_file_that_is_missing_is_said_to_be_missing(signed_in, alice, filed):
    filed.file.storage.delete(filed.file.name)
    response = signed_in(alice).get(reverse("evidence:download", args=[filed.uuid]), follow=True)
    assert "This file is missing on the server." in response.content.decode()


def test_only_files_can_be_downloaded(client, alice, note):
    client.force_login(alice)
    assert client.get(reverse("evidence:download", args=[note.uuid])).status_code == 404
    assert client.get(reverse("evidence:download", args=[uuid.uuid4()])).status_code == 404


def test_files_have_no_address_of_their_own(client, alice, filed):
    client.force_login(alice)
    for prefix in ("/media/", "/no-media-by-address/", "/"):
        assert client.get(prefix + filed.file.name).status_code == 404


# --- queries ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["evidence", "questions", "review"])
def test_sixty_pieces_take_as_many_queries_as_none(
    client, alice, bob, draft, django_assert_num_queries, django_assert_max_num_queries, name
):
    address = {
        "evidence": page(draft),
        "questions": reverse("surveys:page", args=[draft.uuid, "PM"]),
        "review": reverse("surveys:review", args=[draft.uuid]),
    }[name]
    client.force_login(alice)
    client.get(address)
    with django_assert_max_num_queries(40) as none:
        client.get(address)
    people = [alice, bob]
    Evidence.objects.bulk_create(
        Evidence(
            assessment=draft,
            question=question,
            kind="note",
            note=f"{n}",
            evidence_class="observed",
            added_by=people[n % 2],
        )
        for n in range(60)
        for question in ("PM-1", "PM-2")
    )
    with django_assert_num_queries(len(none)):
        html = client.get(address).content.decode()
    assert "60" in html
