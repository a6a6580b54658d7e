"""Which cells are shown: by cases a person can recompute, by what must always hold, and by trying all small groups."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.disclosure.board import Board
from readiness.disclosure.cube import Hidden, protect
from readiness.disclosure.table import Table, moved
from tests.readiness.conftest import cases
from tests.readiness.disclosure.tables import DIVISIONS, PLACES, axes, population, table_of, told_groups, within

CASES = Path(__file__).parent.parent / "cases"
K = 5
ATOMS = st.dictionaries(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(DIVISIONS),
        st.sampled_from(["small", "medium", "large"]),
    ),
    st.integers(0, 12),
    min_size=1,
    max_size=30,
)


def key_of(words):
    return tuple(word.replace("*", "") for word in words.split())


def shown(states):
    return {key for key, why in states.items() if why is None}


def complementary(states):
    return {key for key, why in states.items() if why == Hidden.PROTECTS_OTHERS}


@pytest.mark.parametrize("case", cases(CASES / "disclosure_tables.yaml"))
def test_what_is_kept_back_to_protect_others(case):
    atoms = {key_of(words): firms for words, firms in case["firms"].items()}
    table = table_of(atoms, {})
    states = protect(table, K)
    assert complementary(states) == {key_of(words) for words in case["hidden"]}
    assert {key for key, why in states.items() if why == Hidden.TOO_FEW} == {key for key in table.n if table.n[key] < K}


@pytest.mark.parametrize("k", [0, 1, 4])
def test_fewer_than_five_firms_are_never_enough(k):
    with pytest.raises(ValueError, match="at least 5"):
        protect(table_of(population(1, 30)), k)


def test_a_table_without_its_most_exact_cells_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match=r"hold 0 firms, the whole table 30; expected the same. Make the table with"):
        Table(axes(), {("000000", "", ""): 30})


def test_a_line_that_holds_more_than_its_head_is_refused_with_a_sentence():
    n = {("000000", "", ""): 9, ("330000", "", ""): 11}
    table = Table(axes(), n, {("330102", "13", "small"): 9})
    with pytest.raises(ValueError, match="hold 11 firms, it holds 9; expected no more"):
        protect(table, K)


def test_of_no_firms_nothing_is_said():
    assert protect(table_of({}), K) == {}


def test_of_fewer_firms_than_k_everything_is_too_few():
    assert set(protect(table_of({("330102", "13", "small"): 4}), K).values()) == {Hidden.TOO_FEW}


def test_the_same_table_in_another_order_is_protected_in_the_same_way():
    atoms = list(population(7, 150).items())
    first = protect(table_of(dict(atoms)), K)
    random.Random(1).shuffle(atoms)
    assert protect(table_of(dict(atoms)), K) == first


@settings(max_examples=60, deadline=None)
@given(ATOMS)
def test_what_is_shown_has_k_firms_and_so_have_those_above_it_and_the_rest_of_every_line(atoms):
    table = table_of(atoms)
    states = protect(table, K)
    told = shown(states)
    assert all(table.n[key] >= K for key in told)
    for key in told - set(table.differences):
        for axis, tree in enumerate(table.axes):
            if (node := tree.parents[key[axis]]) is not None:
                assert states[moved(key, axis, node)] is None
    for line in table.lines:
        left = line.rest + sum(table.n[key] for key in line.cells if key not in told)
        assert line.head not in told or left == 0 or left >= K


@settings(max_examples=40, deadline=None)
@given(ATOMS)
def test_two_shown_cells_have_the_same_firms_or_k_of_them_differ(atoms):
    table = table_of(atoms)
    told = sorted(shown(protect(table, K)))
    firms = firms_of(table, told)
    for one in told:
        for other in told:
            differ = sum(table.atoms[kind] for kind in firms[one] ^ firms[other])
            assert differ == 0 or differ >= K, (one, other)


def firms_of(table, cells):
    return {cell: {kind for kind, n in table.atoms.items() if n and within(kind, cell)} for cell in cells}


@settings(max_examples=40, deadline=None)
@given(ATOMS)
def test_cells_with_the_same_firms_are_shown_or_hidden_together(atoms):
    table = table_of(atoms, {})
    states = protect(table, K)
    firms = firms_of(table, table.cells)
    for one in table.cells:
        for other in table.cells:
            assert firms[one] != firms[other] or (states[one] is None) == (states[other] is None)


@pytest.mark.parametrize("firms", [25, 60, 120, 300])
@pytest.mark.parametrize("seed", range(6))
def test_no_group_of_fewer_than_k_firms_follows_from_what_is_shown(seed, firms):
    atoms = population(seed, firms)
    assert not list(told_groups(atoms, sorted(shown(protect(table_of(atoms), K))), K))


def test_without_the_lines_such_a_group_would_follow():
    """The check above can fail."""
    for seed in range(6):
        atoms = population(seed, 120)
        table = table_of(atoms)
        assert list(told_groups(atoms, [key for key in sorted(table.n) if table.n[key] >= K], K))


def test_without_the_audit_such_a_group_would_follow():
    """Lines alone do not do it: what several of them leave over can differ by a few firms."""
    found = 0
    for seed in range(12):
        atoms = population(seed, 300)
        table = table_of(atoms)
        board = Board(table, K)
        board.hide(key for key in table.cells if table.n[key] < K)
        board.settle()
        found += bool(list(told_groups(atoms, board.shown(), K)))
    assert found


def test_a_larger_k_is_kept_as_well():
    atoms = population(3, 300)
    table = table_of(atoms)
    told = shown(protect(table, 8))
    assert told
    assert all(table.n[key] >= 8 for key in told)
    assert not list(told_groups(atoms, sorted(told), 8, most=3))


# --- a province without a city ------------------------------------------------------------------------------------------

WITHOUT_NINGBO = "330000-330200"


def test_a_province_without_a_city_is_told_where_both_are():
    atoms = {("330102", "13", "small"): 9, ("330282", "13", "small"): 8, ("330283", "13", "small"): 7}
    table = table_of(atoms)
    assert table.n[WITHOUT_NINGBO, "", ""] == 9
    assert protect(table, K)[WITHOUT_NINGBO, "", ""] is None


def test_a_province_is_not_told_without_a_city_of_too_few_firms():
    atoms = {("330102", "13", "small"): 9, ("330105", "13", "small"): 6, ("330282", "13", "small"): 3}
    states = protect(table_of(atoms), K)
    assert states["330000", "", ""] is None
    assert states["330200", "", ""] == Hidden.TOO_FEW
    assert states[WITHOUT_NINGBO, "", ""] == Hidden.PROTECTS_OTHERS


def test_a_province_without_a_city_is_told_no_further_than_the_city():
    table = table_of({("330102", "13", "small"): 9, ("330282", "13", "small"): 8})
    assert (WITHOUT_NINGBO, "13", "") in table.n
    assert (WITHOUT_NINGBO, "13", "small") not in table.n


def test_where_the_city_has_no_firms_the_province_is_the_same_without_it():
    states = protect(table_of({("330102", "13", "small"): 9}), K)
    assert states[WITHOUT_NINGBO, "", ""] is None


def test_what_a_difference_gives_away_keeps_the_difference_back():
    """Province and city are so large that rounding hides what they differ by; the difference itself is not."""
    atoms = {("330282", "13", "small"): 900, ("330282", "14", "small"): 900, ("330102", "13", "small"): 7}
    atoms["330102", "14", "small"] = 2
    table = table_of(atoms)
    states = protect(table, K)
    assert states[WITHOUT_NINGBO, "14", ""] == Hidden.TOO_FEW
    assert not {(WITHOUT_NINGBO, "consumer_goods", ""), (WITHOUT_NINGBO, "13", "")} <= shown(states)
