import pytest


@pytest.fixture
def signed_in(client):
    def sign_in(user, language="en"):
        user.language = language
        user.save()
        client.force_login(user)
        return client

    return sign_in
