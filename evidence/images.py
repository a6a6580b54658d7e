"""A picture painted anew: what was in its margins (place, camera, other files) does not come along."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from evidence.refused import Refused

FORMATS = {"png": "PNG", "jpg": "JPEG"}
MODES = {"png": ("L", "RGB", "RGBA"), "jpg": ("L", "RGB")}
MILLION = 1_000_000


@dataclass(frozen=True)
class Bounds:
    """What a picture may measure, judged before a pixel is unpacked. within: it is painted no larger than this."""

    megapixels: int
    side: int | None = None
    within: tuple[int, int] | None = None


def repaint(path: Path, target: Path, kind: str, bounds: Bounds) -> None:
    """Write the picture at `path` to `target` as the same kind of picture. Raises Refused."""
    Image.MAX_IMAGE_PIXELS = None  # the size is judged here, before a pixel is unpacked
    try:
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # another library in this process may have allowed them
        with Image.open(path, formats=[FORMATS[kind]]) as image:
            _judge_size(image, bounds)
            image.load()
            _paint(image, target, kind, bounds.within)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        raise Refused("damaged") from error


def _judge_size(image: Image.Image, bounds: Bounds) -> None:
    width, height = image.size
    if bounds.side and max(width, height) > bounds.side:
        raise Refused("side", width=width, height=height, most=bounds.side)
    if width * height > bounds.megapixels * MILLION:
        raise Refused("pixels", found=-(-width * height // MILLION), most=bounds.megapixels)


def _paint(image: Image.Image, target: Path, kind: str, within: tuple[int, int] | None) -> None:
    with contextlib.suppress(Exception):  # a note on orientation that cannot be read turns nothing
        ImageOps.exif_transpose(image, in_place=True)
    clean = (
        image if image.mode in MODES[kind] and "transparency" not in image.info else image.convert(_mode(image, kind))
    )
    clean.info = {}
    if within:
        clean.thumbnail(within)
    options = {"quality": 90} if kind == "jpg" else {}
    # Emptied as well: Pillow would write them again.
    clean.save(target, FORMATS[kind], exif=b"", icc_profile=None, **options)


def _mode(image: Image.Image, kind: str) -> str:
    if kind == "png" and ("A" in image.getbands() or "transparency" in image.info):
        return "RGBA"
    return "L" if image.mode in ("1", "I;16", "I", "F", "LA") else "RGB"
