"""One round: a case, the day it closes, and the provider whose assessors score it blind."""

import uuid
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import POLICY_GROUPS
from accounts.models import Organisation
from frameworks.models import FrameworkVersion
from readiness.sizes import SIZES
from surveys.content import framework, version_of

LONGEST_TITLE = 80
LONGEST_BACKGROUND = 2000


class RoundQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(provider__in=Organisation.objects.own(user)).select_related("provider", "created_by")

    def told(self):
        """With how many have handed in."""
        return self.annotate(handed_in=models.Count("scorers", filter=Q(scorers__handed_in_at__isnull=False)))


class Round(models.Model):
    class Source(models.TextChoices):
        PRACTICE = "practice", _("Practice case")
        CLIENT = "client", _("Anonymised case of a client")
        WRITTEN = "written", _("Case of our own")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="calibration_rounds")
    title = models.CharField(_("Title"), max_length=LONGEST_TITLE)
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    framework_reference = models.CharField(max_length=80)
    source = models.CharField(max_length=8, choices=Source)
    practice = models.CharField(max_length=40, blank=True)  # the code of a practice case
    # Whose case it is: for the words that must not stand in it, and for nothing that assessors see.
    client = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    more_words = models.TextField(max_length=1000, blank=True)  # one a line: what must not stand in it either
    # All that is told of the firm. A province, a division of GB/T 4754, a size class: never more.
    industry = models.CharField(max_length=2)
    policy_group = models.CharField(max_length=16, choices=POLICY_GROUPS)
    size = models.CharField(max_length=6, blank=True)
    province = models.CharField(max_length=6)
    background = models.TextField(max_length=LONGEST_BACKGROUND, blank=True)
    background_en = models.TextField(max_length=LONGEST_BACKGROUND, blank=True)
    closes_on = models.DateField(_("Last day"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # before its day, by somebody
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="round_has_a_title"),
            models.CheckConstraint(condition=Q(size__in=["", *SIZES]), name="round_size"),
            models.CheckConstraint(condition=Q(source__in=["practice", "client", "written"]), name="round_source"),
            models.CheckConstraint(condition=Q(province__endswith="0000"), name="round_tells_no_more_than_a_province"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="round_is_opened_before_it_closes"
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.framework_version_id is None:
            self.framework_version = version_of(self.framework_reference)
        super().save(*args, **kwargs)

    @property
    def organisation(self):
        return self.provider

    @property
    def state(self):
        """draft, open or closed. Nobody need do anything for a round to close on its day."""
        if self.opened_at is None:
            return "draft"
        return "closed" if self.closed_at or timezone.localdate() > self.closes_on else "open"

    @property
    def state_label(self):
        return STATES[self.state]

    @property
    def handwritten(self):
        """Whoever wrote the case knows it too well to score it."""
        return self.source != self.Source.PRACTICE

    @cached_property
    def framework(self):
        return framework(self.framework_reference)

    @cached_property
    def weights(self):
        return self.framework.profile_for(self.policy_group)

    @cached_property
    def questions(self):
        """The questions of the case, in the order of asking: those something is observed about."""
        observed = {one.question for one in self.observations.all()}
        return tuple(one for one in self.framework.asked(self.weights) if one.code in observed)


STATES = {
    "draft": pgettext_lazy("round", "In preparation"),
    "open": pgettext_lazy("round", "Being scored"),
    "closed": pgettext_lazy("round", "Closed"),
}
