"""What an enterprise allows a service provider, and that nothing of it outlives its end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import entitled, standing_of
from accounts.grants.grants import latest_until
from accounts.guards import rights_of
from accounts.models import (
    AccessEvent,
    EnterpriseProfile,
    Grant,
    Invitation,
    Membership,
    Organisation,
    User,
)
from accounts.people import masked
from accounts.rights import EDIT, MANAGE, READ, SUBMIT, VERIFY

pytestmark = pytest.mark.django_db

ALL = {EDIT, SUBMIT, VERIFY}


def of(user):
    return set(Organisation.objects.for_user(user))


@pytest.mark.parametrize(
    ("scopes", "person", "rights"),
    [
        ((), "wang", {READ}),
        ({EDIT}, "wang", {READ, EDIT}),
        ({SUBMIT}, "wang", {READ, SUBMIT}),
        ({VERIFY}, "wang", {READ, VERIFY}),
        (ALL, "wang", {READ, EDIT, SUBMIT, VERIFY}),
        (ALL, "paula", {READ, EDIT, SUBMIT, VERIFY}),
        (ALL, "rita", {READ}),
        (ALL, "charlie", set()),
    ],
)
def test_a_grant_gives_what_it_says_and_the_role_at_the_provider_allows(
    request, granted, factory, scopes, person, rights
):
    user = request.getfixturevalue(person)
    granted(scopes)
    assert rights_of(user, factory.organisation) == rights


def test_without_a_grant_a_provider_sees_nothing(factory, provider, wang):
    assert of(wang) == {provider}
    assert not EnterpriseProfile.objects.for_user(wang).exists()


def test_a_live_grant_opens_the_client_and_leaves_own_organisations_as_they_are(granted, factory, provider, wang):
    granted()
    assert of(wang) == {provider, factory.organisation}
    assert set(Organisation.objects.own(wang)) == {provider}
    assert not EnterpriseProfile.objects.own(wang).exists()


def test_an_ended_grant_gives_nothing_from_then_on(granted, factory, provider, wang, alice):
    grant = granted(ALL)
    grant.end(alice, factory.organisation)
    assert of(wang) == {provider}
    assert not rights_of(wang, factory.organisation)


def test_a_grant_counts_on_its_last_day_and_not_on_the_next(granted, factory, wang, monkeypatch):
    grant = granted({EDIT}, days=3)
    monkeypatch.setattr(timezone, "localdate", lambda *_: grant.until)
    assert EDIT in rights_of(wang, factory.organisation)
    monkeypatch.setattr(timezone, "localdate", lambda *_: grant.until + timedelta(days=1))
    assert not rights_of(wang, factory.organisation)
    assert factory.organisation not in of(wang)


def test_a_grant_does_not_count_before_it_begins(granted, factory, wang, monkeypatch):
    grant = granted(days=9)
    monkeypatch.setattr(timezone, "localdate", lambda *_: grant.begins - timedelta(days=1))
    assert not rights_of(wang, factory.organisation)
    assert factory.organisation not in of(wang)


def test_who_leaves_the_provider_leaves_its_clients(granted, factory, wang):
    granted(ALL)
    Membership.objects.get(user=wang).delete()
    assert not of(wang)
    assert not rights_of(wang, factory.organisation)


def test_another_scope_ends_the_grant_and_gives_a_new_one(granted, factory, wang):
    first, second = granted({EDIT}), granted({VERIFY})
    first.refresh_from_db()
    assert first.ended_at
    assert first.may_edit
    assert rights_of(wang, factory.organisation) == {READ, VERIFY}
    assert [event.kind for event in AccessEvent.objects.all()] == ["given", "changed"]
    assert list(Grant.objects.live()) == [second]


def test_the_database_knows_one_standing_grant_per_pair(granted, factory, provider):
    granted()
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(client=factory.organisation, provider=provider, begins=today, until=today, purpose="x")


def test_only_an_enterprise_gives_and_only_a_provider_gets(factory, provider, alice):
    soon = timezone.localdate() + timedelta(days=9)
    for client, holder in (
        (provider, provider),
        (factory.organisation, factory.organisation),
        (provider, factory.organisation),
    ):
        with pytest.raises(ValueError, match="given by an enterprise"):
            Grant.objects.give(client, holder, alice, {EDIT}, "x", soon)


def test_a_grant_lasts_three_years_at_most(factory, provider, alice):
    today = timezone.localdate()
    for until in (latest_until(today) + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(ValueError, match="within three years"):
            Grant.objects.give(factory.organisation, provider, alice, set(), "x", until)
    assert Grant.objects.give(factory.organisation, provider, alice, set(), "x", latest_until(today)).live
    assert latest_until(date(2028, 2, 29)) == date(2031, 2, 28)


def test_what_is_about_people_is_not_shared_with_a_provider(granted, factory, alice, wang):
    granted(ALL)
    Invitation.objects.invite(factory.organisation, alice, "new@example.com", "viewer")
    assert alice not in User.objects.for_user(wang)
    assert not Membership.objects.for_user(wang).filter(organisation=factory.organisation).exists()
    assert not Invitation.objects.for_user(wang).exists()


def test_a_grant_is_seen_by_both_sides_and_by_nobody_else(granted, alice, wang, charlie):
    grant = granted()
    for user, seen in ((alice, [grant]), (wang, [grant]), (charlie, [])):
        assert list(Grant.objects.for_user(user)) == seen


def test_the_log_of_access_is_only_added_to(granted):
    granted()
    event = AccessEvent.objects.get()
    with pytest.raises(TypeError):
        event.save()


def test_a_prepared_file_is_worked_on_by_its_provider_alone(prepared, provider, paula, wang, rita, charlie):
    assert rights_of(paula, prepared.organisation) == {READ, EDIT, SUBMIT, MANAGE, VERIFY}
    assert rights_of(wang, prepared.organisation) == {READ, EDIT, SUBMIT, VERIFY}
    assert rights_of(rita, prepared.organisation) == {READ}
    assert not rights_of(charlie, prepared.organisation)
    assert of(wang) == {provider, prepared.organisation}


def test_two_providers_prepare_a_file_about_one_firm_without_knowing(prepared):
    other = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name="另一家")
    facts = {"uscc": prepared.uscc, "adcode": "330203", "industry": "3525", "policy_group": "equipment"}
    second = EnterpriseProfile.objects.prepare(other, "宁波海曙精密模具有限公司", **facts)
    assert second.pk != prepared.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        EnterpriseProfile.objects.prepare(other, "同一家换个名字", **facts)


def test_a_second_click_meets_the_file_of_the_first(prepared, provider):
    facts = {"uscc": prepared.uscc, "adcode": "330203", "industry": "3525", "policy_group": "equipment"}
    again = EnterpriseProfile.objects.prepare(provider, prepared.name, **facts)
    assert again.pk == prepared.pk


def test_only_a_provider_prepares_files(factory):
    with pytest.raises(ValueError, match="Only a service provider"):
        EnterpriseProfile.objects.prepare(factory.organisation, "x")


def test_somebody_acts_for_their_own_organisation_first_then_for_the_oldest_grant(
    granted, factory, provider, alice, wang
):
    second = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name="另一家")
    Membership.objects.create(user=wang, organisation=second, role="editor")
    until = timezone.localdate() + timedelta(days=30)
    granted({VERIFY})
    Grant.objects.give(factory.organisation, second, alice, {EDIT, VERIFY}, "x", until)
    standing = standing_of(wang, factory.organisation)
    assert standing.acting(VERIFY) == provider
    assert standing.acting(EDIT) == second
    assert standing.acting(SUBMIT) is None
    assert not standing.own
    assert standing.behalf.acting == provider

    Membership.objects.create(user=wang, organisation=factory.organisation, role="viewer")
    standing = standing_of(wang, factory.organisation)
    assert standing.own
    assert standing.behalf is None
    assert standing.acting(READ) == factory.organisation
    assert standing.acting(EDIT) == second


def test_how_somebody_stands_is_one_query(granted, factory, wang, django_assert_num_queries):
    granted(ALL)
    with django_assert_num_queries(1):
        standing_of(wang, factory.organisation)
    with django_assert_num_queries(1):
        list(Organisation.objects.for_user(wang))


def test_who_may_answer_is_known_as_a_query(granted, prepared, factory, alice, bob, vera, wang, rita, paula, charlie):
    granted({EDIT})
    may = lambda organisation, right: set(  # noqa: E731
        Membership.objects.filter(entitled(organisation, right)).values_list("user__name", flat=True)
    )
    assert may(factory.organisation, EDIT) == {"Alice", "Bob", "Wang", "Paula"}
    assert may(factory.organisation, READ) == {"Alice", "Bob", "Vera", "Wang", "Paula", "Rita"}
    assert may(prepared.organisation, EDIT) == {"Wang", "Paula"}


def test_an_address_is_not_told_where_a_name_is_missing(alice):
    assert str(alice) == "Alice"
    alice.name = ""
    assert str(alice) == masked(alice.email) == "al***@example.com"
