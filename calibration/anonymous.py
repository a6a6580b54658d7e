"""What must not stand in a case made from a client, and the sentence that refuses it."""

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.reference import reference
from accounts.wording import enumerated
from readiness.anonymity import Words, found_in, words_of
from readiness.regions import region_line


class Tells(ValueError):
    """Why a text would give the firm away, as one sentence."""


def words_for(found) -> Words:
    """The words of the client a round is made from, as they are today; for another case only those added by hand."""
    more = [line for line in found.more_words.splitlines() if line.strip()]
    profile = getattr(found.client, "enterprise", None) if found.client_id else None
    if profile is None:
        return words_of("", more=more)
    places = [region for region in region_line(reference().regions, profile.adcode) if region.level != "province"]
    return words_of(
        profile.name,
        [region.name.zh for region in places] + ([profile.zone] if profile.zone else []),
        people=_people(found.client),
        employees=profile.employees,
        revenue_wan=profile.revenue_wan,
        more=[*more, *(region.name.en for region in places), *([profile.uscc] if profile.uscc else [])],
    )


def _people(client):
    names = Membership.objects.filter(organisation=client).values_list("user__name", flat=True)
    return [name for name in names if name.strip()]


def check(words: Words, **texts):
    """texts: by the name they have in a sentence. Raises Tells for the first one that gives something away."""
    for where, text in texts.items():
        found = found_in(text, words)
        if found:
            raise Tells(
                _(
                    "%(where)s contains “%(found)s”, by which the firm or a person could be recognised. Please put it in other words, for example “the ERP” or “a county in the province”."
                )
                % {"where": PARTS[where](), "found": enumerated(found)}
            )


PARTS = {
    "title": lambda: _("The title"),
    "background": lambda: _("The background"),
    "seen": lambda: _("What was seen"),
    "reason": lambda: _("The reason"),
}
