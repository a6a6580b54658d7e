"""A link as evidence: a web address in full, whose host one can see."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

EXPECTED = _("This is not a complete web address. Expected is something like https://example.com/page.")
OTHER_SCHEME = _("Only addresses that begin with http:// or https:// are kept; this one begins with %(found)s.")
WITH_PASSWORD = _("This address contains a user name or password. Please remove it, so that nobody else reads it.")


def check_link(typed: str) -> str:
    """The link. Raises forms.ValidationError."""
    if any(c.isspace() or not c.isprintable() for c in typed):
        raise forms.ValidationError(EXPECTED)
    try:
        parts = urlsplit(typed)
        host = parts.hostname
        parts.port  # noqa: B018  (raises for what is no port)
    except ValueError:
        raise forms.ValidationError(EXPECTED) from None
    if parts.scheme and parts.scheme not in ("http", "https") and "." not in parts.scheme:
        raise forms.ValidationError(OTHER_SCHEME, params={"found": f"{parts.scheme[:20]}:"})
    if parts.scheme not in ("http", "https") or not host:
        raise forms.ValidationError(EXPECTED)
    if "@" in parts.netloc:
        raise forms.ValidationError(WITH_PASSWORD)
    return typed


def host_of(link: str) -> str:
    """As the network sees it: letters that only look alike become visible."""
    host = urlsplit(link).hostname or ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ascii(host).strip("'")
