"""Texts of the catalogue in templates."""

from django import template

from accounts.reference import in_language

register = template.Library()
register.filter("said", in_language)
