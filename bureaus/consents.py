"""What an enterprise lets bureaus know of it: every decision is a row of its own, the last one counts.

Rooms above may know of further consents under which a firm is counted, and say so when they start:

    consents.counted_with(firms)       # () -> a queryset of keys of organisations
"""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from frameworks.models import WrittenOnce

_further: list[Callable[[], models.QuerySet]] = []


def counted_with(firms: Callable[[], models.QuerySet]) -> None:
    """`firms()` gives the keys of enterprises that agreed elsewhere to be counted; asked anew at every count."""
    if firms not in _further:
        _further.append(firms)


class ConsentQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.own(user))

    def scope_of(self, organisation):
        """What holds now; nothing is shared by somebody who never decided."""
        last = self.filter(organisation=organisation).last()
        return last.scope if last else Consent.Scope.NONE

    def agreed(self):
        """The enterprises that let themselves be counted, as they have decided by now, here or elsewhere."""
        later = self.filter(organisation=OuterRef("organisation"), pk__gt=OuterRef("pk"))
        firms = self.filter(~Exists(later), scope=Consent.Scope.AGGREGATE).order_by().values("organisation")
        if _further:  # together, so that a database with a million of them can still join them
            firms = firms.union(*(further().order_by() for further in _further))
        return Organisation.objects.enterprises().filter(pk__in=firms)


class Consent(WrittenOnce):
    class Scope(models.TextChoices):
        NONE = "none", _("Nothing")
        AGGREGATE = "aggregate", _("To be counted, without name")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="consents")
    scope = models.CharField(max_length=9, choices=Scope)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(scope__in=["none", "aggregate"]), name="consent_scope")]

    def __str__(self):
        return f"{self.organisation} / {self.scope}"
