"""Regions, industries and size classes for forms: loaded once, and the two lists one can pick from."""

from functools import cache


@cache
def reference():
    from readiness.loading.reference import load_reference

    return load_reference()


def size_of(industry, employees, revenue_wan):
    if employees is None or revenue_wan is None:
        return None
    return reference().size_class(industry, employees, revenue_wan)


def check_code(text):
    return text, None


PICKERS = {}
