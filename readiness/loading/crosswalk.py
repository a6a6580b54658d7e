"""A crosswalk file to a `Crosswalk` between two frameworks: every code known to both, all problems at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from readiness.crosswalk import Crosswalk, Link, Options, Tick, Ticks
from readiness.framework import Framework
from readiness.loading.framework import FRAMEWORKS, published
from readiness.loading.reading import Document, Node, describe, raise_problems, read_yaml
from readiness.questions import Question

KINDS = ("options", "ratio", "ticks")


@cache
def published_crosswalk(ours: str, theirs: str) -> Crosswalk:
    """The crosswalk between two frameworks "key@version" that ship with the product. Raises KeyError or ContentError."""
    key, _, version = ours.partition("@")
    path = FRAMEWORKS / key / version / "crosswalks" / f"{theirs.partition('@')[0]}.yaml"
    frameworks = published(ours), published(theirs)
    if not path.is_file():
        raise KeyError(f"{ours} {theirs}")
    return load_crosswalk(path, *frameworks)


def load_crosswalk(path: Path, ours: Framework, theirs: Framework) -> Crosswalk:
    """Read one crosswalk. Raises ContentError with every problem of the file."""
    document = read_yaml(path, f"crosswalks/{path.name}")
    raise_problems(document)
    crosswalk = _read(document, ours, theirs)
    raise_problems(document)
    return crosswalk


def _read(document: Document, ours: Framework, theirs: Framework) -> Crosswalk:
    root = document.root
    for name, framework in (("ours", ours), ("theirs", theirs)):
        root.choice(name, (framework.reference,))
    links = [(node, _link(node, ours, theirs)) for node in root.items("links")]
    root.done()
    _check_once(links)
    return Crosswalk(ours, theirs, tuple(link for _, link in links if link))


def _link(node: Node, ours: Framework, theirs: Framework) -> Link | None:
    """A link; None, with its problems noted, when it names no question on one of the sides."""
    mine, other = _question(node, "ours", ours), _question(node, "theirs", theirs)
    kind = node.choice("kind", KINDS)
    exact, why = node.flag("exact"), node.bilingual("why")
    if not mine or not other or not kind or not _fits(node, kind, mine, other):
        return None
    how = _ticks(node, mine, other) if kind == "ticks" else _options(node, mine, other, with_numbers=kind == "ratio")
    node.done()
    return Link(mine.code, other.code, exact, why, how)


def _question(node: Node, side: str, framework: Framework) -> Question | None:
    code = node.text(side)
    if code and code not in framework.questions:
        node.complain(side, describe(code), f"the code of a question of {framework.reference}")
    return framework.questions.get(code)


def _fits(node: Node, kind: str, ours: Question, theirs: Question) -> bool:
    """Whether the two questions are of the kinds a link of this kind can join."""
    fits = {
        "options": "multiple" not in (ours.kind, theirs.kind),
        "ratio": ours.kind == theirs.kind == "ratio",
        "ticks": theirs.kind == "multiple",
    }
    if not fits[kind]:
        node.complain("kind", f"{kind} from {theirs.kind} to {ours.kind}", "a kind that joins these two questions")
    return fits[kind]


def _options(node: Node, ours: Question, theirs: Question, with_numbers: bool) -> Options:
    my_codes, their_codes = _codes(ours), _codes(theirs)
    to_ours, to_theirs = node.node("to_ours"), node.required("to_theirs")
    _check_names(node, "to_ours", to_ours, their_codes)
    _check_names(node, "to_theirs", to_theirs, my_codes)
    if missing := [code for code in my_codes if not to_theirs.has(code)]:
        node.complain("to_theirs", f"nothing for {', '.join(missing)}", f"every option of {ours.code}")
    return Options(
        to_ours={code: to_ours.choice(code, my_codes) for code in to_ours.names()} if to_ours else {},
        to_theirs={code: _span(to_theirs, code, theirs) for code in to_theirs.names()},
        inputs=_inputs(node, ours, theirs) if with_numbers else {},
    )


def _span(node: Node, code: str, theirs: Question) -> tuple[str, str]:
    """Their lowest and highest option for one of ours."""
    found = node.texts(code)
    worth = {option.code: option.score for option in theirs.options}
    if len(found) != 2 or any(end not in worth for end in found) or worth[found[0]] > worth[found[1]]:
        expected = f"the lowest and the highest option, two of {', '.join(worth)}"
        node.complain(code, ", ".join(found) or "nothing", expected)
        return ("", "")
    return found[0], found[1]


def _inputs(node: Node, ours: Question, theirs: Question) -> dict[str, str]:
    inputs = node.required("inputs")
    mine, other = {i.code for i in ours.inputs}, sorted(i.code for i in theirs.inputs)
    found = {name: inputs.choice(name, other) for name in inputs.names()}
    if set(found) != mine or sorted(found.values()) != other:
        expected = f"each of {', '.join(sorted(mine))} with one of {', '.join(other)}"
        node.complain("inputs", ", ".join(found) or "nothing", expected)
    return found


def _ticks(node: Node, ours: Question, theirs: Question) -> Ticks:
    my_codes, their_codes = _codes(ours), _codes(theirs)
    to_ours, to_theirs = node.node("to_ours"), node.required("to_theirs")
    _check_names(node, "to_ours", to_ours, my_codes)
    _check_names(node, "to_theirs", to_theirs, their_codes)
    if ours.kind != "multiple" and to_ours and len(to_ours.names()) > 1:
        node.complain("to_ours", ", ".join(to_ours.names()), f"one option, since {ours.code} takes only one")
    return Ticks(
        to_ours={code: _known(to_ours, code, their_codes) for code in to_ours.names()} if to_ours else {},
        to_theirs={code: _tick(to_theirs.required(code), my_codes) for code in to_theirs.names()},
    )


def _tick(node: Node, my_codes: Collection[str]) -> Tick:
    needs = _known(node, "needs", my_codes) if node.has("needs") else None
    sure = _known(node, "sure", my_codes) if node.has("sure") else frozenset()
    if needs is not None and not sure <= needs:
        node.complain("sure", ", ".join(sorted(sure - needs)), "only options that stand in needs")
    node.done()
    return Tick(sure, needs)


def _known(node: Node, name: str, codes: Collection[str]) -> frozenset[str]:
    """A list of option codes that is not empty."""
    found = node.texts(name)
    if unknown := [code for code in found if code not in codes]:
        node.complain(name, ", ".join(unknown), "options out of " + ", ".join(codes))
    if not found and isinstance(node.raw(name), list):
        node.complain(name, "an empty list", "at least one option")
    return frozenset(found)


def _codes(question: Question) -> list[str]:
    return [option.code for option in question.options]


def _check_names(node: Node, name: str, values: Node | None, known: Collection[str]) -> None:
    for code in values.names() if values else []:
        if code not in known:
            node.complain(f"{name}.{code}", describe(code), "one of " + ", ".join(known))


def _check_once(links: Iterable[tuple[Node, Link | None]]) -> None:
    """A question of ours is proposed by one link, one of theirs that takes a single option is bounded by one."""
    proposed, bounded = set(), set()
    for node, link in links:
        if link and link.proposes and link.ours in proposed:
            node.complain("ours", link.ours, "one link that proposes an answer to it")
        if link and isinstance(link.how, Options) and link.theirs in bounded:
            node.complain("theirs", link.theirs, "one link that bounds its single answer")
        if link and link.proposes:
            proposed.add(link.ours)
        if link and isinstance(link.how, Options):
            bounded.add(link.theirs)
