"""A record is verified only with a copy of the official page, for exactly what it says, and for ninety days."""

import datetime
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from readiness.loading.catalogue import published_catalogue
from readiness.subsidies.states import status_on
from subsidies import seed
from subsidies.catalogue import current
from subsidies.content import digest_of
from subsidies.copies import kept_name, kind_of
from subsidies.desk import entries, entry
from subsidies.models import Record, Verification
from subsidies.reminders import groups
from subsidies.verifying import Unusable, verify
from subsidies.workflow import adopt, draft, publish, replace_standing, send
from tests.subsidies.conftest import CODE

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%the page\n"
URL = "https://www.hangzhou.gov.cn/page"
TODAY = timezone.localdate


def paper(content=PDF, name="page.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def verified(record, hana, bureau):
    return verify(record, paper(), URL, TODAY(), hana, bureau)


def held():
    return next(one for one in current().records if one.id == CODE)


def address(bureau, name="verify", *rest):
    return reverse(f"subsidies:{name}", args=[bureau.uuid, CODE, *rest])


def post(client, bureau, **changes):
    shown = {"compared": digest_of(entry(CODE).content)}
    data = {"copy": paper(), "url": URL, "opened_on": str(TODAY())} | shown | changes
    return client.post(address(bureau), {key: value for key, value in data.items() if value is not None})


@pytest.fixture
def as_hana(client, hana):
    client.force_login(hana)
    return client


# --- the catalogue ----------------------------------------------------------------------------------------------------


def test_a_verified_record_says_when_and_by_whom_and_is_the_same_otherwise(verified):
    shipped = next(one for one in published_catalogue().records if one.id == CODE)
    assert (held().last_verified_on, held().verified_by) == (TODAY(), "杭州市经济和信息化局")
    assert held().amount == shipped.amount
    assert current().digest != published_catalogue().digest


def test_it_is_stale_after_ninety_days(verified):
    for days, stale in ((90, False), (91, True)):
        assert status_on(held(), TODAY() + datetime.timedelta(days=days), "330100").stale is stale


def test_a_change_of_the_record_takes_the_verification_away(verified, record, changed, hana, wei):
    draft(record, changed, hana, 1)
    send(record, hana)
    publish(record, wei)
    assert held().last_verified_on is None


def test_what_was_verified_in_the_review_counts_when_it_is_published(record, changed, hana, wei, bureau):
    draft(record, changed, hana, 1)
    send(record, hana)
    verify(record, paper(), URL, TODAY(), wei, bureau)
    assert held().last_verified_on is None
    publish(record, wei)
    assert held().last_verified_on == TODAY()


def test_the_same_content_published_again_is_still_verified(verified, record, changed):
    first = record.revisions.first().data
    replace_standing(record, changed, None)
    replace_standing(record, first, None)
    assert held().last_verified_on == TODAY()


def test_the_latest_day_counts(verified, record, hana, bureau):
    verify(record, paper(PDF + b"older"), URL, TODAY() - datetime.timedelta(days=50), hana, bureau)
    assert held().last_verified_on == TODAY()


def test_a_past_moment_does_not_know_of_a_later_verification(verified):
    before = verified.added_at - datetime.timedelta(seconds=1)
    assert current(before) is published_catalogue()


def test_asking_still_costs_one_query(verified, django_assert_num_queries):
    current()
    with django_assert_num_queries(1):
        current()


# --- the copy ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"<!DOCTYPE html><html>", "html"),
        ("﻿<html lang=zh>杭州".encode(), "html"),
        ("<html>杭州".encode("gbk"), "html"),
        (b"<svg onload=x>", ""),
        (b"<?xml version='1.0'?><svg>", ""),
        (b"GIF89a<html>", ""),
        (b"<html>\0", ""),
        (b"MZ\x90", ""),
        (b"", ""),
    ],
)
def test_a_copy_is_told_by_its_content(head, kind):
    assert kind_of(head) == kind


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("页面.exe", "html", "页面.html"),
        ("a\u202egnp.pdf", "png", "agnp.png"),
        ("", "pdf", "page.pdf"),
        ("x" * 400, "png", "x" * 146 + ".png"),
    ],
)
def test_the_name_of_a_copy_deceives_nobody(typed, kind, name):
    assert kept_name(typed, kind) == name


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"MZ program", "type"), (PDF + b"x" * 1024**2, "large")]
)
def test_what_is_no_copy_of_a_page_verifies_nothing(record, hana, bureau, settings, content, reason):
    settings.EVIDENCE_FILE_MB = 1
    with pytest.raises(Unusable) as error:
        verify(record, paper(content), URL, TODAY(), hana, bureau)
    assert error.value.reason == reason
    assert not Verification.objects.exists()


def test_the_database_keeps_no_verification_without_a_copy(verified):
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.create(
            revision=verified.revision,
            verified_by="x",
            url=URL,
            opened_on=TODAY(),
            copy="",
            kind="pdf",
            size=1,
            sha256="0" * 64,
        )


def test_a_verification_is_never_changed(verified):
    verified.opened_on = TODAY() + datetime.timedelta(days=9)
    with pytest.raises(TypeError):
        verified.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Verification.objects.update(opened_on=verified.opened_on)


# --- pages ------------------------------------------------------------------------------------------------------------


def test_from_the_form_to_the_result(as_hana, bureau):
    assert as_hana.get(address(bureau)).status_code == 200
    assert not Record.objects.exists()
    assert post(as_hana, bureau).url == address(bureau, "record")
    assert held().last_verified_on == TODAY()
    page = as_hana.get(address(bureau, "record")).content.decode()
    assert URL in page
    assert "Copy: page.pdf" in page
    assert f"Last verified {TODAY()}" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"copy": None}, "without one nobody can check"),
        ({"copy": ("", b"")}, "0 bytes"),
        ({"copy": ("x.pdf", b"MZ")}, "neither a PDF"),
        ({"url": ""}, "paste the address"),
        ({"url": "javascript:alert(1)"}, "not a complete web address"),
        ({"url": "https://user@host/"}, "not a complete web address"),
        ({"url": "https://[x"}, "not a complete web address"),
        ({"opened_on": ""}, "give the day"),
        ({"opened_on": "2999-01-01"}, "still to come"),
        ({"opened_on": "yesterday"}, "date like"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(as_hana, bureau, changes, sentence):
    if isinstance(changes.get("copy"), tuple):
        name, content = changes["copy"]
        changes = {"copy": paper(content, name or "page.pdf")}
    response = post(as_hana, bureau, **changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "url" in changes or URL in page
    assert not Verification.objects.exists()


def test_a_file_far_too_large_is_not_even_read(as_hana, bureau, settings):
    settings.EVIDENCE_FILE_MB = 1
    response = post(as_hana, bureau, copy=paper(PDF + b"x" * 4 * 1024**2))
    assert response.status_code == 413
    assert "larger than 1 MB" in response.content.decode()


def test_a_forged_request_is_refused(hana, bureau):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(hana)
    assert post(client, bureau).status_code == 403
    assert not Verification.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("sun", 404), ("alice", 404), ("rui", 403)])
def test_who_may_not_write_may_not_verify(request, client, bureau, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(bureau)).status_code == status
    assert post(client, bureau).status_code == status


@pytest.mark.parametrize("name", ["verify", "reminders"])
def test_a_login_is_required(client, bureau, name):
    arguments = [bureau.uuid, CODE] if name == "verify" else [bureau.uuid]
    assert "/account/login/" in client.get(reverse(f"subsidies:{name}", args=arguments)).url


def test_a_copy_is_handed_out_for_saving_only(as_hana, bureau, verified):
    response = as_hana.get(address(bureau, "copy", verified.uuid))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="page.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("who", "status"), [("sun", 404), ("rui", 200)])
def test_a_copy_belongs_to_those_who_may_see_the_record(request, client, bureau, verified, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(bureau, "copy", verified.uuid)).status_code == status


def test_a_copy_that_is_gone_is_said(as_hana, bureau, verified):
    verified.copy.storage.delete(verified.copy.name)
    assert "missing on the server" in as_hana.get(address(bureau, "copy", verified.uuid), follow=True).content.decode()


def test_what_is_verified_is_what_the_page_showed_and_nothing_written_since(as_hana, bureau, record, changed, wei):
    shown = digest_of(entry(CODE).content)
    assert shown in as_hana.get(address(bureau)).content.decode()
    draft(record, changed, wei, 1)
    response = post(as_hana, bureau, compared=shown)
    assert "was changed after you opened this page" in response.content.decode()
    assert not Verification.objects.exists()
    now = digest_of(changed)
    assert (response.status_code, now in response.content.decode()) == (422, True)
    assert post(as_hana, bureau, compared=now).status_code == 302


def test_what_ships_is_verified_as_it_ships_now_though_an_earlier_release_said_something_else(
    as_hana, bureau, hana, monkeypatch
):
    content, digests = seed.records(), seed.digests()
    earlier = content[CODE] | {"note": {"zh": "从前", "en": "Before"}}
    monkeypatch.setattr(seed, "records", lambda: content | {CODE: earlier})
    monkeypatch.setattr(seed, "digests", lambda: digests | {("subsidy", CODE): digest_of(earlier)})
    adopt(CODE)
    monkeypatch.undo()
    assert post(as_hana, bureau).status_code == 302
    assert held().last_verified_on == TODAY()


# --- reminders --------------------------------------------------------------------------------------------------------


def reminded(bureau, on=None):
    return {
        group.key: [one.entry.code for one in group.reminders]
        for group in groups(entries(bureau, on), [], on or TODAY())
    }


def published_as(record, content, hana, wei):
    draft(record, content, hana, record.revisions.last().number)
    send(record, hana)
    publish(record, wei)


def test_what_was_never_verified_is_reminded_of_until_it_is(bureau, record, hana):
    assert CODE in reminded(bureau)["unverified"]
    verify(record, paper(), URL, TODAY(), hana, bureau)
    assert CODE not in reminded(bureau)["unverified"]


def test_what_was_verified_too_long_ago_is_reminded_of(bureau, verified):
    assert "stale" not in reminded(bureau)
    assert reminded(bureau, TODAY() + datetime.timedelta(days=91))["stale"] == [CODE]


def test_what_closes_soon_and_what_has_ended_is_reminded_of(bureau, record, changed, hana, wei):
    end = TODAY() + datetime.timedelta(days=60)
    changed["valid"]["to"] = str(end)
    published_as(record, changed, hana, wei)
    assert reminded(bureau)["closing"] == [CODE]
    assert "closing" not in reminded(bureau, TODAY() - datetime.timedelta(days=1))
    after = reminded(bureau, end + datetime.timedelta(days=1))
    assert after["expired"] == [CODE]
    assert CODE not in after.get("closing", []) + after["unverified"]


def test_a_window_that_closes_soon_is_named_with_its_day(bureau, record, changed, hana, wei):
    end = TODAY() + datetime.timedelta(days=10)
    changed["apply"]["windows"] = [{"from": str(TODAY()), "to": str(end), "certain": True}]
    published_as(record, changed, hana, wei)
    (group,) = [group for group in groups(entries(bureau), [], TODAY()) if group.key == "closing"]
    assert group.reminders[0].words == f"applications until {end}"


def test_what_waits_for_a_second_person_comes_first(bureau, record, changed, hana):
    draft(record, changed, hana, 1)
    assert "waiting" not in reminded(bureau)
    send(record, hana)
    assert next(iter(reminded(bureau).items())) == ("waiting", [CODE])


def test_the_page_of_reminders_leads_to_the_verification(as_hana, bureau):
    page = as_hana.get(reverse("subsidies:reminders", args=[bureau.uuid])).content.decode()
    assert address(bureau) in page
    assert "Not verified on the official page yet" in page


def test_a_reader_sees_the_reminders_but_no_way_to_verify(client, rui, bureau):
    client.force_login(rui)
    page = client.get(reverse("subsidies:reminders", args=[bureau.uuid])).content.decode()
    assert CODE in page
    assert address(bureau) not in page


def test_strangers_find_no_reminders(client, sun, bureau):
    client.force_login(sun)
    assert client.get(reverse("subsidies:reminders", args=[bureau.uuid])).status_code == 404


# --- the operator -----------------------------------------------------------------------------------------------------


def run(*arguments):
    out = StringIO()
    call_command("subsidies", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_operator_verifies_a_national_record(tmp_path, hana):
    copy = tmp_path / "page.pdf"
    copy.write_bytes(PDF)
    assert "is verified" in run("verify", "cn-ai-mfg-279", copy, "--url", URL, "--by", "hana@example.com")
    national = next(one for one in current().records if one.id == "cn-ai-mfg-279")
    assert (national.last_verified_on, national.verified_by) == (TODAY(), "Hana")


@pytest.mark.parametrize(
    ("code", "content", "day", "sentence"),
    [
        ("cn-nothing", PDF, "2026-01-01", "No record has the code"),
        (CODE, b"MZ", "2026-01-01", "neither a PDF"),
        (CODE, None, "2026-01-01", "cannot be read"),
        (CODE, PDF, "2999-01-01", "still to come"),
    ],
)
def test_the_operator_is_told_why_nothing_was_verified(tmp_path, hana, code, content, day, sentence):
    copy = tmp_path / "page.pdf"
    if content is not None:
        copy.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        run("verify", code, copy, "--url", URL, "--on", day, "--by", "hana@example.com")


def test_every_copy_can_be_compared_with_its_row(verified):
    assert "1 file checked" in run("copies")
    with open(verified.copy.path, "ab") as file:
        file.write(b"x")
    with pytest.raises(CommandError, match="1 of 1 copies"):
        run("copies")
