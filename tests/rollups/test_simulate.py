"""manage.py simulate: firms in the database, apart from real ones, and away with all of them again."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import EnterpriseProfile, Organisation, User
from bureaus.models import Consent
from rollups.models import Fact, Run, Simulated
from rollups.simulation import address_of
from surveys.models import ResultSnapshot
from tests.rollups.population import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def simulate(capsys):
    def call(*words):
        call_command("simulate", *words, "--processes", "1")
        return capsys.readouterr().out

    return call


def test_it_makes_firms_with_profile_consent_and_facts_of_several_half_years(simulate):
    said = simulate("--firms", "60", "--periods", "2", "--period", "2026H1")
    assert "60 firms made up for 2025H2, 2026H1, 60 of them scored" in said
    assert (Organisation.objects.count(), EnterpriseProfile.objects.count(), Simulated.objects.count()) == (60, 60, 60)
    assert Fact.objects.filter(period="2026H1").count() == 60
    assert 20 < Fact.objects.filter(period="2025H2").count() < 60
    assert 40 < Consent.objects.agreed().count() < 60


def test_the_facts_say_of_a_firm_what_its_profile_says(simulate):
    simulate("--firms", "40")
    for fact in Fact.objects.select_related("organisation__enterprise"):
        profile = fact.organisation.enterprise
        assert (fact.adcode, fact.division, fact.size) == (profile.adcode, profile.industry[:2], profile.size or "")


def test_the_same_seed_makes_the_same_population(simulate):
    def facts():
        return list(Fact.objects.order_by("pk").values_list("adcode", "division", "size", "level", "overall", "gaps"))

    simulate("--firms", "30", "--seed", "5")
    first = facts()
    simulate("--purge")
    simulate("--firms", "30", "--seed", "5")
    assert facts() == first


def test_many_may_copy_the_results_of_a_few(simulate):
    simulate("--firms", "80", "--distinct", "10")
    assert Fact.objects.count() == 80
    answers = {bytes(fact.answers) for fact in Fact.objects.all()}
    assert len(answers) == 10
    assert Fact.objects.values("adcode").distinct().count() > 30


def test_some_submit_whole_results_through_the_same_door_as_everybody(simulate):
    simulate("--firms", "5", "--period", "2026H1", "--whole", "2")
    assert ResultSnapshot.objects.count() == 2
    whole = Fact.objects.exclude(assessment=None)
    assert whole.count() == 2
    assert {fact.level for fact in whole} == set(ResultSnapshot.objects.values_list("level", flat=True))
    assert not User.objects.get(email=address_of(1)).has_usable_password()


def test_made_up_firms_are_counted_apart(simulate):
    settle(30, agreed=1)
    simulate("--firms", "60", "--period", "2026H1")
    call_command("rollup", "--period", "2026H1")
    call_command("rollup", "--period", "2026H1", "--simulated")
    real, made_up = Run.objects.order_by("simulated")
    assert real.firms == 30
    assert made_up.firms == Consent.objects.agreed().filter(simulated__isnull=False).count() > 30


def test_purging_removes_all_that_was_made_up_and_nothing_else(simulate, factory, alice):
    settle(20, agreed=1)
    simulate("--firms", "25", "--period", "2026H1", "--whole", "1")
    call_command("rollup", "--period", "2026H1")
    call_command("rollup", "--period", "2026H1", "--simulated")
    assert "25 made-up firms removed" in simulate("--purge")
    assert not Simulated.objects.exists()
    assert list(Run.objects.values_list("simulated", flat=True)) == [False]
    assert Organisation.objects.count() == 21
    assert list(User.objects.all()) == [alice]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say how many firms to make"),
        (("--firms", "0"), "--firms is 0; expected 1 or more"),
        (("--firms", "5", "--whole", "6"), "expected at most the 5 of --firms"),
        (("--firms", "5", "--period", "2026"), "is no half-year"),
    ],
)
def test_what_cannot_be_made_up_is_refused_with_a_sentence(simulate, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        simulate(*words)
    assert not Simulated.objects.exists()


def test_a_seed_is_used_once(simulate):
    simulate("--firms", "3")
    with pytest.raises(CommandError, match=r"firms of seed 1 already\. Take another --seed, or remove them all"):
        simulate("--firms", "3")
