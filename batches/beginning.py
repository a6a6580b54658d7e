"""How a batch begins."""

from django.db import transaction

from batches.models import Batch, Item
from batches.packing import ring_advance
from batches.telling import tell_chosen


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
            tell_chosen(batch, snapshots)
            ring_advance(batch.pk)
    return batch
