"""A case file is read as a whole or refused as a whole."""

from decimal import Decimal
from pathlib import Path

import pytest

from readiness.answers import Chosen, Measured, NotApplicable, Unknown
from readiness.errors import ContentError
from readiness.loading.case import load_case
from readiness.loading.reference import load_reference
from tests.readiness.conftest import TODAY

EXAMPLES = Path(__file__).parents[2] / "examples"

GOOD = """
framework: ai-manufacturing@2026.1
profile:
  name: 宁波示例汽车零部件有限公司
  uscc: 91330200MA0000023W
  adcode: 330282
  industry: 3670
  employees: 86
  revenue_wan: 5200
  qualifications: []
  planned_spend: {compute_rent_wan: 6}
  facts: {credit_ok: true}
answers:
  RD-1: {na: 来图加工}
  RD-2: L2
  SG-1: [L2, L3]
  DT-1: {connected: 12, total: 40}
  CM-6: unknown
scenes:
- {stage: PM, name: 视觉质检, status: production, start_month: 2025-03, owner: 王工, frequency: daily}
"""


@pytest.fixture(scope="session")
def reference():
    return load_reference()


@pytest.fixture
def read(tmp_path, reference):
    def read(text):
        path = tmp_path / "case.yaml"
        path.write_text(text, encoding="utf-8")
        return load_case(path, reference, TODAY)

    return read


def test_a_case_is_read_with_codes_written_as_numbers(read):
    framework, case = read(GOOD)
    assert framework.reference == "ai-manufacturing@2026.1"
    assert (case.profile.adcode, case.profile.industry, case.profile.policy_group) == ("330282", "3670", "equipment")
    assert (case.profile.size, case.profile.qualifications) == ("small", frozenset())
    assert case.profile.spend == {"compute_rent_wan": Decimal(6)}
    assert case.answers == {
        "RD-1": NotApplicable("来图加工"),
        "RD-2": Chosen(("L2",)),
        "SG-1": Chosen(("L2", "L3")),
        "DT-1": Measured({"connected": Decimal(12), "total": Decimal(40)}),
        "CM-6": Unknown(),
    }
    assert case.scenes[0].start_month.isoformat() == "2025-03-01"


def test_what_is_left_out_is_not_known(read):
    _, case = read(GOOD.replace("  qualifications: []\n", "").replace("  employees: 86\n", ""))
    assert (case.profile.qualifications, case.profile.employees, case.profile.size) == (None, None, None)


def test_all_problems_come_at_once_with_line_key_found_and_expected(read):
    bad = GOOD.replace("330282", "999999").replace("91330200MA0000023W", "91330200MA0000023X")
    bad = (
        bad.replace("RD-2: L2", "RD-2: L7").replace("connected: 12", "connected: 60").replace("stage: PM", "stage: XX")
    )
    bad = bad.replace("employees: 86", "employees: 0").replace("CM-6: unknown", "ZZ-1: L2")
    with pytest.raises(ContentError) as caught:
        read(bad)
    found = {problem.key: problem for problem in caught.value.problems}
    assert set(found) == {
        "profile.adcode",
        "profile.uscc",
        "profile.employees",
        "answers.RD-2",
        "answers.DT-1",
        "answers.ZZ-1",
        "scenes[0].stage",
    }
    assert all(problem.line and problem.expected for problem in found.values())
    assert str(found["answers.RD-2"]) == "case.yaml:15: answers.RD-2: found 'L7', expected one of L1, L2, L3, L4, L5"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "(file)"),
        ("just words", "(file)"),
        ("framework: nothing@1", "framework"),
        (GOOD + "colour: red\n", "colour"),
        (GOOD.replace("mode", "mode") + "mode: slow\n", "mode"),
        (GOOD.replace("2025-03", "2025-13"), "scenes[0].start_month"),
        (GOOD.replace("adcode: 330282", "adcode: 110100"), "profile.adcode"),
        (GOOD.replace("industry: 3670", "industry: 9999"), "profile.industry"),
        (GOOD.replace("facts: {credit_ok: true}", "facts: {credit_ok: [1]}"), "profile.facts.credit_ok"),
        (GOOD.replace("adcode: 330282", "adcode: 330282\n  policy_group: software"), "profile.policy_group"),
    ],
)
def test_what_is_wrong_is_named(read, text, key):
    with pytest.raises(ContentError) as caught:
        read(text)
    assert key in {problem.key for problem in caught.value.problems}


def test_a_missing_file_is_one_sentence(tmp_path, reference):
    with pytest.raises(ContentError) as caught:
        load_case(tmp_path / "nowhere.yaml", reference, TODAY)
    assert str(caught.value) == "nowhere.yaml: (file): found no such file, expected a readable YAML file"


ALIASES = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ALIASES, "more than 50,000 values"),  # 400 million values in half a kilobyte
        ("a: &a {b: *a}", "a part that contains itself"),
        ("[" * 100_000, "more than 50 levels"),
        ("{a: " * 50_000, "more than 50 levels"),
        ("#" * 2_000_001, "a larger file"),
        ("!!python/object/apply:os.system ['exit']\n", "nothing"),
    ],
)
def test_a_file_made_to_exhaust_the_machine_is_refused_in_a_sentence(read, text, found):
    with pytest.raises(ContentError) as caught:
        read(text)
    assert caught.value.problems[0].found == found


@pytest.mark.parametrize(
    "value",
    [
        "0x" + "f" * 5000,
        "0" + "7" * 9000,
        "9" * 5000,
        "1.0e+400",
        "1.0e-9999999",
        "2026-02-30",
        "!!bool maybe",
        "!!timestamp x",
    ],
)
@pytest.mark.parametrize("key", ["employees: 86", "revenue_wan: 5200", "RD-2: L2", "compute_rent_wan: 6"])
def test_a_value_of_no_sense_is_named_with_its_line_and_key(read, key, value):
    name = key.partition(":")[0]
    with pytest.raises(ContentError) as caught:
        read(GOOD.replace(key, f"{name}: {value}"))
    assert any(problem.key.endswith(name) and problem.line for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ("{credit_ok: hello}", "credit_ok"),
        ("{rd_expense_wan: hello}", "rd_expense_wan"),
        ("{rd_expense_wan: -5}", "rd_expense_wan"),
        ("{loan.drawdown_date: 2099-13}", "loan.drawdown_date"),
        ("{award_level: gold}", "award_level"),
        ("{credit_okay: true}", "credit_okay"),
        ("{spend.corpus_wan: 3}", "spend.corpus_wan"),
    ],
)
def test_a_fact_is_of_the_kind_that_rules_compare_it_with(read, facts, key):
    with pytest.raises(ContentError) as caught:
        read(GOOD.replace("{credit_ok: true}", facts))
    assert [problem.key for problem in caught.value.problems] == [f"profile.facts.{key}"]


def test_a_misspelt_kind_of_spending_is_not_swallowed(read):
    with pytest.raises(ContentError) as caught:
        read(GOOD.replace("compute_rent_wan", "compute_rental_wan"))
    assert [problem.key for problem in caught.value.problems] == ["profile.planned_spend.compute_rental_wan"]


def test_a_month_given_as_a_moment_is_a_month(read):
    _, case = read(GOOD.replace("start_month: 2025-03", "start_month: 2025-03-09T08:00:00Z"))
    assert case.scenes[0].start_month.isoformat() == "2025-03-01"
