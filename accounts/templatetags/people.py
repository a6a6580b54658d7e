"""People and what they may do, in templates."""

from django import template

from accounts import wording

register = template.Library()
register.filter("enumerated", wording.enumerated)
register.simple_tag(wording.who)
