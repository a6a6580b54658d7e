"""One form per page of questions, built once from the framework; one field per question."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from functools import cached_property, lru_cache

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.boundfield import BoundField

from readiness.answers import AnswerError
from readiness.plain import canonical_json
from readiness.questions import Question
from surveys.cards import Card
from surveys.content import framework
from surveys.doubts import Doubt, links_to
from surveys.plainform import Raw, plain_of, raw_from, raw_of
from surveys.saving import CONFLICT, LOCKED, REFUSED, SAVED, Reply, canonical, save_answer
from surveys.sheet import Given, Section, Sheet
from surveys.wording import in_words, said


def base_token(revision, value):
    """What a page was made from: the revision, and a mark that tells whether the inputs were touched since."""
    return f"{revision}.{mark(value)}"


def mark(value):
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()[:12]


class QuestionWidget(forms.Widget):
    """Reads all inputs of a question; the field's template draws them."""

    def __init__(self, question):
        super().__init__()
        self.question = question

    def __deepcopy__(self, memo):
        return self  # holds nothing that a request changes

    def value_from_datadict(self, data, files, name):
        return raw_from(data, self.question)

    def value_omitted_from_data(self, data, files, name):
        return False


class QuestionField(forms.Field):
    """The answer to one question; cleaned to its canonical plain form."""

    def __init__(self, question: Question):
        self.question = question
        super().__init__(required=False, widget=QuestionWidget(question), label=question.code)

    def clean(self, raw: Raw):
        try:
            return canonical(self.question, plain_of(self.question, raw))
        except AnswerError as error:
            raise forms.ValidationError(said(error.text)) from None

    def get_bound_field(self, form, field_name):
        return QuestionBound(form, self, field_name)


class QuestionBound(BoundField):
    """A question on its page: what has been said to it, and what there is to say about that."""

    form: PageForm
    field: QuestionField

    @property
    def id_for_label(self):
        return f"q-{self.name}"

    @cached_property
    def given(self) -> Given:
        return self.form.given[self.name]

    @property
    def question(self) -> Question:
        return self.field.question

    @cached_property
    def raw(self) -> Raw:
        if self.form.is_bound and self.name in self.form.shown_as_typed:
            return self.field.widget.value_from_datadict(self.form.data, None, self.name)
        return raw_of(self.question, self.given.value)

    @property
    def base(self):
        """What these inputs were made from; for what could not be understood still what it was when it was typed."""
        if self.conflict:
            return base_token(self.conflict.revision, self.conflict.value)
        if self.form.is_bound and self.errors:
            return self.form.data.get(f"{self.name}.base", "")
        return base_token(self.given.revision, self.given.value)

    @property
    def version(self):
        """The framework in its wording: what the cards of its questions are kept under."""
        return self.form.sheet.version

    @property
    def conflict(self) -> Reply | None:
        return self.form.conflicts.get(self.name)

    @property
    def theirs(self):
        return in_words(self.question, self.conflict.value)

    @property
    def yours(self):
        return in_words(self.question, self.conflict.yours)

    @property
    def doubts(self):
        """[(doubt, links to the other questions it is about)]."""
        assessment = self.form.sheet.assessment
        return [(d, links_to(assessment, d.beside(self.name))) for d in self.form.doubts.get(self.name, ())]

    @property
    def panels(self):
        """What other rooms show beside this question."""
        return self.form.panels.get(self.name, "")

    @property
    def saved_at(self):
        row = self.form.sheet.rows.get(self.name)
        return row.updated_at if row and row.value is not None else None


class PageForm(forms.Form):
    """The questions of one page. Subclasses are made by `form_for`."""

    use_required_attribute = False

    def __init__(self, sheet: Sheet, section: Section, data=None):
        super().__init__(data)
        self.shown_as_typed = set(self.fields)  # questions whose inputs show what was posted, not what is kept
        self.conflicts: dict[str, Reply] = {}
        self.panels: Mapping[str, str] = {}  # HTML by question code
        self.doubts: Mapping[str, list[Doubt]] = {}  # by question code
        self.show(sheet, section)

    def show(self, sheet, section):
        """Show these kept answers; to be called again after saving."""
        self.sheet = sheet
        self.given = {given.question.code: given for given in section.given}

    def save(self, user, clear=""):
        """Keep what was touched, take back the answer to `clear`. LOCKED, or "unfinished", or nothing to say."""
        self.full_clean()
        results = {
            code: self._save(user, code, None if code == clear else value) for code, value in self._touched(clear)
        }
        if any(reply.result == LOCKED for reply in results.values()):
            return LOCKED
        for code, reply in results.items():
            self._learn(code, reply)
        return "unfinished" if any(r.result == SAVED and r.sentence for r in results.values()) else ""

    def _touched(self, clear):
        """(code, value) of every question whose inputs differ from what they were made from."""
        self.shown_as_typed = set(self.errors) - {clear}
        self.errors.pop(clear, None)
        for code, value in self.cleaned_data.items():
            if self._base(code)[1] != mark(value) or code == clear:
                yield code, value
        if clear in self.fields and clear not in self.cleaned_data:
            yield clear, None

    def _base(self, code):
        """(revision, mark) of what the inputs of a question were made from."""
        revision, _, marked = self.data.get(f"{code}.base", "").partition(".")
        return (int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else 0), marked

    def _save(self, user, code, value):
        return save_answer(self.sheet.assessment, user, code, value, self._base(code)[0], uuid.uuid4())

    def _learn(self, code, reply):
        if reply.result == CONFLICT:
            self.conflicts[code] = reply
            self.shown_as_typed.add(code)
        elif reply.result == REFUSED:
            self.add_error(code, said(reply.sentence))
            self.shown_as_typed.add(code)


def form_for(sheet: Sheet, section: Section, data=None, base: type[PageForm] = PageForm) -> PageForm:
    """The form for these questions. `base`: a PageForm that keeps elsewhere what is given."""
    codes = tuple(given.question.code for given in section.given)
    return _form_class(*sheet.version, codes, base)(sheet, section, data)


@lru_cache(maxsize=1024)
def _form_class(reference, digest, wording, codes, base):
    """The form for these questions, with its layout: made once per process, not once per page."""
    questions = [framework(reference, wording).questions[code] for code in codes]
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*(Card(question.code) for question in questions))
    fields = {question.code: QuestionField(question) for question in questions}
    return type("QuestionsForm", (base,), fields | {"helper": helper})
