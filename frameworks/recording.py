"""Adding a version that ships to the list of published ones; for those who keep the product, before a release."""

from pathlib import Path

from frameworks.publishing import Refused
from readiness.loading.framework import folder_of, load_framework
from readiness.loading.publications import LIST, publications


def record(reference: str, replace=False, path: Path = LIST) -> str:
    """The digest now in the list. Raises KeyError, ContentError, or Refused for a version listed with another one.

    replace: put the new digest in place of the old; only right while nothing was released with the old one.
    """
    digest = load_framework(folder_of(reference), reference=reference).digest
    listed = publications(path).get(reference)
    if listed not in (None, digest) and not replace:
        raise Refused(f"{reference} stands in the list with other files and never changes; give these a new version.")
    if listed != digest:
        _write(path, reference, digest)
    return digest


def _write(path, reference, digest):
    line = f'- {{reference: {reference}, digest: "{digest}"}}'
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [old for old in lines if f"reference: {reference}," not in old]
    path.write_text("\n".join([*kept, line]) + "\n", encoding="utf-8")
    publications.cache_clear()
