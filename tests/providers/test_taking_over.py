"""A prepared file and the enterprise it is about: taken over by a person who has seen it, never silently."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.guards import rights_of
from accounts.models import AccessEvent, EnterpriseProfile, Grant, Membership, Offer
from accounts.rights import EDIT, MANAGE, READ, SUBMIT, VERIFY
from history.models import ActionProgress
from providers.taking_over import Refused, take_over
from surveys.models import Assessment
from surveys.saving import save_answer
from surveys.starting import start

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(prepared, wang):
    """The file with an open assessment and one answer."""
    draft = start(prepared.organisation, wang, "full")
    save_answer(draft, wang, "CM-2", "L1", 0, uuid.uuid4())
    return draft


def take(prepared, soon, party="new", **more):
    data = {"party": party, "rights": ["edit"], "until": soon.isoformat(), "confirmed": "on", "seen": prepared.uscc}
    return data | more


@pytest.fixture
def twin(factory, prepared):
    """Alice's factory has the code of the file."""
    factory.uscc = prepared.uscc
    factory.save()
    return factory


def test_before_signing_in_only_the_name_is_told(client, handed, link, prepared):
    page = client.get(link(handed)).content.decode()
    assert prepared.name in page
    assert prepared.uscc not in page


def test_the_person_sees_code_contents_and_who_filled_it_in(signed_in, handed, link, filled, prepared, charlie):
    page = signed_in(charlie).get(link(handed)).content.decode()
    for words in (prepared.name, prepared.uscc, "1 answer", "Wang (远山咨询)"):
        assert words in page
    assert not Membership.objects.filter(organisation=prepared.organisation).exists()


def test_who_confirms_becomes_the_owner_and_the_provider_keeps_what_was_confirmed(
    as_, handed, link, filled, prepared, provider, rita, paula, wang, soon, db
):
    from accounts.models import User

    boss = User.objects.create_user("boss@firm.example.com", "correct horse", name="Boss")
    response = as_(boss).post(link(handed), take(prepared, soon))
    assert response["Location"] == reverse("accounts:enterprise", args=[prepared.uuid])
    prepared.refresh_from_db()
    assert prepared.prepared_by is None
    assert rights_of(boss, prepared.organisation) == {READ, EDIT, SUBMIT, MANAGE}
    assert rights_of(paula, prepared.organisation) == {READ, EDIT}
    assert [event.kind for event in AccessEvent.objects.all()] == ["taken_over", "given"]
    assert Assessment.objects.get().organisation == prepared.organisation
    assert as_(boss).get(link(handed)).status_code == 404


def test_without_the_confirmation_nothing_happens(signed_in, handed, link, prepared, charlie, soon):
    page = signed_in(charlie).post(link(handed), take(prepared, soon, confirmed="")).content.decode()
    assert "Please confirm that you work for this enterprise." in page
    assert Offer.objects.open().exists()


@pytest.mark.parametrize("person", ["paula", "wang", "rita"])
def test_people_of_the_provider_cannot_take_it_over(request, signed_in, handed, link, prepared, person, soon):
    client = signed_in(request.getfixturevalue(person))
    assert "You belong to the provider that prepared this file." in client.get(link(handed)).content.decode()
    client.post(link(handed), take(prepared, soon))
    assert not Grant.objects.exists()


def test_assessments_move_to_the_enterprise_of_the_same_code(
    signed_in, handed, link, filled, prepared, twin, alice, provider, soon
):
    client = signed_in(alice)
    page = client.get(link(handed)).content.decode()
    assert "is here already" in page
    assert 'value="new"' not in page
    client.post(link(handed), take(prepared, soon, str(twin.uuid)))
    filled.refresh_from_db()
    assert filled.organisation == twin.organisation
    grant = Grant.objects.get()
    assert (grant.client, grant.provider, grant.rights) == (twin.organisation, provider, {READ, EDIT})
    assert set(AccessEvent.objects.filter(kind="moved").values_list("organisation", flat=True)) == {
        twin.organisation_id,
        prepared.organisation_id,
    }


def test_a_draft_stays_behind_where_the_firm_has_one_and_the_page_says_so(
    signed_in, handed, link, filled, prepared, twin, alice, provider, soon
):
    own = start(twin.organisation, alice, "full")
    client = signed_in(alice)
    assert "stays in the file of 远山咨询" in client.get(link(handed)).content.decode()
    page = client.post(link(handed), take(prepared, soon, str(twin.uuid)), follow=True).content.decode()
    assert "1 open assessment stays in the file of 远山咨询" in page
    filled.refresh_from_db()
    assert filled.organisation == prepared.organisation
    assert Assessment.objects.drafts().get(organisation=twin.organisation) == own


def test_what_was_noted_about_actions_goes_along_with_a_result(handed, filled, prepared, twin, alice, wang, soon):
    Assessment.objects.filter(pk=filled.pk).update(state="submitted", submitted_at=filled.started_at)
    at = filled.started_at
    for organisation, note in ((prepared.organisation, "theirs"), (twin.organisation, "own")):
        ActionProgress.objects.create(organisation=organisation, action="A1", note=note, updated_at=at)
    ActionProgress.objects.create(organisation=prepared.organisation, action="A2", note="theirs", updated_at=at)
    take_over(handed[0], alice, twin.organisation, [twin.organisation], {EDIT}, soon, prepared.uscc)
    notes = dict(ActionProgress.objects.filter(organisation=twin.organisation).values_list("action", "note"))
    assert notes == {"A1": "own", "A2": "theirs"}


def test_another_code_is_refused_with_a_sentence(signed_in, handed, link, filled, prepared, factory, alice, soon):
    factory.uscc = "91330282144812345X"
    factory.save()
    page = signed_in(alice).post(link(handed), take(prepared, soon, str(factory.uuid))).content.decode()
    assert "They are not the same enterprise." in page
    assert prepared.uscc in page
    filled.refresh_from_db()
    assert filled.organisation == prepared.organisation
    assert Offer.objects.open().exists()
    assert not Grant.objects.exists()


def test_a_file_without_code_moves_nowhere(handed, prepared, factory, alice, soon):
    EnterpriseProfile.objects.filter(pk=prepared.pk).update(uscc="")
    with translation.override("en"), pytest.raises(Refused, match="no unified social credit code"):
        take_over(handed[0], alice, factory.organisation, [factory.organisation], {EDIT}, soon, "")


def test_a_code_registered_by_somebody_else_is_refused(signed_in, handed, link, prepared, twin, charlie, soon):
    page = signed_in(charlie).post(link(handed), take(prepared, soon)).content.decode()
    assert "is registered here already. Please pass this link to its owner." in page
    prepared.refresh_from_db()
    assert prepared.prepared_by


def test_a_code_changed_since_the_person_looked_is_refused(signed_in, handed, link, prepared, charlie, soon):
    page = signed_in(charlie).post(link(handed), take(prepared, soon, seen="other")).content.decode()
    assert "has changed the code of this file meanwhile" in page
    assert Offer.objects.open().exists()


def test_an_administrator_hands_a_file_over(as_, paula, provider, prepared, soon):
    address = reverse("providers:hand_over", args=[provider.uuid, prepared.uuid])
    assert as_(paula).get(address).status_code == 200
    data = {"purpose": "继续陪跑", "rights": ["edit"], "until": soon.isoformat()}
    assert "/offers/" in as_(paula).post(address, data).content.decode()
    assert Offer.objects.get().client == prepared.organisation


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("alice", 404)])
def test_nobody_else_hands_it_over(request, as_, provider, prepared, person, status):
    address = reverse("providers:hand_over", args=[provider.uuid, prepared.uuid])
    assert as_(request.getfixturevalue(person)).get(address).status_code == status


def test_the_enterprise_of_a_client_cannot_be_handed_over(as_, granted, paula, provider, factory):
    granted({EDIT, SUBMIT, VERIFY})
    address = reverse("providers:hand_over", args=[provider.uuid, factory.uuid])
    assert as_(paula).get(address).status_code == 404


def test_a_file_taken_over_belongs_to_its_people_alone(as_, handed, prepared, charlie, paula, soon):
    take_over(handed[0], charlie, None, [], set(), soon, prepared.uscc)
    Grant.objects.get().end(charlie, prepared.organisation)
    assert as_(paula).get(reverse("accounts:enterprise", args=[prepared.uuid])).status_code == 404
