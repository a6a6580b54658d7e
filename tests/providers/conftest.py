from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.models import Offer
from accounts.rights import EDIT, SUBMIT, VERIFY

ALL = {EDIT, SUBMIT, VERIFY}


@pytest.fixture(autouse=True)
def nobody_has_tried_a_code_yet():
    cache.clear()


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=90)


@pytest.fixture
def asked(provider, paula, soon):
    """(offer, token, code): the provider asks for everything."""
    terms = {"rights": ALL, "purpose": "AI 就绪度测评", "until": soon}
    return Offer.objects.offer("asks", provider, paula, **terms, provider=provider, note="慈溪远山")


@pytest.fixture
def invited(provider, factory, alice, soon):
    """(offer, token, code): Alice invites the provider to fill in."""
    terms = {"rights": {EDIT}, "purpose": "一起填", "until": soon}
    return Offer.objects.offer("invites", factory.organisation, alice, **terms, client=factory.organisation)


@pytest.fixture
def handed(provider, prepared, paula, soon):
    """(offer, token, code): the provider hands over the file it has prepared."""
    terms = {"rights": {EDIT, VERIFY}, "purpose": "继续陪跑", "until": soon}
    return Offer.objects.offer("hands_over", provider, paula, **terms, provider=provider, client=prepared.organisation)


@pytest.fixture
def link():
    return lambda made: reverse("providers:offer", args=[made[1]])
