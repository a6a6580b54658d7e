"""Regions as conditions of a query: adcodes nest by their digits."""

from django.db.models import Q

from accounts.reference import in_language, reference
from readiness.regions import strip_zero_pairs


def holding(adcode):
    """The codes of a region and of those that hold it, up to its province."""
    return {adcode, adcode[:4] + "00", adcode[:2] + "0000"}


def inside(adcode, field="adcode"):
    """A region and everything in it."""
    return Q(**{f"{field}__startswith": strip_zero_pairs(adcode)})


def name_of(adcode):
    """The short name of a place; its code where the list does not know it."""
    region = reference().regions.get(adcode)
    return in_language(region.name) if region else adcode
