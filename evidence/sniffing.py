"""What a file is by its first bytes; neither its name nor what the browser says about it is asked."""

ENOUGH = 1024  # bytes that tell

# First bytes → what it is. The first five can become evidence, the others are named in the refusal.
BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"PK\x03\x04", "zip"),  # XLSX and DOCX are zips; `office` looks inside
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"{\\rtf", "rtf"),
)
HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def kind_of(head: bytes) -> str:
    """pdf, png, jpg, zip, or the name of something that is not accepted; "" for what is unknown."""
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in HEIF else "video"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return _text(head)


def _text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")):
        return "html"
    if not head or b"\0" in head:
        return ""
    return "text" if _is_text(head) else ""


def _is_text(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # a character cut in two at the end
    return True
