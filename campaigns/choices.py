"""What a firm lets the bureau of a campaign know of its result: every choice is a row of its own, the last one counts.

The words it has agreed to are kept with it.
"""

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from bureaus.models import Consent
from campaigns.campaigns import Campaign
from campaigns.wording import WORDING
from frameworks.models import DIGEST, WrittenOnce
from readiness.plain import canonical_json, digest


class WordingQuerySet(models.QuerySet):
    def current(self):
        """The row of the words shown today, made when they are first agreed to."""
        text = canonical_json(WORDING)
        return self.get_or_create(sha256=digest(WORDING), defaults={"text": text})[0]


class Wording(WrittenOnce):
    """The words of a choice as a page has shown them, in both languages, as JSON."""

    sha256 = models.CharField(max_length=64, unique=True, validators=[DIGEST])
    text = models.TextField()
    since = models.DateTimeField(auto_now_add=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.sha256[:12]


class ChoiceQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.own(user))

    def scope_of(self, campaign, organisation):
        """What holds now; None for who has not chosen."""
        last = self.filter(campaign=campaign, organisation=organisation).last()
        return last.scope if last else None

    def by_name(self, campaign):
        """The keys of the firms whose result the bureau of the campaign may look at, as they have chosen by now."""
        last = self.filter(campaign=campaign, organisation=OuterRef("organisation")).order_by("-pk").values("pk")[:1]
        chosen = self.filter(campaign=campaign, scope=Choice.Scope.IDENTIFIABLE, pk=Subquery(last))
        return chosen.values("organisation")

    @transaction.atomic
    def choose(self, campaign, organisation, user, scope):
        """A decision, where it differs from the last. Being counted is decided for all bureaus at once."""
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        if self.scope_of(campaign, organisation) != scope:
            wording = Wording.objects.current()
            self.create(campaign=campaign, organisation=organisation, scope=scope, wording=wording, by=user)
        counted = Consent.Scope.NONE if scope == Choice.Scope.NONE else Consent.Scope.AGGREGATE
        count_in(organisation, user, counted)

    def end_all(self, organisation, user):
        """Nothing is shared any more, in no campaign."""
        for campaign in Campaign.objects.filter(choices__organisation=organisation).distinct():
            if self.scope_of(campaign, organisation) != Choice.Scope.NONE:
                wording = Wording.objects.current()
                self.create(
                    campaign=campaign, organisation=organisation, scope=Choice.Scope.NONE, wording=wording, by=user
                )


def count_in(organisation, user, scope):
    """The general decision, where it differs from the last; nobody who never agreed need take anything back."""
    if Consent.objects.scope_of(organisation) != scope:
        Consent.objects.create(organisation=organisation, scope=scope, by=user)


class Choice(WrittenOnce):
    class Scope(models.TextChoices):
        NONE = "none", _("Nothing")
        AGGREGATE = "aggregate", _("To be counted, without name")
        IDENTIFIABLE = "identifiable", _("The result, by name, for this bureau")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="choices")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=12, choices=Scope)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["campaign", "organisation", "-id"], name="last_choice")]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=["none", "aggregate", "identifiable"]), name="choice_scope")
        ]

    def __str__(self):
        return f"{self.organisation} / {self.campaign} / {self.scope}"
