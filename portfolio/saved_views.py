"""Views somebody has saved: a name for a combination of filters and sorting at one provider."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User

MOST = 20  # of one person at one provider
LONGEST_QUERY = 600


class TooMany(Exception):
    """The person has as many views as there can be."""


class SavedViewQuerySet(models.QuerySet):
    def for_user(self, user):
        """A person's own, where they still belong to the provider."""
        own = self.filter(user=user, provider__in=Organisation.objects.own(user).values("pk"))
        return own.select_related("provider")

    @transaction.atomic
    def keep(self, user, provider, name, query):
        """Under this name from now on; an earlier one of the name makes room. Raises TooMany."""
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        mine = self.filter(user=user, provider=provider)
        if not mine.filter(name=name).exists() and mine.count() >= MOST:
            raise TooMany
        return self.update_or_create(user=user, provider=provider, name=name, defaults={"query": query})[0]


class SavedView(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=40)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "provider", "name"], name="saved_view_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_view_has_a_name"),
        ]

    def __str__(self):
        return f"{self.user} / {self.name}"

    @property
    def organisation(self):
        return self.provider
