"""Numbers as people read them: scores to 0.1, money, months, shares, dates. Chinese counts money in 万元, English in CNY."""

import datetime
from decimal import Decimal
from fractions import Fraction

from readiness.scoring import display

WAN = 10_000
HUNDRED = 100
WIDE = 50  # from this scale on a tenth of a point is fine enough
COUNT_WORDS_ZH = tuple("零一二三四五六七八九十")
COUNT_WORDS_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(text):
    """A decimal string of the snapshot as an exact number; None stays None."""
    return None if text is None else Fraction(text)


def score(text, places=1):
    """ "63.125000" → "63.1"; an index or dimension that could not be computed reads "–"."""
    return "–" if text is None else display(Fraction(text), places)


def on_scale(text, full=HUNDRED):
    """A score in as many places as its scale needs: "63.1" of 100, "3.25" of 5."""
    return score(text) if text is None or Fraction(full) >= WIDE else plain_number(text)


def points(text, full=HUNDRED, places=1):
    """A score that names its scale unless that is 100: "63.1", "3.25 / 5"."""
    if text is None or full is None or Fraction(full) == HUNDRED:
        return score(text, places)
    return f"{on_scale(text, full)} / {plain_number(full)}"


def count_word(count, language):
    """A small number as a word: "五", "five"; digits from eleven on."""
    words = COUNT_WORDS_EN if language == "en" else COUNT_WORDS_ZH
    return words[count] if count < len(words) else str(count)


def share(text):
    """ "0.966667" → "97%"."""
    return f"{display(Fraction(text) * 100, 0)}%"


def tenths(value, language):
    """A share as people say it: "三成", "30%"."""
    whole = Fraction(value) * 10
    if language == "en" or whole.denominator != 1:
        return share(value)
    return f"{COUNT_WORDS_ZH[int(whole)]}成"


def wan(amount, language):
    """An amount in 万元: "2.5 万元", or "CNY 25,000"; from a million on "CNY 1.25 million"."""
    amount = Fraction(amount)
    if language != "en":
        return f"{_short(amount)} 万元"
    yuan = amount * WAN
    if yuan >= 1_000_000:
        return f"CNY {_short(yuan / 1_000_000)} million"
    return f"CNY {int(yuan):,}"


def wan_range(low, high, language):
    """ "3–8 万元", "CNY 30,000–80,000"; one figure where both are the same."""
    low, high = Fraction(low), Fraction(high)
    if low == high:
        return wan(low, language)
    if language != "en":
        return f"{_short(low)}–{_short(high)} 万元"
    if high * WAN >= 1_000_000:
        return f"CNY {_short(low * WAN / 1_000_000)}–{_short(high * WAN / 1_000_000)} million"
    return f"CNY {int(low * WAN):,}–{int(high * WAN):,}"


def months(low, high, language):
    """ "2–4 个月", "2–4 months"."""
    low, high = _short(Fraction(low)), _short(Fraction(high))
    span = low if low == high else f"{low}–{high}"
    if language != "en":
        return f"{span} 个月"
    return f"{span} month" if span == "1" else f"{span} months"


def date(text, language):
    """ "2026-11-23" → "2026年11月23日", "23 November 2026"."""
    day = datetime.date.fromisoformat(text)
    return (
        f"{day.year}年{day.month}月{day.day}日" if language != "en" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    )


def month(text, language):
    """Of a day or a month: "2026-05-01", "2026-05"."""
    day = datetime.date.fromisoformat(text if len(text) > len("2026-05") else f"{text}-01")
    return f"{day.year}年{day.month}月" if language != "en" else f"{MONTHS[day.month - 1]} {day.year}"


def plain_number(value):
    """A number without superfluous zeros: "12.50" → "12.5"."""
    return _short(Fraction(value))


def _short(value):
    text = f"{Decimal(display(value, 2)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
