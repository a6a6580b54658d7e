"""The door of the interface: everything that happens before and after an operation, in one order.

No cookie passes it, so nothing here is done with a session; no page leaves it, whatever refuses a request.
"""

import re

from django.http import Http404
from django.utils import translation

from api import pace
from api.access import permitted
from api.addresses import check_address
from api.bodies import SIZES, read_body
from api.problems import Problem, in_place_of, respond
from api.replies import Reply, digest_of
from api.tokens import ApiToken

ROOT = "/api/v1/"
OPEN = (ROOT + "openapi.json",)  # what may be read without a token
LANGUAGES = {"zh": "zh-hans", "zh-hans": "zh-hans", "en": "en"}
KEY = re.compile(r"[A-Za-z0-9._:-]{8,64}")
NOT_KEPT = {401, 403, 404, 429}  # replies that depend on who may do what just now


class Door:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        with translation.override(_language(request)):
            response = self._answer(request)
            if response.status_code >= 400 and not response["Content-Type"].startswith("application/problem+json"):
                response = in_place_of(response, SIZES)
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Language"] = "en" if _language(request) == "en" else "zh-CN"
        for name, value in getattr(request, "pace_headers", {}).items():
            response[name] = str(value)
        return response

    def _answer(self, request):
        try:
            if request.path in OPEN:
                return self.get_response(request)
            request.api_token = _token(request)
            _check_pace(request)
            check_address(request)
            if request.method in ("POST", "PATCH"):
                return self._once(request)
            return self.get_response(request)
        except Problem as problem:
            return respond(problem)
        except Http404:
            return respond(Problem("not_found"))

    def _once(self, request):
        """Carry out a request that changes something once for its key."""
        key = request.headers.get("Idempotency-Key", "")
        if not KEY.fullmatch(key):
            raise Problem("idempotency_key_missing")
        request.plain_body = read_body(request)
        digest = digest_of(request)
        reply, ours = Reply.objects.claim(request.api_token, key, digest)
        if not ours:
            return _again(request, reply, digest)
        request.idempotency = reply
        return self._carried_out(request, reply)

    def _carried_out(self, request, reply):
        kept = False
        try:
            response = self.get_response(request)
            if response.status_code < 500 and response.status_code not in NOT_KEPT:
                reply.keep(response, getattr(request, "asked", None))
                kept = True
            return response
        finally:
            if not kept:
                Reply.objects.filter(pk=reply.pk).delete()


def _again(request, reply, digest):
    """The kept reply, as long as the token still reaches what it is about."""
    if reply.request_sha256 != digest:
        raise Problem("key_reused")
    if reply.status is None:
        raise Problem("in_progress", {"Retry-After": "1"})
    if reply.organisation_id:
        permitted(request.api_token, reply.organisation, reply.right, reply.scope)
    return reply.repeated()


def _language(request):
    """The one asked for in the address, else by the header Accept-Language. Pages behind the door see the same."""
    named = LANGUAGES.get(request.GET.get("language", "").lower())
    if named:
        request.META["HTTP_ACCEPT_LANGUAGE"] = named
    return named or translation.get_language_from_request(request)


def _token(request):
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    challenge = {"WWW-Authenticate": 'Bearer realm="api"'}
    if scheme.lower() != "bearer" or not token:
        raise Problem("no_token", challenge)
    found = ApiToken.objects.by_token(token.strip()).first()
    if found is None:
        raise Problem("token_refused", challenge)
    found.note_use()
    return found


def _check_pace(request):
    writes = request.method not in ("GET", "HEAD", "OPTIONS")
    kind = pace.READS if not writes else pace.REPORTS if request.path.endswith("/reports") else pace.WRITES
    found = pace.count(request.api_token, kind)
    request.pace_headers = found.headers
    if found.exceeded:
        raise Problem("too_many", {"Retry-After": str(found.wait)}, {"wait": found.wait})
