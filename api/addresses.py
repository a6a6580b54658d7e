"""Which addresses there are, which methods each takes and which parameters: as the description says, and no others."""

import re
from functools import cache

from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from api.description import described
from api.problems import Problem
from api.v1 import api

CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")


@cache
def known():
    """path → method → {parameter of the query: the values it may have, None for any}"""
    return {
        path: {method.upper(): _queries(operation) for method, operation in operations.items()}
        for path, operations in described(api)["paths"].items()
    }


def _queries(operation):
    return {one["name"]: one["schema"].get("enum") for one in operation["parameters"] if one["in"] == "query"}


def check_address(request):
    """Raises Http404 and Problem where no operation takes this request."""
    methods = known().get(_route(request))
    if methods is None:
        raise Http404
    if request.method not in methods:
        raise Problem("method_not_allowed", {"Allow": ", ".join(methods)})
    for name, values in request.GET.lists():
        _check_parameter(name, values, methods[request.method])


def _route(request):
    try:
        return "/" + CONVERTED.sub(r"{\1}", resolve(request.path_info).route)
    except Resolver404:
        return None


def _check_parameter(name, values, queries):
    shown = name[:40]
    if len(values) > 1:
        raise Problem("parameter_repeated", words={"name": shown})
    if name not in queries:
        known_here = _("There is no such parameter here. Expected is one of: %(known)s.") % {
            "known": ", ".join(queries)
        }
        raise Problem("invalid", errors=[{"parameter": shown, "detail": known_here}])
    allowed = queries[name]
    if allowed and values[0] not in allowed:
        detail = _("Expected is one of: %(known)s.") % {"known": ", ".join(allowed)}
        raise Problem("invalid", errors=[{"parameter": shown, "detail": detail}])
