"""How an assessment begins: new, behind an earlier one, or with what is known; and switching quick and full."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_for
from accounts.rights import EDIT
from frameworks.library import offered as offered_version
from readiness.answers import AnswerError
from readiness.framework import Framework
from surveys.content import framework, offered_as
from surveys.models import Answer, AnswerEvent, Assessment, SceneEntry
from surveys.register import columns_of, plain_scene, read_scene
from surveys.saving import canonical, locked

Mode = Assessment.Mode


@transaction.atomic
def start(organisation, user, mode, chosen: Framework | None = None) -> Assessment:
    """The open assessment of an enterprise with a framework, made if there is none. A second click finds the first one's.

    chosen: the current framework where none is named. Raises NotOffered for one that was withdrawn.
    """
    chosen = chosen or framework()
    type(organisation).objects.select_for_update().get(pk=organisation.pk)
    return _draft_of(organisation, chosen) or _new(organisation, user, mode, chosen)


@transaction.atomic
def start_from(predecessor: Assessment, user, mode, chosen: Framework | None = None) -> Assessment:
    """The full version of a quick one, in the same sitting: with its answers, as they have just been given.

    chosen: without one, the version of the same framework that is offered today; with none of it, the same again.
    """
    return _start_behind(predecessor, user, mode, predecessor.answers.exclude(value=None), chosen)


@transaction.atomic
def start_after(predecessor: Assessment, user, mode, chosen: Framework | None = None) -> Assessment:
    """An assessment of a later day: with the scenes of an earlier one, but every answer to be given anew."""
    return _start_behind(predecessor, user, mode, (), chosen)


@transaction.atomic
def start_with(organisation, user, mode, answers, scenes, chosen=None) -> Assessment:
    """A new assessment with what is already known: plain answers by question, plain lines of the register."""
    assessment = _new(organisation, user, mode, chosen or framework())
    for question, value in answers.items():
        _carry_answer(assessment, question, value, assessment.created_by, assessment.created_for)
    for line in scenes:
        scene = read_scene([d.code for d in assessment.framework.stages(assessment.weights)], line)
        _carry_scene(assessment, scene, assessment.created_by, assessment.created_for)
    return assessment


@transaction.atomic
def switch(assessment: Assessment, mode):
    """Ask the other version. Answers belong to questions, not to a version, so nothing is lost."""
    assessment = locked(assessment)
    if assessment.open:
        Assessment.objects.filter(pk=assessment.pk).update(mode=_possible(mode, assessment.framework))


def _start_behind(predecessor, user, mode, answers, chosen):
    """The open assessment of the enterprise; if there is none, a new one behind a submitted one."""
    chosen = chosen or offered_as(predecessor.framework_key) or predecessor.framework
    organisation = type(predecessor.organisation).objects.select_for_update().get(pk=predecessor.organisation_id)
    draft = _draft_of(organisation, chosen)
    if draft:
        return draft
    assessment = _new(organisation, user, mode, chosen, predecessor)
    for answer in answers:
        _carry_answer(assessment, answer.question, answer.value, answer.updated_by, answer.acting)
    for entry in predecessor.scenes.filter(removed=False) if chosen.has_scenes else ():
        _carry_scene(assessment, plain_scene(entry), entry.updated_by, entry.acting)
    return assessment


def _possible(mode, chosen):
    """The full version is asked where a framework has no quick one."""
    return mode if chosen.has_quick else Mode.FULL


def _draft_of(organisation, chosen):
    return Assessment.objects.drafts().made_with(chosen.key).filter(organisation=organisation).first()


def _new(organisation, user, mode, chosen, predecessor=None):
    version = offered_version(chosen.reference)
    return Assessment.objects.create(
        organisation=organisation,
        framework_version=version,
        framework_reference=version.reference,
        framework_digest=version.digest,
        mode=_possible(mode, chosen),
        created_by=user,
        created_for=acting_for(user, organisation, EDIT),
        predecessor=predecessor,
    )


def _carry_answer(new, code, plain, author, acting):
    question = new.framework.questions.get(code)
    value = _still_fits(question, plain)
    if value is not None:
        at = timezone.now()
        Answer.objects.create(
            assessment=new, question=question.code, value=value, updated_by=author, acting=acting, updated_at=at
        )
        _log(new, question.code, value, at)


def _still_fits(question, value):
    """An answer to a newer version of the questionnaire is carried over only where it can still be understood."""
    try:
        return None if question is None else canonical(question, value)
    except AnswerError:
        return None


def _carry_scene(new, value, author, acting):
    address, at = uuid.uuid4(), timezone.now()
    trace = {"updated_by": author, "updated_at": at, "acting": acting}
    SceneEntry.objects.create(assessment=new, uuid=address, **trace, **columns_of(value))
    _log(new, f"scene:{address}", value, at)


def _log(assessment, subject, value, at):
    """Whoever begins the assessment has carried it over."""
    AnswerEvent.objects.create(
        assessment=assessment,
        subject=subject,
        mutation=uuid.uuid4(),
        origin=AnswerEvent.Origin.CARRIED,
        base_revision=0,
        found_revision=0,
        new_revision=1,
        new_value=value,
        user=assessment.created_by,
        acting=assessment.created_for,
        at=at,
    )
