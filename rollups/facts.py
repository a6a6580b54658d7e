"""One row per submitted full result, for counting: written with the result, in the same transaction, and never changed."""

from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from frameworks.models import WrittenOnce
from surveys.models import Assessment


class FactQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user))

    def counting(self, period, framework_key, simulated=False):
        """What a count of a period looks at before anybody is asked for consent."""
        asked = self.filter(period=period, framework__startswith=f"{framework_key}@", overall__isnull=False)
        return asked.filter(organisation__simulated__isnull=not simulated)


class Fact(WrittenOnce):
    """overall, dimensions, gates, gaps, answers: see `measuring`. adcode, division, size: as they were at submission.

    assessment: empty for a firm that was simulated. Only the organisation may change: when a prepared file is taken over.
    """

    may_change = frozenset({"organisation"})

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="rollup_facts")
    assessment = models.OneToOneField(Assessment, null=True, on_delete=models.CASCADE, related_name="fact")
    submitted_at = models.DateTimeField()
    period = models.CharField(max_length=6, db_index=True)
    framework = models.CharField(max_length=80)
    framework_digest = models.CharField(max_length=64)
    adcode = models.CharField(max_length=6)
    division = models.CharField(max_length=2)
    policy_group = models.CharField(max_length=16)  # of the division; "" where the list has none
    size = models.CharField(max_length=8, blank=True)  # "": not known
    level = models.CharField(max_length=40)
    overall = models.PositiveSmallIntegerField(null=True)
    dimensions = models.BinaryField()
    gates = models.CharField(max_length=400, blank=True)
    gaps = models.CharField(max_length=200, blank=True)
    answers = models.BinaryField()

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(overall=None) | Q(overall__lte=100), name="fact_of_100_points"),
            models.CheckConstraint(condition=Q(period__regex=r"^\d{4}H[12]$"), name="fact_of_a_half_year"),
        ]

    def __str__(self):
        return f"{self.organisation} / {self.period} / {self.level}"


class VerifiedQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(fact__organisation__in=Organisation.objects.for_user(user))

    def standing(self):
        """Those whose statement has not been withdrawn."""
        return self.filter(statement__withdrawal=None)


class Verified(WrittenOnce):
    """What somebody from outside found of a result: both overall scores in whole points. statement: empty where simulated."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="verified")
    statement = models.OneToOneField(
        "verification.Statement", null=True, on_delete=models.CASCADE, related_name="rollup_verified"
    )
    stated = models.PositiveSmallIntegerField()
    found = models.PositiveSmallIntegerField()

    objects = VerifiedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stated__lte=100, found__lte=100), name="verified_of_100_points")
        ]

    def __str__(self):
        return f"{self.fact} / {self.stated} → {self.found}"


class Simulated(models.Model):
    """An organisation that was made up, so that it is never counted among real ones and can be removed again."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.CASCADE, related_name="simulated"
    )
    seed = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.organisation} ({self.seed})"
