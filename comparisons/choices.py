"""Which results of its clients a provider may choose from."""

from dataclasses import dataclass

from django.db.models import Window
from django.db.models.functions import RowNumber

from comparisons.rights import clients_of
from surveys.models import ResultSnapshot


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
