"""Why something was refused, in one sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from evidence.refused import Refused

NAMES = {
    "ole": _("an old Office file (.xls, .doc) or one with a password"),
    "pptx": _("a PowerPoint file"),
    "zip": _("a zip archive"),
    "rar": _("a RAR archive"),
    "7z": _("a 7z archive"),
    "gzip": _("a compressed archive"),
    "gif": _("a GIF picture"),
    "bmp": _("a BMP picture"),
    "tiff": _("a TIFF picture"),
    "webp": _("a WebP picture"),
    "heic": _("a HEIC picture (iPhone)"),
    "video": _("a video or sound file"),
    "program": _("a program"),
    "rtf": _("an RTF document"),
    "html": _("a web page"),
    "text": _("a text file"),
}
SENTENCES = {
    "type": _(
        "This is %(found)s. PDF, PNG, JPEG, XLSX and DOCX are accepted: please save or export it as one of these, or take a screenshot."
    ),
    "unknown": _(
        "What kind of file this is cannot be told from its content. PDF, PNG, JPEG, XLSX and DOCX are accepted."
    ),
    "empty": _("The file is empty (0 bytes). Please choose it again."),
    "large": _(
        "The file is larger than %(most)s MB, the most that is accepted. Please make it smaller, give the pages that matter, or add a link."
    ),
    "damaged": _(
        "The file begins as it should but cannot be read to its end: it is damaged or incomplete. Please open it, save it again and choose the new file."
    ),
    "two_files": _(
        "The file carries other data before or behind its content. Please open it, save it again as a new file and choose that."
    ),
    "encrypted": _("The file has a password. Please save it without one and choose it again."),
    "macros": _("The file contains macros. Please save it as an ordinary .xlsx or .docx without macros."),
    "objects": _(
        "The file has other files or controls embedded in it (OLE or ActiveX). Please remove them, or save the file as PDF, and choose it again."
    ),
    "paths": _(
        "The file contains parts with unusual names. Please open it in Office or WPS, save it as a new file and choose that."
    ),
    "bomb": _(
        "Unpacked, the file would be many times its size. Please open it in Office or WPS, save it as a new file and choose that."
    ),
    "parts": _("The file has more than %(most)s parts. Please keep only the sheets or pages that matter."),
    "script": _("The PDF contains scripts or interactive parts. Please print it to a new PDF and choose that."),
    "starts": _(
        "The PDF starts something when it is opened or sends data. Please print it to a new PDF and choose that."
    ),
    "attachment": _("The PDF has files attached inside. Please print it to a new PDF, or add the files one by one."),
    "pages": _("The PDF has more than %(most)s pages or is unusually complex. Please choose the pages that matter."),
    "pixels": _(
        "The picture has %(found)s million pixels; at most %(most)s million are accepted. Please make it smaller."
    ),
    "side": _(
        "The picture has %(width)s × %(height)s pixels; at most %(most)s on each side are taken. Please save it smaller."
    ),
    "limits": _(
        "The file could not be checked within the limits for time and memory. Please save it again in a simpler form, for example as PDF."
    ),
    "infected": _(
        "The virus scanner has found something in this file, so it was not kept. Please check the computer it comes from."
    ),
    "unscanned": _(
        "The file could not be scanned for viruses just now, so it was not kept. Please try again later, or tell the operator."
    ),
    "submitted": _("The assessment has been submitted; its evidence can no longer be changed."),
    "files": _("This question already has %(most)s files, the most that are kept. Please remove one first."),
    "entries": _(
        "This question already has %(most)s pieces of evidence, the most that are kept. Please remove one first."
    ),
    "quota": _(
        "The files of this assessment may take %(most)s MB together, and with this one they would take more. Please remove some or choose a smaller file."
    ),
    "twice": _("Exactly this is already among the evidence for this question."),
}


def sentence(refused: Refused) -> str:
    details = dict(refused.details)
    if refused.reason == "type":
        if details.get("found") not in NAMES:
            return str(SENTENCES["unknown"])
        details["found"] = NAMES[details["found"]]
    return str(SENTENCES[refused.reason]) % details
