"""What people typed, as the cell of a workbook can hold it."""

import re
from decimal import Decimal

LONGEST = 32_000  # characters of a cell
# What XML cannot hold, and so no workbook: control characters, and two code points that are no characters.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)[:LONGEST]


def digits(number: float) -> str:
    """A number of a cell with the digits a workbook keeps: 0.3, where reckoning has left 0.30000000000000004."""
    text = format(Decimal(format(number, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
