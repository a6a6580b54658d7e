"""What this room shows on the pages of an assessment, and what it freezes with a result."""

from __future__ import annotations

from django.template.loader import render_to_string

from exchange.elsewhere import Elsewhere, crosswalk_of
from exchange.gist import gist_of, range_in_words, sentences, well_formed
from surveys.content import known
from surveys.wording import said


def known_elsewhere(request, sheet) -> str:
    """On the task list: answers given under the other framework need not be given again."""
    crosswalk = crosswalk_of(sheet.assessment)
    if crosswalk is None or not sheet.assessment.open:
        return ""
    elsewhere = Elsewhere(sheet.assessment, crosswalk)
    return render_to_string("exchange/_known_elsewhere.html", {"assessment": sheet.assessment, "elsewhere": elsewhere})


def files(request, sheet) -> str:
    """On the task list: fill in offline, and take everything along."""
    return render_to_string("exchange/_files.html", {"assessment": sheet.assessment})


def level_elsewhere(request, sheet) -> str:
    """On the review: the level of the other framework, as far as our answers tell it."""
    gist = gist_for(sheet)
    framework = known(gist["framework"]) if gist else None
    if framework is None:
        return ""
    told = [said(text) for text in sentences(gist, framework)]
    context = {"assessment": sheet.assessment, "range": said(range_in_words(gist, framework)), "told": told[1:]}
    return render_to_string("exchange/_level_elsewhere.html", context)


def gist_for(sheet):
    """The gist of the other framework's level: as frozen, or for a draft as it is now; None where there is none."""
    assessment = sheet.assessment
    if not assessment.open:
        return assessment.snapshot.data.get("elsewhere")
    return gist(assessment, sheet)


def gist(assessment, sheet):
    """What a submission freezes: the range of levels that the answers allow on this day."""
    crosswalk = crosswalk_of(assessment)
    if crosswalk is None:
        return None
    return gist_of(crosswalk, Elsewhere(assessment, crosswalk).provisional(sheet))


def is_gist(data):
    """Whether data from outside have the form of a gist; None where there is no other framework."""
    return data is None or well_formed(data)
