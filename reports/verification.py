"""What the public may learn about a report whose number they hold: that it exists, and whether a file is that report."""

from django.conf import settings
from django.urls import reverse

KEPT_IN_FRONT, KEPT_AT_END = 2, 4


def address_of(number):
    """Where a report can be checked, for the code on its cover."""
    return settings.SITE_URL + reverse("reports:verify", args=[number])


def masked(name):
    """A firm's name that its owner recognises and a stranger cannot look up: 慈溪××××有限公司."""
    if len(name) <= KEPT_IN_FRONT + KEPT_AT_END:
        return name[:1] + "×" * (len(name) - 1)
    hidden = "×" * (len(name) - KEPT_IN_FRONT - KEPT_AT_END)
    return name[:KEPT_IN_FRONT] + hidden[:12] + name[-KEPT_AT_END:]
