"""Clients: the enterprises a token reaches, and files a provider prepares about enterprises that are not here yet."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router, Status

from accounts.enterprise_forms import EnterpriseForm
from accounts.models import AccessEvent, EnterpriseProfile, Grant
from accounts.rights import FOR_A_CLIENT, FOR_A_PREPARED_FILE, MANAGE, READ, RIGHTS
from api import shapes
from api.access import clients_of, find, require_scope, standing_by
from api.cursors import LONGEST, MOST_ON_A_PAGE, page_of
from api.problems import Problem
from api.tokens import EDIT
from readiness.uscc import normalise_uscc

router = Router(tags=["clients"])

FIELDS = {"region": "adcode"}  # of the form → of the body, where they differ


@router.get(
    "/clients",
    response=shapes.Clients,
    summary=gettext_noop("List clients"),
    operation_id="list_clients",
    description=gettext_noop(
        "The enterprises this token reaches, the longest unchanged first. For an enterprise's own token: itself."
    ),
)
def list_clients(
    request,
    uscc: str | None = Query(None, max_length=60),
    updated_since: shapes.Moment | None = Query(None),
    cursor: str | None = Query(None, max_length=LONGEST),
    limit: int = Query(50, ge=1, le=MOST_ON_A_PAGE),
):
    rows = clients_of(request.api_token)
    if uscc is not None:
        rows = rows.filter(uscc=normalise_uscc(uscc))
    if updated_since is not None:
        rows = rows.filter(changed__gte=updated_since)
    found, following = page_of(rows, "changed", "organisation__uuid", cursor, limit)
    return {"clients": _many(request.api_token, found), "next": following}


@router.post(
    "/clients",
    response={201: shapes.Client},
    summary=gettext_noop("Prepare a file about a client"),
    operation_id="prepare_client",
    description=gettext_noop(
        "For an enterprise that has no account here yet. Only administrators of a service provider may."
    ),
)
def prepare_client(request, response: HttpResponse, body: shapes.NewClient):
    provider = request.api_token.organisation
    require_scope(request.api_token, EDIT)
    if not provider.is_provider or MANAGE not in standing_by(request.api_token, provider).rights:
        raise Problem("not_allowed")
    form = EnterpriseForm(_typed(body), provider=provider)
    made = form.save(request.api_token.user) if form.is_valid() else None
    if made is None:
        raise Problem("invalid", errors=_faults(form))
    _note(made, request.api_token.user, provider)
    request.asked = (made.organisation, READ, EDIT)
    response["Location"] = f"/api/v1/clients/{made.uuid}"
    return Status(201, _one(made, standing_by(request.api_token, made.organisation)))


def _typed(body):
    """As the form of the site expects it, codes already chosen."""
    data = {"name": body.name, "uscc": body.uscc, "employees": str(body.employees), "revenue_wan": body.revenue_wan}
    return data | {"region": body.adcode, "region_pick": body.adcode} | _industry(body.industry)


def _industry(code):
    return {"industry": code, "industry_pick": code}


def _faults(form):
    return [
        {"pointer": f"/{FIELDS.get(name, name)}", "detail": sentence}
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def _note(file, user, provider):
    """Once, however often the request came."""
    if not AccessEvent.objects.filter(organisation=file.organisation, kind=AccessEvent.Kind.PREPARED).exists():
        AccessEvent.objects.note(AccessEvent.Kind.PREPARED, file.organisation, user, provider, provider=provider)


@router.get(
    "/clients/{uuid:client}", response=shapes.Client, summary=gettext_noop("Get a client"), operation_id="get_client"
)
def get_client(request, client: UUID):
    enterprise = find(request, EnterpriseProfile, organisation__uuid=client)
    return _one(enterprise, enterprise.standing)


def _one(enterprise, standing):
    way = standing.ways[0]
    kind = "own" if way.own else "granted" if way.until else "prepared"
    return _told(enterprise, kind, standing.rights, way.until)


def _many(token, enterprises):
    """The same for a page of them, by one query."""
    own, role = token.membership.organisation, token.membership.role
    given = Grant.objects.live().filter(provider=own, client__in=[one.organisation_id for one in enterprises])
    grants = {grant.client_id: grant for grant in given}
    return [_by_role(one, own, role, grants.get(one.organisation_id)) for one in enterprises]


def _by_role(enterprise, own, role, grant):
    if grant:
        return _told(enterprise, "granted", FOR_A_CLIENT[role] & grant.rights, grant.until)
    if enterprise.organisation_id == own.pk:
        return _told(enterprise, "own", RIGHTS[role], None)
    if enterprise.prepared_by_id != own.pk:
        raise Http404  # ended between two queries
    return _told(enterprise, "prepared", FOR_A_PREPARED_FILE[role], None)


def _told(enterprise, kind, rights, until):
    revenue = enterprise.revenue_wan
    return {
        "id": enterprise.uuid,
        "name": enterprise.name,
        "revenue_wan": None if revenue is None else format(revenue, "f"),
        "updated": enterprise.changed,
        "access": {"kind": kind, "rights": sorted(rights), "until": until},
    } | {name: getattr(enterprise, name) for name in TOLD}


TOLD = ("uscc", "adcode", "industry", "policy_group", "employees", "size")
