"""Small real files of every kind, harmful ones made on the spot, and how they come in."""

import io
import zipfile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from evidence.keeping import add
from evidence.models import Evidence
from evidence.quarantine import examined

PARTS = {
    "xlsx": {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", "_rels/.rels": "<Relationships/>"},
    "docx": {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"},
}


def office(kind="xlsx", more=(), compression=zipfile.ZIP_DEFLATED):
    """The bytes of a minimal Office file with `more` parts: {name: content}."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in {**PARTS[kind], **dict(more)}.items():
            archive.writestr(name, content)
    return file.getvalue()


def image(kind="PNG", size=(40, 20), **options):
    file = io.BytesIO()
    Image.new("RGB", size, (200, 60, 30)).save(file, kind, **options)
    return file.getvalue()


def pdf(change=None, **options):
    """The bytes of a PDF with one page; `change(document)` may spoil it."""
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file, **options)
    return file.getvalue()


GOOD = {"pdf": pdf(), "png": image(), "jpg": image("JPEG"), "xlsx": office("xlsx"), "docx": office("docx")}


def upload(content=GOOD["png"], name="screen.png", mime="image/png"):
    return SimpleUploadedFile(name, content, mime)


def keep_file(assessment, user, content=GOOD["png"], question="PM-1", name="screen.png", path=None):
    """Keep a file as a view would, without the form."""
    path.write_bytes(content)
    with examined(path) as found:
        add(assessment, question, user, [Evidence(kind="file", name=name, evidence_class="observed")], found)
    return assessment.evidence.standing().latest("pk")


def page(assessment, code="PM-1"):
    return reverse("evidence:question", args=[assessment.uuid, code])


def adding(assessment, code="PM-1"):
    return reverse("evidence:add", args=[assessment.uuid, code])
