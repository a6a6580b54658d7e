"""Wrong passwords: counted by person and address together, so that nobody can lock out somebody else."""

import pytest
from django.urls import reverse


def sign_in(client, password, address="203.0.113.5", email="alice@example.com"):
    return client.post(
        reverse("account_login"), {"login": email, "password": password}, headers={}, REMOTE_ADDR=address
    )


@pytest.fixture
def five_wrong(client, alice):
    return [sign_in(client, "wrong") for _ in range(5)]


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, five_wrong):
    response = sign_in(client, "correct horse")
    assert response.status_code == 429
    assert "密码连续输错多次" in response.content.decode()
    assert "5 分钟" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_another_spelling_of_the_address_is_counted_as_the_same(client, five_wrong):
    assert sign_in(client, "wrong", email="ALICE@Example.com ").status_code == 429


def test_the_owner_at_another_address_is_not_locked_out(client, five_wrong):
    assert sign_in(client, "correct horse", address="198.51.100.7").status_code == 302


def test_other_people_behind_the_same_address_are_not_locked_out(client, five_wrong, charlie):
    assert sign_in(client, "correct horse", email=charlie.email).status_code == 302


def test_a_right_password_clears_the_count(client, alice):
    for _ in range(4):
        sign_in(client, "wrong")
    assert sign_in(client, "correct horse").status_code == 302
    client.logout()
    for _ in range(4):
        assert sign_in(client, "wrong").status_code == 200


def test_a_forged_forwarding_header_does_not_help(client, five_wrong):
    response = client.post(
        reverse("account_login"),
        {"login": "alice@example.com", "password": "correct horse"},
        headers={"x-forwarded-for": "192.0.2.99"},
        REMOTE_ADDR="203.0.113.5",
    )
    assert response.status_code == 429
