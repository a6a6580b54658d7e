"""Make the fonts documents are set in: Noto Sans CJK SC, regular and bold, cut down to the characters of GB 2312.

    python script/_fonts.py FOLDER

The installed collection has some 100 MB and four languages; the subset has about 2 MB a weight, loads faster and keeps
reports small. Rarer characters (names such as 㛃 or 堃) fall back to the installed font.
"""

import sys
from multiprocessing import Pool
from pathlib import Path

from fontTools import subset
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


def simplified_chinese(collection):
    for font in collection:
        if font["name"].getDebugName(1).startswith(FAMILY):
            return font
    sys.exit(f"The installed collection has no {FAMILY}.")


def cut(weight, folder):
    font = simplified_chinese(TTCollection(installed(weight), lazy=True))
    options = subset.Options(
        layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "halt", "palt"], hinting=False, name_IDs=["*"]
    )
    # One language, horizontal lines: the tables for others would double the file and every report.
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    part = folder / f"NotoSansSC-{weight}.otf.part"
    font.save(part)
    part.replace(folder / f"NotoSansSC-{weight}.otf")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with Pool(2) as pool:
        pool.starmap(cut, [("Regular", target), ("Bold", target)])
