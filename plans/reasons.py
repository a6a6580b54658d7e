"""Why an action is in a plan, and why another one is not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from readiness.planning.left_out import left_out
from surveys.wording import listed, said

TOLD = ("needs", "scenes", "unfit", "time")  # reasons that come with a word of caution


@dataclass(frozen=True)
class Waiting:
    """An action to hold back with."""

    code: str
    name: str
    reason: str
    caution: str


@dataclass(frozen=True)
class Left:
    """What is left out: to hold back with, one by one; the rest by name."""

    waiting: list[Waiting]
    ruled_out: list[str]
    done: list[str]
    not_needed: list[str]


def why(ground, one):
    """Lines on what a placed action is for."""
    framework, action = ground.framework, one.action
    lines = [
        _("Lifts %(question)s %(topic)s to %(rung)s")
        % {"question": question, "topic": said(framework.questions[question].topic), "rung": rung}
        for question, rung in one.lifts
    ]
    if action.scene in ground.start.scenes:
        stage = said(framework.dimensions[action.scene].name)
        lines.append(_("Brings an AI scene into production: %(stage)s") % {"stage": stage})
    if one.needed_by:
        lines.append(_("%(actions)s build on it") % {"actions": listed(_named(framework, c) for c in one.needed_by)})
    return lines or [_("You asked for it")]


def lefts_of(ground, found):
    left = left_out(ground, found)
    framework = ground.framework

    def names(reason):
        return [_named(framework, one.action.code) for one in left if one.reason == reason]

    return Left(
        waiting=[_waiting(framework, one) for one in left if one.reason in TOLD],
        ruled_out=names("ruled_out"),
        done=names("done"),
        not_needed=names("not_needed"),
    )


def _named(framework, code):
    return f"{code} {said(framework.actions[code].name)}"


def _waiting(framework, one):
    reasons = {
        "needs": _("waits for %(actions)s") % {"actions": listed(one.needs)},
        "scenes": _("needs more AI scenes in production first"),
        "unfit": _("does not fit your industry"),
        "time": _("takes longer than the time you allow"),
    }
    action = one.action
    return Waiting(action.code, said(action.name), reasons[one.reason], said(action.not_yet))
