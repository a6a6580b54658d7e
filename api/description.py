"""The description of the interface in OpenAPI 3.1: what the library finds out, and what holds for every operation."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from django.utils.translation import gettext, gettext_noop

from api import shapes
from api.problems import PROBLEMS
from api.tokens import EDIT, REPORT, SUBMIT, VIEW

ROOT = "/api/v1/"
SCOPES = {
    "prepare_client": EDIT,
    "start_assessment": EDIT,
    "save_answers": EDIT,
    "save_scenes": EDIT,
    "submit_assessment": SUBMIT,
    "request_report": REPORT,
    "get_report": REPORT,
    "get_report_file": REPORT,
}
LANGUAGE = {
    "name": "language",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "enum": ["zh", "en"]},
    "description": gettext_noop("The language of texts; without it, by the header Accept-Language."),
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:-]{8,64}$", "minLength": 8, "maxLength": 64},
    "description": gettext_noop(
        "Made by you, new for each request. The same request with the same key is carried out once."
    ),
}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
RATES = {
    name: {"schema": {"type": "integer"}} for name in ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
}
RETRY = {"Retry-After": {"schema": {"type": "integer"}}}
WORDS = {
    400: gettext_noop("The request could not be read"),
    401: gettext_noop("No token that counts"),
    403: gettext_noop("The token may not do this"),
    404: gettext_noop("Nothing this token may see"),
    405: gettext_noop("Unknown method"),
    409: gettext_noop("Not as things stand"),
    413: gettext_noop("The body is too large"),
    415: gettext_noop("The body is not JSON"),
    422: gettext_noop("A value is not as expected"),
    429: gettext_noop("Too many requests"),
    500: gettext_noop("Our fault"),
}
ALWAYS = (400, 401, 403, 404, 422, 429)
WRITING = (409, 413, 415)


def describe(api) -> dict[str, Any]:
    """In the language of the request."""
    return _translated(described(api))


@cache
def described(api) -> dict[str, Any]:
    """The same in English, once for all."""
    found = copy.deepcopy(dict(api.get_openapi_schema(path_prefix=ROOT.removeprefix("/"))))
    found["info"]["description"] = gettext_noop(
        "Clients, assessments, answers, results and reports for a program that acts for a person in one organisation."
    )
    found["components"]["schemas"]["Problem"] = shapes.Problem.model_json_schema() | {
        "properties": _problem_properties()
    }
    for path in found["paths"].values():
        for method, operation in path.items():
            _complete(operation, method)
    return found


def _problem_properties():
    fault = {
        "type": "object",
        "required": ["detail"],
        "properties": {name: {"type": "string"} for name in ("pointer", "parameter", "detail")},
    }
    texts = {name: {"type": "string"} for name in ("type", "title", "detail")}
    codes = {"code": {"type": "string", "enum": list(PROBLEMS)}}
    return texts | codes | {"status": {"type": "integer"}, "errors": {"type": "array", "items": fault}}


def _complete(operation, method):
    """What holds for every operation."""
    writing = method in ("post", "patch")
    operation["parameters"] += [LANGUAGE, *([KEY] if writing else [])]
    operation["x-scope"] = SCOPES.get(operation["operationId"], VIEW)
    for answer in operation["responses"].values():
        answer["headers"] = RATES
    for status in (*ALWAYS, *(WRITING if writing else ())):
        more = {"headers": RETRY} if status == 429 else {}
        operation["responses"][status] = {"description": WORDS[status], "content": PROBLEM} | more


def _translated(node):
    """A copy with summaries and descriptions in the language of the request."""
    if isinstance(node, dict):
        return {
            key: gettext(value) if key in ("summary", "description") and isinstance(value, str) else _translated(value)
            for key, value in node.items()
        }
    return [_translated(item) for item in node] if isinstance(node, list) else node
