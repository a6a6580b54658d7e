"""How a client stands, in columns: its latest result and the dates of public money ahead, kept so that 5,000 can be sorted."""

from django.db import models

from accounts.models import EnterpriseProfile, Grant, Organisation
from surveys.models import ResultSnapshot

SIZES = ("micro", "small", "medium", "large")  # in the order they are sorted


class StandingQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")

    def out_of_date(self, on):
        """Those of another day, and those something has changed for since."""
        return self.exclude(as_of=on, told=models.F("changes"))


class Standing(models.Model):
    """One row per enterprise that is somebody's client, made by `portfolio.refreshing` and by nobody else.

    changes counts what has happened to the enterprise; told says how much of it this row knows.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="portfolio_standing")
    snapshot = models.ForeignKey(ResultSnapshot, null=True, on_delete=models.SET_NULL, related_name="+")
    framework = models.CharField(max_length=80, blank=True)  # key of the framework of that result
    level = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(null=True)  # of the level in its framework
    score = models.DecimalField(max_digits=15, decimal_places=6, null=True)
    scale = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    share = models.DecimalField(max_digits=9, decimal_places=6, null=True)  # score : scale, to sort by
    answered = models.PositiveIntegerField(null=True)
    applicable = models.PositiveIntegerField(null=True)
    submitted = models.DateField(null=True)
    size = models.PositiveSmallIntegerField(null=True)  # place in SIZES
    closing = models.PositiveSmallIntegerField(default=0)  # windows and policies that end within 60 days of as_of
    closes_next = models.DateField(null=True)
    as_of = models.DateField()
    changes = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closing=0, closes_next=None) | models.Q(closing__gt=0, closes_next__isnull=False),
                name="what_closes_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("applicable")) | models.Q(answered=None),
                name="answered_of_applicable",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} / {self.level or '–'} / {self.as_of:%Y-%m-%d}"


def served():
    """The keys of organisations that are somebody's client today: by a live grant, or as a prepared file."""
    granted = Grant.objects.live().values("client")
    prepared = EnterpriseProfile.objects.exclude(prepared_by=None).values("organisation")
    return Organisation.objects.filter(models.Q(pk__in=granted) | models.Q(pk__in=prepared)).order_by("pk")
