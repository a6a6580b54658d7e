"""Three people: Alice owns a factory, Bob fills in for her, Charlie owns another one and must see nothing of it."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Every run of the tests tries the same examples, so that no commit is blamed for another one's fault. For new ones:
# pytest tests/surveys/test_protocol.py --hypothesis-profile=soak
_everywhere = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("check", max_examples=25, stateful_step_count=40, derandomize=True, **_everywhere)
settings.register_profile("soak", max_examples=5000, stateful_step_count=100, print_blob=True, **_everywhere)
settings.load_profile("check")


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out tests that never ask a database")
    parser.addoption(
        "--elsewhere", action="append", default=[], metavar="PATH", help="leave out those of a path that ask a database"
    )


def pytest_collection_modifyitems(config, items):
    elsewhere = [_existing(path) for path in config.getoption("--elsewhere")]
    left_out = [item for item in items if _left_out(item, config.getoption("--database-only"), elsewhere)]
    items[:] = [item for item in items if item not in set(left_out)]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish():
    """What has been loaded by now stays to the end: walking through it again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()


def _left_out(item, database_only, elsewhere):
    if not _asks_a_database(item):
        return database_only
    return any(item.path.is_relative_to(path) for path in elsewhere)


def _existing(path):
    found = Path(path).resolve()
    if not found.exists():
        raise pytest.UsageError(f"--elsewhere {path}: no such file or folder.")
    return found


def _asks_a_database(item):
    fixtures = {"db", "transactional_db", "django_db_reset_sequences"}
    return bool(item.get_closest_marker("django_db") or fixtures & set(item.fixturenames))


def pytest_runtest_setup(item):
    """A page read in English by the test before leaves its thread in English."""
    if item.config.pluginmanager.hasplugin("django"):
        from django.utils import translation

        translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """Where script/test has migrated a SQLite file, a copy of it lies where Django looks for its test database."""
    from django.conf import settings

    database, blank = settings.DATABASES["default"], os.environ.get("BLANK_DATABASE")
    if not blank or not database["ENGINE"].endswith("sqlite3"):
        return django_db_keepdb
    shutil.copyfile(blank, database["TEST"]["NAME"])
    return True


@pytest.fixture
def alice(db):
    from accounts.models import User

    return User.objects.create_user("alice@example.com", "correct horse", name="Alice")


@pytest.fixture
def factory(alice):
    """Alice's factory: a small maker of car parts in Cixi, Ningbo."""
    from accounts.models import EnterpriseProfile

    return EnterpriseProfile.objects.found(
        alice,
        "慈溪远山汽车零部件有限公司",
        adcode="330282",
        industry="3670",
        policy_group="equipment",
        employees=85,
        revenue_wan=4200,
    )


@pytest.fixture
def bob(factory):
    """A colleague of Alice who may edit but not manage."""
    from accounts.models import Membership, User

    user = User.objects.create_user("bob@example.com", "correct horse", name="Bob")
    Membership.objects.create(user=user, organisation=factory.organisation, role=Membership.Role.EDITOR)
    return user


@pytest.fixture
def vera(factory):
    """A colleague of Alice who may only read."""
    from accounts.models import Membership, User

    user = User.objects.create_user("vera@example.com", "correct horse", name="Vera")
    Membership.objects.create(user=user, organisation=factory.organisation, role=Membership.Role.VIEWER)
    return user


@pytest.fixture
def charlie(db):
    """A stranger with a factory of his own."""
    from accounts.models import EnterpriseProfile, User

    user = User.objects.create_user("charlie@example.com", "correct horse", name="Charlie")
    EnterpriseProfile.objects.found(
        user, "佛山凌云家电有限公司", adcode="440606", industry="3850", policy_group="equipment"
    )
    return user


@pytest.fixture
def provider(db):
    """A service provider without clients."""
    from accounts.models import Organisation

    return Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name="远山咨询")


def _at_the_provider(provider, name, role):
    from accounts.models import Membership, User

    user = User.objects.create_user(f"{name.lower()}@provider.example.com", "correct horse", name=name)
    Membership.objects.create(user=user, organisation=provider, role=role)
    return user


@pytest.fixture
def paula(provider):
    """The provider's administrator."""
    return _at_the_provider(provider, "Paula", "owner")


@pytest.fixture
def wang(provider):
    """The provider's assessor."""
    return _at_the_provider(provider, "Wang", "editor")


@pytest.fixture
def rita(provider):
    """Reads only at the provider."""
    return _at_the_provider(provider, "Rita", "viewer")


@pytest.fixture
def granted(provider, factory, alice):
    """granted({EDIT}) lets the provider view and fill in Alice's factory for a year."""
    from datetime import timedelta

    from django.utils import timezone

    from accounts.models import Grant

    def give(rights=(), client=None, days=365):
        until = timezone.localdate() + timedelta(days=days)
        client = client or factory.organisation
        return Grant.objects.give(client, provider, alice, set(rights), "AI 就绪度测评", until)

    return give


@pytest.fixture
def prepared(provider):
    """A file the provider has prepared about a firm that has nobody here."""
    from accounts.models import EnterpriseProfile

    return EnterpriseProfile.objects.prepare(
        provider,
        "宁波海曙精密模具有限公司",
        uscc="91330203MA2GT1A615",
        adcode="330203",
        industry="3525",
        policy_group="equipment",
        employees=60,
        revenue_wan=3100,
    )


@pytest.fixture
def as_(client):
    """as_(alice) is a client Alice has signed in with."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def signed_in(client):
    """signed_in(alice, "zh-hans") is the same, with the pages in a language."""

    def sign_in(user, language="en"):
        user.language = language
        user.save()
        client.force_login(user)
        return client

    return sign_in
