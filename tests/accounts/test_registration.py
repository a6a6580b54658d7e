"""Registering, signing in, staying in one's language."""

import pytest
from django.urls import reverse

from accounts.models import User

PASSWORD = "四月的车间很安静"


def register(client, email="owner@example.com", password=PASSWORD):
    return client.post(reverse("account_signup"), {"email": email, "password1": password})


def test_registering_leads_to_the_page_that_makes_the_enterprise(client, db):
    response = register(client)
    assert response.status_code == 302
    response = client.get(response.url)
    assert response.url == reverse("accounts:enterprise_create")


def test_the_language_of_the_visit_becomes_the_language_of_the_person(client, db):
    client.cookies["django_language"] = "en"
    register(client)
    assert User.objects.get().language == "en"


def test_a_password_is_kept_as_a_hash_only(client, db):
    register(client)
    assert PASSWORD not in User.objects.get().password


def test_an_incomplete_address_gets_one_sentence_and_is_not_cleared(client, db):
    response = register(client, email="owner@example")
    assert response.status_code == 200
    assert response.context["form"].errors["email"] == ["邮箱填写不完整，应类似 name@example.com，请补全。"]
    assert 'value="owner@example"' in response.content.decode()


@pytest.mark.parametrize("password", ["short", "password123"])
def test_a_short_or_well_known_password_is_refused_with_a_reason(client, db, password):
    response = register(client, password=password)
    assert response.context["form"].errors["password1"]
    assert not User.objects.exists()


def test_the_same_address_in_capitals_is_the_same_person(client, alice):
    response = register(client, email="ALICE@example.com")
    assert response.context["form"].errors["email"]
    assert User.objects.count() == 1


def test_signing_in_works_whatever_the_case_of_the_address(client, alice):
    response = client.post(reverse("account_login"), {"login": "Alice@Example.com", "password": "correct horse"})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session


def test_signing_in_with_a_wrong_password_keeps_the_address_and_says_why(client, alice):
    response = client.post(reverse("account_login"), {"login": "alice@example.com", "password": "wrong"})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert 'value="alice@example.com"' in response.content.decode()


def test_a_page_behind_the_sign_in_brings_one_back_to_itself(client, alice):
    response = client.get(reverse("accounts:settings"))
    assert response.status_code == 302
    login = client.post(response.url, {"login": alice.email, "password": "correct horse", "next": "/settings/"})
    assert login.url == reverse("accounts:settings")


def test_signing_out_needs_a_click_and_ends_the_session(client, alice):
    client.force_login(alice)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_without_a_mail_server_the_reset_page_says_so(client, db):
    assert "尚未开通发信" in client.get(reverse("account_reset_password")).content.decode()


def test_with_a_mail_server_the_reset_page_does_not_warn(client, db, settings):
    settings.EMAIL_URL = "smtp://mail.example.com"
    assert "尚未开通发信" not in client.get(reverse("account_reset_password")).content.decode()


def test_asking_for_a_new_password_sends_a_link_that_works_once(client, alice, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(link, follow=True)
    new = "另一句只有我知道的话"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    alice.refresh_from_db()
    assert alice.check_password(new)
    assert "这个链接已用过或已过期" in client.get(link, follow=True).content.decode()


def test_asking_for_an_unknown_address_shows_the_same_page(client, alice):
    known = client.post(reverse("account_reset_password"), {"email": alice.email}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain


def test_a_double_click_registers_once_and_leads_to_the_sign_in(client, db, monkeypatch):
    """As if both requests had found the address free."""
    address, password = "zwei@example.com", "一句只有我知道的话"
    User.objects.create_user(address, password)
    monkeypatch.setattr("accounts.forms.SignupForm.validate_unique_email", lambda self, value: (value, False))
    monkeypatch.setattr("accounts.forms.SignupForm.clean_email", lambda self: address)
    response = client.post(reverse("account_signup"), {"email": address, "password1": password}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_login")
    assert "刚刚注册" in response.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize("onward", ["//[evil", "http://[", "https://evil.test/", "javascript:alert(1)"])
def test_a_strange_address_to_go_on_to_is_ignored(client, db, onward):
    User.objects.create_user("owner@example.com", PASSWORD)
    typed = {"login": "owner@example.com", "next": onward}
    assert client.post(reverse("account_login"), typed | {"password": "wrong"}).status_code == 200
    assert client.post(reverse("account_login"), typed | {"password": PASSWORD}).url == reverse("accounts:home")
