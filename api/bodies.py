"""Bodies of requests: JSON that every program reads alike, and no more of it than one request needs."""

import json
from decimal import Decimal
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _

from api.problems import Problem

MOST_KB = 256
MOST_DEPTH = 16
MOST_WHOLE = 10**15
SIZES = {"most": MOST_KB}


def read_body(request) -> Any:
    """The value of the body. Raises Problem."""
    if request.content_type != "application/json":
        raise Problem("not_a_json_body")
    try:
        return read_json(_bytes(request))
    except RecursionError:
        raise Problem("json_too_deep", words={"most": MOST_DEPTH}) from None


def _bytes(request):
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_KB * 1024 or len(request.body) > MOST_KB * 1024:
            raise Problem("too_large", words=SIZES)
    except (ValueError, RequestDataTooBig):
        raise Problem("too_large", words=SIZES) from None
    return request.body


def read_json(raw: bytes) -> Any:
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_once, parse_constant=_no_number, parse_float=_number, parse_int=_whole
        )
    except ValueError:
        raise Problem("not_json") from None
    _check(value, 1)
    return value


def _once(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _not_strict(_("The key “%(name)s” is there twice in one object.") % {"name": _printable(twice)})
    return found


def _no_number(name):
    raise _not_strict(_("%(name)s is not a number in JSON.") % {"name": name})


def _number(text):
    """12.0 is as whole as 12."""
    number = Decimal(text)
    return int(number) if abs(number) < MOST_WHOLE and number == number.to_integral_value() else number


def _whole(digits):
    if len(digits) > 20:
        raise _not_strict(_("A number has more than 20 digits."))
    return int(digits)


def _not_strict(detail):
    return Problem("json_not_strict", detail=detail)


def _printable(text):
    return text.encode("ascii", "backslashreplace").decode()[:40]


def _check(value, depth):
    """Neither too deep nor with characters that no database keeps."""
    if depth > MOST_DEPTH:
        raise Problem("json_too_deep", words={"most": MOST_DEPTH})
    if isinstance(value, str):
        _check_text(value)
    for item in value if isinstance(value, list) else ():
        _check(item, depth + 1)
    for key, item in value.items() if isinstance(value, dict) else ():
        _check_text(key)
        _check(item, depth + 1)


def _check_text(text):
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise _not_strict(_("A text contains NUL or half of a character."))
