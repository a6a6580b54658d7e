"""Every piece of evidence carries who added, reworded and withdrew it, and for which organisation."""

import pytest
from django.urls import reverse

from accounts.rights import EDIT
from evidence.keeping import add
from evidence.models import Evidence

NOTE = {"note": "看过设备台账", "evidence_class": "observed"}


@pytest.fixture
def page(signed_in, draft):
    address = reverse("evidence:question", args=[draft.uuid, "PM-1"])
    return lambda user: signed_in(user).get(address).content.decode()


def test_what_an_assessor_adds_is_added_for_the_provider_and_says_so(
    signed_in, page, draft, granted, alice, wang, provider
):
    granted({EDIT})
    signed_in(wang).post(reverse("evidence:add", args=[draft.uuid, "PM-1"]), NOTE)
    row = draft.evidence.get()
    assert (row.added_by, row.added_for) == (wang, provider)
    assert "Wang (远山咨询)" in page(alice)


def test_what_ones_own_people_add_is_added_for_the_enterprise(page, draft, alice, bob, factory):
    add(draft, "PM-1", bob, [Evidence(kind="note", note="台账", evidence_class="oral")])
    assert draft.evidence.get().added_for == factory.organisation
    assert "Bob ·" in page(alice)
    assert "Bob (" not in page(alice)


def test_who_changes_the_class_is_told_beside_who_added_it(signed_in, page, note, granted, alice, wang, provider):
    granted({EDIT})
    signed_in(wang).post(reverse("evidence:reword", args=[note.uuid]), {"evidence_class": "oral", "caption": ""})
    note.refresh_from_db()
    assert (note.added_by, note.reworded_by, note.reworded_for) == (alice, wang, provider)
    assert "Class or caption changed by Wang (远山咨询)" in page(alice)


def test_who_saves_it_as_it_was_has_changed_nothing(signed_in, page, note, granted, alice, wang):
    granted({EDIT})
    same = {"evidence_class": note.evidence_class, "caption": note.caption}
    signed_in(wang).post(reverse("evidence:reword", args=[note.uuid]), same)
    note.refresh_from_db()
    assert note.reworded_at is None
    assert "changed by" not in page(alice)


def test_a_withdrawal_keeps_for_whom_it_was_made(signed_in, note, granted, wang, provider):
    granted({EDIT})
    signed_in(wang).post(reverse("evidence:remove", args=[note.uuid]))
    note.refresh_from_db()
    assert (note.withdrawn_by, note.withdrawn_for) == (wang, provider)


def test_what_was_added_before_anybody_asked_names_the_person_alone(page, note, alice):
    assert note.added_for is None
    assert "Alice ·" in page(alice)
