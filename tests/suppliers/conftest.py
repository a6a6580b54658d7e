"""Alice's submitted assessment, as the tests of the reports know it."""

import pytest

from tests.reports.conftest import ministry_snapshot, small, snapshot  # noqa: F401  (fixtures)


@pytest.fixture
def signed_in(client):
    def sign_in(user, language="en"):
        user.language = language
        user.save()
        client.force_login(user)
        return client

    return sign_in
