"""A logo: PNG or JPEG by its content, painted anew, so that nothing else that was in the file comes along."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, UnidentifiedImageError

MOST_BYTES, MOST_PIXELS = 2 * 1024 * 1024, 4000
PRINTED = (1200, 480)  # pixels: enough for 50 mm on paper
KINDS = {"PNG": ("L", "RGB", "RGBA"), "JPEG": ("L", "RGB")}


class Unfit(ValueError):
    """Why a file cannot be a logo, as one sentence."""


def repaint(file):
    """(bytes, kind) of an uploaded file. Raises Unfit."""
    if file.size > MOST_BYTES:
        found = f"{file.size / 1024 / 1024:.1f}"
        raise Unfit(_("The file has %(found)s MB; a logo may have 2 MB. Please save it smaller.") % {"found": found})
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(file.read()), formats=list(KINDS)) as image:
            _judge(image)
            image.load()
            return _painted(image), image.format.lower()
    except Unfit:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unfit(
            _(
                "This is not a picture we can print. Expected is a PNG or JPEG file; please save an SVG or PDF logo as PNG."
            )
        ) from error


def _judge(image):
    if max(image.size) > MOST_PIXELS:
        raise Unfit(
            _(
                "The picture has %(width)d × %(height)d pixels; at most 4000 on each side are taken. Please save it smaller."
            )
            % {"width": image.width, "height": image.height}
        )
    if min(image.size) < 1:
        raise Unfit(_("The picture is empty."))


def _painted(image):
    clean = (
        image if image.mode in KINDS[image.format] and "transparency" not in image.info else image.convert(_mode(image))
    )
    clean = clean.copy()
    clean.info = {}
    clean.thumbnail(PRINTED)
    written = io.BytesIO()
    options = {"quality": 90} if image.format == "JPEG" else {"optimize": True}
    clean.save(written, image.format, exif=b"", icc_profile=None, **options)
    return written.getvalue()


def _mode(image):
    return "RGBA" if image.format == "PNG" else "RGB"
