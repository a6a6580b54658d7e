"""Pages where tokens are made and revoked, and the reference."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation
from api.models import ApiToken
from api.tokens import MOST_TOKENS

DATA = {"name": "ERP", "scopes": ["edit"], "days": "90"}


@pytest.fixture
def page(provider):
    return reverse("api:tokens", args=[provider.uuid])


def test_a_token_is_shown_once(signed_in, paula, page):
    reply = signed_in(paula).post(page, DATA)
    token = reply.context["token"]
    assert token in reply.content.decode()
    kept = ApiToken.objects.get()
    assert (kept.scopes, kept.expires) == ({"view", "edit"}, timezone.localdate() + timedelta(days=90))
    again = signed_in(paula).get(page).content.decode()
    assert token not in again
    assert kept.prefix in again


@pytest.mark.parametrize("change", [{"name": ""}, {"days": "9999"}, {"scopes": ["everything"]}, {"days": ""}])
def test_a_form_that_is_not_as_expected_makes_no_token(signed_in, paula, page, change):
    reply = signed_in(paula).post(page, DATA | change)
    assert reply.status_code == 422
    assert not ApiToken.objects.exists()


def test_there_can_be_only_so_many(signed_in, paula, provider, page):
    membership = Membership.objects.get(user=paula)
    for _ in range(MOST_TOKENS):
        ApiToken.objects.make(membership, "ERP", ())
    assert signed_in(paula).post(page, DATA).status_code == 422
    ApiToken.objects.first().revoke()
    assert signed_in(paula).post(page, DATA).status_code == 200


def test_a_token_can_be_revoked_by_whoever_manages_the_organisation(as_, program, paula, provider, alice):
    ours = program(paula, provider)
    Membership.objects.create(user=alice, organisation=provider, role="owner")
    reply = as_(alice).post(reverse("api:revoke", args=[ApiToken.objects.get().uuid]))
    assert reply.status_code == 302
    assert ours.get("/clients").status_code == 401


@pytest.mark.parametrize(
    ("name", "status"), [("paula", 200), ("wang", 403), ("rita", 403), ("alice", 404), ("charlie", 404)]
)
def test_only_who_manages_the_organisation_sees_its_tokens(request, as_, page, paula, name, status):
    assert as_(request.getfixturevalue(name)).get(page).status_code == status


@pytest.mark.parametrize(("name", "status"), [("wang", 403), ("rita", 403), ("charlie", 404)])
def test_nobody_else_revokes(request, as_, program, paula, provider, name, status):
    program(paula, provider)
    assert (
        as_(request.getfixturevalue(name)).post(reverse("api:revoke", args=[ApiToken.objects.get().uuid])).status_code
        == status
    )
    assert ApiToken.objects.get().live


def test_a_provider_does_not_see_the_tokens_of_its_client(as_, paula, granted, factory):
    granted({"edit", "submit"})
    assert as_(paula).get(reverse("api:tokens", args=[factory.uuid])).status_code == 404


def test_a_bureau_has_no_tokens(as_, paula):
    bureau = Organisation.objects.create(kind="bureau", name="某局")
    Membership.objects.create(user=paula, organisation=bureau, role="owner")
    assert as_(paula).get(reverse("api:tokens", args=[bureau.uuid])).status_code == 404


def test_signing_in_comes_first(client, page, db):
    assert client.get(page).url.startswith(reverse("account_login"))
    revoke = reverse("api:revoke", args=["00000000-0000-4000-8000-000000000000"])
    assert client.post(revoke).url.startswith(reverse("account_login"))


def test_revoking_takes_a_post(as_, program, paula, provider):
    program(paula, provider)
    assert as_(paula).get(reverse("api:revoke", args=[ApiToken.objects.get().uuid])).status_code == 405


def test_the_page_asks_the_database_equally_often_for_one_and_for_many(as_, paula, page, django_assert_max_num_queries):
    membership = Membership.objects.get(user=paula)
    for _ in range(10):
        ApiToken.objects.make(membership, "ERP", ())
    client = as_(paula)
    with django_assert_max_num_queries(9):
        client.get(page)


@pytest.mark.parametrize(("language", "word"), [("en", "Prepare a file about a client"), ("zh-hans", "为客户建立档案")])
def test_the_reference_tells_every_operation_and_every_problem(client, db, language, word):
    from api.problems import PROBLEMS

    page = client.get(reverse("api:reference"), headers={"accept-language": language}).content.decode()
    assert word in page
    for code in PROBLEMS:
        assert f'id="{code}"' in page
