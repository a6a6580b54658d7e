"""A question as it is drawn on its page: one card for everybody, with holes for what somebody has said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crispy_forms.layout import Field as LayoutField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from readiness.questions import LADDER, Question
from surveys.content import framework
from surveys.plainform import EXACT, NA, NONE, UNKNOWN, Raw
from surveys.stencils import Stencil, hole
from surveys.wording import clock, said

if TYPE_CHECKING:
    from surveys.forms import QuestionBound

TEMPLATES = {kind: f"surveys/fields/{kind}.html" for kind in ("single", "multiple", "number", "ratio", "matrix")}
CARD = "surveys/fields/_question.html"  # what is drawn around the inputs
MOST_COLUMNS = 6  # of a matrix drawn as a table; with more of them every row is a group of its own on any screen
CHECKED, OPEN, FLAGGED = (mark_safe(text) for text in (" checked", " open", " card-flagged"))  # noqa: S308  (written here)


class Card(LayoutField):
    """The place of one question in the layout of its page."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code

    def render(self, form, context, *args, **kwargs):
        return drawn(form[self.code], context["may_edit"])


def drawn(field: QuestionBound, may_edit: bool) -> SafeString:
    """The card of a question with its answer and whatever else stands beside it."""
    return _stencil(*field.version, field.name, get_language(), may_edit).filled(dict(_values(field)))


def drawn_within(field: QuestionBound, around: str) -> SafeString:
    """The inputs of a question within another template than its card, which has the same blocks."""
    return _stencil(*field.version, field.name, get_language(), True, around).filled(dict(_values(field)))


@lru_cache(maxsize=8192)
def _stencil(reference, digest, wording, code, language, may_edit, around=CARD) -> Stencil:
    """The card of a question without an answer: the same on every page in this language."""
    question = framework(reference, wording).questions[code]
    values = {"field": Blank(question), "may_edit": may_edit, "around": around}
    with override(language):
        return Stencil(render_to_string(TEMPLATES[question.kind], values))


def _values(field: QuestionBound) -> Iterator[tuple[str, object]]:
    """(hole, what stands in it); those that stay empty are not there."""
    yield "number", field.given.number
    yield "total", field.form.sheet.total
    yield "base", field.base
    yield "panels", field.panels
    yield "fault", said(field.given.fault)
    yield from _saved(field.saved_at)
    yield from _inputs(field.question, field.raw)
    yield from _trouble(field)


def _saved(at):
    """How the chip of a question begins: its script goes on from there."""
    yield "state", "saved" if at else "empty"
    yield "said", gettext("Saved %(time)s") % {"time": clock(at)} if at else gettext("Not answered yet")


def _inputs(question: Question, raw: Raw):
    """What is ticked and typed."""
    yield from ((f"choice {value}", CHECKED) for value in raw.choice)
    yield from ((f"is {code}", CHECKED) for code in raw.conditions)
    yield from ((f"in {code}", text) for code, text in raw.inputs.items())
    yield from ((f"row {row} {code}", CHECKED) for row, codes in raw.rows.items() for code in codes)
    yield "reason", raw.reason
    if any(option.code in raw.choice for option in question.options):
        yield "rough", OPEN


def _trouble(field: QuestionBound):
    """What somebody has to look at."""
    if field.errors or field.conflict:
        yield "flagged", FLAGGED
        yield "trouble", render_to_string("surveys/fields/_trouble.html", {"field": field})
    doubts = field.doubts
    if doubts:
        yield "doubts", render_to_string("surveys/fields/_doubts.html", {"doubts": doubts})


@dataclass(frozen=True)
class Choice:
    """Something to tap. name: of its input. checked: a hole, filled for what is chosen."""

    name: str
    value: str
    text: str
    checked: SafeString
    exclusive: bool = False

    @property
    def rung(self):
        """The rung as explanations name it, "L2"; nothing for options that are none."""
        return self.value if self.value in LADDER else ""


@dataclass(frozen=True)
class NumberBox:
    """A number to type. value: a hole."""

    name: str
    code: str
    label: str
    unit: str
    value: SafeString
    whole: bool
    signed: bool


@dataclass(frozen=True)
class MatrixRow:
    """One line of a matrix: what is rated, and a choice for every column. name: of its inputs."""

    name: str
    code: str
    text: str
    choices: list[Choice]


class Blank:
    """A question as its template sees it: everything that is the same for everybody, and the holes."""

    HOLES = (
        "number",
        "total",
        "base",
        "panels",
        "fault",
        "state",
        "said",
        "reason",
        "rough",
        "flagged",
        "trouble",
        "doubts",
    )

    def __init__(self, question: Question):
        self.question, self.name = question, question.code
        self.__dict__ |= {name: hole(name) for name in self.HOLES}

    @property
    def options(self):
        return [self._choice(o.code, said(o.text), o.exclusive) for o in self.question.options]

    @property
    def exact(self):
        return self._choice(EXACT, "")

    @property
    def unknown(self):
        return self._choice(UNKNOWN, "")

    @property
    def not_applicable(self):
        return self._choice(NA, said(self.question.not_applicable_when))

    @property
    def none(self):
        return self._choice(NONE, "")

    def _choice(self, value, text, exclusive=False):
        return Choice(self.name, value, text, hole(f"choice {value}"), exclusive)

    @property
    def numbers(self):
        return [
            NumberBox(
                f"{self.name}.in.{i.code}",
                i.code,
                said(i.label),
                said(i.unit),
                hole(f"in {i.code}"),
                i.whole,
                self.question.signed,
            )
            for i in self.question.inputs
        ]

    @property
    def conditions(self):
        return [
            Choice(f"{self.name}.is.{c.code}", c.code, said(c.text), hole(f"is {c.code}"))
            for c in self.question.conditions
        ]

    @property
    def matrix(self):
        return [
            MatrixRow(f"{self.name}.row.{row.code}", row.code, said(row.text), self._ticks(row.code))
            for row in self.question.rows
        ]

    def _ticks(self, row):
        return [
            Choice(
                f"{self.name}.row.{row}",
                c.code,
                said(c.text),
                hole(f"row {row} {c.code}"),
                c.exclusive or c.left_out,
            )
            for c in self.question.columns
        ]

    @property
    def columns(self):
        return [said(column.text) for column in self.question.columns]

    @property
    def as_table(self):
        return len(self.question.columns) <= MOST_COLUMNS
