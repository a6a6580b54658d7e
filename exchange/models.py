"""Where an assessment that was brought in as a file came from, so that the same file never makes a second one."""

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from surveys.models import Assessment


class ImportQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")


class Import(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="imports")
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="imported_as")
    source = models.UUIDField()  # of the assessment that was exported
    state = models.CharField(max_length=9, choices=Assessment.State)  # it had when it was exported
    sha256 = models.CharField(max_length=64)  # of the export
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source", "state"], name="an_assessment_is_imported_once"),
            models.CheckConstraint(condition=models.Q(state__in=["draft", "submitted"]), name="import_state"),
        ]

    def __str__(self):
        return f"{self.source} → {self.assessment}"
