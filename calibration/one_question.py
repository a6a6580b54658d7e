"""The inputs of one question outside an assessment, drawn and read as the survey draws and reads them."""

from functools import cached_property

from readiness.plain import canonical_json
from readiness.scoring import score_question
from surveys.cards import drawn_within
from surveys.forms import form_for
from surveys.plainform import plain_of, raw_from
from surveys.sheet import Given, Section

AROUND, REFERENCE_AROUND = "calibration/_inputs.html", "verification/_inputs.html"


class CaseSheet:
    """What the inputs of a question ask of a sheet, without an assessment behind it."""

    rows: dict = {}
    total = 1
    assessment = None

    def __init__(self, framework):
        self.framework = framework

    @cached_property
    def version(self):
        return self.framework.reference, self.framework.digest, self.framework.wording


class OneQuestion:
    """value: the plain answer kept so far; data: what was posted, where something was."""

    def __init__(self, framework, question, value=None, data=None):
        self.question, self.data = question, data
        kept = None if value is None else canonical_json(value)
        given = Given(question, 1, kept, 0, None, None, score_question(question, None))
        section = Section(framework.dimensions[question.dimension], (given,))
        self.form = form_for(CaseSheet(framework), section, data)

    def drawn(self, around=AROUND):
        return drawn_within(self.form[self.question.code], around)

    @property
    def plain(self):
        """The answer that was posted, in its plain form. Raises AnswerError."""
        return plain_of(self.question, raw_from(self.data, self.question))
