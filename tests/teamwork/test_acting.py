"""Who comes from a service provider is named with it, and can be given parts while the provider may fill in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import members
from accounts.acting import holders, standing_of
from accounts.members import holders_seen_by
from accounts.models import Grant, Membership, Organisation, User
from accounts.rights import EDIT, READ
from surveys.models import Assessment
from surveys.starting import start
from teamwork.models import Assignment, Comment, Consensus, Decision, Opinion


@pytest.fixture
def wangs(wang, provider):
    return Membership.objects.get(user=wang, organisation=provider)


@pytest.fixture
def max_(granted, factory, alice):
    """An assessor of another provider that may fill in as well."""
    other = Organisation.objects.create(kind="provider", name="另一家")
    user = User.objects.create_user("max@other.example.com", "correct horse", name="Max")
    Membership.objects.create(user=user, organisation=other, role="editor")
    Grant.objects.give(factory.organisation, other, alice, {EDIT}, "测评", timezone.localdate())
    return user


def there(name, assessment, *arguments):
    return reverse(f"teamwork:{name}", args=[assessment.uuid, *arguments])


def page(client, name, assessment, *arguments):
    return client.get(there(name, assessment, *arguments)).content.decode()


def tasks(client, assessment):
    return client.get(reverse("surveys:assessment", args=[assessment.uuid])).content.decode()


def test_a_comment_of_an_assessor_names_the_provider(signed_in, draft, granted, alice, wang, provider):
    granted()
    signed_in(wang).post(there("comments", draft, "PM-1"), {"text": "请补充设备台账"})
    comment = Comment.objects.get()
    assert (comment.author, comment.acting) == (wang, provider)
    assert "<strong>Wang (远山咨询)</strong>" in page(signed_in(alice), "comments", draft, "PM-1")


def test_a_comment_of_ones_own_people_names_nobody_else(signed_in, draft, alice, bob, factory):
    signed_in(bob).post(there("comments", draft, "PM-1"), {"text": "三台还没联网"})
    assert Comment.objects.get().acting == factory.organisation
    assert "<strong>Bob</strong>" in page(signed_in(alice), "comments", draft, "PM-1")


def test_an_opinion_carries_the_organisation(consensus, opine, granted, alice, wang, provider, factory):
    granted({EDIT})
    opine(wang, "PM-1", "L2")
    opine(alice, "PM-1", "L3")
    assert dict(Opinion.objects.values_list("user", "acting")) == {
        wang.pk: provider.pk,
        alice.pk: factory.organisation.pk,
    }


def test_who_switched_consensus_on_and_who_decided_is_told_with_the_provider(signed_in, prepared, paula, provider):
    file = start(prepared.organisation, paula, Assessment.Mode.FULL)
    client = signed_in(paula)
    client.post(there("switch", file), {"on": "yes"})
    client.post(there("decision", file, "PM-1"), {"value": '"L2"', "base": "0"})
    assert Consensus.objects.get().switched_for == provider
    assert Decision.objects.get().decided_for == provider
    assert "Switched on by Paula (远山咨询)" in tasks(client, file)


def test_a_decision_says_who_decided_it(signed_in, consensus, opine, alice, bob):
    opine(bob, "PM-1", "L2")
    client = signed_in(alice)
    client.post(there("decision", consensus, "PM-1"), {"value": '"L2"', "base": "0"})
    assert "Decided by Alice," in page(client, "spread", consensus)


def test_a_part_is_given_to_somebody_of_the_provider_by_name_of_both(signed_in, draft, granted, alice, wang, wangs):
    granted({EDIT})
    client = signed_in(alice)
    choices = page(client, "assign", draft, "PM")
    assert "Wang (远山咨询)" in choices
    assert wang.email not in choices
    client.post(there("assign", draft, "PM"), {"member": wangs.uuid})
    assert Assignment.objects.get().member == wangs
    assert "Wang (远山咨询)" in tasks(client, draft)
    assert "Assigned by Alice" in page(client, "assignments", draft)
    assert "My parts" in tasks(signed_in(wang), draft)


def test_an_assessor_assigns_for_the_provider(signed_in, draft, granted, alice, bob, wang, provider, member):
    granted({EDIT})
    signed_in(wang).post(there("assign", draft, "PM"), {"member": member(bob).uuid})
    made = Assignment.objects.get()
    assert (made.assigned_by, made.assigned_for) == (wang, provider)
    assert "Assigned by Wang (远山咨询)" in page(signed_in(alice), "assignments", draft)


def test_nobody_who_may_not_fill_in_through_the_provider_can_be_chosen(
    signed_in, draft, granted, alice, wang, rita, provider, wangs
):
    granted()  # to view only
    client = signed_in(alice)
    assert "Wang" not in page(client, "assign", draft, "PM")
    assert "Please choose who" in client.post(there("assign", draft, "PM"), {"member": wangs.uuid}).content.decode()
    granted({EDIT})
    found = page(client, "assign", draft, "PM")
    assert "Wang" in found
    assert "Rita" not in found  # she reads only at the provider


def test_one_provider_is_not_offered_the_people_of_another(signed_in, draft, granted, alice, wang, max_):
    granted({EDIT})
    found = page(signed_in(wang), "assign", draft, "PM")
    assert "Wang (远山咨询)" in found
    assert "Alice" in found
    assert "Max" not in found
    assert "Max (另一家)" in page(signed_in(alice), "assign", draft, "PM")


def test_own_people_come_first_in_the_choice(draft, granted, alice, bob, wang, paula, max_):
    granted({EDIT})
    names = [member.user.name for member in holders_seen_by(standing_of(alice, draft.organisation), EDIT)]
    assert names[:2] == ["Alice", "Bob"]
    assert set(names[2:]) == {"Wang", "Paula", "Max"}


def test_when_the_grant_ends_the_part_is_nobodys_and_the_assessor_sees_nothing(
    signed_in, draft, granted, alice, wang, wangs
):
    grant = granted({EDIT})
    Assignment.objects.create(assessment=draft, dimension="PM", member=wangs, note="看设备台账")
    assert "Wang" in tasks(signed_in(alice), draft)
    grant.end(alice, draft.organisation)
    for found in (tasks(signed_in(alice), draft), page(signed_in(alice), "assignments", draft)):
        assert "Nobody is responsible" in found
        assert "Wang" not in found
    for address in (there("assignments", draft), reverse("surveys:assessment", args=[draft.uuid])):
        assert signed_in(wang).get(address).status_code == 404


def test_a_grant_that_only_lets_view_is_told_beside_the_part(signed_in, draft, granted, alice, wang, wangs):
    granted({EDIT})
    Assignment.objects.create(assessment=draft, dimension="PM", member=wangs)
    granted()
    found = tasks(signed_in(alice), draft)
    assert "Wang (远山咨询)" in found
    assert "May only view" in found


def test_an_assessor_who_leaves_the_provider_is_responsible_for_nothing(signed_in, draft, granted, alice, wangs):
    granted({EDIT})
    Assignment.objects.create(assessment=draft, dimension="PM", member=wangs)
    members.remove(wangs)
    assert "Nobody is responsible" in tasks(signed_in(alice), draft)


@pytest.mark.parametrize(("rights", "names"), [(EDIT, {"Alice", "Wang"}), (READ, {"Alice", "Vera", "Wang", "Rita"})])
def test_holders_are_the_memberships_behind_the_rights(draft, granted, alice, vera, wang, rita, charlie, rights, names):
    granted({EDIT})
    found = holders(draft.organisation, rights)
    assert {member.user.name for member in found} == names
