"""What can go wrong, by a code that stays the same: RFC 9457 bodies with one sentence in the language asked for."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "bad_request": (400, _("This request could not be read. Please compare it with the documentation.")),
    "not_json": (400, _("The body is not JSON in UTF-8. Please check it with any JSON tool.")),
    "json_not_strict": (422, _("The body is JSON, but with something no two programs read alike.")),
    "json_too_deep": (422, _("The body is nested deeper than %(most)s levels.")),
    "parameter_repeated": (400, _("The parameter “%(name)s” is there twice. Please send it once.")),
    "idempotency_key_missing": (
        400,
        _("Every POST and PATCH needs a header Idempotency-Key: 8 to 64 letters, digits, “-”, “_”, “.” or “:”."),
    ),
    "no_token": (401, _("A token is needed: send the header “Authorization: Bearer rdy_…”.")),
    "token_refused": (401, _("This token does not count: it is unknown, expired or revoked. Please make a new one.")),
    "scope_missing": (403, _("This token may not do this: the scope “%(scope)s” is missing.")),
    "not_allowed": (403, _("The person of this token, or the access the client has given, does not allow this.")),
    "not_found": (404, _("There is nothing at this address that this token may see.")),
    "not_submitted": (404, _("There is no result yet: the assessment has not been submitted.")),
    "no_register": (404, _("The questionnaire of this assessment asks for no AI scenes.")),
    "not_ready": (404, _("The report is not ready yet. Please ask for its state and come back.")),
    "method_not_allowed": (405, _("This address does not know this method; the header Allow names those it knows.")),
    "in_progress": (409, _("A request with this Idempotency-Key is being carried out. Please ask again in a moment.")),
    "conflict": (409, _("Somebody else has changed an answer meanwhile. Both values are in the reply.")),
    "submitted": (409, _("The assessment has been submitted; its answers can no longer be changed.")),
    "changed": (409, _("The answers have changed since you looked at them. Please look at the review again.")),
    "incomplete": (409, _("The assessment cannot be submitted yet. The reply says which questions are open.")),
    "not_offered": (409, _("This questionnaire is not offered any more. What has been begun can be finished.")),
    "other_questionnaire": (409, _("The questionnaire on this server is not the one this assessment began with.")),
    "too_large": (413, _("The body is larger than %(most)s KB. Please send it in parts.")),
    "not_a_json_body": (415, _("The body must be sent as “Content-Type: application/json”.")),
    "invalid": (422, _("Something in this request is not as expected. The list “errors” says where and why.")),
    "answer_refused": (422, _("An answer could not be understood. The reply says which one and why.")),
    "key_reused": (422, _("This Idempotency-Key was used for another request. Please send a new key.")),
    "too_many": (429, _("Too many requests. Please come back in %(wait)s seconds.")),
    "internal": (500, _("Something went wrong on our side. Nothing you sent is half done; please try again.")),
}
BY_STATUS = {400: "bad_request", 403: "not_allowed", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class Problem(Exception):
    """A request that cannot be carried out. more: further members of the body."""

    def __init__(self, code, headers=None, words=None, **more):
        self.code, self.headers, self.words, self.more = code, headers or {}, words or {}, more
        super().__init__(code)

    @property
    def status(self):
        return PROBLEMS[self.code][0]


def body_of(problem: Problem) -> dict[str, Any]:
    status, sentence = PROBLEMS[problem.code]
    return {
        "type": f"{settings.SITE_URL}/api/#{problem.code}",
        "title": str(sentence) % problem.words if problem.words else str(sentence),
        "status": status,
        "code": problem.code,
    } | problem.more


def respond(problem: Problem) -> HttpResponse:
    text = json.dumps(body_of(problem), ensure_ascii=False, cls=DjangoJSONEncoder)
    return HttpResponse(text, status=problem.status, content_type="application/problem+json", headers=problem.headers)


def in_place_of(response: HttpResponse, sizes: dict[str, Any]) -> HttpResponse:
    """The same refusal as a problem, for what Django itself answers with a page."""
    code = BY_STATUS.get(response.status_code, "internal" if response.status_code >= 500 else "bad_request")
    made = respond(Problem(code, words=sizes))
    if "Allow" in response:
        made["Allow"] = response["Allow"]
    return made
