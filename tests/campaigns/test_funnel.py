"""How far a campaign is: counted anew at every look, by county and day, and for a part of the region by its own bureau."""

import datetime

import pytest
from django.utils import timezone

from campaigns.funnel import Counts, funnel_of
from campaigns.joining import Invitation, take_part
from campaigns.models import Campaign
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.submission import submit
from tests.campaigns.conftest import BINJIANG, XIHU, firm_of, invite, joined, make
from tests.subsidies.conftest import bureau_of
from tests.surveys.filling import fill

pytestmark = pytest.mark.django_db


def submit_for(participant, user, mode="full"):
    assessment = start(participant.organisation, user, mode)
    fill(assessment, user)
    submit(assessment, user, Sheet(assessment).seen)
    return assessment


def total(campaign):
    return funnel_of(campaign, campaign.bureau).total


def test_each_step_moves_one_number(campaign):
    target = invite(campaign)
    assert total(campaign) == Counts(1, 0, 0, 0)
    participant, user = joined(target)
    assert total(campaign) == Counts(1, 1, 0, 0)
    start(participant.organisation, user, "full")
    assert total(campaign) == Counts(1, 1, 1, 0)
    submit_for(participant, user)
    assert total(campaign) == Counts(1, 1, 1, 1)


def test_a_firm_at_home_here_is_not_told_before_it_takes_part(campaign):
    target = invite(campaign)
    firm, user = firm_of(target)
    start(firm.organisation, user, "full")
    assert total(campaign) == Counts(1, 0, 0, 0)


def test_it_is_told_by_county_and_by_day(campaign, today):
    for number, place in enumerate((XIHU, XIHU, BINJIANG), start=1):
        target = invite(campaign, number, place)
        if number != 2:
            joined(target)
    funnel = funnel_of(campaign, campaign.bureau)
    assert [(name, counts.invited, counts.registered) for name, counts in funnel.counties] == [
        ("Xihu", 2, 1),
        ("Binjiang", 1, 1),
    ]
    assert funnel.days == ((today, Counts(3, 2, 0, 0)),)


def test_who_comes_by_the_open_link_counts_as_invited(campaign):
    participant, _user = joined(invite(campaign))
    participant.target.delete()
    assert total(campaign) == Counts(1, 1, 0, 0)


def test_the_number_of_queries_does_not_grow(campaign, django_assert_num_queries):
    for number in range(1, 4):
        joined(invite(campaign, number, XIHU))
    with django_assert_num_queries(5):
        funnel_of(campaign, campaign.bureau)


def test_a_bureau_of_a_part_sees_its_part(campaign):
    district = bureau_of("西湖区经信局", XIHU)
    invite(campaign, 1, XIHU)
    joined(invite(campaign, 2, BINJIANG))
    assert funnel_of(campaign, district).total == Counts(1, 0, 0, 0)


def moved(assessment, **to):
    Assessment.objects.filter(pk=assessment.pk).update(**to)


@pytest.mark.parametrize(("days", "counts"), [(-5, 0), (-2, 1), (0, 1), (11, 0)])
def test_a_submission_counts_from_the_first_day_to_the_last(campaign, days, counts):
    participant, user = joined(invite(campaign))
    assessment = submit_for(participant, user)
    at = timezone.now() + datetime.timedelta(days=days)
    moved(assessment, submitted_at=at, started_at=min(at, timezone.now()))
    assert total(campaign).submitted == counts


def test_the_last_day_counts_up_to_midnight(campaign):
    participant, user = joined(invite(campaign))
    assessment = submit_for(participant, user)
    begin, end = campaign.span
    for moment, counts in ((begin, 1), (end - datetime.timedelta(seconds=1), 1), (end, 0)):
        moved(assessment, submitted_at=moment)
        assert total(campaign).submitted == counts


def test_what_is_submitted_after_closing_is_not_counted_and_the_draft_stays(campaign):
    participant, user = joined(invite(campaign))
    draft = start(participant.organisation, user, "full")
    assert campaign.close()
    campaign.refresh_from_db()
    fill(draft, user)
    submit(draft, user, Sheet(draft).seen)
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert total(campaign) == Counts(1, 1, 0, 0)


def test_an_estimate_counts_unless_the_full_version_is_asked_for(campaign):
    participant, user = joined(invite(campaign))
    submit_for(participant, user, "quick")
    assert total(campaign).submitted == 1
    Campaign.objects.update(full_only=True)
    assert total(Campaign.objects.get()).submitted == 0


def test_a_share_is_never_rounded_up():
    assert Counts(3, 2, 1, 0).share("registered") == 66
    assert Counts().share("submitted") == 0
    assert [line[2] for line in Counts(200, 199, 2, 1).lines] == [100, 99, 1, 0]


def test_taking_part_twice_counts_once(campaign):
    target = invite(campaign)
    participant, user = joined(target)
    firm = participant.organisation.enterprise
    assert take_part(Invitation(campaign, target), firm, user) == participant
    assert total(campaign) == Counts(1, 1, 0, 0)


def test_taking_part_in_one_campaign_tells_nothing_in_another(campaign, today):
    participant, user = joined(invite(campaign))
    submit_for(participant, user)
    other = make(campaign.bureau, today)
    invite(other)
    assert total(other) == Counts(1, 0, 0, 0)
