"""The facts of a period as columns of numbers, one row per firm: its latest result.

Read a stretch at a time, so that a million firms take a few hundred megabytes, most of it their answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any

import numpy as np
from django.db.models import QuerySet

from readiness.framework import Framework
from rollups.measuring import NONE, TOP_GAPS, place_of
from rollups.places import UNKNOWN, Places
from surveys.content import known

AT_ONCE = 20_000  # rows in memory as Python values
READ = (
    *("organisation_id", "pk", "adcode", "division", "size", "overall", "level"),
    *("gates", "gaps", "framework", "dimensions", "answers"),
)
Array = np.ndarray[Any, np.dtype[Any]]


class Codes(dict[str, int]):
    """code → its number, in the order they were met."""

    def __missing__(self, code: str) -> int:
        self[code] = len(self)
        return self[code]

    def numbers(self, codes: Iterable[str], kind: Any = np.int32) -> Array:
        return np.fromiter((self[code] for code in codes), kind)


@dataclass(frozen=True)
class Columns:
    """firm, fact: keys. region, industry: numbers of leaves. dimensions: NONE where not assessed.

    gates: one column per gate, 1 where it keeps the firm back. gaps: numbers of questions, -1 for none.
    answers: numbers into `rungs` of the question, 0 for none, NONE for not applicable.
    """

    firm: Array
    fact: Array
    region: Array
    industry: Array
    size: Array
    overall: Array
    level: Array
    gates: Array
    gaps: Array
    dimensions: Array
    answers: Array

    def __len__(self) -> int:
        return len(self.firm)

    def where(self, chosen: Array) -> Columns:
        return Columns(**{one.name: getattr(self, one.name)[chosen] for one in fields(self)})


@dataclass
class Vocabulary:
    """What the numbers of the columns stand for. rungs: question → rung → number, over all versions met."""

    regions: Codes = field(default_factory=Codes)
    industries: Codes = field(default_factory=Codes)
    sizes: Codes = field(default_factory=Codes)
    levels: Codes = field(default_factory=Codes)
    gates: Codes = field(default_factory=Codes)
    dimensions: Codes = field(default_factory=Codes)
    questions: Codes = field(default_factory=Codes)
    rungs: dict[str, dict[str, int]] = field(default_factory=dict)
    versions: dict[str, Framework] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)  # those that a firm has answered

    def meet(self, framework: Framework) -> None:
        """A version of the framework, with its codes from now on among the others."""
        self.versions[framework.reference] = framework
        self.dimensions.numbers(framework.dimensions)
        self.questions.numbers(framework.questions)
        for code, question in framework.questions.items():
            rungs = self.rungs.setdefault(code, {})
            for rung in place_of(question):
                rungs.setdefault(rung, len(rungs) + 1)


def columns_of(facts: QuerySet[Any], agreed: QuerySet[Any], places: Places) -> tuple[Columns, Vocabulary]:
    """The latest fact of every firm that agreed, and what the numbers mean. Versions not at hand are left out."""
    words = Vocabulary()
    references = sorted(facts.order_by().values_list("framework", flat=True).distinct())
    for framework in filter(None, map(known, references)):
        words.meet(framework)
    firms = set(agreed.order_by().values_list("pk", flat=True).iterator())  # joined here: no database plans that badly
    told = facts.filter(framework__in=words.versions).order_by("organisation_id", "submitted_at", "pk")
    rows = (row for row in told.values_list(*READ).iterator(chunk_size=AT_ONCE) if row[0] in firms)
    parts = [_latest(_columns(batch, words, places)) for batch in _batches(rows)]
    return _latest(_joined(parts, words)), words


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _latest(columns: Columns) -> Columns:
    """Of each firm the last row; they are sorted by firm and time."""
    last = np.ones(len(columns), bool)
    last[:-1] = columns.firm[1:] != columns.firm[:-1]
    return columns.where(last)


def _columns(batch: list[tuple[Any, ...]], words: Vocabulary, places: Places) -> Columns:
    firm, fact, adcode, division, size, overall, level, gates, gaps, version, dimensions, answers = zip(
        *batch, strict=True
    )
    return Columns(
        firm=np.array(firm, np.int64),
        fact=np.array(fact, np.int64),
        region=words.regions.numbers(map(places.region_of, adcode)),
        industry=words.industries.numbers(map(places.industry_of, division)),
        size=words.sizes.numbers(one or UNKNOWN for one in size),
        overall=np.array(overall, np.int16),
        level=words.levels.numbers(level, np.int16),
        gates=_ticked(gates, words.gates),
        gaps=_listed(gaps, words.questions),
        dimensions=_scores(dimensions, version, words),
        answers=_answers(answers, version, words),
    )


def _joined(parts: list[Columns], words: Vocabulary) -> Columns:
    """The stretches one behind the other; those read first know fewer gates than the last."""
    if not parts:
        parts = [_nothing(words)]
    stacks = {one.name: [getattr(part, one.name) for part in parts] for one in fields(Columns)}
    stacks["gates"] = [np.pad(part, ((0, 0), (0, len(words.gates) - part.shape[1]))) for part in stacks["gates"]]
    return Columns(**{name: np.concatenate(stack) for name, stack in stacks.items()})


def _nothing(words: Vocabulary) -> Columns:
    wide = {"gates": 0, "gaps": TOP_GAPS, "dimensions": len(words.dimensions), "answers": len(words.questions)}
    return Columns(
        **{one.name: np.zeros((0, wide[one.name]) if one.name in wide else 0, np.int64) for one in fields(Columns)}
    )


def _ticked(texts: Iterable[str], codes: Codes) -> Array:
    """One column per code, 1 where the text names it."""
    kinds = Codes()
    number = kinds.numbers(texts)
    named = [[codes[code] for code in text.split()] for text in kinds]
    table = np.zeros((len(kinds), len(codes)), np.uint8)
    for row, columns in enumerate(named):
        table[row, columns] = 1
    return table[number]


def _listed(texts: tuple[str, ...], codes: Codes) -> Array:
    """The numbers of the codes each text names, filled up with -1."""
    kinds = Codes()
    number = kinds.numbers(texts)
    named = [[codes[code] for code in text.split()] for text in kinds]
    table = np.full((len(kinds), TOP_GAPS), -1, np.int16)
    for row, found in enumerate(named):
        table[row, : len(found)] = found
    return table[number]


def _scores(packed: tuple[bytes, ...], versions: tuple[str, ...], words: Vocabulary) -> Array:
    table = np.full((len(packed), len(words.dimensions)), NONE, np.uint8)
    for rows, framework in _by_version(versions, words):
        places = np.array([words.dimensions[code] for code in framework.dimensions])
        table[np.ix_(rows, places)] = _unpacked(packed, rows, len(places))
    return table


def _answers(packed: tuple[bytes, ...], versions: tuple[str, ...], words: Vocabulary) -> Array:
    table = np.zeros((len(packed), len(words.questions)), np.uint8)
    for rows, framework in _by_version(versions, words):
        places = [words.questions[code] for code in framework.questions]
        found = _unpacked(packed, rows, len(places))
        for column, question in enumerate(framework.questions.values()):
            table[rows, places[column]] = _translated(place_of(question), words.rungs[question.code])[found[:, column]]
    return table


def _translated(own: Mapping[str, int], common: Mapping[str, int]) -> Array:
    """byte of a version → number over all versions."""
    table = np.zeros(256, np.uint8)
    table[NONE] = NONE
    for rung, byte in own.items():
        table[byte] = common[rung]
    return table


def _by_version(versions: tuple[str, ...], words: Vocabulary) -> Iterator[tuple[Array, Framework]]:
    codes = Codes()
    number = codes.numbers(versions)
    for reference, own in codes.items():
        words.used.add(reference)
        yield np.flatnonzero(number == own), words.versions[reference]


def _unpacked(packed: tuple[bytes, ...], rows: Array, width: int) -> Array:
    return np.frombuffer(b"".join(packed[row] for row in rows), np.uint8).reshape(len(rows), width)
