"""Texts of the questionnaire in templates."""

from django import template

from surveys import way, wording

register = template.Library()
register.filter("said", wording.said)
register.filter("clock", wording.clock)
register.filter("listed", wording.listed)
register.filter("level_named", wording.level_named)
register.filter("title_of", wording.title_of)
register.filter("version_of", wording.version_of)
register.simple_tag(way.question_address)
register.simple_tag(wording.comma)


@register.simple_tag(takes_context=True)
def list_address(context):
    """Of the person whose page it is; the guard has noted how they come to it."""
    return way.list_address(getattr(context["user"], "standing", None))
