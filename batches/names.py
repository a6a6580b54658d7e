"""What files of a batch are called: 001_慈溪远山汽车零部件有限公司_中文.pdf."""

import unicodedata

LONGEST = 60  # characters of a firm's name: at most 240 bytes with the rest, which every file system takes
LANGUAGES = {"zh-hans": "中文", "en": "English"}
REFUSED = '\\/:*?"<>|'


def file_name(number, firm, language):
    """No path, no control or direction marks, nothing a file system refuses; the number keeps names apart."""
    plain = unicodedata.normalize("NFC", firm)
    kept = "".join("_" if c in REFUSED or c.isspace() else c for c in plain if c.isprintable() or c.isspace())
    while len(kept.encode()) > 3 * LONGEST or len(kept) > LONGEST:
        kept = kept[:-1]
    return f"{number:03}_{kept.strip('. _') or '-'}_{LANGUAGES[language]}.pdf"
