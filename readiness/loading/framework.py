"""Framework files to a frozen `Framework`. Refuses what is unknown, double, dangling or out of order, all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from readiness.framework import Framework
from readiness.loading.actions import read_actions
from readiness.loading.checks import check_framework
from readiness.loading.model import read_archetype, read_dimension, read_level, read_phase, read_profile
from readiness.loading.questions import read_questions
from readiness.loading.reading import Document, raise_problems, read_yaml
from readiness.loading.rules import read_rules
from readiness.loading.scenarios import read_scenarios
from readiness.questions import LADDER

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
    paths = sorted(path for path in folder.rglob("*.yaml") if "vectors" not in path.relative_to(folder).parts)
    documents = {
        str(path.relative_to(folder)): read_yaml(path, f"{folder.name}/{path.relative_to(folder)}") for path in paths
    }
    for name in ("framework.yaml", "actions.yaml", "scenarios.yaml", "consistency.yaml"):
        documents.setdefault(name, read_yaml(folder / name, f"{folder.name}/{name}"))
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
    questions = _by_code(
        [question for document in question_files for question in read_questions(document)], "questions"
    )
    actions, cost_basis, effect_basis = read_actions(documents["actions.yaml"])
    screen, scenarios = read_scenarios(documents["scenarios.yaml"])
    framework = Framework(
        key=root.text("key"),
        version=root.text("version"),
        name=root.bilingual("name"),
        digest=digest,
        dimensions=_by_code(
            [read_dimension(node, questions.values()) for node in root.items("dimensions")], "dimensions"
        ),
        questions=questions,
        profiles=_by_code([read_profile(node) for node in root.items("profiles")], "profiles"),
        default_profile=root.text("default_profile"),
        levels=tuple(read_level(node) for node in root.items("levels")),
        quick_cap=root.choice("quick_cap", LADDER),
        archetypes=tuple(read_archetype(node) for node in root.items("archetypes")),
        archetype_cut=root.decimal("archetype_cut"),
        actions=_by_code(actions, "actions"),
        phases=tuple(read_phase(node) for node in root.items("phases")),
        scenarios=scenarios,
        screen=screen,
        rules=read_rules(documents["consistency.yaml"]),
        cost_basis=cost_basis,
        effect_basis=effect_basis,
        answered_share=root.decimal("answered_share"),
        dimension_not_applicable_share=root.decimal("dimension_not_applicable_share"),
        reference_only_share=root.decimal("reference_only_share"),
    )
    root.done()
    return framework


def _by_code(things: Iterable[Any], where: str) -> Mapping[str, Any]:
    return MappingProxyType({thing.code: thing for thing in things})
