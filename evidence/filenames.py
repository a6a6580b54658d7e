"""The name of a file as people see it: what they called it, without what could deceive."""

import unicodedata
from pathlib import PurePosixPath

from evidence.models import LONGEST_NAME


def kept_name(typed: str, kind: str) -> str:
    """Ends as the file's content demands, whatever it was called."""
    plain = unicodedata.normalize("NFC", typed.replace("\\", "/"))
    # Control, format and private characters: line breaks, and those that turn the direction of writing.
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C")
    stem = PurePosixPath(plain).stem.strip(" .") or "file"
    return f"{stem[: LONGEST_NAME - len(kind) - 1]}.{kind}"
