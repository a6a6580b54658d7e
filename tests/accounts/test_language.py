"""Chinese first, English complete, and a choice that is remembered."""

from django.urls import reverse


def test_a_visitor_without_wishes_reads_chinese(client, db):
    page = client.get(reverse("accounts:landing")).content.decode()
    assert '<html lang="zh-CN"' in page
    assert "智造就绪度" in page


def test_a_visitor_with_an_english_browser_reads_english(client, db):
    page = client.get(reverse("accounts:landing"), headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en"' in page
    assert "Manufacturing AI Readiness" in page


def test_switching_stays_on_the_page_and_is_kept_for_the_person(client, alice):
    client.force_login(alice)
    response = client.post(reverse("set_language"), {"language": "en", "next": "/settings/"})
    assert response.url == "/settings/"
    alice.refresh_from_db()
    assert alice.language == "en"


def test_the_choice_of_the_person_goes_before_the_browser(client, alice):
    client.force_login(alice)
    page = client.get(reverse("accounts:settings"), headers={"accept-language": "en"}).content.decode()
    assert '<html lang="zh-CN"' in page


def test_an_unknown_language_changes_nothing(client, alice):
    client.force_login(alice)
    client.post(reverse("set_language"), {"language": "xx"})
    alice.refresh_from_db()
    assert alice.language == "zh-hans"


def test_switching_never_leads_to_another_site(client, db):
    response = client.post(reverse("set_language"), {"language": "en", "next": "https://evil.example/"})
    assert "evil" not in response.url


def test_larger_text_is_remembered(client, db):
    client.post(reverse("accounts:text_size"), {"size": "large", "next": "/"})
    assert 'class="large-text"' in client.get("/").content.decode()
    client.post(reverse("accounts:text_size"), {"size": "normal", "next": "/"})
    assert 'class="large-text"' not in client.get("/").content.decode()


def test_larger_text_never_leads_to_another_site(client, db):
    response = client.post(reverse("accounts:text_size"), {"size": "large", "next": "//evil.example/"})
    assert response.url == reverse("accounts:landing")


def test_settings_are_saved_and_shown_in_the_new_language(client, alice):
    client.force_login(alice)
    response = client.post(reverse("accounts:settings"), {"name": "陈晓梅", "language": "en"}, follow=True)
    alice.refresh_from_db()
    assert (alice.name, alice.language) == ("陈晓梅", "en")
    assert "Your settings are saved." in response.content.decode()
