"""The e-mail that brings an invitation: plain text, in the language of the one who invites."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

logger = logging.getLogger(__name__)


def send(invitation, link):
    """Whether the mail server took it. The link can be passed on by hand, so a failure stops nothing."""
    context = {"invitation": invitation, "link": link}
    with override(invitation.invited_by.language):
        subject = render_to_string("accounts/mail/invitation_subject.txt", context)
        text = render_to_string("accounts/mail/invitation.txt", context)
    try:
        # A line break in a name must not become a header.
        return bool(send_mail(" ".join(subject.split()), text, None, [invitation.email]))
    except (OSError, SMTPException):
        logger.exception("An invitation could not be sent by e-mail")
        return False
