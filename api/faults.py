"""What is wrong with single values of a request, as sentences in the language asked for."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By the type pydantic gives a fault; its numbers and names stand between braces.
SENTENCES = {
    "missing": gettext_lazy("This is missing."),
    "extra_forbidden": gettext_lazy("There is no such key here. Please leave it out."),
    "string_type": gettext_lazy("A text is expected here."),
    "string_too_short": gettext_lazy("At least {min_length} characters are expected here."),
    "string_too_long": gettext_lazy("At most {max_length} characters are expected here."),
    "string_pattern_mismatch": gettext_lazy("The text is expected to match {pattern}."),
    "int_type": gettext_lazy("A whole number is expected here."),
    "int_parsing": gettext_lazy("A whole number is expected here."),
    "int_from_float": gettext_lazy("A whole number is expected here."),
    "greater_than_equal": gettext_lazy("A number of {ge} or more is expected here."),
    "less_than_equal": gettext_lazy("A number of {le} or less is expected here."),
    "list_type": gettext_lazy("A list is expected here."),
    "too_short": gettext_lazy("At least {min_length} entries are expected here."),
    "too_long": gettext_lazy("At most {max_length} entries are expected here."),
    "literal_error": gettext_lazy("Expected is one of: {expected}."),
    "model_type": gettext_lazy("An object is expected here."),
    "model_attributes_type": gettext_lazy("An object is expected here."),
    "datetime_parsing": gettext_lazy("A date with time is expected here, for example 2026-11-25T08:00:00Z."),
    "timezone_aware": gettext_lazy("The time zone is missing: end it with Z or, for example, +08:00."),
    "datetime_from_date_parsing": gettext_lazy("A date with time is expected here, for example 2026-11-25T08:00:00Z."),
}


def fault(error):
    """One fault as {pointer or parameter, detail}; error: of pydantic."""
    place, *path = error["loc"]
    if place == "body":
        return {"pointer": _pointer(path[1:]), "detail": _sentence(error)}
    return {"parameter": str(path[0]) if path else "", "detail": _sentence(error)}


def _pointer(path):
    """RFC 6901."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _sentence(error):
    sentence = SENTENCES.get(error["type"])
    if sentence is None:
        return _("This value is not what is expected here.")
    try:
        return str(sentence).format(**error.get("ctx", {}))
    except KeyError:
        return _("This value is not what is expected here.")
