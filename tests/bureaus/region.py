"""Factories of a region with a result, made at once, which agreed to be counted or not."""

from decimal import Decimal

from django.utils import timezone

from accounts.models import EnterpriseProfile, Organisation
from bureaus.models import Consent
from readiness.plain import canonical_json, digest, plain
from readiness.profile import Profile
from surveys.content import framework, version_of
from surveys.models import Assessment, ResultSnapshot

RENT = "compute_rent_wan"


def settle(number, *, spend=None, adcode="330106", agreed=True, buys=None, name="某厂"):
    """settle(7, spend={RENT: 10}) makes seven factories of Hangzhou with a result."""
    firms = [Organisation(kind="enterprise", name=f"{name}{n}") for n in range(number)]
    firms = Organisation.objects.bulk_create(firms)
    EnterpriseProfile.objects.bulk_create(
        EnterpriseProfile(organisation=firm, adcode=adcode, industry="3670", policy_group="equipment") for firm in firms
    )
    give_results(firms, spend=spend, adcode=adcode, buys=buys)
    if agreed:
        Consent.objects.bulk_create(Consent(organisation=firm, scope="aggregate") for firm in firms)
    return firms


def give_results(firms, spend=None, adcode="330106", buys=None):
    """A result for each, with what a count reads of it. spend: a fixed one, or what to plan by the number of the firm."""
    version = version_of(framework().reference)
    assessments = Assessment.objects.bulk_create(
        Assessment(
            organisation=firm,
            framework_version=version,
            framework_reference=version.reference,
            framework_digest=version.digest,
            mode="full",
            state="submitted",
            submitted_at=timezone.now(),
        )
        for firm in firms
    )
    ResultSnapshot.objects.bulk_create(
        _snapshot(assessment, spend(n) if callable(spend) else spend or {}, adcode, buys or {})
        for n, assessment in enumerate(assessments)
    )


def _snapshot(assessment, spend, adcode, buys):
    amounts = {kind: Decimal(amount) for kind, amount in spend.items()}
    profile = Profile("某厂", adcode, "3670", "equipment", spend=amounts)
    steps = [
        {"action": f"A-{use}", "cost_wan": {"low": str(cost), "likely": str(2 * cost), "high": str(3 * cost)}}
        for use, cost in buys.items()
    ]
    route = {"steps": steps, "uses": {use: [f"A-{use}"] for use in buys}}
    data = {"profile": plain(profile), "fact_numbers": [], "route": route}
    return ResultSnapshot(
        assessment=assessment,
        text=canonical_json(data),
        sha256=digest(data),
        framework_digest=assessment.framework_digest,
        catalogue_digest="0" * 64,
        engine="2",
        level="L1",
    )
