"""Answers and scenes in words, in the language of the page."""

from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, gettext

from readiness.answers import Chosen, Measured, NotApplicable, Rated, Unknown
from readiness.questions import LADDER
from surveys.content import CURRENT, known
from surveys.models import SceneEntry
from surveys.sheet import understood


def said(text):
    """A bilingual text in the language of the page."""
    return "" if text is None else text.in_language(get_language() or "zh-hans")


def title_of(assessment):
    """What an assessment is called: its framework, and the version where there are two."""
    if assessment.framework_key == CURRENT.partition("@")[0]:
        return gettext("AI readiness, quick version") if assessment.quick else gettext("AI readiness, full version")
    return name_of(assessment)


def version_of(assessment):
    """The same in short, above a page that has another title."""
    if assessment.framework_key == CURRENT.partition("@")[0]:
        return assessment.get_mode_display()
    return name_of(assessment)


def name_of(assessment):
    framework = known(assessment.framework_reference)
    if framework is None:
        return assessment.framework_reference
    if not framework.has_quick:
        return said(framework.name)
    return gettext("%(name)s, %(version)s") % {"name": said(framework.name), "version": assessment.get_mode_display()}


def level_named(level):
    """A level by its name, with its code where people know it by that: "L2 …"."""
    name = said(level.name)
    return f"{level.code} {name}" if level.code in LADDER else name


def in_words(question, value):
    """A kept value as a list of lines; empty where nothing is said."""
    return answer_in_words(question, understood(question, value))


def answer_in_words(question, answer):
    """The same of an answer that has been understood."""
    match answer:
        case Chosen(options):
            return [said(question.option(code).text) for code in options]
        case Unknown():
            return [gettext("Not sure")]
        case NotApplicable(reason):
            return [gettext("Does not apply: %(reason)s") % {"reason": reason or gettext("no reason given")}]
        case Measured():
            return _measured(question, answer)
        case Rated(_, True):
            return [gettext("None of these")]
        case Rated(rows):
            return [_row(question, row, rows[row.code]) for row in question.rows if row.code in rows]
    return []


def _row(question, row, columns):
    """One row of a matrix: what is rated, and how."""
    chosen = listed(said(question.column(code).text) for code in columns)
    return gettext("%(row)s: %(columns)s") % {"row": said(row.text), "columns": chosen}


def _measured(question, answer):
    lines = [
        gettext("%(label)s: %(number)s %(unit)s")
        % {"label": said(i.label), "number": f"{answer.inputs[i.code]:,f}", "unit": said(i.unit)}
        for i in question.inputs
        if i.code in answer.inputs
    ]
    if answer.value is not None:
        lines.append(f"{answer.value:,f}")
    return lines + [said(c.text) for c in question.conditions if answer.conditions.get(c.code)]


def scene_in_words(stages, value):
    """One line of the register as text: name, stage, status, month."""
    if value is None:
        return [gettext("Removed")]
    names = {stage.code: said(stage.name) for stage in stages}
    parts = [
        value["name"] or gettext("Scene without a name"),
        names.get(value["stage"], ""),
        str(dict(SceneEntry.Status.choices).get(value["status"], "")),
        value["start_month"],
        value["owner"],
        str(dict(SceneEntry.Frequency.choices).get(value["frequency"], "")),
        value["benefit"],
        value["evidence"],
    ]
    return [" · ".join(part for part in parts if part)]


def clock(moment):
    """A time of today as 14:03, an earlier one with its day."""
    moment = localtime(moment)
    return moment.strftime("%H:%M" if moment.date() == localdate() else "%m-%d %H:%M")


def listed(items):
    """Things one after the other, as the language of the page lists them."""
    return comma().join(str(item) for item in items)


def comma():
    """What stands between things that are listed."""
    return "、" if said_in_chinese() else ", "


def said_in_chinese():
    return not (get_language() or "").startswith("en")
