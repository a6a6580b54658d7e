"""Sending the messages of a wave, one after the other. A row is claimed before anything leaves, so nothing leaves twice."""

import logging
from functools import partial
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from celery import current_app
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from campaigns.gateways import Gateway, trouble_with
from campaigns.posting import Refused, Unreached, post
from campaigns.states import lines_of
from campaigns.waves import Message, Wave

log = logging.getLogger(__name__)

A_TURN = 50  # messages of one task: well within its time
LANGUAGE = "zh-hans"  # of letters to firms
State = Message.State


def begin(campaign, user, channel, to, note, after):
    """A new wave, on its way as soon as it is kept. Raises Stale."""
    wave = Wave.objects.begin(campaign, user, channel, to, note, after)
    transaction.on_commit(partial(ring, wave.pk))
    return wave


def ring(wave_pk):
    try:
        current_app.send_task("campaigns.tasks.send", (wave_pk,), retry=False, expires=300)
    except Exception as error:
        log.warning("wave %s waits for the sweeper: the queue is out of reach (%s)", wave_pk, type(error).__name__)


def send(wave_pk):
    """Some messages of a wave; rings again while more are due. May run twice at a time."""
    due = Message.objects.due().filter(wave=wave_pk).order_by("pk")
    for pk in list(due.values_list("pk", flat=True)[:A_TURN]):
        send_one(pk)
    if due.exists():
        ring(wave_pk)


def send_one(pk):
    if not Message.objects.claim(pk):
        return
    message = Message.objects.select_related("wave__campaign__bureau__organisation", "target__campaign").get(pk=pk)
    if not _needed(message):
        Message.objects.settle(pk, State.SKIPPED)
    elif message.wave.channel == Wave.Channel.EMAIL:
        _by_mail(message)
    else:
        _by_gateway(message)


def _needed(message):
    """Asked at the last moment: who has submitted since, or whose campaign is closed, hears nothing more."""
    campaign = message.wave.campaign
    waiting = lines_of(campaign, campaign.bureau).filter(pk=message.target_id, submitted_at=None)
    return campaign.running and waiting.exists()


def _by_mail(message):
    """Until the server is reached nothing has left, so it is tried again. Afterwards it is not: it may have arrived."""
    if not message.target.email:
        return Message.objects.settle(message.pk, State.SKIPPED)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        return Message.objects.put_back(message, type(error).__name__)
    try:
        mail_of(message, connection).send()
        return Message.objects.settle(message.pk, State.SENT)
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError) as error:
        return Message.objects.settle(message.pk, State.FAILED, type(error).__name__)
    except (OSError, SMTPException) as error:
        log.exception("It is not known whether message %s was sent", message.pk)
        return Message.objects.settle(message.pk, State.UNCLEAR, type(error).__name__)
    finally:
        connection.close()


def mail_of(message, connection=None):
    """Text and HTML, in the language of letters to firms."""
    context = {"campaign": message.wave.campaign, "target": message.target, "note": message.wave.note}
    with override(LANGUAGE):
        subject, text, html = (
            render_to_string(f"campaigns/mail/{name}", context) for name in ("subject.txt", "text.txt", "text.html")
        )
    # A line break in a name must not become a header.
    mail = EmailMultiAlternatives(
        " ".join(subject.split()), text.strip() + "\n", None, [message.target.email], connection=connection
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _by_gateway(message):
    """Tried again for some hours; a gateway knows a message it has had by its identity."""
    gateway = Gateway.objects.of(message.wave.campaign.bureau)
    if gateway is None or (trouble := trouble_with(gateway.url)):
        return Message.objects.settle(message.pk, State.FAILED, trouble if gateway else "no gateway")
    try:
        moment = int(timezone.now().timestamp())
        post(gateway.url, gateway.secret, str(message.uuid), posted_of(message), moment)
        return Message.objects.settle(message.pk, State.SENT)
    except Refused as refused:
        return Message.objects.settle(message.pk, State.FAILED, str(refused))
    except Unreached as unreached:
        return Message.objects.put_back(message, str(unreached))


def posted_of(message):
    """What a gateway is told; see docs/campaigns.md."""
    campaign, target = message.wave.campaign, message.target
    with override(LANGUAGE):
        text = render_to_string(
            "campaigns/mail/short.txt", {"campaign": campaign, "target": target, "note": message.wave.note}
        )
    return {
        "id": str(message.uuid),
        "kind": "reminder",
        "wave": message.wave.number,
        "campaign": {
            "id": str(campaign.uuid),
            "title": campaign.title,
            "bureau": campaign.bureau.name,
            "closes": campaign.closes.isoformat(),
        },
        "recipient": {"name": target.name, "uscc": target.uscc, "email": target.email, "phone": target.phone},
        "link": target.link,
        "text": " ".join(text.split()),
    }


def sweep():
    """Messages left behind, and waves with messages that are due."""
    Message.objects.let_go()
    for wave_pk in Message.objects.due().order_by().values_list("wave", flat=True).distinct()[:50]:
        ring(wave_pk)
