"""What a firm lets the bureau of a campaign know: chosen when it submits, changed later, nothing by silence."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import AccessEvent, Membership, User
from bureaus.models import Consent
from campaigns.looks import allowed
from campaigns.models import Choice, Wording
from campaigns.wording import WORDING
from readiness.plain import digest
from surveys.sheet import Sheet
from surveys.starting import start
from tests.campaigns.conftest import invite, joined, make
from tests.campaigns.test_funnel import submit_for
from tests.surveys.filling import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(campaign):
    """(draft, participant, owner): everything answered."""
    participant, user = joined(invite(campaign))
    draft = start(participant.organisation, user, "full")
    fill(draft, user)
    return draft, participant, user


def press(client, draft, **more):
    return client.post(reverse("surveys:submit", args=[draft.uuid]), {"seen": Sheet(draft).seen} | more)


def scopes():
    return [row.scope for row in Choice.objects.all()], [row.scope for row in Consent.objects.all()]


def test_the_review_asks_in_plain_words_and_ticks_nothing(signed_in, ready, campaign):
    draft, _participant, user = ready
    page = signed_in(user).get(reverse("surveys:review", args=[draft.uuid])).content.decode()
    for value in ("none", "aggregate", str(campaign.uuid)):
        assert 'form="submit" name="sharing"' in page
        assert f'value="{value}"' in page
    assert campaign.bureau.name in page
    assert "If you choose nothing, nothing is shared." in page
    assert "checked" not in page.split('id="sharing"')[1].split("</section>")[0]


def test_nothing_chosen_shares_nothing(signed_in, ready):
    draft, _participant, user = ready
    assert press(signed_in(user), draft).status_code == 302
    assert scopes() == ([], [])


@pytest.mark.parametrize(
    ("value", "choices", "consents"),
    [("none", ["none"], []), ("aggregate", ["aggregate"], ["aggregate"]), ("by name", ["identifiable"], ["aggregate"])],
)
def test_the_press_that_submits_keeps_the_choice(signed_in, ready, campaign, value, choices, consents):
    draft, participant, user = ready
    press(signed_in(user), draft, sharing=str(campaign.uuid) if value == "by name" else value)
    assert scopes() == (choices, consents)
    choice = Choice.objects.get()
    assert (choice.by, choice.organisation, choice.wording.sha256) == (user, participant.organisation, digest(WORDING))
    assert allowed(campaign).exists() == (value == "by name")


def test_a_submission_that_does_not_succeed_keeps_no_choice_but_the_tick(signed_in, ready, campaign):
    draft, _participant, user = ready
    response = press(signed_in(user), draft, seen="old", sharing=str(campaign.uuid))
    assert response.status_code == 409
    assert scopes() == ([], [])
    assert "checked" in response.content.decode().split('id="sharing"')[1].split("</section>")[0]


def test_a_second_press_does_not_decide_anew(signed_in, ready, campaign):
    draft, _participant, user = ready
    press(signed_in(user), draft, sharing="none")
    press(signed_in(user), draft, sharing=str(campaign.uuid))
    assert scopes() == (["none"], [])


def test_a_campaign_that_is_not_ones_own_cannot_be_named(signed_in, ready, bureau, today):
    draft, _participant, user = ready
    press(signed_in(user), draft, sharing=str(make(bureau, today).uuid))
    assert scopes() == ([], [])


def test_somebody_who_may_submit_but_not_decide_shares_nothing(client, ready, granted, campaign, wang):
    from accounts.rights import EDIT, SUBMIT

    draft, participant, _user = ready
    granted({EDIT, SUBMIT}, client=participant.organisation)
    client.force_login(wang)
    wang.language = "en"
    wang.save()
    page = client.get(reverse("surveys:review", args=[draft.uuid])).content.decode()
    assert 'name="sharing"' not in page
    assert "Nothing is shared unless an owner" in page
    assert press(client, draft, sharing=str(campaign.uuid)).status_code == 302
    assert scopes() == ([], [])


def test_without_a_campaign_one_may_agree_to_be_counted(signed_in, alice, factory):
    draft = start(factory.organisation, alice, "full")
    fill(draft, alice)
    press(signed_in(alice), draft, sharing="aggregate")
    assert scopes() == ([], ["aggregate"])


def test_words_are_kept_once_and_choices_never_change(ready, campaign):
    _draft, participant, user = ready
    for scope in ("identifiable", "aggregate", "aggregate", "identifiable"):
        Choice.objects.choose(campaign, participant.organisation, user, scope)
    assert scopes() == (["identifiable", "aggregate", "identifiable"], ["aggregate"])
    assert Wording.objects.count() == 1
    for rows, change in ((Choice, {"scope": "none"}), (Wording, {"text": "{}"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.objects.update(**change)


# --- changed later --------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(campaign):
    """(participant, owner) of a firm that has submitted and lets the bureau look."""
    participant, user = joined(invite(campaign))
    submit_for(participant, user)
    Choice.objects.choose(campaign, participant.organisation, user, "identifiable")
    return participant, user


def choose(client, participant, value):
    address = reverse("campaigns:choose", args=[participant.organisation.uuid, participant.campaign.uuid])
    return client.post(address, {"by_name": value}, follow=True)


def test_it_is_taken_back_and_given_again_on_the_page_of_sharing(signed_in, shared, campaign):
    participant, user = shared
    page = signed_in(user).get(reverse("bureaus:sharing", args=[participant.organisation.uuid])).content.decode()
    assert "May read your result" in page
    page = choose(signed_in(user), participant, "no").content.decode()
    assert "can no longer read your result" in page
    assert "Does not see your result" in page
    assert not allowed(campaign).exists()
    assert Consent.objects.scope_of(participant.organisation) == "aggregate"
    choose(signed_in(user), participant, "yes")
    assert allowed(campaign).get() == participant


def test_who_shares_nothing_any_more_is_read_by_nobody_and_not_again_by_being_counted(signed_in, shared, campaign):
    participant, user = shared
    address = reverse("bureaus:sharing", args=[participant.organisation.uuid])
    signed_in(user).post(address, {"scope": "none"})
    assert not allowed(campaign).exists()
    signed_in(user).post(address, {"scope": "aggregate"})
    assert not allowed(campaign).exists()


def test_only_an_owner_changes_it(signed_in, shared, campaign):
    participant, _user = shared
    editor = User.objects.create_user("ed@example.com", "correct horse")
    Membership.objects.create(user=editor, organisation=participant.organisation, role="editor")
    assert choose(signed_in(editor), participant, "no").status_code == 403
    assert allowed(campaign).exists()


# --- looking --------------------------------------------------------------------------------------------------------


def look_at(client, participant):
    campaign = participant.campaign
    return client.get(reverse("campaigns:look", args=[campaign.bureau.uuid, campaign.uuid, participant.uuid]))


def test_every_look_is_noted_and_the_firm_sees_it(signed_in, shared, rui, campaign):
    participant, user = shared
    page = look_at(signed_in(rui), participant).content.decode()
    assert participant.organisation.name in page
    assert "Your look has been noted" in page
    look_at(signed_in(rui), participant)
    events = AccessEvent.objects.filter(kind="looked")
    assert [(one.organisation, one.user, one.acting) for one in events] == 2 * [
        (participant.organisation, rui, campaign.bureau.organisation)
    ]
    log = signed_in(user).get(reverse("providers:access", args=[participant.organisation.uuid])).content.decode()
    assert log.count("Result looked at by a bureau") == 2
    assert f"Rui ({campaign.bureau.name})" in log
    assert campaign.title in log


def test_there_is_nothing_on_the_page_that_changes_or_leads_into_the_firm(signed_in, shared, hana):
    participant, _user = shared
    page = look_at(signed_in(hana), participant).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert "<form" not in main
    assert "/assessments/" not in main
    assert "/enterprises/" not in main


def test_after_it_was_taken_back_the_next_look_finds_nothing_and_notes_nothing(signed_in, shared, hana):
    participant, user = shared
    assert look_at(signed_in(hana), participant).status_code == 200
    choose(signed_in(user), participant, "no")
    assert look_at(signed_in(hana), participant).status_code == 404
    assert AccessEvent.objects.filter(kind="looked").count() == 1


def test_what_is_submitted_after_the_campaign_is_not_shown(shared, campaign):
    from campaigns.looks import result_of

    participant, user = shared
    before = result_of(campaign, participant.organisation)
    campaign.close()
    campaign.refresh_from_db()
    submit_for(participant, user)
    assert result_of(campaign, participant.organisation) == before


def test_consent_for_one_campaign_opens_no_other(signed_in, shared, hana, bureau, today):
    participant, user = shared
    other = make(bureau, today)
    twin = joined_again(other, participant, user)
    assert look_at(signed_in(hana), twin).status_code == 404


def joined_again(campaign, participant, user):
    from campaigns.joining import Invitation, take_part

    return take_part(Invitation(campaign), participant.organisation.enterprise, user)
