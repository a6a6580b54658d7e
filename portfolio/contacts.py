"""The address to which the invitation for a prepared file can go; kept only while nobody has taken the file over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class ContactQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")

    def of_files(self, provider):
        """Those of files this provider has prepared and still keeps."""
        return self.filter(organisation__enterprise__prepared_by=provider)

    def addresses(self, provider, organisations):
        """organisation → address"""
        rows = self.of_files(provider).filter(organisation__in=organisations)
        return dict(rows.values_list("organisation", "email"))


class Contact(models.Model):
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="contact_of_file")
    email = models.EmailField(_("E-mail address"), max_length=254)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(email=""), name="contact_has_an_address")]

    def __str__(self):
        return self.email
