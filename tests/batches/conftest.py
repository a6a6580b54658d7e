"""A provider with clients that have results; a press that sets one page."""

import uuid

import pytest

from accounts.models import EnterpriseProfile, Grant
from batches.beginning import begin
from batches.models import Item
from reports import jobs, press
from reports.models import Report
from tests.reports.conftest import bells, evaluated, one_page  # noqa: F401
from tests.reports.conftest import frozen as _frozen


def frozen(firm, user, n=0, name="auto-parts-small"):
    framework, data = evaluated(name)
    return _frozen(firm, user, (framework, data | {"minutes": n}))  # every result is one of its own


@pytest.fixture
def clients(provider, paula, alice):
    """clients(6) gives six firms with a result each, whose owner has given the provider access."""
    from datetime import timedelta

    from django.utils import timezone

    until = timezone.localdate() + timedelta(days=90)

    def make(count):
        made = []
        for n in range(count):
            firm = EnterpriseProfile.objects.found(
                alice, f"宁波第{n}号零部件有限公司", adcode="330282", industry="3670", policy_group="equipment"
            )
            Grant.objects.give(firm.organisation, provider, alice, set(), "报告", until)
            made.append(frozen(firm, alice, n))
        return made

    return make


@pytest.fixture
def rung(monkeypatch):
    """Nothing is sent to a queue."""
    sent = []
    monkeypatch.setattr(
        "celery.app.base.Celery.send_task", lambda self, name, args=(), **kw: sent.append((name, args, kw))
    )
    return sent


@pytest.fixture
def started(provider, paula, clients, rung, one_page):  # noqa: F811
    """started(6) is a batch of six reports that nobody has worked on."""

    def make(count, languages=("zh-hans",), **more):
        return begin(provider, paula, uuid.uuid4(), clients(count), languages, **more)

    return make


def end_access(item, user):
    Grant.objects.get(client=item.client, ended_at=None).end(user, item.client)


def print_all():
    """What the workers do with everything that waits; how many reports that made."""
    return sum(press.make(pk) for pk in jobs.due().values_list("pk", flat=True))


def fail_for_good(item):
    Report.objects.filter(pk=item.report_id).update(state="failed", error="paper jam")


def states(batch):
    return [item.state for item in batch.items.all()]


State = Item.State
