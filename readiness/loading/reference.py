"""Reference files (CSV and YAML) to a frozen `Reference`; all problems of all files at once."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from readiness.industries import POLICY_GROUPS, Industry
from readiness.loading.reading import Document, Node, raise_problems, read_yaml
from readiness.reference import Reference
from readiness.regions import Region
from readiness.sizes import SIZES, Floor, SizeRule

REFERENCE = Path(__file__).resolve().parent.parent / "content" / "reference"

_Row = dict[str, str]
_T = TypeVar("_T")
_REGION_COLUMNS = "adcode parent_adcode level kind name_zh short_zh name_en pinyin status valid_from valid_to".split()
_INDUSTRY_COLUMNS = (
    "code parent_code level name_zh name_en pinyin policy_group policy_group_zh policy_group_basis".split()
)
_REGION_CHOICES = {
    "level": ("province", "prefecture", "county"),
    "status": ("active", "provisional", "superseded"),
}
_INDUSTRY_CHOICES = {
    "level": ("section", "division", "group", "class"),
    "policy_group": ("", *POLICY_GROUPS),
    "policy_group_basis": ("", "clear", "judgement"),
}


@cache
def published_reference() -> Reference:
    """The reference data that ship with the product."""
    return load_reference()


def load_reference(folder: Path = REFERENCE) -> Reference:
    """Read regions.csv, industries.csv and size_rules.yaml. Raises ContentError with every problem."""
    regions = _read_csv(folder / "regions.csv", _REGION_COLUMNS)
    industries = _read_csv(folder / "industries.csv", _INDUSTRY_COLUMNS)
    sizes = read_yaml(folder / "size_rules.yaml")
    found_regions = _rows(regions, "adcode", r"\d{6}", "parent_adcode", _REGION_CHOICES, _region)
    found_industries = _rows(industries, "code", r"[A-T]|\d{2,4}", "parent_code", _INDUSTRY_CHOICES, _industry)
    rules = _size_rules(sizes.root) if isinstance(sizes.value, dict) else ()
    raise_problems(regions, industries, sizes)
    return Reference(MappingProxyType(found_regions), MappingProxyType(found_industries), rules)


def _read_csv(path: Path, columns: Sequence[str]) -> Document:
    """A CSV file whose value is its rows, each with the line it stands in."""
    document = Document(path.name, value=[])
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            document.value = list(_lines(reader, columns, document))
    except FileNotFoundError:
        document.complain("", "no such file", "a readable CSV file")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        document.complain("", f"unreadable content ({type(error).__name__})", "a CSV file in UTF-8")
    return document


def _lines(reader: Any, columns: Sequence[str], document: Document) -> Iterator[tuple[int, _Row]]:
    header: list[str] = next(reader, [])
    if header != list(columns):
        document.complain("header", ",".join(header) or "nothing", ",".join(columns))
        return
    for values in reader:
        if len(values) == len(columns):
            yield reader.line_num, dict(zip(columns, values, strict=True))
        else:
            _complain(document, reader.line_num, "row", f"{len(values)} values", f"{len(columns)} values")


def _complain(document: Document, line: int, key: str, found: str, expected: str) -> None:
    document.lines[f"line {line}: {key}"] = line
    document.complain(f"line {line}: {key}", found, expected)


def _rows(
    document: Document,
    code: str,
    pattern: str,
    parent: str,
    choices: Mapping[str, tuple[str, ...]],
    make: Callable[[_Row], _T],
) -> dict[str, _T]:
    """The rows by code, checked: codes of the right form and single, parents known, names given, choices kept."""
    found: dict[str, _T] = {}
    codes = {row[code] for _line, row in document.value}
    for line, row in document.value:
        _check_row(document, line, row, choices)
        if not re.fullmatch(pattern, row[code]) or row[code] in found:
            expected = f"a code like {pattern}, each once"
            _complain(document, line, code, repr(row[code]), expected)
        if row[parent] and row[parent] not in codes:
            _complain(document, line, parent, repr(row[parent]), f"a {code} of this file")
        found[row[code]] = make(row)
    return found


def _check_row(document: Document, line: int, row: _Row, choices: Mapping[str, tuple[str, ...]]) -> None:
    for column, among in choices.items():
        if row[column] not in among:
            _complain(
                document, line, column, repr(row[column]), "one of " + ", ".join(name or "nothing" for name in among)
            )
    for column in ("name_zh", "pinyin"):
        if not row[column].strip():
            _complain(document, line, column, "nothing", "a text")


def _region(row: _Row) -> Region:
    return Region(
        adcode=row["adcode"],
        parent=row["parent_adcode"] or None,
        level=row["level"],
        kind=row["kind"],
        name_zh=row["name_zh"],
        short_zh=row["short_zh"] or row["name_zh"],
        name_en=row["name_en"] or None,
        pinyin=row["pinyin"],
        status=row["status"],
        valid_from=row["valid_from"] or None,
        valid_to=row["valid_to"] or None,
    )


def _industry(row: _Row) -> Industry:
    return Industry(
        code=row["code"],
        parent=row["parent_code"] or None,
        level=row["level"],
        name_zh=row["name_zh"],
        name_en=row["name_en"] or None,
        pinyin=row["pinyin"],
        policy_group=row["policy_group"] or None,
        policy_group_basis=row["policy_group_basis"] or None,
    )


def _size_rules(root: Node) -> tuple[SizeRule, ...]:
    for name in ("version", "sources", "verification", "units", "definitions", "rule"):
        root.raw(name)  # for people: where the floors come from
    rules = tuple(_size_rule(node) for node in root.items("rules"))
    root.done()
    return rules


def _size_rule(node: Node) -> SizeRule:
    floors = node.required("floors")
    rule = SizeRule(
        code=node.text("code"),
        name=node.bilingual("name"),
        industries=node.texts("industries"),
        floors=MappingProxyType({size: _floor(floors.required(size)) for size in SIZES[:-1]}),
    )
    floors.done()
    node.done()
    return rule


def _floor(node: Node) -> Floor:
    floor = Floor(node.whole("employees", at_least=1), node.decimal("revenue_wan", at_least=0))
    node.done()
    return floor
