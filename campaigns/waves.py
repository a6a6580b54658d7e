"""Reminders: a wave is sent to many firms at once, one message to each. A message is a row; no wave writes to a firm twice."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.campaigns import Campaign
from campaigns.states import lines_of
from campaigns.targets import Target

AT_ONCE = 500  # rows of one statement
# Between two attempts at a gateway; after the last one a message has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
LEFT_BEHIND = timedelta(minutes=10)  # a worker that has held a message so long is gone


class Stale(Exception):
    """Another wave has begun since the page was opened."""


class WaveQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(campaign__in=Campaign.objects.for_user(user))

    def with_counts(self):
        """How many messages are in each state, in one query."""
        return self.annotate(
            **{f"n_{state}": Count("messages", filter=Q(messages__state=state)) for state in Message.State.values}
        )

    def last_number(self, campaign):
        return self.filter(campaign=campaign).aggregate(last=models.Max("number"))["last"] or 0

    @transaction.atomic
    def begin(self, campaign, user, channel, to, note, after):
        """A new wave and its messages. Raises Stale where the last wave is not the one the page has shown: `after`."""
        Campaign.objects.select_for_update(no_key=True, of=("self",)).get(pk=campaign.pk)
        if self.last_number(campaign) != after:
            raise Stale
        wave = self.create(campaign=campaign, number=after + 1, channel=channel, to=to, note=note, made_by=user)
        targets = reached(campaign, channel, to).values_list("pk", flat=True)
        Message.objects.bulk_create([Message(wave=wave, target_id=key) for key in targets], AT_ONCE)
        return wave


def reached(campaign, channel, to):
    """The firms a wave would go to: those of a state that can be reached so."""
    rows = lines_of(campaign, campaign.bureau).filter(submitted_at=None)
    if to == Wave.To.SILENT:
        rows = rows.filter(joined_at=None)
    if channel == Wave.Channel.EMAIL:
        return rows.exclude(email="")
    return rows.exclude(email="", phone="")


class Wave(models.Model):
    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        GATEWAY = "gateway", _("Gateway (SMS, WeCom, DingTalk)")

    class To(models.TextChoices):
        SILENT = "silent", _("Enterprises that have not registered")
        UNSUBMITTED = "unsubmitted", _("All that have not submitted")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=7, choices=Channel)
    to = models.CharField(max_length=11, choices=To)
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="wave_number"),
            models.CheckConstraint(condition=Q(channel__in=["email", "gateway"]), name="wave_channel"),
            models.CheckConstraint(condition=Q(to__in=["silent", "unsubmitted"]), name="wave_to"),
        ]

    def __str__(self):
        return f"{self.campaign} / {self.number}"

    @property
    def organisation(self):
        return self.campaign.organisation


class MessageQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(wave__campaign__in=Campaign.objects.for_user(user))

    def due(self):
        return self.filter(state=Message.State.WAITING, next_try__lte=timezone.now())

    def claim(self, pk):
        """Whether this caller may send it. One conditional UPDATE decides between workers."""
        held = {"state": Message.State.SENDING, "attempts": F("attempts") + 1, "held_at": timezone.now()}
        return bool(self.due().filter(pk=pk).update(**held))

    def settle(self, pk, state, error=""):
        """Only of a message that is being sent: a worker that comes back late changes nothing."""
        sent = timezone.now() if state == Message.State.SENT else None
        self.filter(pk=pk, state=Message.State.SENDING).update(state=state, error=error[:200], sent_at=sent)

    def put_back(self, message, error):
        """For a later attempt, or failed after the last one."""
        if message.attempts > len(WAITS):
            self.settle(message.pk, Message.State.FAILED, error)
            return
        again = timezone.now() + WAITS[message.attempts - 1]
        self.filter(pk=message.pk, state=Message.State.SENDING).update(
            state=Message.State.WAITING, next_try=again, error=error[:200]
        )

    def let_go(self):
        """Those a worker has left behind. A gateway knows one it has had already; an e-mail may have gone out, so it is
        not sent again."""
        left = self.filter(state=Message.State.SENDING, held_at__lt=timezone.now() - LEFT_BEHIND)
        by_mail = left.filter(wave__channel=Wave.Channel.EMAIL).values("pk")
        self.filter(pk__in=list(by_mail.values_list("pk", flat=True))).update(state=Message.State.UNCLEAR)
        keys = list(left.filter(wave__channel=Wave.Channel.GATEWAY).values_list("pk", flat=True))
        self.filter(pk__in=keys).update(state=Message.State.WAITING, next_try=timezone.now())


class Message(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("No longer needed")
        FAILED = "failed", _("Failed")
        UNCLEAR = "unclear", _("Perhaps sent")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="messages")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="messages")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now)
    held_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_try"], name="messages_due")]
        constraints = [
            models.UniqueConstraint(fields=["wave", "target"], name="one_message_of_a_wave"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "skipped", "failed", "unclear"]),
                name="message_state",
            ),
        ]

    def __str__(self):
        return f"{self.wave} / {self.target} / {self.state}"

    @property
    def organisation(self):
        return self.wave.organisation
