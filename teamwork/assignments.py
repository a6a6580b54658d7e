"""Who should answer a part of an assessment. It says who should, and never keeps anybody from answering."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.rights import EDIT, RIGHTS
from surveys.answers import BelongsToAnAssessment
from surveys.models import Assessment

LONGEST_NOTE = 200  # characters


class AssignmentQuerySet(BelongsToAnAssessment):
    def by_dimension(self, assessment):
        """dimension code → the assignment of it, with its person."""
        found = self.filter(assessment=assessment).select_related("member__user")
        return {assignment.dimension: assignment for assignment in found}


class Assignment(models.Model):
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assignments")
    dimension = models.CharField(max_length=8)
    # A membership, not a person: when the person leaves, the part is nobody's.
    member = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="assignments")
    due = models.DateField(_("Due"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=LONGEST_NOTE, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
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
        return self.member.user if self.member else None

    @property
    def may_answer(self):
        """False for somebody whose role has since become that of a reader."""
        return bool(self.member) and EDIT in RIGHTS[self.member.role]

    def overdue(self, section):
        return bool(self.due) and self.due < timezone.localdate() and section.state != "done"
