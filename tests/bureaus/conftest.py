"""The bureau of Hangzhou and factories of its region that have a result and agreed to be counted, or not."""

import datetime

import pytest

from tests.bureaus import region
from tests.subsidies.conftest import (  # noqa: F401  (fixtures)
    CODE,
    bureau,
    bureau_of,
    changed,
    files_apart,
    hana,
    in_english,
    member,
    published,
    record,
    rui,
    sun,
    wei,
)

OLDER = "zj-hangzhou-compute-voucher-2024"  # its rule asks one thing more than that of CODE


@pytest.fixture
def settle(db):
    return region.settle


@pytest.fixture
def three_groups(db):
    """12 factories rent computing power and say for how much, 20 have not said, 14 rent none."""
    region.settle(12, spend={region.RENT: 10})
    region.settle(20)
    region.settle(14, spend={region.RENT: 0})


@pytest.fixture
def later(monkeypatch):
    """later(1) is next month."""
    from bureaus import counting

    def move(months):
        month = counting.timezone.localdate().replace(day=1)
        for _ in range(months):
            month = (month.replace(day=28) + datetime.timedelta(days=7)).replace(day=1)
        monkeypatch.setattr(counting, "this_month", lambda: month)

    return move
