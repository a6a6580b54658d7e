"""What the estimate of computing power and tokens assumes, from its file; all problems at once."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType

from readiness.compute import Assumption, Assumptions, ModelClass, Span
from readiness.loading.reading import Node, raise_problems, read_yaml

ASSUMPTIONS = Path(__file__).resolve().parent.parent / "content" / "compute" / "assumptions.yaml"
PARTS = ("pictures", "texts")
NEEDED = {
    "pictures": ("usable_share", "trainings_per_year", "hours_per_training"),
    "texts": (
        "characters_per_page",
        "tokens_per_character",
        "reads_per_page",
        "tokens_out_per_page",
        "calls_per_question",
        "tokens_in_per_call",
        "tokens_out_per_call",
    ),
}


@cache
def published_assumptions() -> Assumptions:
    """Those that ship with the product."""
    return load_assumptions()


def load_assumptions(path: Path = ASSUMPTIONS) -> Assumptions:
    """Raises ContentError with every problem of the file."""
    document = read_yaml(path)
    raise_problems(document)
    found = _assumptions(document.root)
    raise_problems(document)
    return found


def _assumptions(root: Node) -> Assumptions:
    classes = {kind.code: kind for kind in (_model_class(node) for node in _once(root, "model_classes"))}
    items = {item.code: item for item in (_assumption(node) for node in _once(root, "assumptions"))}
    _refuse_missing(root, items)
    found = Assumptions(
        classes=MappingProxyType(classes),
        class_basis=root.bilingual("class_basis"),
        items=MappingProxyType(items),
        rent_basis=root.bilingual("rent_basis"),
        compiled_on=root.date("compiled_on"),
    )
    root.done()
    return found


def _once(root: Node, name: str) -> list[Node]:
    """The items of a list; a code that comes twice is a problem."""
    nodes = root.items(name)
    seen: set[str] = set()
    for node in nodes:
        code = node.text("code")
        if code in seen:
            node.complain("code", repr(code), "each code once")
        seen.add(code)
    return nodes


def _refuse_missing(root: Node, items: dict[str, Assumption]) -> None:
    """The reckoning knows exactly these."""
    for part, codes in NEEDED.items():
        found = {code for code, item in items.items() if item.part == part}
        for code in set(codes) - found:
            root.complain("assumptions", "nothing", f"{code} among the {part}")
        for code in found - set(codes):
            root.complain("assumptions", repr(code), f"one of {', '.join(codes)}")


def _model_class(node: Node) -> ModelClass:
    kind = ModelClass(
        code=node.text("code"),
        name=node.bilingual("name"),
        example=node.bilingual("example"),
        images_per_second=_span(node, "images_per_second", above_zero=True),
    )
    node.done()
    return kind


def _assumption(node: Node) -> Assumption:
    less = node.flag("more_is_less", False)
    item = Assumption(
        code=node.text("code"),
        part=node.choice("part", PARTS),
        name=node.bilingual("name"),
        unit=node.bilingual("unit"),
        span=_span(node, "range", above_zero=less),
        basis=node.bilingual("basis"),
        source=node.text("source", ""),
        more_is_less=less,
    )
    node.done()
    return item


def _span(node: Node, name: str, above_zero: bool) -> Span:
    """low ≤ likely ≤ high; what is divided by must not be zero."""
    part = node.required(name)
    span = Span(*(Fraction(part.decimal(case, at_least=0)) for case in ("low", "likely", "high")))
    if not span.ordered:
        part.complain("likely", str(span.likely), "low ≤ likely ≤ high")
    if above_zero and span.low == 0:
        part.complain("low", "0", "a number above 0")
    part.done()
    return span
