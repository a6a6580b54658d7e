"""How an assessment begins: new, behind an earlier one, or with what is known; and switching quick and full."""

import uuid

from django.db import transaction
from django.utils import timezone

from readiness.answers import AnswerError
from surveys.content import framework, offered_as
from surveys.models import Answer, AnswerEvent, Assessment, SceneEntry
from surveys.register import columns_of, plain_scene, read_scene
from surveys.saving import canonical, locked

Mode = Assessment.Mode


@transaction.atomic
def start(organisation, user, mode, chosen=None) -> Assessment:
    """The open assessment of an enterprise with a framework, made if there is none. A second click finds the first one's.

    chosen: a framework; the current one where none is named.
    """
    chosen = chosen or framework()
    organisation = type(organisation).objects.select_for_update().get(pk=organisation.pk)
    return _draft_of(organisation, chosen) or _new(organisation, user, mode, chosen)


@transaction.atomic
def start_from(predecessor: Assessment, user, mode) -> Assessment:
    """The full version of a quick one, in the same sitting: with its answers, as they have just been given."""
    return _start_behind(predecessor, user, mode, predecessor.answers.exclude(value=None))


@transaction.atomic
def start_after(predecessor: Assessment, user, mode) -> Assessment:
    """An assessment of a later day: with the scenes of an earlier one, but every answer to be given anew."""
    return _start_behind(predecessor, user, mode, ())


@transaction.atomic
def start_with(organisation, user, mode, answers, scenes, chosen=None) -> Assessment:
    """A new assessment with what is already known: plain answers by question, plain lines of the register."""
    assessment = _new(organisation, user, mode, chosen or framework())
    for question, value in answers.items():
        _carry_answer(assessment, question, value, user, user)
    for line in scenes:
        _carry_scene(
            assessment, read_scene([d.code for d in assessment.framework.stages(assessment.weights)], line), user, user
        )
    return assessment


@transaction.atomic
def switch(assessment: Assessment, mode):
    """Ask the other version. Answers belong to questions, not to a version, so nothing is lost."""
    assessment = locked(assessment)
    if assessment.open:
        Assessment.objects.filter(pk=assessment.pk).update(mode=_possible(mode, assessment.framework))


def _start_behind(predecessor, user, mode, answers):
    """The open assessment of the enterprise; if there is none, a new one behind a submitted one.

    It is made with the version of the framework that is offered today; with the same one where none is any more.
    """
    chosen = offered_as(predecessor.framework_key) or predecessor.framework
    organisation = type(predecessor.organisation).objects.select_for_update().get(pk=predecessor.organisation_id)
    draft = _draft_of(organisation, chosen)
    if draft:
        return draft
    assessment = _new(organisation, user, mode, chosen, predecessor)
    for answer in answers:
        _carry_answer(assessment, answer.question, answer.value, answer.updated_by, user)
    for entry in predecessor.scenes.filter(removed=False) if chosen.has_scenes else ():
        _carry_scene(assessment, plain_scene(entry), entry.updated_by, user)
    return assessment


def _possible(mode, chosen):
    """The full version is asked where a framework has no quick one."""
    return mode if chosen.has_quick else Mode.FULL


def _draft_of(organisation, chosen):
    return Assessment.objects.drafts().made_with(chosen.key).filter(organisation=organisation).first()


def _new(organisation, user, mode, chosen, predecessor=None):
    return Assessment.objects.create(
        organisation=organisation,
        framework_reference=chosen.reference,
        framework_digest=chosen.digest,
        mode=_possible(mode, chosen),
        created_by=user,
        predecessor=predecessor,
    )


def _carry_answer(new, code, plain, author, user):
    question = new.framework.questions.get(code)
    value = _still_fits(question, plain)
    if value is not None:
        at = timezone.now()
        Answer.objects.create(assessment=new, question=question.code, value=value, updated_by=author, updated_at=at)
        _log(new, question.code, value, user, at)


def _still_fits(question, value):
    """An answer to a newer version of the questionnaire is carried over only where it can still be understood."""
    try:
        return None if question is None else canonical(question, value)
    except AnswerError:
        return None


def _carry_scene(new, value, author, user):
    address, at = uuid.uuid4(), timezone.now()
    SceneEntry.objects.create(assessment=new, uuid=address, updated_by=author, updated_at=at, **columns_of(value))
    _log(new, f"scene:{address}", value, user, at)


def _log(assessment, subject, value, user, at):
    AnswerEvent.objects.create(
        assessment=assessment,
        subject=subject,
        mutation=uuid.uuid4(),
        origin=AnswerEvent.Origin.CARRIED,
        base_revision=0,
        found_revision=0,
        new_revision=1,
        new_value=value,
        user=user,
        at=at,
    )
