"""People in words: who did something, and for whom."""

from django.utils.translation import gettext as _


def who(person, acting, organisation):
    """A name; with the organisation in brackets where the person acted for another one than `organisation`, a key."""
    if not person:
        return ""
    if acting is None or acting.pk == organisation:
        return str(person)
    return _("%(person)s (%(organisation)s)") % {"person": person, "organisation": acting}


def enumerated(words):
    """Words one after the other, with the comma of the language."""
    return _(", ").join(str(word) for word in words)
