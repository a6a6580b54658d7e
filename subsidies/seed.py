"""The catalogue that ships with the product, as plain data: what records begin with."""

from functools import cache
from types import MappingProxyType

from readiness.loading.catalogue import CATALOGUE
from readiness.loading.reading import Document, raise_problems, read_yaml
from subsidies.content import digest_of, plain


@cache
def documents() -> tuple[Document, ...]:
    """Every file of records and the file of lists. Raises ContentError."""
    paths = [CATALOGUE / "lists.yaml", CATALOGUE / "national.yaml", *sorted(CATALOGUE.glob("local-*.yaml"))]
    found = tuple(read_yaml(path) for path in paths)
    raise_problems(*found)
    for document in found:
        document.value = plain(document.value)
    return found


@cache
def records():
    """code → content"""
    return MappingProxyType({one["id"]: one for document in documents() for one in document.value.get("records", ())})


@cache
def lists():
    """code → content"""
    return MappingProxyType({one["list"]: one for document in documents() for one in document.value.get("lists", ())})


def shipped(kind, code):
    """The content that ships under this code; None where none does."""
    return (records() if kind == "subsidy" else lists()).get(code)


@cache
def digests():
    """(kind, code) → digest"""
    both = (("subsidy", records()), ("list", lists()))
    return MappingProxyType({(kind, code): digest_of(one) for kind, found in both for code, one in found.items()})
