"""What the parts of a record are called, and the words for their codes."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.reference import in_language
from readiness.loading.catalogue import published_catalogue, published_wording
from readiness.text import Text
from subsidies.content import written

LABELS = {
    "id": gettext_lazy("Code"),
    "name": gettext_lazy("Name"),
    "title": gettext_lazy("Title of the document"),
    "number": gettext_lazy("Document number"),
    "issuer": gettext_lazy("Issued by"),
    "region": gettext_lazy("Region"),
    "region.name": gettext_lazy("Region"),
    "instrument": gettext_lazy("Kind of instrument"),
    "relevance": gettext_lazy("Whom it is for"),
    "needs": gettext_lazy("What the firm must buy"),
    "amount": gettext_lazy("Amount"),
    "amount.kind": gettext_lazy("How the amount is set"),
    "amount.rate_percent": gettext_lazy("Rate"),
    "amount.base": gettext_lazy("What the rate is taken of"),
    "amount.base_fields": gettext_lazy("Figures of the firm the rate is taken of"),
    "amount.tiers": gettext_lazy("Tiers"),
    "amount.choose": gettext_lazy("Which tier counts"),
    "amount.cap_wan": gettext_lazy("Cap"),
    "amount.cap_period": gettext_lazy("The cap counts"),
    "amount.min_spend_wan": gettext_lazy("Minimum spending"),
    "amount.pool_wan_per_year": gettext_lazy("Yearly budget"),
    "amount.note": gettext_lazy("Remark on the amount"),
    "applicants": gettext_lazy("Who may apply"),
    "spend_counts": gettext_lazy("Spending that counts"),
    "spend_excluded": gettext_lazy("Spending that does not count"),
    "rule": gettext_lazy("Rule the program checks"),
    "confirm": gettext_lazy("What the firm must confirm itself"),
    "valid": gettext_lazy("Validity"),
    "valid.from": gettext_lazy("Valid from (day of issue)"),
    "valid.to": gettext_lazy("Valid to"),
    "valid.open_ended": gettext_lazy("The document sets no end"),
    "valid.doubt": gettext_lazy("Why it is doubtful that it still holds"),
    "apply": gettext_lazy("Application"),
    "apply.windows": gettext_lazy("Application windows"),
    "apply.continuous": gettext_lazy("Applications are taken at any time"),
    "apply.how": gettext_lazy("How to apply"),
    "stacking": gettext_lazy("Taking it together with others"),
    "stacking.kind": gettext_lazy("Rule for taking it together with others"),
    "stacking.text": gettext_lazy("The rule in words"),
    "sources": gettext_lazy("Sources"),
    "knowledge": gettext_lazy("How well it is known"),
    "knowledge.evidence": gettext_lazy("Where the figures come from"),
    "knowledge.confidence": gettext_lazy("How sure the figures are"),
    "knowledge.recalled": gettext_lazy("Parts recalled from memory"),
    "knowledge.verify_before_use": gettext_lazy("To be checked before use"),
    "knowledge.last_verified_on": gettext_lazy("Last verified on"),
    "knowledge.verified_by": gettext_lazy("Verified by"),
    "note": gettext_lazy("Note"),
    # of a named list
    "list": gettext_lazy("Code"),
    "adcode": gettext_lazy("Region"),
    "kind": gettext_lazy("What it lists"),
    "members": gettext_lazy("Who is on it"),
    "complete": gettext_lazy("Everybody on the official list is here"),
    "as_of": gettext_lazy("As of"),
    "source": gettext_lazy("Source"),
    "question": gettext_lazy("What an enterprise is asked"),
}
KINDS = {
    "rate_cap": gettext_lazy("A share of the spending, up to a cap"),
    "flat": gettext_lazy("A fixed sum"),
    "award": gettext_lazy("An award up to a ceiling"),
    "tax_rate": gettext_lazy("A lower tax rate"),
    "tax_base": gettext_lazy("A smaller tax base"),
    "tax_credit": gettext_lazy("A tax credit"),
    "tax_timing": gettext_lazy("Later payment of tax"),
    "interest_points": gettext_lazy("Points off the interest"),
    "project_review": gettext_lazy("Set for each project by review"),
    "set_by_city": gettext_lazy("Set by each city"),
    "equity": gettext_lazy("An investment"),
    "indirect": gettext_lazy("Indirect"),
    "none": gettext_lazy("No money"),
    "unknown": pgettext_lazy("amount", "Not known"),
}
RELEVANCES = {
    "direct": gettext_lazy("A manufacturer can claim it"),
    "supplier_side": gettext_lazy("For suppliers of computing power, models or data"),
    "indirect": gettext_lazy("Reaches manufacturers indirectly"),
    "general": gettext_lazy("For all kinds of enterprises"),
    "framework": gettext_lazy("A framework document without money of its own"),
}
USES = {
    "compute": gettext_lazy("Computing power"),
    "model": gettext_lazy("Models"),
    "data": gettext_lazy("Data"),
    "labelling": gettext_lazy("Data labelling"),
    "software": gettext_lazy("Software"),
    "equipment": gettext_lazy("Equipment"),
    "network": gettext_lazy("Network"),
    "service": gettext_lazy("Services"),
    "training": pgettext_lazy("spending", "Staff training"),
    "security": gettext_lazy("Security"),
}
STACKING = {
    "same_contract_once": gettext_lazy("Once for the same contract"),
    "one_direction_per_year": gettext_lazy("One of a group in a year"),
    "take_higher": gettext_lazy("Of a group the higher one"),
    "not_both": gettext_lazy("Not together with certain others"),
    "stack_to": gettext_lazy("Together up to a percentage"),
    "best_of": gettext_lazy("Of a group the best one"),
    "free": gettext_lazy("Freely together with others"),
    "unknown": pgettext_lazy("stacking", "Not known"),
}
LIST_KINDS = {
    "region": gettext_lazy("Places, by their codes"),
    "industry": gettext_lazy("Industries, by their codes"),
    "text": gettext_lazy("Names, such as those of providers"),
}
_OWN = {"kind": LIST_KINDS, "amount.kind": KINDS, "relevance": RELEVANCES, "needs": USES, "stacking.kind": STACKING}
_SHIPPED = {
    "instrument": "instrument",
    "amount.cap_period": "cap_period",
    "spend_counts": "spend",
    "spend_excluded": "spend",
    "knowledge.evidence": "evidence",
    "knowledge.confidence": "confidence",
}
_LANGUAGES = {"zh": gettext_lazy("in Chinese"), "en": gettext_lazy("in English")}
# Parts of rows, such as a tier, a window or a source.
_PARTS = {
    "text": gettext_lazy("Words"),
    "title": gettext_lazy("Title"),
    "url": gettext_lazy("Web address"),
    "official": gettext_lazy("Official site"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("To"),
    "certain": gettext_lazy("From the notice itself"),
    "only_in": gettext_lazy("Only in the region (code)"),
    "note": gettext_lazy("Note"),
    "rate_percent": gettext_lazy("Rate"),
    "flat_wan": gettext_lazy("A fixed sum"),
    "cap_wan": gettext_lazy("Cap"),
}
_MONEY = ("cap_wan", "flat_wan", "min_spend_wan", "pool_wan_per_year")


def words(path):
    """code → words, of a part that holds codes; {} of any other."""
    if path in _OWN:
        return _OWN[path]
    texts = published_wording().labels.get(_SHIPPED.get(path, ""), {})
    return {code: capfirst(in_language(text)) for code, text in texts.items()}


def label(key):
    """What a place in a record is called, from the closest part with a name: sources[0].title.zh."""
    parts, rest = re.sub(r"\[\d+\]", "", key).split("."), []
    while parts and ".".join(parts) not in LABELS:
        rest.insert(0, parts.pop())
    if not parts:
        return key
    found, number = str(LABELS[".".join(parts)]), re.search(r"\[(\d+)\]", key)
    if number:
        found += f" {int(number[1]) + 1}"
    language = rest.pop() if rest and rest[-1] in _LANGUAGES else None
    if rest:
        found = _("%(what)s: %(part)s") % {"what": found, "part": _PARTS.get(rest[-1], rest[-1])}
    return _("%(what)s (%(language)s)") % {"what": found, "language": _LANGUAGES[language]} if language else found


def shown(path, value):
    """A value of a record for people: the words of its codes, its text in their language, else as it is written."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | Decimal):
        return _number(path, value)
    codes = words(path)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _("; ").join(str(codes.get(item, item)) for item in value)
    if isinstance(value, list) and all(isinstance(item, dict) and set(item) <= {"zh", "en"} for item in value):
        return "\n".join(_said(item) for item in value)
    if isinstance(value, dict) and value and set(value) <= {"zh", "en"}:
        return _said(value)
    if path in _ROWS and isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return "\n".join(_ROWS[path](item) for item in value)
    return written(value).rstrip() if isinstance(value, dict | list) else str(codes.get(value, value))


def _said(value):
    return in_language(Text(str(value.get("zh", "")), str(value.get("en", ""))))


def _tier(row):
    """Domestic computing power; 45%. A figure the text says is not said again."""
    text = row.get("text")
    parts = [_said(text)] if isinstance(text, dict) else []
    figures = [
        _tagged(name, row[name]) for name in ("rate_percent", "flat_wan", "cap_wan") if row.get(name) is not None
    ]
    return _("; ").join([*parts, *(figure for figure in figures if not any(figure in part for part in parts))])


def _tagged(name, value):
    return f"{label('amount.cap_wan')} {shown(name, value)}" if name == "cap_wan" else shown(name, value)


def _window(row):
    """2026-11-01 – 2026-12-20, first batch"""
    note = row.get("note")
    parts = [f"{row.get('from') or '…'} – {row.get('to') or '…'}", row.get("only_in")]
    parts += [
        _said(note) if isinstance(note, dict) else None,
        None if row.get("certain") else _("dates not from the notice itself"),
    ]
    return _("; ").join(str(part) for part in parts if part)


_ROWS = {"amount.tiers": _tier, "apply.windows": _window}


def _number(path, value):
    name = path.rpartition(".")[2]
    if name in _MONEY:
        return _("%(number)s × 10,000 yuan") % {"number": f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"}
    return f"{value}%" if name.endswith("percent") else str(value)


def fields():
    """code → what it is called, of the facts a rule may ask for."""
    return {code: in_language(field.label) for code, field in published_catalogue().fields.items()}
