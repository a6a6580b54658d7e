"""Records of public money and the named lists their rules refer to, each with all its revisions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frameworks.models import DIGEST, WrittenOnce
from readiness.regions import strip_zero_pairs
from subsidies.content import parsed


class RecordQuerySet(models.QuerySet):
    def subsidies(self):
        return self.filter(kind=Record.Kind.SUBSIDY)

    def lists(self):
        return self.filter(kind=Record.Kind.LIST)

    def within(self, adcode):
        """Those of this region and of what lies in it."""
        return self.filter(adcode__startswith=strip_zero_pairs(adcode))


class Record(models.Model):
    """One instrument, or one named list. parent: the code of the national record it carries out."""

    class Kind(models.TextChoices):
        SUBSIDY = "subsidy", _("Subsidy")
        LIST = "list", _("Named list")

    kind = models.CharField(max_length=7, choices=Kind, default=Kind.SUBSIDY)
    code = models.SlugField(max_length=80)
    adcode = models.CharField(max_length=6)
    parent = models.SlugField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["adcode", "code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="record_code_once"),
            models.CheckConstraint(condition=Q(kind__in=["subsidy", "list"]), name="record_kind"),
            models.CheckConstraint(condition=~Q(parent=F("code")) | Q(parent=""), name="record_is_not_its_own_parent"),
        ]

    def __str__(self):
        return self.code


class RevisionQuerySet(models.QuerySet):
    def open(self):
        """What is being written or reviewed: at most one of a record."""
        return self.filter(state__in=Revision.OPEN)

    def standing(self):
        """What holds now: at most one of a record."""
        return self.filter(state__in=Revision.STANDING)

    def ever_standing(self, moment):
        """What had been published by then, for `catalogue` to tell what stood: the earliest first."""
        return self.filter(published_at__lte=moment).order_by("published_at", "pk")


class Revision(WrittenOnce):
    """What a record says at one time. Its content never changes; what happens to it does.

    origin: seed, equal to a record that ships; file, imported by the operator; page, written and reviewed by bureaus.
    published_at … ended_at: from when until when it held. valid_to: the last day of the content, to be found by it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        EXPIRED = "expired", _("Expired")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Origin(models.TextChoices):
        SEED = "seed", _("Shipped with the product")
        FILE = "file", _("Imported from a file")
        PAGE = "page", _("Written here")

    OPEN = (State.DRAFT, State.IN_REVIEW)
    STANDING = (State.PUBLISHED, State.EXPIRED)

    may_change = frozenset(
        "state sent_by sent_at reviewer reviewed_at remark published_at ended_by ended_at reason".split()
    )

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.TextField()  # canonical JSON: it is what the digest is of
    sha256 = models.CharField(max_length=64, validators=[DIGEST])
    valid_to = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=4, choices=Origin)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(max_length=1000, blank=True)  # of the reviewer who handed it back
    published_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=1000, blank=True)  # why it was withdrawn

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["published_at"], name="revision_published")]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(state__in=["draft", "in_review"]), name="one_open_revision"
            ),
            models.UniqueConstraint(
                fields=["record"], condition=Q(state__in=["published", "expired"]), name="one_standing_revision"
            ),
            models.CheckConstraint(condition=~Q(author=F("reviewer")), name="reviewer_is_not_the_author"),
            models.CheckConstraint(
                condition=~Q(origin="page") | Q(published_at=None) | Q(reviewed_at__isnull=False),
                name="written_here_published_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review"], published_at=None, ended_at=None)
                | Q(state__in=["published", "expired"], published_at__isnull=False, ended_at=None)
                | Q(state="superseded", ended_at__isnull=False)
                | Q(state="withdrawn", published_at__isnull=False, ended_at__isnull=False),
                name="revision_state_and_times",
            ),
            models.CheckConstraint(condition=Q(origin__in=["seed", "file", "page"]), name="revision_origin"),
        ]

    def __str__(self):
        return f"{self.record} / {self.number}"

    @property
    def data(self):
        """The content as plain data."""
        return parsed(self.content)

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def is_standing(self):
        return self.state in self.STANDING
