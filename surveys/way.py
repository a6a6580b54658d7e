"""The way through an assessment: its pages in order, and where a question stands."""

from django.urls import NoReverseMatch, reverse


def pages(assessment):
    """[(name, address)] of every page in order; name: (dimension, page) of questions, "scenes" or "review"."""
    steps = [((d.code, number), page_address(assessment, d.code, number)) for d, number, _ in assessment.pages]
    if assessment.framework.has_scenes:
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


def page_address(assessment, dimension, number=1):
    """The address of a page of questions; the first one of a dimension goes without its number."""
    args = [assessment.uuid, dimension] + ([number] if number > 1 else [])
    return reverse("surveys:page", args=args)


def question_address(assessment, code):
    """Where a question is answered, whatever page it is on; the task list for one that is not asked."""
    if code not in assessment.page_of:
        return reverse("surveys:assessment", args=[assessment.uuid])
    return f"{page_address(assessment, *assessment.page_of[code])}#q-{code}"


def result_address(assessment):
    """Where the result is told, if that floor is there."""
    try:
        return reverse("reports:result", args=[assessment.uuid])
    except NoReverseMatch:
        return reverse("surveys:assessment", args=[assessment.uuid])
