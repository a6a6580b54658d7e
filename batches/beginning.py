"""What a provider may choose from, and how a batch begins."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Window
from django.db.models.functions import RowNumber

from batches.models import Batch, Item
from batches.packing import ring_advance
from batches.rights import clients_of
from surveys.models import ResultSnapshot

LANGUAGES = {"zh-hans": ("zh-hans",), "en": ("en",), "both": ("zh-hans", "en")}


@dataclass(frozen=True)
class Choice:
    """One result that can be chosen."""

    snapshot: ResultSnapshot

    @property
    def assessment(self):
        return self.snapshot.assessment

    @property
    def key(self):
        return str(self.assessment.uuid)


def results_of(provider):
    """Every result of the clients of today, without its text."""
    found = ResultSnapshot.objects.filter(assessment__organisation__in=clients_of(provider))
    return found.select_related("assessment__organisation__enterprise").defer("text")


def latest_of(provider):
    """The latest result of each client by each framework: one query."""
    order = {"partition_by": ["assessment__organisation", "framework_digest"], "order_by": ["-created_at", "-pk"]}
    ranked = results_of(provider).annotate(place=Window(RowNumber(), **order)).filter(place=1)
    return [Choice(one) for one in ranked.order_by("assessment__organisation__name", "assessment__organisation", "pk")]


def begin(provider, user, ticket, snapshots, languages, branding=None):
    """A new batch, or the one this page has begun before."""
    with transaction.atomic():
        batch, made = Batch.objects.get_or_create(
            ticket=ticket, defaults={"provider": provider, "requested_by": user, "branding": branding}
        )
        if made:
            pairs = [(one, language) for one in snapshots for language in languages]
            Item.objects.bulk_create(
                Item(batch=batch, number=n, snapshot=one, language=language)
                for n, (one, language) in enumerate(pairs, start=1)
            )
            ring_advance(batch.pk)
    return batch
