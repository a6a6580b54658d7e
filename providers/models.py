"""A service provider: an organisation with a code by which enterprises can name it."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from accounts.grants.offers import CODE_LENGTH, new_code, plain_code
from accounts.models import Membership, Organisation, User


class ProviderQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.own(user)).select_related("organisation")

    def by_code(self, typed):
        return self.filter(code=plain_code(typed)).select_related("organisation")

    def of(self, organisation):
        return self.get_or_create(organisation=organisation)[0]

    @transaction.atomic
    def found(self, user, name):
        """A new provider of which this user is the administrator. A second click finds the one that the first has made."""
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        moment = timezone.now() - timedelta(minutes=1)
        twin = self.for_user(user).filter(organisation__name=name, organisation__created__gte=moment).first()
        if twin:
            return twin
        organisation = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name=name)
        Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.OWNER)
        return self.create(organisation=organisation)


class Provider(models.Model):
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="provider_profile")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(code=""), name="provider_has_a_code")]

    def __str__(self):
        return self.organisation.name
