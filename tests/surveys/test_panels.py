"""Rooms above hang their parts on the pages of an assessment."""

import pytest

from surveys import panels
from surveys.sheet import Sheet


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(panels, "_beside", [])
    monkeypatch.setattr(panels, "_on", {place: [] for place in panels.PLACES})
    monkeypatch.setattr(panels, "_styles", [])
    monkeypatch.setattr(panels, "_frozen", {})


@pytest.fixture
def client_of_alice(client, alice):
    client.force_login(alice)
    return client


def test_a_part_stands_beside_its_question(registry, draft, client_of_alice):
    panels.beside_questions(lambda request, sheet, section: {"RD-1": "<p>two files</p>"})
    page = client_of_alice.get(f"/assessments/{draft.uuid}/questions/RD/").content.decode()
    assert page.count("<p>two files</p>") == 1


@pytest.mark.parametrize(("place", "address"), [("head", ""), ("tasks", ""), ("review", "review/")])
def test_a_part_stands_on_its_page(registry, draft, client_of_alice, place, address):
    panels.on(place, lambda request, sheet: f"<p>part for {sheet.assessment.uuid}</p>")
    assert f"part for {draft.uuid}" in client_of_alice.get(f"/assessments/{draft.uuid}/{address}").content.decode()


def test_a_part_hung_twice_is_shown_once(registry, draft, client_of_alice):
    def part(request, sheet):
        return "<p>once</p>"

    panels.on("tasks", part)
    panels.on("tasks", part)
    assert client_of_alice.get(f"/assessments/{draft.uuid}/").content.decode().count("<p>once</p>") == 1


def test_the_styles_of_parts_are_linked_on_every_page_of_an_assessment(registry, draft, client_of_alice):
    panels.styled_by("css/result.css")
    for address in ("", "questions/RD/", "scenes/", "review/"):
        page = client_of_alice.get(f"/assessments/{draft.uuid}/{address}").content.decode()
        assert page.count("css/result.css") == 1


def test_what_a_room_freezes_is_part_of_the_result(registry, answered, alice):
    from surveys.submission import submit

    panels.with_result("evidence", lambda assessment, sheet: {"files": 2}, bool)
    assert submit(answered, alice, Sheet(answered).seen).snapshot.data["evidence"] == {"files": 2}
