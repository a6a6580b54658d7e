"""A document as HTML for the press: cover, number and QR code added to what the screen shows."""

import io
import re

import segno
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reports import charts

# Emoji and what joins them: no font of ours draws them, and a tagged PDF may not refer to a missing glyph.
PICTURES = re.compile("[\U0001f000-\U0001faff\ufe0f\u200d\U000e0020-\U000e007f]+")
RUNNING_COLUMNS = 60  # what fits into the running line
LOOK_COLUMNS = 40  # what fits before the number


def paper(document, number="", address="", branding=None):
    """HTML of the report. `number` and `address` (of the verification page) are left out when there are none."""
    context = {
        "doc": document,
        "number": number,
        "branding": branding,
        "presented": document.reading.say("presented_by", name=branding.name) if branding else "",
        "running_firm": running(document.headline.firm),
        "running_look": running(branding.name, LOOK_COLUMNS) if branding else "",
        "qr": qr(address, document.t["verify"]) if address else "",
    }
    return PICTURES.sub("□", render_to_string("reports/pdf/document.html", context))


def running(name, columns=RUNNING_COLUMNS):
    """A name as it stands at the edge of every page."""
    return charts.shorten(" ".join(name.split()), columns)


def qr(address, title):
    """An SVG that leads to an address."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        border=2,
        omitsize=True,
        dark="#1d2b2c",
        light="#ffffff",
        title=title,
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - segno escapes the title, the rest is numbers
