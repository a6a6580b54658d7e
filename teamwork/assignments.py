"""Who should answer a part of an assessment. It says who should, and never keeps anybody from answering."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.acting import holders
from accounts.models import Membership, Organisation
from accounts.rights import EDIT, READ
from surveys.answers import BelongsToAnAssessment
from surveys.models import Assessment

LONGEST_NOTE = 200  # characters


class AssignmentQuerySet(BelongsToAnAssessment):
    def by_dimension(self, assessment):
        """dimension code → the assignment of it, with its person and what the person may do today."""
        found = self.filter(assessment=assessment).with_rights(assessment.organisation_id)
        return {assignment.dimension: assignment for assignment in found}

    def with_rights(self, organisation):
        """Each knows whether its person may see and answer the part today: roles change and grants end."""
        people = self.select_related("member__user", "member__organisation", "assigned_by", "assigned_for")
        return people.annotate(
            **{name: models.Exists(_holder(organisation, right)) for name, right in (("sees", READ), ("answers", EDIT))}
        )


def _holder(organisation, right):
    return holders(organisation, right).filter(pk=models.OuterRef("member"))


class Assignment(models.Model):
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assignments")
    dimension = models.CharField(max_length=8)
    # A membership, not a person: when the person leaves, the part is nobody's. It may be one in a service provider.
    member = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="assignments")
    due = models.DateField(_("Due"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=LONGEST_NOTE, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    assigned_for = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    assigned_at = models.DateTimeField(auto_now=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "dimension"], name="one_assignment_per_part")]

    def __str__(self):
        return f"{self.dimension}: {self.member}"

    @property
    def organisation(self):
        return self.assessment.organisation

    @property
    def person(self):
        """Nobody when the person has left, or the provider's access has ended; of rows read with `with_rights`."""
        return self.member.user if self.member and self.sees else None

    @property
    def may_answer(self):
        """False for somebody whose role or grant has since become that of a reader."""
        return self.answers

    def overdue(self, section):
        return bool(self.due) and self.due < timezone.localdate() and section.state != "done"
