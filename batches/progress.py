"""How far batches are, in numbers and in words: one query for all of them."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from batches.models import Item

State = Item.State


@dataclass(frozen=True)
class Progress:
    counts: dict[str, int]

    def of(self, *states):
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def made(self):
        return self.of(State.DONE)

    @property
    def open(self):
        return self.of(State.WAITING, State.ASKED)

    @property
    def troubles(self):
        return self.of(State.FAILED, State.REFUSED)

    @property
    def settled(self):
        return self.total - self.open

    @property
    def line(self):
        """ "112 of 200 ready · 86 open · 2 failed"."""
        parts = [_("%(made)d of %(total)d ready") % {"made": self.made, "total": self.total}]
        for count, words in (
            (self.open, _("%(n)d open")),
            (self.of(State.FAILED), _("%(n)d failed")),
            (self.of(State.REFUSED), _("%(n)d no longer allowed")),
            (self.of(State.LEFT), _("%(n)d cancelled")),
        ):
            if count:
                parts.append(words % {"n": count})
        return " · ".join(parts)


def progress_of(batches):
    counts: dict[int, dict[str, int]] = {batch.pk: {} for batch in batches}
    rows = Item.objects.filter(batch__in=list(counts)).order_by().values_list("batch", "state").annotate(n=Count("pk"))
    for batch, state, n in rows:
        counts[batch][state] = n
    return [Progress(counts[batch.pk]) for batch in batches]
