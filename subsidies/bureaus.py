"""Bureaus: organisations that keep the records of one region."""

from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from accounts.reference import in_language, reference
from readiness.regions import NATIONAL, strip_zero_pairs, within_region


class BureauQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.own(user)).select_related("organisation")

    def over(self, adcode):
        """Those whose region holds this place."""
        return self.filter(adcode__in={adcode, adcode[:4] + "00", adcode[:2] + "0000"} - {NATIONAL})

    def overlapping(self, adcode):
        """Those whose region holds this one, is the same, or lies in it."""
        return self.over(adcode) | self.filter(adcode__startswith=strip_zero_pairs(adcode))


class Bureau(models.Model):
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="bureau")
    adcode = models.CharField(max_length=6)

    objects = BureauQuerySet.as_manager()

    class Meta:
        ordering = ["adcode", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(adcode__in=["", NATIONAL]), name="bureau_has_a_region"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.organisation.name

    @property
    def uuid(self):
        return self.organisation.uuid

    @property
    def region(self):
        return in_language(reference().regions[self.adcode].name)

    def keeps(self, adcode):
        """Whether records of this region are its own: national ones are nobody's."""
        return adcode != NATIONAL and within_region(adcode, self.adcode)
