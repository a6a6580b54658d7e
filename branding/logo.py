"""A logo: PNG or JPEG by its content, painted anew, so that nothing else that was in the file comes along.

Nothing of it is unpacked in this process: a small file can hold a picture of any size. See `evidence.quarantine`.
"""

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from evidence.quarantine import examined
from evidence.refused import Refused
from evidence.sentences import sentence
from evidence.sniffing import ENOUGH, kind_of

MOST_BYTES, MOST_PIXELS = 2 * 1024 * 1024, 4000
PRINTED = (1200, 480)  # pixels: enough for 50 mm on paper
BOUNDS = {"megapixels": 16, "side": MOST_PIXELS, "within": PRINTED}
KINDS = {"png": "png", "jpg": "jpeg"}  # by the name of the content; the name the press knows
NO_PICTURE = ("damaged", "type", "empty", "two_files")


class Unfit(ValueError):
    """Why a file cannot be a logo, as one sentence."""


def repaint(file):
    """(bytes, kind) of an uploaded file. Raises Unfit."""
    if file.size > MOST_BYTES:
        found = f"{file.size / 1024 / 1024:.1f}"
        raise Unfit(_("The file has %(found)s MB; a logo may have 2 MB. Please save it smaller.") % {"found": found})
    content = file.read()
    kind = KINDS.get(kind_of(content[:ENOUGH]))
    if kind is None:
        raise Unfit(_no_picture())
    try:
        return _painted(content), kind
    except Refused as refused:
        raise Unfit(_no_picture() if refused.reason in NO_PICTURE else sentence(refused)) from refused


def _painted(content):
    with tempfile.TemporaryDirectory(prefix="logo-") as folder:
        upload = Path(folder) / "upload"
        upload.write_bytes(content)
        with examined(upload, BOUNDS) as found:
            return found.path.read_bytes()


def _no_picture():
    return _(
        "This is not a picture we can print. Expected is a PNG or JPEG file; please save an SVG or PDF logo as PNG."
    )
