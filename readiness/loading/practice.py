"""The practice cases, from their folder: one file per case, each with its own observations and reference answers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

from readiness.answers import AnswerError, fault_of, read_answer
from readiness.framework import Framework
from readiness.loading.framework import published
from readiness.loading.reading import Node, raise_problems, read_yaml
from readiness.loading.reference import published_reference
from readiness.practice import Facts, Observation, PracticeCase
from readiness.sizes import SIZES

PRACTICE = Path(__file__).resolve().parent.parent / "content" / "practice"
FEWEST_OBSERVATIONS = 12


@cache
def published_practice() -> dict[str, PracticeCase]:
    """Those that ship with the product, by code. Raises ContentError."""
    return {path.stem: _published(path) for path in sorted(PRACTICE.glob("*.yaml"))}


def _published(path: Path) -> PracticeCase:
    document = read_yaml(path)
    reference = document.root.text("framework")
    raise_problems(document)
    return load_practice(path, published(reference))


def load_practice(path: Path, framework: Framework) -> PracticeCase:
    """Read one case for this framework. Raises ContentError with every problem of the file."""
    document = read_yaml(path)
    raise_problems(document)
    root = document.root
    if root.text("code") != path.stem:
        root.complain("code", repr(root.text("code")), f"{path.stem!r}, as the file is called")
    if root.text("framework") != framework.reference:
        root.complain("framework", repr(root.text("framework")), repr(framework.reference))
    found = PracticeCase(
        code=root.text("code"),
        framework=root.text("framework"),
        name=root.bilingual("name"),
        background=root.bilingual("background"),
        facts=_facts(root.required("facts"), framework),
        observations=_observations(root, framework),
    )
    root.done()
    raise_problems(document)
    return found


def _facts(node: Node, framework: Framework) -> Facts:
    known = published_reference()
    facts = Facts(
        industry=node.choice("industry", [code for code, row in known.industries.items() if row.level == "division"]),
        policy_group=node.choice("policy_group", list(framework.profiles)),
        size=node.choice("size", SIZES),
        province=node.choice("province", [code for code, row in known.regions.items() if row.level == "province"]),
    )
    node.done()
    return facts


def _observations(root: Node, framework: Framework) -> MappingProxyType[str, Observation]:
    found: dict[str, Observation] = {}
    for node in root.items("observations"):
        code = node.choice("question", list(framework.questions))
        if code in found:
            node.complain("question", f"{code} twice", "every question at most once")
        elif code in framework.questions:
            found[code] = _observation(node, framework, code)
        node.done()
    if len(found) < FEWEST_OBSERVATIONS:
        root.complain("observations", f"{len(found)}", f"at least {FEWEST_OBSERVATIONS}")
    return MappingProxyType({code: found[code] for code in framework.questions if code in found})


def _observation(node: Node, framework: Framework, code: str) -> Observation:
    question, plain = framework.questions[code], node.raw("reference")
    seen, reason = node.bilingual("seen"), node.bilingual("reason")
    try:
        answer = read_answer(question, plain)
    except AnswerError as error:
        node.complain("reference", error.found, error.expected.en)
        return Observation(code, seen, read_answer(question, "unknown"), "unknown", reason)
    if fault := fault_of(question, answer):
        node.complain("reference", str(plain), fault.en)
    return Observation(code, seen, answer, plain, reason)
