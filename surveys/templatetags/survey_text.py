"""Texts of the questionnaire in templates."""

from django import template
from django.utils.timezone import localdate, localtime

from surveys import way, wording

register = template.Library()
register.filter("said", wording.said)
register.filter("listed", wording.listed)
register.filter("level_named", wording.level_named)
register.filter("title_of", wording.title_of)
register.filter("version_of", wording.version_of)
register.simple_tag(way.question_address)
register.simple_tag(wording.comma)


@register.filter
def clock(moment):
    """A time of today as 14:03, an earlier one with its day."""
    moment = localtime(moment)
    return moment.strftime("%H:%M" if moment.date() == localdate() else "%m-%d %H:%M")
