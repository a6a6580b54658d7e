"""An uploaded list of clients. Its row is the job of a worker twice: to look at it, and to keep it once somebody has said so."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from reports import leases

MOST_AT_WORK = 3  # lists of one provider that are being looked at or kept
DAYS_LOOKED_AT = 2  # days a list waits to be kept
DAYS_TOLD = 30  # days it is told what became of it


class ClientListQuerySet(leases.LeasedQuerySet):
    def for_user(self, user):
        return self.filter(provider__in=Organisation.objects.own(user)).select_related("provider")

    def at_work(self):
        return self.filter(state__in=[leases.State.PENDING, leases.State.RUNNING])

    def outlived(self):
        """Nobody needs them any more: kept long ago, or looked at and left."""
        now, kept = timezone.now(), models.Q(step=ClientList.Step.KEEP, state=leases.State.DONE)
        return self.filter(
            kept & models.Q(finished_at__lt=now - timedelta(days=DAYS_TOLD))
            | ~kept & models.Q(finished_at__lt=now - timedelta(days=DAYS_LOOKED_AT))
        )


class ClientList(leases.Leased):
    """told: what looking has found, for the page, bounded. refusal: why the file cannot be read, {zh, en}.

    changes: how many enterprises are to be kept; made and changed: how many have been; left: how many were not, because
    something has happened there between looking and keeping, and the names of some of them.
    """

    class Step(models.TextChoices):
        LOOK = "look", _("Being looked at")
        KEEP = "keep", _("Being kept")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="client_lists")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )  # for whom it is done
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=120)  # of the file
    uploaded_at = models.DateTimeField(auto_now_add=True)
    step = models.CharField(max_length=4, choices=Step, default=Step.LOOK)
    refusal = models.JSONField(null=True)
    told = models.JSONField(null=True)
    changes = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    left_names = models.JSONField(default=list)

    objects = ClientListQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(step__in=["look", "keep"]), name="client_list_step"),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "running", "done", "failed"]), name="client_list_state"
            ),
        ]

    def __str__(self):
        return f"{self.provider} / {self.name} / {self.step} {self.state}"

    @property
    def organisation(self):
        return self.provider

    @property
    def at_work(self):
        return not self.finished

    @property
    def to_be_kept(self):
        """Whether it has been looked at, has changes and waits for a person's word."""
        return self.step == self.Step.LOOK and self.state == leases.State.DONE and self.changes > 0

    @property
    def kept(self):
        return self.step == self.Step.KEEP and self.state == leases.State.DONE


class BelongsToAList(models.QuerySet):
    def for_user(self, user):
        return self.filter(list__in=ClientList.objects.for_user(user))


class ListFile(models.Model):
    """The file as it came, until it has been looked at. Apart, so that telling how far it is does not write it anew."""

    list = models.OneToOneField(ClientList, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()

    objects = BelongsToAList.as_manager()

    def __str__(self):
        return f"{self.list} / {len(self.content)}"


class Portion(models.Model):
    """Some of the changes of a list, kept in one go and gone with it: what is left is what remains to be done.

    rows: what each file shall say, and the mark of what it said when the list was looked at.
    """

    list = models.ForeignKey(ClientList, on_delete=models.CASCADE, related_name="portions")
    rows = models.JSONField()

    objects = BelongsToAList.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.list} / {len(self.rows)}"
