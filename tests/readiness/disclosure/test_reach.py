"""Nothing published about many firms says anything about few: an attacker who sees all of it finds no single firm.

Every attack is also made on figures without the protection, where it succeeds: so the attack is a real one.
"""

import random
from collections import defaultdict
from decimal import Decimal
from itertools import combinations, pairwise, product

import pytest
from ortools.sat.python import cp_model

from readiness.disclosure.reach import (
    CELLS,
    ROWS_AT_MOST,
    Range,
    Told,
    counts,
    dominated,
    far_enough,
    in_class,
    protect,
    protect_sum,
    significant,
    tell,
)

K = 5


def row_of(met, not_known, not_met, k=K):
    return protect({"met": met, "not_known": not_known, "not_met": not_met}, k)


def cells_of(met, not_known, not_met):
    return {"met": frozenset(met), "not_known": frozenset(not_known), "not_met": frozenset(not_met)}


# --- one row ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("k", [0, 1, 4])
def test_fewer_than_five_firms_are_never_enough(k):
    with pytest.raises(ValueError, match="at least 5"):
        row_of(20, 20, 20, k)


def test_counts_are_told_as_classes():
    assert (in_class(40, 5), in_class(44, 5), in_class(4, 5)) == (Range(40, 44), Range(40, 44), Range(0, 4))


def test_of_large_cells_all_three_are_told():
    row = row_of(42, 31, 18)
    assert row.total == Range(90, 94)
    assert row.cells == {"met": Range(40, 44), "not_known": Range(27, 39), "not_met": Range(15, 19)}
    assert row.rest is None


@pytest.mark.parametrize("small", [0, 1, 4])
def test_a_small_cell_is_hidden_together_with_another(small):
    for row in (row_of(42, 31, small), row_of(42, small, 31)):
        assert row.shown == {"met"}
        assert row.rest is not None
    assert row_of(small, 42, 31).shown == {"not_met"}


@pytest.mark.parametrize("given", [(60, 0, 0), (0, 60, 0), (0, 0, 60), (58, 1, 1), (2, 56, 2)])
def test_that_nearly_all_firms_are_alike_is_not_told(given):
    row = row_of(*given)
    assert (row.total, row.shown) == (Range(60, 64), set())


def test_of_fewer_firms_than_k_nothing_is_told():
    assert row_of(1, 2, 1).total is None


def published(row):
    return row.total, tuple(row.cells[cell] for cell in CELLS)


def naive(counts, k):
    """What many would publish: each cell in classes, small ones left out, and the total."""
    told = [in_class(count, k) if count >= k else None for count in counts]
    return in_class(sum(counts), k), tuple(told)


def possible(publish, k, most):
    """(exact total, everything published) → for each cell the values it may have. The reader knows rules and total."""
    found = defaultdict(lambda: [set(), set(), set()])
    for total in range(k, most):
        for met in range(total + 1):
            for not_known in range(total - met + 1):
                given = (met, not_known, total - met - not_known)
                for values, count in zip(found[total, publish(given, k)], given, strict=True):
                    values.add(count)
    return found


def disclosures(found, k):
    """Where a cell is known to be below k, and to be less than all of 0 … k-1; or told more closely than its class."""
    small = set(range(k))
    for (total, told), values in found.items():
        for cell, (range_, left) in enumerate(zip(told[1], values, strict=True)):
            if left < small or (range_ and cell != 1 and left != set(range(range_.low, range_.high + 1))):
                yield total, told, cell, left


@pytest.mark.parametrize(("k", "most"), [(5, 60), (10, 55)])
def test_who_knows_the_exact_total_and_the_rules_learns_no_more_than_the_classes_say(k, most):
    found = possible(lambda given, k: published(row_of(*given, k)), k, most)
    assert len(found) > most
    assert next(disclosures(found, k), None) is None


def test_without_the_protection_of_the_row_the_same_reader_pins_small_cells():
    found = list(disclosures(possible(naive, K, 40), K))
    assert any(len(left) == 1 and left < set(range(K)) for _total, _told, _cell, left in found)


def test_a_shown_cell_leaves_k_firms_outside_whatever_the_exact_total_is():
    for (total, told), values in possible(lambda given, k: published(row_of(*given, k)), K, 60).items():
        for range_, left in zip(told[1], values, strict=True):
            assert range_ is None or max(left) <= total - K


# --- differences ------------------------------------------------------------------------------------------------------


def nested(seed, most=60):
    """Firms, and two rules of which the second lets in a few more firms than the first: rows as cells."""
    dice = random.Random(seed)
    firms = list(range(dice.randint(10, most)))
    dice.shuffle(firms)
    met, open_ = sorted(dice.randint(0, len(firms)) for _ in range(2))
    few = dice.randint(0, 8)
    first = cells_of(firms[:met], firms[met:open_], firms[open_:])
    wider = firms[: met + few]
    second = cells_of(wider, set(firms[:open_]) - set(wider), set(firms[open_:]) - set(wider))
    return first, second


def difference(first, second):
    """How many more meet the second rule than the first, as a reader works it out who knows it lets in more."""
    a, b = (row.cells["met"] or _unseen(row) for row in (first, second))
    low, high = max(0, b.low - a.high), b.high - a.low
    return low, high


def _unseen(row):
    """A cell that is not shown lies anywhere, unless the third one is: then it is known to be small."""
    return Range(0, K - 1) if row.cells["not_met"] else Range(0, row.total.high)


def attack_two_rules(publish, cases=4000):
    """Seeds where a reader knows that fewer than k firms, but not none, separate two rules: exactly or nearly so."""
    for seed in range(cases):
        first, second = nested(seed)
        true = len(second["met"] - first["met"])
        told = publish(first, second)
        if 0 < true < K and difference(*told)[0] > 0:
            yield seed


def alone(first, second):
    return protect(counts(first), K), protect(counts(second), K)


def together(first, second):
    return tuple(tell({"a": first, "b": second}, (), K).values())


def test_two_rules_never_give_away_the_few_firms_between_them():
    assert list(attack_two_rules(together)) == []


def test_without_comparing_the_rows_two_rules_give_them_away():
    assert len(list(attack_two_rules(alone))) > 50


def tracker(publish):
    """Somebody who may write rules asks one firm further each time and looks where the figure must have moved."""
    firms = list(range(80))
    steps = range(10, 50)
    rows = {f"r{n}": cells_of(firms[:n], firms[n:60], firms[60:]) for n in steps}
    shown = [(n, row.cells["met"]) for n, row in zip(steps, publish(rows), strict=True) if row.cells["met"]]
    return [n for (before, one), (n, other) in pairwise(shown) if other.low > one.high and n - before < K]


def test_asking_one_firm_further_each_time_shows_no_jump_at_a_firm():
    assert tracker(lambda rows: tell(rows, (), K).values()) == []


def test_without_comparing_the_rows_each_jump_shows_a_firm():
    assert len(tracker(lambda rows: [protect(counts(cells), K) for cells in rows.values()])) > 5


def months(seed, length=6):
    """One region over some months: who agrees changes by a few each time; the rule stays."""
    dice = random.Random(seed)
    kind = {firm: dice.choices(CELLS, (5, 3, 2))[0] for firm in range(90)}
    agreed = set(dice.sample(range(90), dice.randint(0, 60)))
    for _ in range(length):
        yield {cell: frozenset(firm for firm in agreed if kind[firm] == cell) for cell in CELLS}
        for firm in dice.sample(range(90), dice.randint(0, 7)):
            agreed ^= {firm}


def told_by_month(seed):
    """What a bureau gets to see, with the firms behind it: a month without news repeats the last."""
    counted, seen = [], []
    for cells in months(seed):
        if far_enough(everyone(cells), [frozenset(), *map(everyone, counted)], K):
            counted.append(cells)
            seen.append(Told(cells, tell({"a": cells}, seen[::-1], K)["a"]))
        elif seen:
            seen.append(seen[-1])
    return seen


def told_each_month(seed):
    return [Told(cells, protect(counts(cells), K)) for cells in months(seed)]


def everyone(cells):
    return frozenset().union(*cells.values())


def attack_months(publish, cases=800):
    """Seeds where a figure moves from one month to the next though fewer than k firms have entered or left."""
    for seed in range(cases):
        for before, after in pairwise(publish(seed)):
            if before.row != after.row and len(everyone(before.cells) ^ everyone(after.cells)) < K:
                yield seed
                break


def test_a_figure_moves_only_when_k_firms_have_entered_or_left_since_it_was_told():
    assert list(attack_months(told_by_month)) == []


def test_without_waiting_for_k_firms_the_months_give_them_away():
    assert len(list(attack_months(told_each_month))) > 100


def between_months(publish, cases=800):
    """Cells told by their own count in two months that must differ, though fewer than k firms came or went there."""
    for seed in range(cases):
        for one, other in combinations(publish(seed), 2):
            for cell in one.row.own & other.row.own & one.row.shown & other.row.shown:
                a, b = one.row.cells[cell], other.row.cells[cell]
                if (a.low > b.high or b.low > a.high) and len(one.cells[cell] ^ other.cells[cell]) < K:
                    yield seed, cell


def test_two_figures_that_differ_differ_by_k_firms():
    assert list(between_months(told_by_month)) == []
    assert len(list(between_months(told_each_month))) > 100


def small_groups(rows):
    """Groups of 1 … k-1 firms a reader may ask for: those in a cell of one rule, or in it and not in it by another."""
    firms = [tuple(_cell_of(cells, firm) for cells in rows) for firm in everyone(rows[0])]
    for n, m, cell in product(range(len(rows)), range(len(rows)), CELLS):
        inside = [pattern for pattern in firms if pattern[n] == cell and (n == m or pattern[m] != cell)]
        if 0 < len(inside) < K:
            yield set(inside), set(firms)


def bounds(group, patterns, told, exact):
    """The least and largest number of firms in the group consistent with everything published and the exact total.

    The reader knows how the rules hang together: which combinations of cells do not occur.
    """
    model = cp_model.CpModel()
    number = {pattern: model.new_int_var(0, exact, str(pattern)) for pattern in patterns}
    model.add(sum(number.values()) == exact)
    for (n, row), cell in product(enumerate(told), CELLS):
        if range_ := row.cells[cell]:
            inside = sum(amount for pattern, amount in number.items() if pattern[n] == cell)
            model.add_linear_constraint(inside, range_.low, range_.high)
    return tuple(_end(model, sum(number[pattern] for pattern in group), sign) for sign in (1, -1))


def _cell_of(cells, firm):
    return next(cell for cell in CELLS if firm in cells[cell])


def _end(model, expression, sign):
    again = model.clone()
    again.minimize(sign * expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(again) == cp_model.OPTIMAL
    return sign * round(solver.objective_value)


def three_rules(seed):
    """Three rules over the same firms, made of the same facts, as rules of one bureau are."""
    dice = random.Random(seed)
    facts = {firm: tuple(dice.choices((True, False, None), (5, 3, 2))[0] for _ in range(2)) for firm in range(40)}
    asked = [lambda one, two: one, lambda one, two: one or two, lambda one, two: one and two]
    rows = []
    for rule in asked:
        cells = defaultdict(set)
        for firm, (one, two) in facts.items():
            value = rule(one, two) if None not in (one, two) else None
            cells[{True: "met", False: "not_met", None: "not_known"}[value]].add(firm)
        rows.append({cell: frozenset(cells[cell]) for cell in CELLS})
    return rows


def pinned(publish, cases):
    """Small groups of which a reader learns that somebody is in them, and that they are fewer than k."""
    for seed in range(cases):
        rows = three_rules(seed)
        told = publish(rows)
        for group, patterns in small_groups(rows):
            low, high = bounds(group, patterns, told, 40)
            if 0 < low <= high < K:
                yield seed, group


def test_bounds_over_three_rules_at_once_pin_no_group_below_k():
    def protected(rows):
        return list(tell({str(n): cells for n, cells in enumerate(rows)}, (), K).values())

    assert sum(1 for seed in range(150) for _ in small_groups(three_rules(seed))) > 200
    assert list(pinned(protected, 150)) == []


def test_without_comparing_the_rows_the_bounds_pin_small_groups():
    assert list(pinned(lambda rows: [protect(counts(cells), K) for cells in rows], 40))


def test_without_the_protection_of_the_row_the_bounds_pin_small_groups():
    assert list(pinned(lambda rows: [_Exact(cells) for cells in rows], 10))


class _Exact:
    """Exact counts; those below k are left out."""

    def __init__(self, cells):
        told = {cell: Range(len(firms), len(firms)) for cell, firms in cells.items() if len(firms) >= K}
        self.cells = {cell: told.get(cell) for cell in CELLS}


FIRST = cells_of(range(22), range(22, 60), range(60, 80))


def test_a_cell_near_to_one_told_before_is_told_as_near_to_it_only():
    wider = cells_of(range(25), range(25, 60), range(60, 80))
    row = tell({"a": FIRST, "b": wider}, (), K)["b"]
    assert row.cells["met"] == row.cells["not_met"] == Range(16, 28)
    assert row.own == set()


def test_an_equal_cell_is_told_no_closer():
    assert tell({"a": FIRST, "b": FIRST}, (), K)["b"].cells["met"] == Range(16, 28)


def test_a_cell_near_to_a_small_one_is_kept_back():
    small = cells_of(range(4), range(4, 40), range(40, 60))
    larger = cells_of(range(6), range(6, 40), range(40, 60))
    assert tell({"b": larger}, [Told(small, protect(counts(small), K))], K)["b"].cells["met"] is None
    assert protect(counts(larger), K).cells["met"] == Range(5, 9)


def test_a_rule_and_its_opposite_are_told_as_near():
    opposite = cells_of(range(22, 80), (), range(22))
    assert not tell({"a": FIRST, "b": opposite}, (), K)["b"].own & {"met", "not_met"}


def test_rules_that_reach_other_firms_are_told_by_their_own_counts():
    other = cells_of(range(10, 30), range(30, 68), [*range(10), *range(68, 80)])
    assert all(row.own == set(CELLS) for row in tell({"a": FIRST, "b": other}, (), K).values())


def test_only_so_many_rows_are_told_over_the_same_firms():
    dice = random.Random(1)
    rows = {}
    for n in range(40):
        firms = list(range(400))
        dice.shuffle(firms)
        rows[f"r{n}"] = cells_of(firms[:130], firms[130:260], firms[260:])
    told = tell(rows, (), K)
    assert sum(bool(row.shown) for row in told.values()) == ROWS_AT_MOST
    assert (told["r39"].total, told["r39"].shown) == (Range(400, 404), set())


# --- money ------------------------------------------------------------------------------------------------------------


def parts(*amounts):
    return dict(enumerate(map(Decimal, amounts)))


@pytest.mark.parametrize(("amount", "expected"), [("1234", "1200"), ("1250", "1300"), ("0.0567", "0.057"), ("0", "0")])
def test_sums_have_two_significant_digits(amount, expected):
    assert significant(Decimal(amount)) == Decimal(expected)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((10, 10, 10, 10, 10), False),
        ((61, 10, 10, 10, 9), True),  # 61 % of the sum
        ((60, 10, 10, 10, 10), False),
        ((50, 46, 1, 1, 1), True),  # the second knows the first to within 3 of 50
        ((0, 0, 0), False),
    ],
)
def test_a_sum_one_firm_stands_out_of_is_not_told(amounts, expected):
    assert dominated([Decimal(amount) for amount in amounts]) is expected


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [((10, 10, 10, 10), "too_few"), ((10, 10, 10, 10, 0), "too_few"), ((99, 1, 1, 1, 1), "dominated")],
)
def test_why_a_sum_is_not_told(amounts, reason):
    told = protect_sum(parts(*amounts), K)
    assert (told.amount, told.reason) == (None, reason)


def test_a_sum_over_enough_firms_is_told_roughly():
    assert protect_sum(parts(11, 12, 13, 14, 15, 16), K).amount == Decimal(81)
    assert protect_sum(parts(111, 112, 113, 114, 115, 116), K).amount == Decimal(680)


def test_two_sums_do_not_give_away_the_firm_between_them():
    before = parts(10, 10, 10, 10, 10, 10)
    assert protect_sum(before | {9: Decimal(30)}, K, [before]).reason == "too_close"
    assert protect_sum(before, K, [before]).amount == 60
    five_more = {n: Decimal(10) for n in range(20, 25)}
    assert protect_sum(before | five_more, K, [before]).amount == 110
    one_large = five_more | {20: Decimal(200)}
    assert protect_sum(parts(*[40] * 8) | one_large, K, [parts(*[40] * 8)]).reason == "too_close"
