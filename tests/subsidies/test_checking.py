"""Whatever is written into a record, the check tells what is wrong and never fails itself."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies import seed
from subsidies.checking import problems_of
from subsidies.content import canonical, parsed, plain
from subsidies.differences import differences
from subsidies.filling import initial_of, rest_of
from subsidies.sentences import faults
from tests.subsidies.conftest import CODE

pytestmark = pytest.mark.django_db
CONTENT = seed.records()[CODE]
KEYS = "all any not field op value text excluding unclear_in zh en when tiers ids group kind places from to".split()
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**12)
    | st.decimals(-10, 10**9, places=2).map(plain)
    | st.sampled_from(["region", "within", "in_list", "330100", "000000", "2026-01-01", "tier", "", "有"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
PLACES = [
    ("rule",), ("needs",), ("sources",), ("confirm",), ("stacking", "ids"), ("stacking", "group"), ("amount", "tiers"),
    ("amount", "pro_rata"), ("amount", "places"), ("amount", "base_fields"), ("knowledge", "recalled"), ("region", "name"),
    ("apply", "windows"), ("valid", "from"), ("colour",),
]  # fmt: skip


def test_every_shipped_record_that_names_its_day_of_issue_has_nothing_to_mend():
    for code, content in seed.records().items():
        found = {problem.key for problem in problems_of(content, code, content["region"]["adcode"])}
        assert found <= {"valid.from"}, code


@given(place=st.sampled_from(PLACES), value=VALUES)
def test_no_content_makes_the_check_or_the_page_fail(place, value):
    content = copy.deepcopy(CONTENT)
    *outer, last = place
    part = content[outer[0]] if outer else content
    part[last] = value
    content = parsed(canonical(plain(content)))
    assert all(str(fault) for fault in faults(problems_of(content, CODE, "330100")))
    differences(CONTENT, content)
    if place[0] not in ("sources", "confirm", "apply", "region"):  # these come from rows and lines, never as written
        initial_of(content)
        rest_of(content)


@pytest.mark.parametrize("content", [{}, {"id": 5}, {"region": []}, {"amount": 5, "valid": []}, {"knowledge": "x"}])
def test_a_content_of_another_shape_is_told(content):
    assert len(problems_of(content, CODE, "330100")) > 5
