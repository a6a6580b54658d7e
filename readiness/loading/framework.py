"""Framework files to a frozen `Framework`. Refuses what is unknown, double, dangling or out of order, all at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
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
from readiness.loading.publications import FRAMEWORKS, publications
from readiness.loading.questions import read_missing, read_questions
from readiness.loading.reading import Document, describe, raise_problems
from readiness.loading.rules import read_rules
from readiness.loading.scenarios import read_scenarios
from readiness.loading.source import WORDING, Folder, Source, read_from
from readiness.loading.wording import apply, chain, wording_paths
from readiness.questions import Missing

ASIDE = ("vectors", "crosswalks", WORDING)  # folders that cannot change a score: not part of the digest
NAMES = {"key": re.compile(r"[a-z0-9][a-z0-9-]{0,39}"), "version": re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,38}")}


@cache
def published(reference: str, wording: str | None = None) -> Framework:
    """The framework named "key@version" that ships with the product. Raises KeyError or ContentError.

    wording: the texts as of that link of the chain of corrections ("" before the first); None: as they are now.
    """
    folder = folder_of(reference)
    return load_framework(folder, wording, {reference: publications().get(reference, "")}, reference)


def folder_of(reference: str) -> Path:
    """The folder of a version that ships. Raises KeyError."""
    key, _, version = reference.partition("@")
    folder = FRAMEWORKS / key / version
    if not version or key.startswith(".") or not (folder / "framework.yaml").is_file():
        raise KeyError(reference)
    return folder


@cache
def published_references() -> tuple[str, ...]:
    """All "key@version" that ship with the product."""
    return tuple(
        f"{path.parent.parent.name}@{path.parent.name}" for path in sorted(FRAMEWORKS.glob("*/*/framework.yaml"))
    )


def load_framework(
    source: Path | Source,
    wording: str | None = None,
    known: Mapping[str, str] = MappingProxyType({}),
    reference: str = "",
) -> Framework:
    """Load one version of a framework. Raises ContentError with every problem of every file.

    wording: as of that link of the chain of corrections, None for the last; raises KeyError when there is no such link.
    known: reference → digest of versions that must not have changed. reference: what it has to be.
    """
    source = Folder(source) if isinstance(source, Path) else source
    read = {path: read_from(source, path) for path in source.paths() if path.split("/")[0] not in ASIDE}
    documents = {path: document for path, (document, _) in read.items()}
    documents.setdefault("framework.yaml", read_from(source, "framework.yaml")[0])
    raise_problems(*documents.values())
    framework = _read(documents, _digest((path, content) for path, (_, content) in read.items()))
    check_framework(framework, documents)
    _check_identity(framework, documents["framework.yaml"], known, reference)
    raise_problems(*documents.values())
    return _in_words_of(framework, source, wording)


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 over names and bytes of all files that can change a score, a route or a text."""
    total = hashlib.sha256()
    for path, content in files:
        total.update(f"{path}\0".encode())
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def _check_identity(framework: Framework, document: Document, known: Mapping[str, str], reference: str) -> None:
    """A version is what it says, and what it was when it was published."""
    for name, pattern in NAMES.items():
        if not pattern.fullmatch(getattr(framework, name)):
            document.complain(name, describe(getattr(framework, name)), f"a short name like {_EXAMPLES[name]}")
    if reference and framework.reference != reference:
        document.complain("version", framework.reference, f"{reference}, as the place it stands in says")
    digest = known.get(framework.reference)
    if digest and digest != framework.digest:
        document.complain(
            "",
            f"files with the digest {framework.digest[:12]}…",
            f"those that were published as {framework.reference} ({digest[:12]}…): "
            "a published version never changes, give changed files a new version",
        )


_EXAMPLES = {"key": "smart-factory", "version": "2026.1"}


def _in_words_of(framework: Framework, source: Source, wording: str | None) -> Framework:
    """The framework with the corrections of its texts up to a link of their chain."""
    read = {path: read_from(source, path) for path in wording_paths(source)}
    links = chain(content for _, content in read.values())
    if wording is not None and wording not in links:
        raise KeyError(f"{framework.reference} has no wording {wording[:12]}…")
    link = links[-1] if wording is None else wording
    for path, (document, _) in list(read.items())[: links.index(link)]:
        raise_problems(document)
        framework = apply(framework, path, document)
        raise_problems(document)
    return replace(framework, wording=link)


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
        stated_scale=root.decimal("scale", None, at_least=0),
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
        source=root.bilingual("source", None),
        **_ways(documents),
    )
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
