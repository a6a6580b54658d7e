"""The names of what tables are about: regions, industries, sizes, levels, dimensions, gates."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.reference import in_language, reference
from readiness.framework import Framework
from readiness.industries import POLICY_GROUPS
from readiness.regions import NATIONAL
from rollups.measuring import SCORE
from surveys.wording import level_named, said


def region(code: str) -> str:
    if code == NATIONAL:
        return _("All of China")
    if code.endswith("*"):
        return _("%(region)s, place not told more exactly") % {"region": region(code.rstrip("*"))}
    whole, _dash, part = code.partition("-")
    if part:
        return _("%(whole)s without %(part)s") % {"whole": region(whole), "part": region(part)}
    found = reference().regions.get(code)
    return in_language(found.name) if found else code


def industry(code: str) -> str:
    if not code:
        return _("All industries")
    if code in POLICY_GROUPS:
        return in_language(POLICY_GROUPS[code])
    found = reference().industries.get(code)
    return in_language(found.name) if found else _("Other industries")


def size(code: str) -> str:
    return {
        "": _("All sizes"),
        "large": pgettext("enterprise", "Large"),
        "medium": pgettext("enterprise", "Medium"),
        "small": pgettext("enterprise", "Small"),
        "micro": pgettext("enterprise", "Micro"),
        "unknown": _("Size not known"),
    }.get(code, code)


def level(framework: Framework, code: str) -> str:
    found = next((one for one in framework.levels if one.code == code), None)
    return level_named(found) if found else code


def dimension(framework: Framework, code: str) -> str:
    found = framework.dimensions.get(code)
    return said(found.name) if found else code


def question(framework: Framework, code: str) -> str:
    found = framework.questions.get(code)
    return f"{code} {said(found.topic)}" if found else code


def gate(framework: Framework, code: str) -> str:
    """ "L3: …": what a firm has to meet for a level; the points to its threshold are one of these."""
    for one in framework.levels:
        if code == f"{one.code}-{SCORE}":
            return _("%(level)s: points to the threshold") % {"level": one.code}
        for found in one.gates:
            if found.code == code:
                return f"{one.code}: {said(found.text)}"
    return code


def cell(key: tuple[str, str, str]) -> str:
    """Region, industry and size in one line; what holds for all is left out behind the region."""
    place, trade, extent = key
    parts = [region(place), *([industry(trade)] if trade else []), *([size(extent)] if extent else [])]
    return " · ".join(parts)
