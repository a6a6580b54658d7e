"""The questions whose answers would decide something, as a form; and what became of the answers."""

import datetime
from collections import Counter
from decimal import Decimal

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.open_facts import form_field
from funding import facts
from funding.standing import OWN_SECTIONS
from readiness.subsidies.rules import predicates
from surveys.wording import listed, said

FIRST = 4  # questions shown at once: those on which most depends
NAMED = 2  # instruments named beside a question
SEEN = "seen_"


class AnswersForm(forms.Form):
    """asked: code → the instruments that depend on it, open questions first; given: codes that have an answer.

    What a person did not touch is not saved, and what a colleague has changed meanwhile is not replaced unseen: each
    field travels with the value it showed.
    """

    def __init__(self, catalogue, enterprise, asked, data=None):
        self.fields_of = catalogue.fields
        self.held = facts.held(enterprise)
        self.asked = asked
        self.answers = {}
        super().__init__(data, initial={name_of(code): value for code, value in self.held.items()})
        for code, names in asked.items():
            self.fields[name_of(code)] = _field(catalogue.fields[code], names)

    def clean(self):
        for code in self.asked:
            name = name_of(code)
            if name not in self.errors and name in self.cleaned_data:
                self._weigh(code, name)
        return self.cleaned_data

    def _weigh(self, code, name):
        typed, now = as_text(self.cleaned_data[name]), as_text(self.held.get(code))
        seen = self.data.get(SEEN + name)
        if seen is None or typed in (seen, now):  # not on the page that was sent, or not touched there
            return
        if seen == now:
            self.answers[code] = self.cleaned_data[name]
            return
        self.add_error(
            name,
            _("A colleague has meanwhile answered “%(now)s”. Your answer is still here; save again to replace theirs.")
            % {"now": self._in_words(code)},
        )

    def _in_words(self, code):
        """What is held, as the form offers it."""
        value, choices = self.held.get(code), dict(getattr(self.fields[name_of(code)], "choices", ()))
        if value in (None, ""):
            return _("Not known yet")
        values = value if isinstance(value, list) else [value]
        return listed(choices.get(one, as_text(one)) for one in values)

    @property
    def seen(self):
        """name → what is held now, to be sent back with the answers."""
        return {SEEN + name_of(code): as_text(self.held.get(code)) for code in self.asked}

    @property
    def first(self):
        return self._open[:FIRST]

    @property
    def rest(self):
        return self._open[FIRST:]

    @property
    def _open(self):
        return [self[name_of(code)] for code in self.asked if code not in self.held]

    @property
    def given(self):
        return [self[name_of(code)] for code in self.asked if code in self.held]


def name_of(code):
    """The name of the field in the page."""
    return "fact_" + code.replace(".", "__")


def _field(field, names):
    made = form_field(field)
    made.unmarked = True  # the page says once that everything may stay empty
    if names:
        others = len(names) - NAMED
        shown = listed(said(name) for name in names[:NAMED])
        made.help_text = (
            _("Matters for: %(names)s and %(count)d more") % {"names": shown, "count": others}
            if others > 0
            else _("Matters for: %(names)s") % {"names": shown}
        )
    return made


def as_text(value):
    """A value in one way of writing, to see whether two are the same."""
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return ",".join(sorted(value)) if isinstance(value, list) else str(value)


def questions_for(standing, enterprise, matches=None):
    """code → names of the instruments it matters for: open questions, those most depends on first, then given answers.

    matches: of these instruments only, and all their questions.
    """
    concerned = [m for m in standing.found.matches if m.section in OWN_SECTIONS] if matches is None else matches
    wanted = {}
    for match in concerned:
        refused = matches is None and match.verdict == "not_met"  # many questions: none whose answer changes nothing
        for code in () if refused else _parts(standing, _open_codes(standing, match)):
            wanted.setdefault(code, []).append(match.subsidy.name)
    held, order = facts.held(enterprise), Counter({code: len(names) for code, names in wanted.items()})
    open_ = {code: wanted[code] for code, _count in order.most_common() if code not in held}
    return open_ | {code: [] for code in _named(standing, concerned) if code in held}


def _open_codes(standing, match):
    """What would decide a condition, or make an estimate possible."""
    questions = (question for check in standing.open_checks(match) for question in check.questions)
    return (*(question.field for question in questions if question.field), *match.estimate.asks)


def _parts(standing, codes):
    """Fields that can be answered here; a sum is asked by its parts."""
    fields = standing.catalogue.fields
    single = [part for code in codes for part in (fields[code].sum_of or (code,))]
    return dict.fromkeys(code for code in single if code not in facts.OF_THE_ENTERPRISE)


def _named(standing, matches):
    """All fields the rules of these instruments name, in the catalogue's order."""
    rules = {predicate.field for match in matches for predicate in predicates(match.subsidy.rule)}
    bases = {code for match in matches for code in match.subsidy.amount.base_fields}
    named = _parts(standing, rules | bases)
    return [code for code in standing.catalogue.fields if code in named]


@transaction.atomic
def take_answers(standing, enterprise, asked, data, user):
    """The form with what was sent; whatever is valid as a whole is kept. Answers of two people come one after the other."""
    enterprise, fields = facts.locked(enterprise), standing.catalogue.fields
    sent = {code: [] for code in fields if SEEN + name_of(code) in data and code not in facts.OF_THE_ENTERPRISE}
    form = AnswersForm(standing.catalogue, enterprise, sent | asked, data)
    if form.is_valid():
        facts.keep(enterprise, fields, form.answers, user)
    return form
