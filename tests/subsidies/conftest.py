"""The industry bureau of Hangzhou: Hana and Wei keep its records, Rui only reads; Sun keeps those of Shenzhen."""

import pytest

from accounts.models import Membership, Organisation, User
from subsidies.models import Bureau, Record
from subsidies.workflow import adopt, draft, publish, send

CODE = "zj-hangzhou-compute-voucher-2025"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def bureau_of(name, adcode):
    organisation = Organisation.objects.create(kind=Organisation.Kind.BUREAU, name=name)
    return Bureau.objects.create(organisation=organisation, adcode=adcode)


def member(bureau, name, role):
    user = User.objects.create_user(f"{name.lower()}@example.com", "correct horse", name=name, language="en")
    Membership.objects.create(user=user, organisation=bureau.organisation, role=role)
    return user


@pytest.fixture
def bureau(db):
    return bureau_of("杭州市经济和信息化局", "330100")


@pytest.fixture
def hana(bureau):
    return member(bureau, "Hana", "owner")


@pytest.fixture
def wei(bureau):
    return member(bureau, "Wei", "editor")


@pytest.fixture
def rui(bureau):
    return member(bureau, "Rui", "viewer")


@pytest.fixture
def sun(db):
    return member(bureau_of("深圳市工业和信息化局", "440300"), "Sun", "owner")


@pytest.fixture
def record(db) -> Record:
    """A record of Hangzhou as it ships."""
    return adopt(CODE)


@pytest.fixture
def changed(record):
    """What the record says, with a cap of 300."""
    content = record.revisions.standing().get().data
    content["amount"]["cap_wan"] = 300
    return content


@pytest.fixture
def published(record, changed, hana, wei):
    """The changed record, written by Hana and published by Wei."""
    draft(record, changed, hana, 1)
    send(record, hana)
    return publish(record, wei)
