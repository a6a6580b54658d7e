"""Letters: one PDF with a page for each invited firm, its QR code leads to its own link. Made by a worker.

A file holds links to take part with, so it is kept for a week and made again when it is needed again.
"""

import logging
import uuid
from datetime import timedelta
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from campaigns.campaigns import Campaign
from campaigns.states import STATES, Wishes, lines_of
from campaigns.targets import Target
from reports import leases
from reports.files import discard
from reports.jobs import outcome
from reports.models import Report
from reports.paper import PICTURES, qr
from reports.pdf import render_to_file
from reports.press import EXPECTED, print_to_keep

log = logging.getLogger(__name__)

A_FILE = 200  # pages: some 20 seconds of a worker
DAYS_KEPT = 7


class LettersQuerySet(leases.LeasedQuerySet):
    def for_user(self, user):
        return self.filter(campaign__in=Campaign.objects.for_user(user)).select_related(
            "campaign__bureau__organisation"
        )

    @transaction.atomic
    def ask(self, campaign, user, state, language, ticket):
        """The files for all firms in a state, in parts; how many firms. A second press of a page finds what the first asked."""
        Campaign.objects.select_for_update(no_key=True, of=("self",)).get(pk=campaign.pk)
        if self.filter(campaign=campaign, ticket=ticket).exists():
            return 0
        keys = list(lines_of(campaign, campaign.bureau, Wishes(state)).values_list("pk", flat=True))
        for part, start in enumerate(range(0, len(keys), A_FILE), start=1):
            facts = {"ticket": ticket, "part": part, "state_asked": state, "language": language, "requested_by": user}
            made = self.create(campaign=campaign, targets=keys[start : start + A_FILE], **facts)
            transaction.on_commit(partial(ring, made.pk))
        return len(keys)


class Letters(leases.Leased):
    """targets: the keys of the firms, in the order of the pages."""

    State = leases.State

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="letters")
    ticket = models.UUIDField(editable=False)  # of the page it was asked on
    part = models.PositiveSmallIntegerField()
    state_asked = models.CharField(max_length=10, blank=True, choices=list(STATES.items()))
    targets = models.JSONField()
    language = models.CharField(max_length=8, choices=Report.Language)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)

    objects = LettersQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "part"]
        verbose_name = _("letters")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "ticket", "part"], name="letters_asked_once"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "running", "done", "failed"]), name="letters_state"
            ),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(file_sha256=""), name="done_letters_have_a_file"),
        ]

    def __str__(self):
        return f"{self.campaign} / {self.part}"

    @property
    def organisation(self):
        return self.campaign.organisation

    @property
    def number(self):
        return len(self.targets)


# --- making ---------------------------------------------------------------------------------------------------------


def letters_html(letters):
    """One page for each firm that is still on the list."""
    found = Target.objects.filter(campaign=letters.campaign_id).in_bulk(letters.targets)
    targets = [found[key] for key in letters.targets if key in found]
    with override(letters.language):
        context = {
            "campaign": letters.campaign,
            "lang": "en" if letters.language == "en" else "zh-CN",
            "on": timezone.localdate(letters.created_at),
            "letters": [(target, qr(target.link, target.name)) for target in targets],
        }
        return PICTURES.sub("□", render_to_string("campaigns/pdf/letters.html", context))


def make(letters_pk):
    """True when this call has made them."""
    token = Letters.objects.claim(letters_pk)
    if token is None:
        return False
    letters = Letters.objects.select_related("campaign__bureau__organisation").get(pk=letters_pk)
    return leases.work(Letters.objects, letters_pk, token, partial(_made, letters), EXPECTED)


def _made(letters, heart):
    html, identifier = letters_html(letters), letters.uuid.hex.encode()
    return outcome(print_to_keep(lambda written: render_to_file(html, written, identifier, on_progress=heart)))


def ring(letters_pk):
    try:
        current_app.send_task("campaigns.tasks.print_letters", (letters_pk,), retry=False, expires=300)
    except Exception as error:
        log.warning("letters %s wait for the sweeper: the queue is out of reach (%s)", letters_pk, type(error).__name__)


def start_again(letters):
    """After they have failed, or their file is gone."""
    ended = Letters.objects.filter(pk=letters.pk, state__in=[leases.State.FAILED, leases.State.DONE])
    if ended.start_again():
        transaction.on_commit(partial(ring, letters.pk))


def sweep():
    Letters.objects.end_spent()
    for pk in Letters.objects.due().values_list("pk", flat=True)[:20]:
        ring(pk)


def tidy():
    """Remove files after a week: whoever holds one can take part in the name of all firms in it."""
    for letters in Letters.objects.filter(created_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)):
        letters.delete()
        if letters.file_sha256:
            discard(letters.file_sha256)
