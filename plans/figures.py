"""Money, time and scores as people read them, in the language of the page. Chinese counts money in 万元, English in CNY."""

import math
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from readiness.scoring import display
from surveys.wording import said_in_chinese

YUAN_PER_WAN = 10_000
MILLION = 1_000_000


def wan(amount):
    """ "2.5 万元", "CNY 25,000"; from a million on "CNY 1.25 million"."""
    amount = Fraction(amount)
    if said_in_chinese():
        return f"{number(amount)} 万元"
    yuan = amount * YUAN_PER_WAN
    return f"CNY {number(yuan / MILLION)} million" if yuan >= MILLION else f"CNY {round(yuan):,}"


def wan_range(amounts):
    """ "1 – 2.5 – 4 万元": low, likely and high."""
    return " – ".join(number(Fraction(one)) for one in amounts) + " 万元" if said_in_chinese() else _cny(amounts)


def _cny(amounts):
    yuan = [Fraction(one) * YUAN_PER_WAN for one in amounts]
    if max(yuan) >= MILLION:
        return "CNY " + " – ".join(number(one / MILLION) for one in yuan) + " million"
    return "CNY " + " – ".join(f"{round(one):,}" for one in yuan)


def months(count):
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


def span(first, last):
    """Months from the start, the first one being 1."""
    if first == last:
        return gettext("Month %(month)s") % {"month": first}
    return gettext("Months %(first)s–%(last)s") % {"first": first, "last": last}


def points(score):
    return display(Fraction(score), 1)


def points_up(score):
    """Rounded up: for what is at most so much."""
    return display(Fraction(math.ceil(score * 10), 10), 1)


def wan_up(amount):
    """万元 as a decimal of two places, rounded up: a budget that is certainly enough."""
    return Decimal(math.ceil(Fraction(amount) * 100)) / 100


def number(value):
    """Without superfluous zeros: "12.50" → "12.5"."""
    text = f"{Decimal(display(Fraction(value), 2)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
