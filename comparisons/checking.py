"""What whoever holds a comparison may learn by its number: that this site made it, for whom, over how many; never of whom."""

from django.utils import timezone
from django.utils.translation import gettext as _

from comparisons.models import Paper
from readiness.plain import digest
from reports.reading import OtherFramework
from reports.telling import framework_of
from reports.verification import Known
from surveys.wording import said


def known(number: str) -> Known | None:
    found = Paper.objects.filter(number=number, kind=Paper.Kind.COMPARISON, state=Paper.State.DONE)
    paper = found.select_related("provider").first()
    if paper is None:
        return None
    return Known(
        number=paper.number,
        title=_("Comparison of clients"),
        facts=(
            (_("Made for"), paper.provider.name),
            (_("Clients in it"), str(len(paper.content["clients"]))),
            (_("Questionnaire"), _questionnaire(paper)),
            (_("Made on"), timezone.localtime(paper.created_at).date().isoformat()),
        ),
        file_sha256=paper.file_sha256,
        prints=((_("Fingerprint of the figures"), digest(paper.content)),),
        limits=_(
            "The page says that this site has made such a comparison. Who the clients are is told to nobody, and the results in it are self-assessments."
        ),
    )


def _questionnaire(paper):
    """Its name where the texts at hand are those it was made with, and its version in any case."""
    try:
        return f"{said(framework_of(paper.content).name)} ({paper.content['framework']})"
    except OtherFramework:
        return paper.content["framework"]
