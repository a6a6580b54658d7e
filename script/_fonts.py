"""Make the fonts documents are set in: Noto Sans CJK SC, regular and bold, cut down to the characters of GB 2312.

    python script/_fonts.py FOLDER

The installed collection has some 100 MB and four languages; the subset has about 2 MB a weight, loads faster and keeps
reports small. HarfBuzz cuts it in a second. Rarer characters (names such as 㛃 or 堃) fall back to the installed font.
"""

import sys
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTCollection

PLACES = [
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
]
FAMILY = "Noto Sans CJK SC"


def gb2312():
    """All characters GB 2312 can write, as Python's codec knows them."""
    rows = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(character) for pair in rows for character in pair.decode("gb2312", "ignore")}


def characters():
    latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    punctuation = set(range(0x2010, 0x2040)) | set(range(0x3000, 0x3040)) | set(range(0xFF00, 0xFFF0))
    signs = {ord(sign) for sign in "€→←↑↓≤≥≈×÷±✓✗●○■□▲△▼▽★☆①②③④⑤⑥⑦⑧⑨⑩"}
    return gb2312() | latin | punctuation | signs


def installed(weight):
    for place in PLACES:
        for path in sorted(place.rglob(f"NotoSansCJK-{weight}.ttc")):
            return path
    sys.exit(f"NotoSansCJK-{weight}.ttc is not installed (Debian package fonts-noto-cjk).")


def simplified_chinese(path):
    """The font's place in the collection."""
    for place, font in enumerate(TTCollection(path, lazy=True)):
        if font["name"].getDebugName(1).startswith(FAMILY):
            return place
    sys.exit(f"The installed collection has no {FAMILY}.")


def tags(*names):
    return {int.from_bytes(name.encode("ascii"), "big") for name in names}


def wanted():
    """One language, horizontal lines: the tables for others would double the file and every report."""
    cut = uharfbuzz.SubsetInput()
    cut.flags = uharfbuzz.SubsetFlags.NO_HINTING
    cut.unicode_set.update(characters())
    cut.layout_feature_tag_set.clear()
    cut.layout_feature_tag_set.update(tags("kern", "liga", "mark", "mkmk", "ccmp", "halt", "palt"))
    cut.drop_table_tag_set.update(tags("vhea", "vmtx", "VORG", "BASE"))
    for every in (cut.name_id_set, cut.name_lang_id_set):
        every.clear()
        every.invert()
    return cut


def cut(weight, folder):
    path = installed(weight)
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), simplified_chinese(path))
    part = folder / f"NotoSansSC-{weight}.otf.part"
    part.write_bytes(uharfbuzz.subset(face, wanted()).blob.data)
    part.replace(folder / f"NotoSansSC-{weight}.otf")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for weight in ("Regular", "Bold"):
        cut(weight, target)
