import pytest

from accounts.models import Membership
from teamwork.models import Assignment, Comment, Consensus
from teamwork.opinions import save_opinion
from tests.surveys.conftest import answer, answered, draft  # noqa: F401


@pytest.fixture
def signed_in(client):
    """The pages in English, as this person sees them."""

    def sign_in(user):
        user.language = "en"
        user.save()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def consensus(draft, alice):  # noqa: F811
    """Alice's open assessment in consensus mode."""
    Consensus.objects.switch(draft, alice, True)
    return draft


@pytest.fixture
def opine(consensus):
    """Give an opinion on the revision one has given oneself."""

    def give(user, question, plain):
        kept = consensus.opinions.filter(user=user, question=question).first()
        return save_opinion(consensus, user, question, plain, kept.revision if kept else 0)

    return give


@pytest.fixture
def member(factory):
    def of(user):
        return Membership.objects.get(user=user, organisation=factory.organisation)

    return of


@pytest.fixture
def assigned(draft, bob, member):  # noqa: F811
    """Bob should answer production."""
    return Assignment.objects.create(assessment=draft, dimension="PM", member=member(bob), note="问车间老周")


@pytest.fixture
def comment(draft, bob):  # noqa: F811
    return Comment.objects.create(assessment=draft, question="PM-1", author=bob, text="三台还没联网")
