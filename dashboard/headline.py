"""The few figures at the head of every page: how many firms, how they stand, beside the region above."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboard.look import Look
from dashboard.tables import why
from rollups import naming, reading


@dataclass(frozen=True)
class Headline:
    """about: region, industry and size in words. hidden: why nothing is told, "" where something is."""

    about: str
    hidden: str
    n: int | None = None
    mean: int | None = None
    quartiles: tuple[int, int, int] | None = None
    above: str = ""
    above_mean: int | None = None


def headline(look: Look) -> Headline:
    about = " · ".join((naming.region(look.region), naming.industry(look.industry), naming.size(look.size)))
    if not look.told:
        return Headline(about, _("Industry and size are not told together for so small a region"))
    cell = reading.cell(look.run, look.key)
    if not cell.shown:
        return Headline(about, why(cell.hidden))
    above = reading.cell(look.run, (look.around[0], look.industry, look.size)) if look.around else None
    found = Headline(about, "", cell.n, cell.mean, cell.quartiles)
    if above is None or above.mean is None:
        return found
    return Headline(about, "", cell.n, cell.mean, cell.quartiles, naming.region(above.region), above.mean)
