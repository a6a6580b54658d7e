"""Vectors: whole answer sets beside a framework, with the results they must give."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from readiness.errors import Problem
from readiness.framework import Framework
from readiness.levels import level_of, standing_of
from readiness.loading.case import read_answers
from readiness.loading.reading import Node, describe
from readiness.loading.source import Source, read_from
from readiness.scenes import Production
from readiness.scoring import Scores, display, score

FOLDER = "vectors/"
MOST_PLACES = 6  # decimals of an expected number


def mismatches(source: Source, framework: Framework) -> list[Problem]:
    """What cannot be understood in the vectors of a folder, and every result that is not the one written down."""
    found = []
    for path in (path for path in source.paths() if path.startswith(FOLDER)):
        document, _ = read_from(source, path)
        if document.value is not None:
            root = document.root
            for case in root.items("cases"):
                _run(case, framework)
            root.done()
        found += document.problems
    return found


def _run(case: Node, framework: Framework) -> None:
    before = len(case.document.problems)
    name, answers = case.text("name"), read_answers(case.required("answers"), framework)
    weights = case.choice("weights", framework.profiles, framework.default_profile)
    stages = case.texts("scenes", ())
    expected = list(_expected(case))
    case.done()
    if len(case.document.problems) > before:
        return
    profile = framework.profiles[weights]
    scores = score(framework, answers, profile)
    production = Production(len(stages), len(set(stages)), 0)
    level = level_of(framework, profile, standing_of(scores.actual, scores.ticked), production).level.code
    for key, wanted in expected:
        found = level if key == "level" else _number(scores, key, wanted)
        if found != wanted:
            case.complain(key, f"{found} (case “{name}”)", wanted)


def _expected(case: Node) -> Iterator[tuple[str, str]]:
    """(key, text) of all that the case says about its result."""
    for key in ("overall", "application", "enablers", "level"):
        wanted = case.text(key, None)
        if wanted is not None:
            yield key, _number_in(case, key, wanted) if key != "level" else wanted
    dimensions = case.node("dimensions")
    if dimensions is None:
        return
    for code in dimensions.names():
        yield f"dimensions.{code}", _number_in(dimensions, code, dimensions.text(code))


def _number_in(node: Node, key: str, text: str) -> str:
    whole, point, places = text.partition(".")
    fits = whole.removeprefix("-").isdecimal() and (not point or places.isdecimal()) and len(text) < 30
    if not fits or len(places) > MOST_PLACES:
        node.complain(key, describe(text), f"a number with at most {MOST_PLACES} decimals")
    return text


def _number(scores: Scores, key: str, wanted: str) -> str:
    """The score a key names, rounded as the expected one is written."""
    parts: dict[str, Fraction | None] = {
        f"dimensions.{code}": value for code, value in scores.dimension_values().items()
    }
    parts |= {"overall": scores.overall, "application": scores.application, "enablers": scores.enablers}
    value = parts.get(key)
    return "nothing" if value is None else display(value, len(wanted.partition(".")[2]))
