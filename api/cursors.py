"""Pages of a list that may change while it is read: a cursor names the last row, so nothing is skipped or told twice."""

from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext as _

from api.problems import Problem

SALT = "api cursor"
MOST_ON_A_PAGE = 100
LONGEST = 300  # characters of a cursor


def page_of(rows, moment, key, cursor, limit):
    """(rows of one page, cursor of the next or None), by a moment and a UUID that tells rows of one moment apart."""
    if cursor:
        at, uuid = _opened(cursor)
        rows = rows.filter(Q(**{f"{moment}__gt": at}) | Q(**{moment: at, f"{key}__gt": uuid}))
    found = list(rows.order_by(moment, key)[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], signing.dumps([getattr(last, moment).isoformat(), str(last.uuid)], salt=SALT)


def _opened(cursor):
    try:
        at, uuid = signing.loads(cursor, salt=SALT)
        return datetime.fromisoformat(at), UUID(uuid)
    except (signing.BadSignature, ValueError, TypeError):
        fault = {"parameter": "cursor", "detail": _("This cursor is not one we have given. Begin without one.")}
        raise Problem("invalid", errors=[fault]) from None
