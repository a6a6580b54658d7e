"""Who may fetch and bring files: reading for downloads, editing for uploads, managing for results from elsewhere."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
DOWNLOADS = ["blank", "filled", "ministry_blank", "ministry_filled", "export_json", "export_xlsx"]
PAGES = ["offline", "from_ministry", "ministry"]
CHANGES = ["keep_offline", "keep_from_ministry", "fill_in_ministry", "take_over"]
UPLOADS = ["offline", "from_ministry"]


def address(name, assessment):
    return reverse(f"exchange:{name}", args=[assessment.uuid])


@pytest.mark.parametrize("name", DOWNLOADS + PAGES)
def test_readers_see_pages_and_fetch_files(signed_in, draft, vera, name):
    assert signed_in(vera).get(address(name, draft)).status_code == 200


@pytest.mark.parametrize("name", DOWNLOADS + PAGES + CHANGES)
def test_everything_requires_a_sign_in(client, draft, name):
    response = client.post(address(name, draft)) if name in CHANGES else client.get(address(name, draft))
    assert response.status_code == 302
    assert "/account/login/" in response.url


@pytest.mark.parametrize("name", DOWNLOADS + PAGES)
def test_nothing_exists_for_strangers(signed_in, draft, charlie, name):
    assert signed_in(charlie).get(address(name, draft)).status_code == 404


@pytest.mark.parametrize("name", CHANGES + UPLOADS)
def test_strangers_change_nothing(signed_in, draft, charlie, name):
    assert signed_in(charlie).post(address(name, draft)).status_code == 404


@pytest.mark.parametrize("name", CHANGES + UPLOADS)
def test_readers_change_nothing(signed_in, draft, vera, name):
    assert signed_in(vera).post(address(name, draft)).status_code == 403


@pytest.mark.parametrize("name", CHANGES)
def test_changes_reject_get(signed_in, draft, alice, name):
    assert signed_in(alice).get(address(name, draft)).status_code == 405


@pytest.mark.parametrize("name", DOWNLOADS)
def test_downloads_reject_post(signed_in, draft, alice, name):
    assert signed_in(alice).post(address(name, draft)).status_code == 405


@pytest.mark.parametrize("name", ["from_ministry", "ministry", "ministry_blank"])
def test_a_framework_without_a_crosswalk_has_no_such_page(signed_in, ministry_draft, alice, name):
    assert signed_in(alice).get(address(name, ministry_draft)).status_code == 404


@pytest.mark.parametrize("name", UPLOADS)
def test_nothing_is_uploaded_after_submission(signed_in, submitted, alice, upload, name):
    response = signed_in(alice).post(address(name, submitted), upload('{"PM-1": "L2"}'))
    assert response.status_code == 302


@pytest.mark.parametrize("name", ["import", "keep_import"])
def test_bringing_in_needs_the_right_to_edit(client, signed_in, factory, vera, charlie, name):
    here = reverse(f"exchange:{name}", args=[factory.uuid])
    assert client.post(here).status_code == 302
    assert signed_in(charlie).post(here).status_code == 404
    assert signed_in(vera).post(here).status_code == 403


def test_taking_in_rejects_get(signed_in, factory, alice):
    assert signed_in(alice).get(reverse("exchange:keep_import", args=[factory.uuid])).status_code == 405


@pytest.mark.parametrize("name", DOWNLOADS)
def test_downloads_are_files_that_no_browser_guesses_at(signed_in, answered, alice, name):
    response = signed_in(alice).get(address(name, answered))
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
