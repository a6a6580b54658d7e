"""A campaign: which firms of a region a bureau asks to assess themselves, with which questionnaire, from when until when."""

import datetime
import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.reference import in_language, reference
from campaigns.regions import holding, inside
from frameworks.models import FrameworkVersion, WrittenOnce
from readiness.industries import within_industry
from readiness.regions import NATIONAL, SEPARATELY_BUDGETED, within_region
from subsidies.models import Bureau


class CampaignQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bureau__organisation__in=Organisation.objects.own(user)).select_related(
            "bureau__organisation", "framework_version"
        )

    def seen_by(self, bureau):
        """Its own, and those of bureaus above it that are addressed to firms of its region and have begun."""
        above = holding(bureau.adcode) - {bureau.adcode}
        from_above = Q(bureau__adcode__in=above) & ~Q(state=Campaign.State.DRAFT) & _meets(bureau.adcode)
        return self.filter(Q(bureau=bureau) | from_above).select_related("bureau__organisation", "framework_version")

    def running(self, on=None):
        day = on or timezone.localdate()
        return self.filter(state=Campaign.State.OPEN, opens__lte=day, closes__gte=day)


def _meets(adcode):
    """Campaigns whose region holds this one or lies in it."""
    met = Q(adcode__in=holding(adcode)) | inside(adcode)
    if any(within_region(adcode, city) for city in SEPARATELY_BUDGETED):
        met &= Q(without_separate=False)
    return met


class Campaign(models.Model):
    """Empty lists of groups, industries and sizes: all of them. industries: GB/T 4754 codes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="campaigns")
    title = models.CharField(_("Title"), max_length=80)
    purpose = models.TextField(_("Purpose"), max_length=400)
    contact = models.CharField(_("Contact for questions"), max_length=120, blank=True)
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    full_only = models.BooleanField(default=False)  # estimates from the quick version are not counted
    adcode = models.CharField(max_length=6)
    without_separate = models.BooleanField(default=False)  # a province without its separately budgeted city
    policy_groups = models.JSONField(default=list, blank=True)
    industries = models.JSONField(default=list, blank=True)
    sizes = models.JSONField(default=list, blank=True)
    opens = models.DateField(_("First day"))
    closes = models.DateField(_("Last day"))
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    closed_at = models.DateTimeField(null=True)
    link_sha256 = models.CharField(max_length=64, null=True, unique=True)  # of the open link, where there is one
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "open", "closed"]), name="campaign_state"),
            models.CheckConstraint(condition=Q(closes__gte=models.F("opens")), name="campaign_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(adcode__in=["", NATIONAL]), name="campaign_has_a_region"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
                name="closed_campaign_has_a_time",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def organisation(self):
        return self.bureau.organisation

    @property
    def draft(self):
        return self.state == self.State.DRAFT

    @property
    def closed(self):
        return self.state == self.State.CLOSED

    @property
    def running(self):
        """Whether firms can take part today."""
        return self.state == self.State.OPEN and self.opens <= timezone.localdate() <= self.closes

    @property
    def over(self):
        """Past its last day, and nobody has closed or extended it."""
        return self.state == self.State.OPEN and timezone.localdate() > self.closes

    @property
    def excluded(self):
        return SEPARATELY_BUDGETED if self.without_separate else ()

    @property
    def region(self):
        return in_language(reference().region_path(self.adcode))

    @property
    def span(self):
        """(first moment, first moment after it) in which a submission counts."""
        begin, end = _midnight(self.opens), _midnight(self.closes + datetime.timedelta(days=1))
        return begin, min(end, self.closed_at) if self.closed_at else end

    def covers(self, adcode):
        return within_region(adcode, self.adcode, self.excluded)

    def addresses(self, enterprise):
        """Whether the open link is meant for this enterprise: (region, industry, size), each True, False or unknown."""
        region = self.covers(enterprise.adcode)
        group = not self.policy_groups or enterprise.policy_group in self.policy_groups
        industry = group and (not self.industries or within_industry(enterprise.industry, self.industries))
        size = not self.sizes or (enterprise.size and enterprise.size in self.sizes)
        return region, industry, size

    def open(self):
        """From draft to open; the rows decide between two people who press at the same moment."""
        return bool(Campaign.objects.filter(pk=self.pk, state=self.State.DRAFT).update(state=self.State.OPEN))

    def close(self):
        """Drafts of firms stay theirs; what is submitted from now on is not counted."""
        done = Campaign.objects.filter(pk=self.pk, state=self.State.OPEN)
        return bool(done.update(state=self.State.CLOSED, closed_at=timezone.now(), link_sha256=None))

    @transaction.atomic
    def extend(self, closes, reason, user):
        """Another last day, logged; False when it is none after the present one."""
        held = Campaign.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if held.state != self.State.OPEN or closes <= held.closes:
            return False
        Extension.objects.create(campaign=held, before=held.closes, after=closes, reason=reason, by=user)
        Campaign.objects.filter(pk=self.pk).update(closes=closes)
        return True

    def part_of(self, bureau, rows, to_adcode="adcode"):
        """Those of some rows that lie in the region of a bureau: all of them for its own."""
        return rows if bureau.pk == self.bureau_id else rows.filter(inside(bureau.adcode, to_adcode))


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class ExtensionQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(campaign__in=Campaign.objects.for_user(user))


class Extension(WrittenOnce):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="extensions")
    before = models.DateField()
    after = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(after__gt=models.F("before")), name="extension_is_later"),
        ]

    def __str__(self):
        return f"{self.campaign} / {self.after}"

    @property
    def organisation(self):
        return self.campaign.organisation
