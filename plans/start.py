"""Where the plans of a submitted result start from, or the sentence that says why there are none."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from readiness.errors import ContentError
from readiness.ground import Ground, ground_of
from readiness.profile import Profile
from readiness.reproduction import case_of
from readiness.scoring import score
from readiness.subsidies.records import Catalogue
from surveys.content import catalogue, framework
from surveys.models import ResultSnapshot
from surveys.wording import said


class NoPlans(Exception):
    """Nothing can be planned here; the message tells the reader why."""


@dataclass(frozen=True)
class Start:
    """What a plan is made from. profile: the firm's facts today, which public money asks for; on: the plan's first day;
    catalogue: the public money known then.
    """

    snapshot: ResultSnapshot
    ground: Ground
    profile: Profile
    on: datetime.date
    catalogue: Catalogue

    @property
    def basis(self):
        """Where the estimates of costs come from, in words; empty where the framework does not say."""
        found = self.ground.framework.cost_basis
        return said(found.text) if found else ""


def start_of(assessment):
    """The start of a submitted assessment's plans, today. Raises NoPlans."""
    if assessment.open:
        raise NoPlans(_("Plans start from a submitted result. Finish and submit this assessment first."))
    snapshot = assessment.snapshot
    enterprise = assessment.organisation.enterprise
    return Start(snapshot, ground_from(snapshot.data), enterprise.as_profile(), timezone.localdate(), catalogue())


def ground_from(record) -> Ground:
    """The ground of a frozen result. Raises NoPlans."""
    used = _framework_of(record)
    if not used.actions:
        raise NoPlans(_("This framework knows no actions, so there is nothing to plan with."))
    if not used.plain:
        raise NoPlans(_("This framework is scored by rules of its own; plans are made only for weighted means."))
    case = case_of(record, used)
    weights = used.profile_for(case.profile.policy_group)
    scores = score(used, case.answers, weights, case.quick)
    return ground_of(used, weights, scores, case.scenes, case.on)


def _framework_of(record):
    """The framework in the words the result was made with."""
    try:
        used = framework(record["framework"], record.get("wording"))
    except (KeyError, ContentError):
        used = None
    if used is None or used.digest != record["framework_digest"]:
        raise NoPlans(
            _("The framework this result was made with is not at hand any more, so no plan can be made for it.")
        )
    return used
