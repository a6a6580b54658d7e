"""What an enterprise lets bureaus know of it: every decision is a row of its own, the last one counts."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from frameworks.models import WrittenOnce


class ConsentQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.own(user))

    def scope_of(self, organisation):
        """What holds now; nothing is shared by somebody who never decided."""
        last = self.filter(organisation=organisation).last()
        return last.scope if last else Consent.Scope.NONE

    def agreed(self):
        """The enterprises that let themselves be counted, as they have decided by now."""
        last = self.filter(organisation=OuterRef("pk")).order_by("-pk").values("scope")[:1]
        decided = Organisation.objects.enterprises().annotate(scope=Subquery(last))
        return decided.filter(scope=Consent.Scope.AGGREGATE)


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
