"""Why something was refused, and what is wrong with a record, in words that say what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.labels import label

SENTENCES = {
    "changed_meanwhile": gettext_lazy(
        "Somebody else has saved this record since you opened it. Your text is still here: open the record in a second window, compare, and save again."
    ),
    "in_review": gettext_lazy(
        "This record is being reviewed. Please take it back to the draft first, then go on writing."
    ),
    "own_work": gettext_lazy(
        "You have written a part of this revision yourself. Please let a colleague compare it with the source and publish it."
    ),
    "incomplete": gettext_lazy("The draft is not complete yet. Please mend what is listed below and send it again."),
    "moved_on": gettext_lazy("This has been done already, perhaps by a colleague. Below is how the record stands now."),
    "not_read": gettext_lazy(
        "Another revision has taken the place of the one your page showed, so nothing was done. Below is how the record stands now: please read it and decide again."
    ),
    "overtaken": gettext_lazy(
        "Something else was published after this draft was written, and publishing the draft would undo it unseen. Please take it back to the draft, look at what it changes, save it again and send it."
    ),
    "named_by_rules": gettext_lazy(
        "Rules that hold now name this list. Please let them name another one first; they are told on its page."
    ),
    "not_published": gettext_lazy("This record is not published, so there is nothing to withdraw."),
}
_FOUND = {
    "nothing": gettext_lazy("nothing"),
    "a mapping": gettext_lazy("several keys"),
    "a list": gettext_lazy("a list"),
    "an empty list": gettext_lazy("an empty list"),
    "a key that is not known here": gettext_lazy("a key nobody knows"),
    "the same key twice": gettext_lazy("the same key twice"),
    "a control character": gettext_lazy("a control character"),
    "other regions than the record's": gettext_lazy("other regions than that of the record"),
}
_EXPECTED = {
    "a text": gettext_lazy("a text"),
    "a text in zh and en": gettext_lazy("a text in Chinese and English"),
    "a list": gettext_lazy("a list"),
    "a list of texts": gettext_lazy("a list of texts"),
    "a mapping": gettext_lazy("several keys, each with its value"),
    "a number": gettext_lazy("a number"),
    "a number, 0 or more": gettext_lazy("a number, 0 or more"),
    "a whole number, 0 or more": gettext_lazy("a whole number, 0 or more"),
    "true or false": gettext_lazy("true or false"),
    "a date like 2026-11-23": gettext_lazy("a date like 2026-11-23"),
    "valid YAML": gettext_lazy("valid YAML"),
    "letters, figures and punctuation": gettext_lazy("letters, figures and punctuation"),
    "each key once": gettext_lazy("each key once"),
    "a percentage of at most 100": gettext_lazy("a percentage of at most 100"),
    "an adcode of the list of regions": gettext_lazy("a region code of six digits (GB/T 2260)"),
    "adcodes of the list of regions": gettext_lazy("region codes of six digits (GB/T 2260)"),
    "codes of the region list": gettext_lazy("region codes of six digits (GB/T 2260)"),
    "codes of the industry list": gettext_lazy("codes of the list of industries (GB/T 4754)"),
    "the id of another record": gettext_lazy("the code of another record"),
    "a text that names them": gettext_lazy("a text that names these regions"),
    "where the figures of the amount come from": gettext_lazy("at least one source for the figures"),
    "the day of issue, as the amount has figures": gettext_lazy("the day of issue, because the amount has figures"),
    "the figures of the firm the share is taken of": gettext_lazy("the figures of the firm the rate is taken of"),
    "the spending of the firm that counts": gettext_lazy("the spending of the firm that counts"),
    "nothing: verified is what has a saved copy": gettext_lazy(
        "nothing: a record becomes verified by keeping a copy of the official page"
    ),
    "at least one condition": gettext_lazy("at least one condition"),
    "what the field is compared with": gettext_lazy("what the fact is compared with"),
    "one of all, any, not, and nothing beside it": gettext_lazy("one of all, any and not, and nothing beside it"),
}
_BEGINNINGS = {
    "one of ": gettext_lazy("one of: %(rest)s"),
    "only ": gettext_lazy("only: %(rest)s"),
    "at most ": gettext_lazy("at most %(rest)s"),
    "a day not before ": gettext_lazy("a day not before %(rest)s"),
    "a day inside the validity ": gettext_lazy("a day inside the validity, %(rest)s"),
    "what ": gettext_lazy("what the rule refers to: %(rest)s"),
    "ids only with ": gettext_lazy("codes only with: %(rest)s"),
}


@dataclass(frozen=True)
class Fault:
    """One problem in words. key: where it stands, as in the file."""

    key: str
    label: str
    found: str
    expected: str

    def __str__(self):
        return _("%(where)s: found %(found)s, expected %(expected)s") % {
            "where": self.label,
            "found": self.found,
            "expected": self.expected,
        }


def faults(problems):
    return [
        Fault(problem.key, label(problem.key), _found(problem.found), _expected(problem.expected))
        for problem in problems
    ]


def _found(words):
    return str(_FOUND.get(words, words))


def _expected(words):
    if words in _EXPECTED:
        return str(_EXPECTED[words])
    for beginning, sentence in _BEGINNINGS.items():
        if words.startswith(beginning):
            return str(sentence) % {"rest": words.removeprefix(beginning)}
    return words


def sentence(refused):
    return str(SENTENCES[refused.reason])
