"""Numbers of an estimate as people read them: exact in a formula, rounded where one only looks."""

from fractions import Fraction

from django.utils.translation import get_language

HUNDRED_MILLION, TEN_THOUSAND, MILLION, BILLION = 100_000_000, 10_000, 1_000_000, 1_000_000_000


def exact(number):
    """With as many decimals as it has, two at most: "11,980,800", "0.65", "22.19"."""
    whole, cents = divmod(int(Fraction(number) * 100 + Fraction(1, 2)), 100)
    return f"{whole:,}" + (f".{cents:02}".rstrip("0") if cents else "")


def rough(number):
    """As one says it: "1,198.08 万", "2.66 亿"; "11.98 million"."""
    english = get_language() == "en"
    steps = (
        ((BILLION, " billion"), (MILLION, " million")) if english else ((HUNDRED_MILLION, " 亿"), (TEN_THOUSAND, " 万"))
    )
    for size, name in steps:
        if number >= size:
            return exact(Fraction(number) / size) + name
    return exact(number)


def wan(amount):
    """ "5.09 万元", or "CNY 50,880"."""
    if get_language() == "en":
        return f"CNY {int(Fraction(amount) * TEN_THOUSAND + Fraction(1, 2)):,}"
    return f"{exact(amount)} 万元"


def slashed(span):
    """One number where it is certain, else low / likely / high."""
    return exact(span.likely) if span.certain else " / ".join(map(exact, span.cases))
