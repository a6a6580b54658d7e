"""Published versions of frameworks and the corrections of their texts: rows that are written once."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from readiness.loading.source import Files

DIGEST = RegexValidator(r"^[0-9a-f]{64}$")


class WrittenOnce(models.Model):
    """A row that never changes but in the columns of `may_change`; the database refuses it as well."""

    may_change: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if not self._state.adding and not (update_fields and set(update_fields) <= self.may_change):
            raise TypeError(f"A {self._meta.verbose_name} is never changed.")
        super().save(*args, update_fields=update_fields, **kwargs)


class FrameworkVersion(WrittenOnce):
    """One version, "key@version". `files`: its YAML by path, {} for a version that ships. Withdrawn: none begins anew."""

    may_change = frozenset({"withdrawn"})

    reference = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64, validators=[DIGEST])
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    files = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(condition=models.Q(reference__contains="@"), name="reference_has_a_version"),
        ]

    def __str__(self):
        return self.reference

    @property
    def ships(self):
        return not self.files

    def source(self):
        """The files of an installed version with the corrections made so far."""
        wording = {correction.path: correction.text for correction in self.rewordings.all()}
        return Files(self.reference, self.files | wording)


class Rewording(WrittenOnce):
    """One file of corrections of an installed version. `wording`: the link of the chain it makes."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="rewordings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    wording = models.CharField(max_length=64, validators=[DIGEST])
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_rewording_follows_the_last"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=999), name="rewording_1_to_999"),
        ]

    def __str__(self):
        return f"{self.version} / {self.path}"

    @property
    def path(self):
        return path_of(self.number)


def path_of(number):
    """Where a correction stands among the files of its version."""
    return f"wording/{number:03}-correction.yaml"
