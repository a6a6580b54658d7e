"""The further questions that subsidy rules have for one enterprise, taken from the catalogue itself."""

from collections.abc import Callable
from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import AmountField, NumberField, PickerField, PlainTextField, TitlesField
from accounts.reference import in_language
from readiness.loading.catalogue import published_catalogue
from readiness.subsidies.records import Catalogue
from readiness.subsidies.rules import Facts, evaluate, predicates, region_test

NOT_FOR_FACTORIES = {"supplier_side", "framework"}
ASKED_KINDS = {
    "flag",
    "choice",
    "money",
    "number",
    "date",
    "text",
}  # the others have a field of their own in the profile
LONGEST_TEXT = 120
YES, NO = "yes", "no"
APART = {"zone"}  # the form has a field of its own for it
_catalogue: Callable[[], Catalogue] = published_catalogue


def ask_for(catalogue):
    """From now on the questions come from the rules of this catalogue, a function; those above know of more than ships."""
    global _catalogue
    _catalogue = catalogue


def asked_of(enterprise):
    """The catalogue's fields worth asking this enterprise, in the catalogue's order.

    Only rules of its region that are not ruled out by what is known already; nothing the profile or the spending tells.
    """
    catalogue = _catalogue()
    profile = replace(enterprise.as_profile(), facts={})
    facts = Facts(profile, catalogue.fields, catalogue.lists)
    wanted = {code for record in catalogue.records if _concerns(record, facts) for code in _open_fields(record, facts)}
    wanted -= APART
    return [field for code, field in catalogue.fields.items() if code in wanted and field.kind in ASKED_KINDS]


def _concerns(record, facts):
    near = record.region.open_to_all or region_test(facts.profile.adcode, record.region.adcode) is not False
    return near and record.relevance not in NOT_FOR_FACTORIES and evaluate(record.rule, facts) is not False


def _open_fields(record, facts):
    amount = record.amount
    rules = [record.rule, *(tier.when for tier in amount.tiers)]
    asked = [predicate for rule in rules for predicate in predicates(rule)]
    # Whether a place or an industry is on a list follows from the profile; a name has to be told.
    named = {one.field for one in asked if one.op != "in_list" or facts.fields[one.field].kind == "text"}
    named |= {*amount.base_fields, amount.percent_field}
    if amount.pro_rata:
        named |= {amount.pro_rata.start_field, amount.pro_rata.end_field}
    return {code for code in named if code and not code.startswith("spend.") and facts.get(code) is None}


def form_field(field):
    """A form field for one of the catalogue's."""
    made = _MAKERS[field.kind](field)
    made.label, made.required = in_language(field.question), False
    made.in_a_row = field.kind == "flag"
    return made


def _choice(choices):
    return forms.ChoiceField(choices=[*choices, ("", _("Not known yet"))], widget=forms.RadioSelect)


def _number(field):
    return NumberField(unit=in_language(field.unit), most=1_000_000, css_classes="field-narrow")


_MAKERS = {
    "flag": lambda field: _choice([(YES, _("Yes")), (NO, _("No"))]),
    "choice": lambda field: _choice([(code, in_language(text)) for code, text in field.options.items()]),
    "money": lambda field: AmountField(css_classes="field-narrow"),
    "number": _number,
    "date": lambda field: forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Please type the date as year-month-day, for example 2026-03-01.")},
    ),
    "region": lambda field: PickerField("any_region"),
    "industry": lambda field: PickerField("industry"),
    "text": lambda field: PlainTextField(max_length=LONGEST_TEXT),
    "titles": lambda field: TitlesField(),
}


def to_columns(field, value):
    """The columns of SubsidyFact that keep a form's value."""
    if field.kind == "flag":
        return {"flag": value == YES, "number": None, "text": ""}
    if field.kind in {"money", "number"}:
        return {"flag": None, "number": value, "text": ""}
    return {"flag": None, "number": None, "text": value.isoformat() if field.kind == "date" else value}


def to_form(fact):
    """What the form shows for a stored fact."""
    return (YES if fact.flag else NO) if fact.flag is not None else fact.value
