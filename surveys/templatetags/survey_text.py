"""Texts of the questionnaire in templates."""

from django import template
from django.utils.timezone import localdate, localtime

from surveys import wording

register = template.Library()
register.filter("said", wording.said)
register.filter("listed", wording.listed)


@register.filter
def clock(moment):
    """A time of today as 14:03, an earlier one with its day."""
    moment = localtime(moment)
    return moment.strftime("%H:%M" if moment.date() == localdate() else "%m-%d %H:%M")
