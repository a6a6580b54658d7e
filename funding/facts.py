"""Where the answers to a rule's questions are kept: each with the other facts about the enterprise, never twice."""

from accounts.acting import acting_for
from accounts.choices import NONE_HELD, SPEND_KINDS
from accounts.facts import changes_noted
from accounts.models import EnterpriseProfile, PlannedSpend, Qualification, SubsidyFact
from accounts.open_facts import to_columns, to_form
from accounts.rights import EDIT

# Asked where the enterprise itself is described: they decide more than subsidies.
OF_THE_ENTERPRISE = frozenset({"region", "industry", "headcount", "is_sme", "above_designated_size"})
SPEND = "spend."
_SPEND_KINDS = frozenset(kind for kind, _label in SPEND_KINDS)


def held(enterprise):
    """field → what a form shows for it, of everything that has been said."""
    facts = {fact.field: to_form(fact) for fact in enterprise.facts.all()}
    facts |= {f"{SPEND}{planned.kind}": planned.amount_wan for planned in enterprise.planned_spend.all()}
    if enterprise.zone:
        facts["zone"] = enterprise.zone
    if enterprise.qualifications_known:
        facts["qualifications"] = sorted(held.code for held in enterprise.qualifications.all()) or [NONE_HELD]
    return facts


def locked(enterprise):
    """The same enterprise, held until the end of the transaction so that answers come one after the other."""
    return EnterpriseProfile.objects.select_for_update(no_key=True).get(pk=enterprise.pk)


def keep(enterprise, fields, answers, user):
    """Keep answers by field code, as a form has understood them; an empty one is not known again."""
    with changes_noted(enterprise, user):
        _keep(enterprise, fields, answers, user)


def _keep(enterprise, fields, answers, user):
    further = {}
    for code, value in answers.items():
        if code == "zone":
            _keep_zone(enterprise, value)
        elif code == "qualifications":
            _keep_titles(enterprise, value)
        elif code.removeprefix(SPEND) in _SPEND_KINDS:
            _keep_spend(enterprise, code.removeprefix(SPEND), value)
        else:
            further[code] = None if value in (None, "") else to_columns(fields[code], value)
    SubsidyFact.objects.state(enterprise, further, user, acting_for(user, enterprise, EDIT))


def _keep_zone(enterprise, zone):
    enterprise.zone = zone
    enterprise.save(update_fields=["zone", "changed"])


def _keep_titles(enterprise, chosen):
    enterprise.qualifications_known = bool(chosen)
    enterprise.save(update_fields=["qualifications_known", "changed"])
    Qualification.objects.hold(enterprise, [code for code in chosen if code != NONE_HELD])


def _keep_spend(enterprise, kind, amount):
    if amount is None:
        PlannedSpend.objects.filter(enterprise=enterprise, kind=kind).delete()
    else:
        PlannedSpend.objects.put(enterprise, {kind: amount})
