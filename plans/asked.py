"""A plan somebody asks to go on with, by the wishes in the address: the answer, or the page that says why there is none."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from plans import pace
from plans.answer import answer_of
from plans.wishes import WishesForm


class NotAnswered(Exception):
    """There is nothing to go on with. address: of the page with these wishes, where the reason is read."""

    def __init__(self, address):
        super().__init__(address)
        self.address = address


@dataclass(frozen=True)
class Asked:
    """address: of the page with these wishes."""

    form: WishesForm
    answer: dict[str, Any]
    address: str


def asked(request, assessment, start):
    """The answer to the wishes of a request. Raises NotAnswered where they cannot be understood or were too many."""
    form, page = WishesForm(start.ground, request.GET), reverse("plans:plan", args=[assessment.uuid])
    if not form.levels or not form.is_valid():
        raise NotAnswered(f"{page}?{request.GET.urlencode()}")
    page += form.address
    try:
        return Asked(form, answer_of(start, form.terms, request.user, form.works_longer), page)
    except pace.TooFast as reason:
        messages.error(request, _("Too many new plans in one minute. Please wait a minute and press the button again."))
        raise NotAnswered(page) from reason
