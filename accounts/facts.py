"""Who changed which facts about an enterprise, and for whom: told in its log of access."""

from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy, ngettext

from accounts.acting import acting_for
from accounts.choices import SPEND_KINDS
from accounts.grants.events import AccessEvent
from accounts.models import EnterpriseProfile
from accounts.rights import EDIT
from readiness.profile import Profile

COLUMNS = {
    "name": gettext_lazy("Name of the enterprise"),
    "uscc": gettext_lazy("Unified social credit code"),
    "adcode": gettext_lazy("Region"),
    "industry": gettext_lazy("Industry"),
    "policy_group": gettext_lazy("Policy group"),
    "employees": gettext_lazy("Employees"),
    "revenue_wan": gettext_lazy("Revenue"),
    "zone": gettext_lazy("Development zone"),
    "qualifications": gettext_lazy("Titles and qualifications held"),
}
SPENDING = {f"spend.{kind}": label for kind, label in SPEND_KINDS}


@contextmanager
def changes_noted(enterprise, user):
    """What changes inside is told in the log of the enterprise, by the names of the facts and not by what they say."""
    with transaction.atomic():
        before = _stated(enterprise)
        yield
        changed = changes(before, _stated(enterprise))
        if changed:
            kind, acting = AccessEvent.Kind.FACTS, acting_for(user, enterprise, EDIT)
            AccessEvent.objects.note(kind, enterprise.organisation, user, acting, detail={"facts": changed})


def _stated(enterprise):
    return EnterpriseProfile.objects.select_related("organisation").get(pk=enterprise.pk).as_profile()


def changes(before: Profile, after: Profile) -> list[str]:
    """The facts that differ: columns by name, spending as "spend.…", answers to the questions of rules as "fact.…"."""
    return [
        *(name for name in COLUMNS if getattr(before, name) != getattr(after, name)),
        *_differing("spend", before.spend, after.spend),
        *_differing("fact", before.facts, after.facts),
    ]


def _differing(kind, before, after):
    return [f"{kind}.{code}" for code in sorted(before | after) if before.get(code) != after.get(code)]


def in_words(changed):
    """The names of what changed, in the language of the page; answers to the questions of rules are counted."""
    names = [str((COLUMNS | SPENDING)[code]) for code in changed if code in COLUMNS | SPENDING]
    answers = sum(code.startswith("fact.") for code in changed)
    if answers:
        names.append(ngettext("%(n)d funding question", "%(n)d funding questions", answers) % {"n": answers})
    return names
