"""What all pages of this room ask before they change something: is the assessment still open, is consensus on?"""

import functools

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from surveys.saving import SUBMITTED
from surveys.wording import said
from teamwork.models import Consensus


class Stopped(Exception):
    """Ends a view: the person reads `sentence` on the page at `address`."""

    def __init__(self, sentence, *address):
        self.sentence, self.address = sentence, address


def stoppable(view):
    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Stopped as stopped:
            messages.error(request, stopped.sentence)
            return redirect(*stopped.address)

    return wrapped


def require_open(assessment, *address):
    if not assessment.open:
        raise Stopped(said(SUBMITTED), *(address or ("surveys:assessment", assessment.uuid)))


def require_consensus(assessment):
    if not Consensus.objects.is_on(assessment):
        raise Stopped(_("Consensus mode is off for this assessment."), "surveys:assessment", assessment.uuid)


def section_of(sheet, dimension):
    for section in sheet.sections:
        if section.dimension.code == dimension:
            return section
    raise Http404


def given_to(sheet, question):
    """The question as this assessment asks it, with its answer."""
    if question not in sheet.given:
        raise Http404
    return sheet.given[question]
