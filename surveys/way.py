"""The way through an assessment: its pages in order."""

from django.urls import reverse


def pages(assessment):
    """[(name, address)] of every page in order; name: a dimension's code, "scenes" or "review"."""
    steps = [(d.code, reverse("surveys:page", args=[assessment.uuid, d.code])) for d in assessment.dimensions]
    steps.append(("scenes", reverse("surveys:scenes", args=[assessment.uuid])))
    steps.append(("review", reverse("surveys:review", args=[assessment.uuid])))
    return steps


def neighbours(assessment, name):
    """The addresses before and after a page; the task list before the first one."""
    steps = pages(assessment)
    here = [step for step, _ in steps].index(name)
    before = steps[here - 1][1] if here else reverse("surveys:assessment", args=[assessment.uuid])
    after = steps[here + 1][1] if here + 1 < len(steps) else None
    return before, after
