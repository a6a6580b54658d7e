"""Real results of the example firms, and Alice's submitted assessment with its snapshot."""

import datetime
import functools
import tempfile
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.reference import reference
from readiness.answers import read_answer, to_plain
from readiness.loading.case import load_case
from readiness.loading.catalogue import published_catalogue
from readiness.loading.framework import FRAMEWORKS, load_framework
from readiness.notes import Case
from readiness.outcome import evaluate
from readiness.plain import canonical_json, digest
from readiness.profile import Profile
from readiness.record import outcome_to_plain
from tests.readiness.test_miit import answers_of, given

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = datetime.date(2026, 11, 23)


@functools.cache
def evaluated(name):
    return evaluate_case(name)


def evaluate_case(name, change=lambda case: case):
    framework, case = load_case(EXAMPLES / f"{name}.yaml", reference(), DAY)
    return framework, outcome_to_plain(evaluate(framework, published_catalogue(), change(case)))


@pytest.fixture
def small():
    """(framework, result) of the small maker of car parts: low, not capped, a long route."""
    return evaluated("auto-parts-small")


@pytest.fixture
def medium():
    """(framework, result) of the maker of appliances: capped by security, one action away."""
    return evaluated("appliances-medium")


@pytest.fixture
def large():
    """(framework, result) of the electronics firm: L4, the route does not reach the top."""
    return evaluated("electronics-large")


# --- frameworks of other shapes ---------------------------------------------------------------------------------------

FIRM = Profile(name="余姚示例模具有限公司", adcode="330281", industry="3670", policy_group="equipment", employees=60)
SMALL = Path(__file__).parents[1] / "readiness" / "frameworks" / "small" / "1"


def result_of(framework, answers, quick=False):
    """(framework, result) of plain answers."""
    understood = {code: read_answer(framework.questions[code], plain) for code, plain in answers.items()}
    return framework, outcome_to_plain(
        evaluate(framework, published_catalogue(), Case(FIRM, understood, (), DAY, quick))
    )


@functools.cache
def ministry():
    return load_framework(FRAMEWORKS / "miit-sme-2024" / "2024")


def ministry_case(vector, without=()):
    """(framework, result) of one of the ministry's test vectors, some answers left out."""
    answers = {code: to_plain(answer) for code, answer in answers_of(ministry(), given(vector)).items()}
    return result_of(ministry(), {code: plain for code, plain in answers.items() if code not in without})


TREES = {"A1": "4", "A2": {"rows": {"r1": ["now", "plan"], "r2": "plan"}}, "B1": {"a": 6, "b": 10}} | {
    "B2": ["a", "b", "c", "bad"],
    "B3": "-3",
}


def trees_case(**changes):
    """(framework, result) of the small framework with an index, bands and a scale of its own."""
    return result_of(load_framework(SMALL), TREES | changes)


def flat_framework(dimensions=4, questions=3, extra=""):
    """A framework without overall score, levels and actions: dimensions from 0 to 5 with bands, and nothing else."""
    parts = [f"- {{code: D{n}, name: {{zh: 第{n}个维度, en: Dimension {n}}}}}" for n in range(1, dimensions + 1)]
    bands = ((0, "起步", "starting"), (2, "成形", "taking shape"), (4, "成熟", "mature"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "1"
        (root / "questions").mkdir(parents=True)
        (root / "framework.yaml").write_text(
            "key: flat\nversion: '1'\nname: {zh: 平框架, en: A flat framework}\noverall: none\nlevels: []\n"
            + "dimension_levels:\n"
            + "".join(f"- {{code: b{t}, name: {{zh: {zh}, en: {en}}}, threshold: {t}}}\n" for t, zh, en in bands)
            + "dimensions:\n"
            + "\n".join(parts)
            + "\n"
            + extra,
            encoding="utf-8",
        )
        for n in range(1, dimensions + 1):
            (root / "questions" / f"D{n}.yaml").write_text(_flat_questions(n, questions), encoding="utf-8")
        return load_framework(root)


def _flat_questions(n, count):
    options = ", ".join(
        f"{{code: o{points}, value: {points}, text: {{zh: 做到了第 {points} 步, en: step {points} is done}}}}"
        for points in range(6)
    )
    return f"dimension: D{n}\nquestions:\n" + "".join(
        f"- {{code: D{n}-{q}, kind: single, topic: {{zh: 第{q}项, en: Item {q}}}, "
        f"text: {{zh: 这一项做到了哪一步, en: How far is this item}}, options: [{options}]}}\n"
        for q in range(1, count + 1)
    )


def flat_case(dimensions=4, questions=3, open_=()):
    """(framework, result) of a flat framework; the answers go round the options, `open_` ones are left out."""
    framework = flat_framework(dimensions, questions)
    codes = [code for code in framework.questions if code not in open_]
    return result_of(framework, {code: f"o{(3 * n + n // 5) % 6}" for n, code in enumerate(codes)})


@pytest.fixture
def snapshot(factory, alice, small):
    """Alice's submitted assessment."""
    return frozen(factory, alice, small)


@pytest.fixture
def ministry_snapshot(factory, alice):
    """An assessment by the ministry's indicators, three answers left open."""
    return frozen(factory, alice, ministry_case("M3", ("Q4", "S05", "S06")))


def frozen(factory, alice, case):
    from surveys.models import Assessment, ResultSnapshot

    framework, data = case
    assessment = Assessment.objects.create(
        organisation=factory.organisation,
        framework_reference=framework.reference,
        framework_digest=framework.digest,
        mode="full",
        state="submitted",
        created_by=alice,
        submitted_by=alice,
        submitted_at=timezone.now(),
    )
    return ResultSnapshot.objects.create(
        assessment=assessment,
        text=canonical_json(data),
        sha256=digest(data),
        framework_digest=data["framework_digest"],
        catalogue_digest=data["catalogue_digest"],
        engine=data["engine"],
        level=data["level"],
        overall=data["overall"],
    )


@pytest.fixture
def one_page(monkeypatch):
    """The press sets a single page instead of twenty: what matters is the way of the file, not what it says."""
    monkeypatch.setattr(
        "reports.press.paper", lambda document, number, address, branding: f"<html lang=en><title>{number}</title>"
    )


@pytest.fixture
def bells(monkeypatch):
    """The bells that were rung, instead of a queue."""
    from reports import jobs

    rung = []
    monkeypatch.setattr(jobs, "ring", rung.append)
    return rung
