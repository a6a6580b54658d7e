"""The answers that follow from the log: every accepted change, in order."""

from surveys.models import AnswerEvent
from surveys.register import plain_scene


def replayed(assessment):
    """subject → (revision, value) after all accepted changes."""
    events = AnswerEvent.objects.filter(assessment=assessment, new_revision__isnull=False).order_by("pk")
    return {event.subject: (event.new_revision, event.new_value) for event in events.iterator()}


def kept(assessment):
    """subject → (revision, value) as the tables hold it."""
    answers = {answer.question: (answer.revision, answer.value) for answer in assessment.answers.all()}
    scenes = {f"scene:{entry.uuid}": (entry.revision, plain_scene(entry)) for entry in assessment.scenes.all()}
    return answers | scenes


def differences(assessment):
    """Subjects whose row is not what the log says, with both: {subject: (from the log, from the table)}."""
    log, table = replayed(assessment), kept(assessment)
    subjects = sorted(set(log) | set(table))
    return {s: (log.get(s), table.get(s)) for s in subjects if log.get(s) != table.get(s)}
