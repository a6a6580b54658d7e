"""The subsidy catalogue from its folder: words, fields, lists, leads and records; all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from readiness.loading.conditions import Vocabulary, read_fields, read_labels, read_lists
from readiness.loading.reading import Document, Node, raise_problems, read_yaml
from readiness.loading.reference import published_reference
from readiness.loading.subsidies import Wording, read_subsidy
from readiness.reference import Reference
from readiness.subsidies.records import Catalogue, Gap, Lead, Subsidy

CATALOGUE = Path(__file__).resolve().parent.parent / "content" / "subsidies"
LABELS = ("instrument", "cap_period", "spend", "evidence", "confidence")
_FRAME = ("catalogue.yaml", "fields.yaml", "lists.yaml", "leads.yaml")


@cache
def published_catalogue() -> Catalogue:
    """The catalogue that ships with the product."""
    return load_catalogue()


@cache
def published_wording() -> Wording:
    """The words for the codes of the catalogue that ships with the product."""
    return _wording(read_yaml(CATALOGUE / "catalogue.yaml").root.required("labels"))


def _wording(labels: Node) -> Wording:
    return Wording({kind: read_labels(labels, kind) for kind in LABELS})


def load_catalogue(folder: Path = CATALOGUE, reference: Reference | None = None) -> Catalogue:
    """Read catalogue.yaml, fields.yaml, lists.yaml, leads.yaml and every national.yaml and local-*.yaml.

    Raises ContentError with every problem of every file.
    """
    reference = reference or published_reference()
    paths = [folder / "national.yaml", *sorted(folder.glob("local-*.yaml"))]
    frame = {name: read_yaml(folder / name) for name in _FRAME}
    documents = [read_yaml(path) for path in paths]
    raise_problems(*frame.values(), *documents)
    catalogue = _read(frame, documents, reference, _digest([folder / name for name in _FRAME] + paths))
    raise_problems(*frame.values(), *documents)
    return catalogue


def _digest(paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of all files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _read(frame: Mapping[str, Document], documents: Iterable[Document], reference: Reference, digest: str) -> Catalogue:
    root, leads = frame["catalogue.yaml"].root, frame["leads.yaml"].root
    labels = root.required("labels")
    wording = _wording(labels)
    fields, lists = read_fields(frame["fields.yaml"]), read_lists(frame["lists.yaml"], reference)
    records = read_records(documents, Vocabulary(fields, lists, reference), wording)
    catalogue = Catalogue(
        records=records,
        leads=tuple(_lead(node, reference) for node in leads.items("leads")),
        lists=MappingProxyType(lists),
        fields=MappingProxyType(fields),
        regions_without_evidence=tuple(_gap(node, reference) for node in leads.items("regions_without_evidence")),
        notices=root.bilinguals("notices"),
        compiled_on=root.date("compiled_on"),
        digest=digest,
        reference=reference,
    )
    root.bilingual("compiled_how")
    for node in (labels, root, leads):
        node.done()
    return catalogue


def read_records(
    documents: Iterable[Document], vocabulary: Vocabulary, wording: Wording, known: Container[str] = ()
) -> tuple[Subsidy, ...]:
    """The records of all documents. known: ids of other records that these may refer to."""
    found: dict[str, Subsidy] = {}
    nodes: list[tuple[Node, Subsidy]] = []
    for document in documents:
        root = document.root
        items = root.items("records")
        root.done()
        for node in items:
            record = read_subsidy(node, vocabulary, wording)
            if record.id in found:
                node.complain("id", repr(record.id), "each id once in all files")
            found[record.id] = record
            nodes.append((node, record))
    for node, record in nodes:
        for other in record.stacking.ids:
            if (other not in found and other not in known) or other == record.id:
                node.complain("stacking.ids", repr(other), "the id of another record")
    return tuple(found.values())


def _lead(node: Node, reference: Reference) -> Lead:
    lead = Lead(node.bilingual("name"), _adcode(node, reference), node.text("url", None), node.bilingual("missing"))
    node.done()
    return lead


def _gap(node: Node, reference: Reference) -> Gap:
    gap = Gap(node.bilingual("name"), _adcode(node, reference))
    node.done()
    return gap


def _adcode(node: Node, reference: Reference) -> str:
    adcode: str = node.text("adcode")
    if adcode not in reference.regions:
        node.complain("adcode", repr(adcode), "an adcode of the list of regions")
    return adcode
