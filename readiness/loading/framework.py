"""Framework files to a frozen `Framework`. Refuses what is unknown, double, dangling or out of order, all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from readiness.framework import Framework
from readiness.loading.actions import read_actions
from readiness.loading.checks import check_framework
from readiness.loading.model import (
    read_archetype,
    read_band,
    read_dimension,
    read_index,
    read_level,
    read_no_level,
    read_overall,
    read_phase,
    read_profiles,
)
from readiness.loading.questions import read_missing, read_questions
from readiness.loading.reading import Document, raise_problems, read_yaml
from readiness.loading.rules import read_rules
from readiness.loading.scenarios import read_scenarios
from readiness.questions import Missing

ASIDE = ("vectors", "crosswalks", "wording")  # folders that cannot change a score: not part of the digest
FRAMEWORKS = Path(__file__).resolve().parent.parent / "content" / "frameworks"


@cache
def published(reference: str) -> Framework:
    """The framework named "key@version" that ships with the product. Raises KeyError or ContentError."""
    key, _, version = reference.partition("@")
    folder = FRAMEWORKS / key / version
    if not version or key.startswith(".") or not (folder / "framework.yaml").is_file():
        raise KeyError(reference)
    return load_framework(folder)


def published_references() -> tuple[str, ...]:
    """All "key@version" that ship with the product."""
    return tuple(
        f"{path.parent.parent.name}@{path.parent.name}" for path in sorted(FRAMEWORKS.glob("*/*/framework.yaml"))
    )


def load_framework(folder: Path) -> Framework:
    """Load one version of a framework from its folder. Raises ContentError with every problem of every file."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.relative_to(folder).parts[0] not in ASIDE)
    documents = {
        str(path.relative_to(folder)): read_yaml(path, f"{folder.name}/{path.relative_to(folder)}") for path in paths
    }
    documents.setdefault("framework.yaml", read_yaml(folder / "framework.yaml", f"{folder.name}/framework.yaml"))
    raise_problems(*documents.values())
    framework = _read(documents, _digest(folder, paths))
    check_framework(framework, documents)
    raise_problems(*documents.values())
    return framework


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of all files that can change a score, a route or a text."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _read(documents: Mapping[str, Document], digest: str) -> Framework:
    root = documents["framework.yaml"].root
    question_files = [document for name, document in documents.items() if name.startswith("questions/")]
    questions = _by_code([question for document in question_files for question in read_questions(document)])
    dimensions = _by_code([read_dimension(node, questions.values()) for node in root.items("dimensions")])
    levels = tuple(read_level(node) for node in root.items("levels"))
    framework = Framework(
        key=root.text("key"),
        version=root.text("version"),
        name=root.bilingual("name"),
        digest=digest,
        dimensions=dimensions,
        questions=questions,
        overall=read_overall(root, dimensions),
        indices=_by_code([read_index(node) for node in root.items("indices", [])]),
        scale=root.decimal("scale", Decimal(100), at_least=0),
        profiles=_by_code(read_profiles(root, dimensions)),
        default_profile=root.text("default_profile", "default"),
        levels=levels,
        level_rule=root.choice("level_rule", ("ladder", "highest"), "ladder"),
        no_level=read_no_level(root, levels),
        dimension_levels=tuple(read_band(node) for node in root.items("dimension_levels", [])),
        quick_cap=root.text("quick_cap", None),
        archetypes=tuple(read_archetype(node) for node in root.items("archetypes", [])),
        archetype_cut=root.decimal("archetype_cut", None),
        phases=tuple(read_phase(node) for node in root.items("phases", [])),
        missing=read_missing(root, Missing()),
        answered_share=root.decimal("answered_share", Decimal("0.9"), at_least=0),
        dimension_not_applicable_share=root.decimal("dimension_not_applicable_share", Decimal("0.5"), at_least=0),
        reference_only_share=root.decimal("reference_only_share", Decimal("0.3"), at_least=0),
        **_ways(documents),
    )
    root.bilingual("source", None)
    root.done()
    return framework


def _ways(documents: Mapping[str, Document]) -> dict[str, Any]:
    """What a framework may do without: actions, scenarios, rules."""
    ways: dict[str, Any] = {"actions": {}, "cost_basis": None, "effect_basis": None, "scenarios": (), "screen": None}
    if "actions.yaml" in documents:
        actions, ways["cost_basis"], ways["effect_basis"] = read_actions(documents["actions.yaml"])
        ways["actions"] = _by_code(actions)
    if "scenarios.yaml" in documents:
        ways["screen"], ways["scenarios"] = read_scenarios(documents["scenarios.yaml"])
    rules = documents.get("consistency.yaml")
    return ways | {"rules": read_rules(rules) if rules else ()}


def _by_code(things: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({thing.code: thing for thing in things})
