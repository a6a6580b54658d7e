"""What is told of the firm of a case: a few facts in words, none of which names it."""

from accounts.reference import in_language, reference
from calibration.observations import in_language as chosen
from readiness.sizes import LABELS
from surveys.wording import said


def told_of(found):
    known = reference()
    industry = known.industries.get(found.industry)
    return {
        "framework": said(found.framework.name),
        "industry": in_language(industry.name) if industry else found.industry,
        "size": in_language(LABELS[found.size]) if found.size else "",
        "province": in_language(known.regions[found.province].name),
        "background": chosen(found.background, found.background_en),
    }
