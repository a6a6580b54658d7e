"""Version 1 of the interface: its operations, how they read and refuse requests, its description."""

from django.http import Http404, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer

from api import answers, assessments, clients, results, scenes
from api.description import describe
from api.faults import fault
from api.problems import Problem, respond


class ReadAlready(Parser):
    """The door has read the body, strictly."""

    def parse_body(self, request):
        return request.plain_body


class Token(HttpBearer):
    """The door has looked at the token; nothing is carried out where it has not."""

    def authenticate(self, request, token):
        return getattr(request, "api_token", None)


api = NinjaAPI(
    title="Manufacturing AI Readiness",
    version="1",
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    auth=Token(),
    parser=ReadAlready(),
)
for part in (clients, assessments, answers, scenes, results):
    api.add_router("", part.router)


@api.exception_handler(Problem)
def refuse(request, problem):
    return respond(problem)


@api.exception_handler(Http404)
def not_found(request, _error):
    return respond(Problem("not_found"))


@api.exception_handler(ValidationError)
def invalid(request, error):
    return respond(Problem("invalid", errors=[fault(one) for one in error.errors]))


@require_safe
def openapi(request):
    """The description of this version, for programs."""
    return JsonResponse(describe(api), json_dumps_params={"ensure_ascii": False})


operations, _app, _namespace = api.urls
urls = ([path("openapi.json", openapi, name="openapi"), *operations], "api-v1", "api-v1")
