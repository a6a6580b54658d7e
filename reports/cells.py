"""What somebody typed, fit for a cell of a document: not endless, and with places to break in endless words.

The answer itself is kept whole; sixty scenes of two thousand unbroken letters each would take a minute to lay out.
"""

import re

LONGEST = 300  # characters that a cell repeats
LONGEST_WORD = 30

_WORD = re.compile(rf"[!-~]{{{LONGEST_WORD}}}(?=[!-~])")


def cell(text, longest=LONGEST):
    """The text, cut with an ellipsis where it is too long, a break allowed after every 30 letters of an endless word."""
    cut = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return _WORD.sub(lambda word: word[0] + "\u200b", cut)
