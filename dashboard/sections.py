"""What each page tells, as sections of tables. Pages show them, files hold them: whatever one says, the other says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dashboard.look import Look
from dashboard.tables import NOTHING, Figure, Row, Section, Table, count, points, share
from rollups import naming, reading
from rollups.places import ALL, places

MOST_GATES = 12


def _row(name: str, cell: reading.Cell, figures: Iterable[Figure], **more: Any) -> Row:
    return Row(name, (*figures, count(cell)), **more)


def _means(
    look: Look, code: str, title: str, head: str, named: Iterable[tuple[str, reading.Cell, dict[str, Any]]]
) -> Table:
    rows = tuple(_row(name, cell, [points(cell.mean, cell)], **more) for name, cell, more in named)
    return Table(code, title, head, (_("Mean score"), _("Enterprises")), rows, "bars", unit=_("points of 100"))


# --- overview -----------------------------------------------------------------------------------------------------------


def overview(look: Look) -> list[Section]:
    cell = reading.cell(look.run, look.key)
    tables = [*_distribution(look, cell), _dimensions(look, cell)] if cell.shown else []
    found = [Section("standing", _("Where the region stands"), "", tuple(tables))] if tables else []
    sizes = reading.by_size(look.run, look.region, look.industry) if look.at(size="small").told else ()
    if sizes:
        named: list[tuple[str, reading.Cell, dict[str, Any]]] = [(naming.size(one.size), one, {}) for one in sizes]
        found.append(
            Section("sizes", _("By size"), "", (_means(look, "sizes", _("Mean score by size"), _("Size"), named),))
        )
    return found


def _distribution(look: Look, cell: reading.Cell) -> list[Table]:
    found = []
    if cell.levels:
        rows = tuple(
            Row(naming.level(look.framework, level.code), (share(cell.levels.get(level.code, 0), cell),))
            for level in look.framework.levels
        )
        heads = (_("Share of enterprises"),)
        found.append(
            Table("levels", _("Levels"), _("Level"), heads, rows, "columns", unit=_("per cent of enterprises"))
        )
    if cell.bands:
        rows = tuple(
            Row(f"{10 * place}–{10 * place + 9 if place < 9 else 100}", (share(told, cell),))
            for place, told in enumerate(cell.bands)
        )
        heads = (_("Share of enterprises"),)
        found.append(
            Table("bands", _("Scores"), _("Points"), heads, rows, "columns", unit=_("per cent of enterprises"))
        )
    return found


def _dimensions(look: Look, cell: reading.Cell) -> Table:
    around = [reading.cell(look.run, (region, look.industry, look.size)) for region in look.around[-1:]]
    heads = (naming.region(look.region), *(naming.region(one.region) for one in around))
    rows = tuple(
        Row(
            naming.dimension(look.framework, code),
            tuple(points(one.dimensions.get(code), one) for one in (cell, *around)),
            code=code,
        )
        for code in look.framework.dimensions
    )
    title, drawn = _("Mean score by dimension"), tuple(range(len(heads)))
    return Table("dimensions", title, _("Dimension"), heads, rows, "bars", drawn, _("points of 100"))


# --- regions ------------------------------------------------------------------------------------------------------------


def regions(look: Look) -> list[Section]:
    cells = reading.below(look.run, look.region, look.industry, look.size)
    ordered = sorted(cells, key=lambda one: (one.mean is None, -(one.mean or 0), one.region))
    named = [(naming.region(one.region), one, {"code": one.region, "link": _into(look, one.region)}) for one in ordered]
    if not named:
        return []
    ranked = _means(look, "ranked", _("Mean score by region"), _("Region"), named)
    return [Section("regions", _("The regions below"), "", (ranked, _level_shares(look, ordered)))]


def _into(look: Look, region: str) -> str:
    return look.at(region=region).query


def _level_shares(look: Look, cells: Iterable[reading.Cell]) -> Table:
    levels = [level.code for level in look.framework.levels]
    rows = tuple(
        Row(
            naming.region(one.region),
            tuple(share((one.levels or {}).get(code), one) for code in levels),
            code=one.region,
        )
        for one in cells
    )
    heads = tuple(naming.level(look.framework, code) for code in levels)
    drawn = tuple(range(len(levels)))
    title = _("Levels by region")
    return Table("shares", title, _("Region"), heads, rows, "shares", drawn, unit=_("per cent of enterprises"))


# --- industries -----------------------------------------------------------------------------------------------------------


def industries(look: Look) -> list[Section]:
    heat = reading.heat(look.run, look.region, look.size)
    codes = list(look.framework.dimensions)
    rows = tuple(_heat_row(look, one, codes) for one in (heat.whole, *heat.rows))
    heads = tuple(naming.dimension(look.framework, code) for code in codes)
    drawn = tuple(range(len(codes)))
    title, unit = _("Industries by dimension"), _("points of 100")
    table = Table("heat", title, _("Industry"), (*heads, _("Enterprises")), rows, "heat", drawn, unit)
    found = [Section("heat", _("Industries by dimension"), "", (table,))]
    return found + (_divisions(look) if look.divisions else [])


def _heat_row(look: Look, cell: reading.Cell, codes: list[str]) -> Row:
    figures = (points(cell.dimensions.get(code), cell) for code in codes)
    return _row(naming.industry(cell.industry), cell, figures, marked=not cell.industry)


def _divisions(look: Look) -> list[Section]:
    """The divisions of the group looked at, or of all groups."""
    tree = places().industries
    group = look.industry if look.industry in tree.children(ALL) else tree.parents.get(look.industry) or None
    if not group:
        return []
    cells = reading.by_industry(look.run, look.region, look.size, group)
    named = [(naming.industry(one.industry), one, {"code": one.industry}) for one in cells]
    title = _("Divisions of %(group)s") % {"group": naming.industry(group)}
    return [Section("divisions", title, "", (_means(look, "divisions", title, _("Division"), named),))] if named else []


# --- trend ----------------------------------------------------------------------------------------------------------------


def trend(look: Look) -> list[Section]:
    simulated = look.run.simulated
    regions_ = (look.region, *look.around)
    lines = {one: reading.trend(one, look.industry, look.size, simulated) for one in regions_}
    periods = tuple(told.period for told, _cell in lines[look.region])
    rows = tuple(
        Row(naming.region(one), tuple(points(cell.mean, cell) for _told, cell in found), marked=one == look.region)
        for one, found in lines.items()
    )
    drawn = tuple(range(len(periods)))
    means = Table("trend", _("Mean score over time"), _("Region"), periods, rows, "lines", drawn, _("points of 100"))
    return [Section("trend", _("Mean score over time"), "", (means, _counts(look, lines[look.region], periods)))]


def _counts(look: Look, found: Iterable[tuple[reading.Told, reading.Cell]], periods: tuple[str, ...]) -> Table:
    figures = tuple(count(cell) for _told, cell in found)
    rows = (Row(naming.region(look.region), figures),)
    return Table("counted", _("Enterprises counted"), _("Region"), periods, rows)


# --- gates ----------------------------------------------------------------------------------------------------------------


def gates(look: Look) -> list[Section]:
    cell = reading.cell(look.run, look.key)
    if not cell.shown:
        return []
    keeping = _ordered(cell.gates, lambda code: naming.gate(look.framework, code), cell)
    weak = _ordered(cell.gaps, lambda code: naming.question(look.framework, code), cell)
    heads = (_("Share of enterprises"),)
    unit = _("per cent of enterprises")
    tables = (
        Table(
            "gates",
            _("What keeps enterprises from their next level"),
            _("Condition"),
            heads,
            keeping,
            "bars",
            unit=unit,
        ),
        Table("gaps", _("Where one step would bring most"), _("Question"), heads, weak, "bars", unit=unit),
    )
    return [Section("gates", _("What keeps them back"), "", tuple(one for one in tables if one.rows))]


def _ordered(told: Mapping[str, Any], name: Callable[[str], str], cell: reading.Cell) -> tuple[Row, ...]:
    rows = [Row(name(code), (share(value, cell),)) for code, value in told.items()]
    return tuple(sorted(rows, key=lambda row: -(row.figures[0].value or 0))[:MOST_GATES])


# --- stated and verified ----------------------------------------------------------------------------------------------------


def verified(look: Look) -> list[Section]:
    own = reading.cell(look.run, look.key)
    around = [reading.cell(look.run, (region, look.industry, look.size)) for region in look.around]
    below = reading.below(look.run, look.region, look.industry, look.size)
    rows = tuple(
        _checked(cell, cell.verified, cell.region == look.region) for cell in (own, *around, *below) if cell.verified
    )
    heads = (_("Difference"), _("Stated"), _("Found"), _("Enterprises verified"))
    title = _("What enterprises stated and what was found")
    table = Table("verified", title, _("Region"), heads, rows, unit=_("points of 100"))
    return [Section("verified", title, "", (table,))] if rows else []


def _checked(cell: reading.Cell, found: reading.Verification, marked: bool) -> Row:
    difference = Figure(f"{found.difference:+d}" if found.difference else "0", found.difference)
    figures = (difference, *(Figure(str(n), n) for n in (found.stated, found.found)), Figure(f"{found.n:,}", found.n))
    return Row(naming.region(cell.region), figures, code=cell.region, marked=marked)


# --- answers ----------------------------------------------------------------------------------------------------------------


def answers(look: Look) -> list[Section]:
    """How the firms of a large region answered, question by question."""
    told = reading.answers(look.run, look.region, look.industry)
    if told.n is None:
        return []
    cell = reading.Cell(look.region, look.industry, ALL, told.n)
    found = []
    for code, name in ((code, naming.dimension(look.framework, code)) for code in look.framework.dimensions):
        rows = tuple(
            _answer_row(look, question, told.shares[question], cell)
            for question, one in look.framework.questions.items()
            if question in told.shares and one.dimension == code
        )
        if rows:
            heads = ("L1", "L2", "L3", "L4", "L5")
            table = Table(f"answers-{code}", name, _("Question"), heads, rows, "shares", tuple(range(5)), "%")
            found.append(Section(f"answers-{code}", name, "", (table,)))
    return found


def _answer_row(look: Look, code: str, shares: Mapping[str, Any], cell: reading.Cell) -> Row:
    rungs = ("L1", "L2", "L3", "L4", "L5")
    figures = (share(shares[rung], cell) if rung in shares else Figure(NOTHING) for rung in rungs)
    return Row(naming.question(look.framework, code), tuple(figures), code=code)
