"""The sheets of questions to suppliers, from their folder: how each sheet closes, and one file per kind of scenario."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from readiness.loading.reading import Document, Node, raise_problems, read_yaml
from readiness.suppliers import BLANK, Acceptance, Fills, Kind, Sheets, blanks, filled
from readiness.text import Text

SUPPLIERS = Path(__file__).resolve().parent.parent / "content" / "suppliers"
OWN_QUESTIONS, CLOSING_QUESTIONS = 7, 3
FEWEST_CRITERIA, MOST_CRITERIA = 3, 6
KIND_BLANKS = ("assets", "handover", "yearly")  # what the closing questions leave to the kind


@cache
def published_sheets() -> Sheets:
    """Those that ship with the product."""
    return load_sheets()


def load_sheets(folder: Path = SUPPLIERS) -> Sheets:
    """Read suppliers.yaml and kinds/*.yaml. Raises ContentError with every problem of every file."""
    frame = read_yaml(folder / "suppliers.yaml")
    paths = sorted((folder / "kinds").glob("*.yaml"))
    documents = [read_yaml(path, f"kinds/{path.name}") for path in paths]
    raise_problems(frame, *documents)
    root = frame.root
    closing = _closing(root)
    kinds = [_kind(document, path.stem, closing) for document, path in zip(documents, paths, strict=True)]
    _refuse_twins(documents)
    found = Sheets(root.text("framework"), root.date("compiled_on"), tuple(kinds))
    root.done()
    raise_problems(frame, *documents)
    return found


def _closing(root: Node) -> tuple[Text, ...]:
    texts = root.bilinguals("closing")
    _refuse_count(root, "closing", texts, CLOSING_QUESTIONS, CLOSING_QUESTIONS)
    for n, text in enumerate(texts):
        if not all(side <= set(KIND_BLANKS) for side in _same_blanks(root, f"closing[{n}]", text)):
            root.complain(f"closing[{n}]", "another blank", f"only {', '.join(KIND_BLANKS)}")
    return texts


def _kind(document: Document, stem: str, closing: Sequence[Text]) -> Kind:
    root = document.root
    code = root.text("code")
    if code != stem:
        root.complain("code", repr(code), f"{stem!r}, as the file is called")
    own = root.bilinguals("questions")
    _refuse_count(root, "questions", own, OWN_QUESTIONS, OWN_QUESTIONS)
    words = {name: root.bilingual(name) for name in KIND_BLANKS}
    criteria = tuple(_criterion(node) for node in root.items("criteria"))
    _refuse_count(root, "criteria", criteria, FEWEST_CRITERIA, MOST_CRITERIA)
    red_flags = root.bilinguals("red_flags")
    _refuse_count(root, "red_flags", red_flags, 1, 4)
    wanted = _wanted(root, own, criteria)
    kind = Kind(
        code=code,
        name=root.bilingual("name"),
        questions=(*own, *(filled(text, words) for text in closing)),
        criteria=criteria,
        red_flags=red_flags,
        fills=MappingProxyType(dict(_scenario(node, wanted) for node in root.items("scenarios"))),
    )
    root.done()
    return kind


def _criterion(node: Node) -> Acceptance:
    parts = ("metric", "measured", "threshold", "sample", "period")
    found = Acceptance(*(node.bilingual(part) for part in parts))
    node.done()
    return found


def _wanted(root: Node, own: Sequence[Text], criteria: Sequence[Acceptance]) -> frozenset[str]:
    """The blanks that every scenario of this kind has to fill."""
    found: set[str] = set()
    places = [(f"questions[{n}]", text) for n, text in enumerate(own)]
    places += [(f"criteria[{n}]", text) for n, criterion in enumerate(criteria) for text in criterion.texts]
    for place, text in places:
        found.update(*_same_blanks(root, place, text))
    return frozenset(found)


def _same_blanks(root: Node, place: str, text: Text) -> tuple[frozenset[str], frozenset[str]]:
    """Both languages leave the same to be filled, and every brace belongs to a blank."""
    zh, en = blanks(text)
    if zh != en:
        root.complain(place, f"blanks {sorted(zh)} in zh and {sorted(en)} in en", "the same blanks in both")
    braces = sum(side.count("{") + side.count("}") for side in (text.zh, text.en))
    if braces != 2 * sum(len(BLANK.findall(side)) for side in (text.zh, text.en)):
        root.complain(place, "a brace that belongs to no blank", "blanks like {object}")
    return zh, en


def _scenario(node: Node, wanted: frozenset[str]) -> tuple[str, Fills]:
    code = node.text("code")
    fills = node.required("fills") if wanted else None
    words = {name: fills.bilingual(name) for name in sorted(wanted)} if fills else {}
    if fills:
        fills.done()
    node.done()
    return code, MappingProxyType(words)


def _refuse_count(root: Node, name: str, found: Sequence[object], least: int, most: int) -> None:
    if not least <= len(found) <= most:
        root.complain(name, f"{len(found)}", f"{least}" if least == most else f"{least} to {most}")


def _refuse_twins(documents: Sequence[Document]) -> None:
    """A scenario belongs to one kind."""
    seen: set[str] = set()
    for document in documents:
        for node in Node(document, "", document.value).items("scenarios"):
            code = node.text("code")
            if code in seen:
                node.complain("code", repr(code), "each scenario once in all files")
            seen.add(code)
