"""One assessment of one enterprise: what it is asked, how far it is, whether it is still open."""

import math
import uuid
from functools import cached_property
from itertools import pairwise

from django.conf import settings
from django.db import models
from django.db.models.functions import Left, StrIndex
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from frameworks.models import FrameworkVersion
from surveys.content import framework, version_of

MOST_ON_A_PAGE = 20  # questions


class AssessmentQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related(
            "organisation__enterprise"
        )

    def drafts(self):
        return self.filter(state=Assessment.State.DRAFT)

    def submitted(self):
        return self.filter(state=Assessment.State.SUBMITTED)

    def made_with(self, key):
        """Those of one framework, in whatever version."""
        return self.filter(framework_reference__startswith=f"{key}@")


class Assessment(models.Model):
    class Mode(models.TextChoices):
        QUICK = "quick", _("Quick version")
        FULL = "full", _("Full version")

    class State(models.TextChoices):
        DRAFT = "draft", _("In progress")
        SUBMITTED = "submitted", _("Submitted")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="assessments")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="assessments")
    # The same two facts of the version again, so that no page needs a join to know what it asks.
    framework_reference = models.CharField(max_length=80)
    framework_digest = models.CharField(max_length=64)
    mode = models.CharField(max_length=5, choices=Mode)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors"
    )  # the one this one follows
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_for = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # The organisations those two acted for; empty where it was not asked yet.
    submitted_for = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(mode__in=["quick", "full"]), name="assessment_mode"),
            models.CheckConstraint(
                condition=models.Q(state="draft", submitted_at=None)
                | models.Q(state="submitted", submitted_at__isnull=False),
                name="submitted_has_a_time",
            ),
            # Quick and full are two views of the same draft; a second one of the same framework, in whatever version,
            # would only split the answers.
            models.UniqueConstraint(
                "organisation",
                Left("framework_reference", StrIndex("framework_reference", models.Value("@"))),
                condition=models.Q(state="draft"),
                name="one_draft_per_framework",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} / {self.mode} / {self.state}"

    def save(self, *args, **kwargs):
        if self.framework_version_id is None:
            self.framework_version = version_of(self.framework_reference)
        super().save(*args, **kwargs)

    @property
    def quick(self):
        return self.mode == self.Mode.QUICK

    @property
    def open(self):
        return self.state == self.State.DRAFT

    @property
    def framework_key(self):
        """Which framework it is, whatever the version."""
        return self.framework_reference.partition("@")[0]

    @property
    def framework(self):
        return framework(self.framework_reference)

    @cached_property
    def weights(self):
        return self.framework.profile_for(self.organisation.enterprise.policy_group)

    @cached_property
    def questions(self):
        """The questions this enterprise is asked in this version, in order."""
        return self.framework.asked(self.weights, self.quick)

    @cached_property
    def dimensions(self):
        """The dimensions that have at least one of these questions, in order."""
        asked = {question.dimension for question in self.questions}
        return tuple(d for d in self.framework.applicable(self.weights) if d.code in asked)

    def questions_of(self, dimension):
        return tuple(question for question in self.questions if question.dimension == dimension)

    @cached_property
    def pages(self):
        """The pages of questions in order, as (dimension, number, its questions). Numbers count within a dimension."""
        return tuple(
            (dimension, number, questions)
            for dimension in self.dimensions
            for number, questions in enumerate(split(self.questions_of(dimension.code)), start=1)
        )

    @cached_property
    def page_of(self):
        """question → (code of its dimension, number of its page), for the questions that are asked."""
        return {q.code: (dimension.code, number) for dimension, number, questions in self.pages for q in questions}


def split(questions):
    """Questions in as few pages of about the same length as a page can hold."""
    pages = math.ceil(len(questions) / MOST_ON_A_PAGE)
    ends = [len(questions) * n // (pages or 1) for n in range(pages + 1)]
    return [questions[first:last] for first, last in pairwise(ends)]


class ConfirmedWarning(models.Model):
    """A contradiction somebody has looked at and explained. It holds for the answers as they were: see `about`."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="confirmed_warnings")
    rule = models.CharField(max_length=40)
    about = models.CharField(max_length=400, blank=True)  # the revisions of the answers concerned, "DT-6.3 DT-4.1"
    reason = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "rule"], name="warning_confirmed_once")]

    def __str__(self):
        return f"{self.rule}: {self.reason}"
