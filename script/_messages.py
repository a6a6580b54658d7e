"""Compile locale/*/LC_MESSAGES/*.po to .mo with Babel, so that serving needs no gettext.

A fuzzy message is left out; `script/messages --check` refuses them.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

for source in sorted(Path("locale").glob("*/LC_MESSAGES/*.po")):
    with source.open("rb") as file:
        catalogue = read_po(file)
    part = source.with_suffix(".mo.part")
    with part.open("wb") as file:
        write_mo(file, catalogue)
    part.replace(source.with_suffix(".mo"))
