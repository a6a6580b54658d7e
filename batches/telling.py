"""What enterprises read in their log of a batch: that they are in it, and that somebody has fetched the reports."""

from accounts.models import AccessEvent
from batches.models import Item


def tell_chosen(batch, snapshots):
    about = [(one.organisation, {"assessment": str(one.assessment.uuid)}) for one in snapshots]
    AccessEvent.objects.note_each(AccessEvent.Kind.BATCH, batch.requested_by, batch.provider, about)


def tell_fetched(batch, archive, user):
    """As one by one: a line for each report in the ZIP, once a day."""
    packed = {line["report"] for line in archive.contents if line["sha256"]}
    items = batch.items.filter(state=Item.State.DONE, report__number__in=packed).with_facts()
    about = [(item.client, {"about": item.report.number}) for item in items]
    AccessEvent.objects.note_once_a_day(AccessEvent.Kind.DOWNLOAD, user, batch.provider, about)
