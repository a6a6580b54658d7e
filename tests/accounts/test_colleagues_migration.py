"""People who belonged to an enterprise before members had an address each get one of their own."""

import importlib

import pytest
from django.apps import apps

from accounts.models import Membership

migration = importlib.import_module("accounts.migrations.0002_colleagues")


@pytest.mark.django_db
def test_every_membership_gets_an_address_of_its_own(alice, bob, vera):
    before = set(Membership.objects.values_list("uuid", flat=True))
    migration.give_addresses(apps, None)
    after = set(Membership.objects.values_list("uuid", flat=True))
    assert len(after) == 3
    assert not before & after
