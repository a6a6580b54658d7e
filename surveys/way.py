"""The way through an assessment: its pages in order, and where a question stands."""

from django.urls import NoReverseMatch, reverse


def steps(assessment):
    """The name of every page in order: (dimension, page) of questions, "scenes", "review"."""
    names = [(dimension.code, number) for dimension, number, _ in assessment.pages]
    return names + (["scenes"] if assessment.framework.has_scenes else []) + ["review"]


def neighbours(assessment, name):
    """The addresses before and after a page; the task list before the first one."""
    names = steps(assessment)
    here = names.index(name)
    before = address_of(assessment, names[here - 1] if here else "assessment")
    after = address_of(assessment, names[here + 1]) if here + 1 < len(names) else None
    return before, after


def address_of(assessment, name):
    """Where a page of this name stands."""
    if isinstance(name, tuple):
        return page_address(assessment, *name)
    return reverse(f"surveys:{name}", args=[assessment.uuid])


def page_address(assessment, dimension, number=1):
    """The address of a page of questions; the first one of a dimension goes without its number."""
    args = [assessment.uuid, dimension] + ([number] if number > 1 else [])
    return reverse("surveys:page", args=args)


def question_address(assessment, code):
    """Where a question is answered, whatever page it is on; the task list for one that is not asked."""
    if code not in assessment.page_of:
        return reverse("surveys:assessment", args=[assessment.uuid])
    return f"{page_address(assessment, *assessment.page_of[code])}#q-{code}"


def list_address(standing):
    """The list of assessments somebody goes back to: of their own enterprises, or of the client they act for."""
    if standing and standing.behalf:
        return reverse("surveys:firm", args=[standing.organisation.uuid])
    return reverse("surveys:home")


def result_address(assessment):
    """Where the result is told, if that floor is there."""
    try:
        return reverse("reports:result", args=[assessment.uuid])
    except NoReverseMatch:
        return reverse("surveys:assessment", args=[assessment.uuid])
