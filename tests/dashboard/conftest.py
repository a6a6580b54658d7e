"""A bureau of Zhejiang with two people, and counts written by hand, so that every figure is known."""

import datetime
import json

import pytest

from rollups.models import Run, RunAnswers, RunCell
from surveys.content import framework
from tests.subsidies.conftest import bureau_of, member

K = 5
DAY = datetime.datetime(2026, 7, 2, 3, tzinfo=datetime.UTC)


@pytest.fixture
def zhejiang(db):
    return bureau_of("浙江省经济和信息化厅", "330000")


@pytest.fixture
def hana(zhejiang):
    return member(zhejiang, "Hana", "owner")


@pytest.fixture
def rui(zhejiang):
    return member(zhejiang, "Rui", "viewer")


@pytest.fixture
def gao(db):
    """Of another province."""
    return member(bureau_of("广东省工业和信息化厅", "440000"), "Gao", "owner")


def run_of(period, **more):
    version = framework()
    facts = {"k": K, "framework": version.key, "firms": 400, "digest": "ab" * 32, "state": Run.State.TOLD}
    versions = f"{version.reference} {version.digest}"
    return Run.objects.create(period=period, as_of=DAY, versions=versions, **facts | more)


def told(run, region, industry="", size="", n=100, **figures):
    return RunCell.objects.create(
        run=run, region=region, industry=industry, size=size, n=n, figures=json.dumps(figures)
    )


def hidden(run, region, industry="", size=""):
    return RunCell.objects.create(run=run, region=region, industry=industry, size=size, hidden="protects_others")


@pytest.fixture
def counted(zhejiang):
    """2026H1: Zhejiang 48 points, Hangzhou 55, Jiaxing 41, Ningbo hidden for others, the rest too small."""
    run = run_of("2026H1")
    told(run, "000000", n=400, mean=44)
    told(
        run,
        "330000",
        mean=48,
        levels={"L1": 40, "L2": 35, "L3": 15, "L4": 7, "L5": 3},
        bands=[5, 10, 15, 20, 20, 15, 8, 4, 2, 1],
        quartiles=[30, 45, 60],
        dimensions={"RD": 51, "PM": 37},
        gates={"L2-score": 40},
        gaps={"PM-3": 62, "DT-1": 48},
        verified={"n": 12, "stated": 52, "found": 47},
    )
    told(run, "330100", n=60, mean=55, levels={"L1": 30, "L2": 35, "L3": 20, "L4": 10, "L5": 5})
    told(run, "330400", n=25, mean=41)
    hidden(run, "330200")
    told(run, "330000", "equipment", n=50, mean=52, dimensions={"RD": 58})
    told(run, "330000", size="small", n=45, mean=46)
    RunAnswers.objects.create(run=run, region="330000", n=100, shares=json.dumps({"PM-3": {"L1": 30, "L2": 70}}))
    return run
