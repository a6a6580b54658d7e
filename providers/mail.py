"""The e-mail that brings an offer: plain text, in the language of who makes it."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

logger = logging.getLogger(__name__)


def send(offer, link, code):
    """Whether it went out. The link can be passed on by hand, so a failure stops nothing."""
    if not offer.email:
        return False
    context = {"offer": offer, "link": link, "code": code}
    with override(offer.made_by.language):
        subject = render_to_string("providers/mail/offer_subject.txt", context)
        text = render_to_string("providers/mail/offer.txt", context)
    try:
        # A line break in a name must not become a header.
        return bool(send_mail(" ".join(subject.split()), text, None, [offer.email])) and bool(settings.EMAIL_URL)
    except (OSError, SMTPException):
        logger.exception("An offer could not be sent by e-mail")
        return False
