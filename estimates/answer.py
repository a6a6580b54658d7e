"""What comes out of the estimate, in the order a reader wants it: needs a month, cost a year, what would be taken over."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.choices import SPEND_KINDS
from accounts.reference import in_language
from estimates.figures import rough, wan
from estimates.formulas import sentence
from readiness.compute import Span
from readiness.loading.compute import published_assumptions


@dataclass(frozen=True)
class Row:
    """A quantity in its three cases."""

    name: str
    cases: tuple[str, ...]
    note: str = ""

    @property
    def certain(self):
        """Whether all three say the same."""
        return len(set(self.cases)) == 1


@dataclass(frozen=True)
class Taken:
    """A kind of planned spending: what is planned now, and the three amounts that could be."""

    name: str
    now: str  # empty where nothing was said yet
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    needs: tuple[Row, ...]
    costs: tuple[Row, ...]
    taken: tuple[Taken, ...]
    quotes: tuple[str, ...]  # prices to ask for
    comparison: str  # what is commonly planned, beside the rent
    formulas: tuple[str, ...]


def answer_to(form, enterprise):
    """Of a form that is valid."""
    spend = form.spend
    return Answer(
        needs=tuple(_needs(form)),
        costs=tuple(Row(_kind(kind), _amounts(span)) for kind, span in spend.wan.items()),
        taken=tuple(_taken(spend.wan, enterprise)),
        quotes=tuple(_quotes(form, spend.wan)),
        comparison=_comparison() if form.compute else "",
        formulas=tuple(sentence(line) for part in (form.compute, form.tokens, spend) if part for line in part.lines),
    )


def _needs(form):
    if form.compute:
        yield _row(_("Pictures a month"), form.compute.images)
        yield _row(_("Cards at the same time"), form.compute.cards, _("So that no picture waits at full pace."))
        yield _row(
            _("Bare work a month, card hours"),
            form.compute.busy_hours,
            _("What you would pay for if only work were billed."),
        )
        yield _row(_("To rent a month, card hours"), form.compute.card_hours, _("Judging and retraining."))
    if form.tokens:
        yield _row(_("Tokens sent a month"), form.tokens.sent)
        yield _row(_("Tokens written a month"), form.tokens.written)
        if form.tokens.once != Span.of(0):
            yield _row(_("Tokens once, for the documents in stock"), form.tokens.once)


def _row(name, span, note=""):
    return Row(name, tuple(map(rough, span.cases)), note)


def _amounts(span):
    return tuple(map(wan, span.cases))


def _kind(code):
    return dict(SPEND_KINDS)[code]


def _taken(amounts, enterprise):
    planned = {row.kind: row.amount_wan for row in enterprise.planned_spend.all()} if amounts else {}
    for kind, span in amounts.items():
        now = wan(planned[kind]) if kind in planned else ""
        yield Taken(_kind(kind), now, _amounts(span))


def _quotes(form, known):
    """Prices nobody has typed: they are asked for, never assumed."""
    if form.compute and "compute_rent_wan" not in known:
        yield _("the price of a card hour, from the provider of computing power")
    if form.tokens and "model_api_wan" not in known:
        yield _("the prices of a million tokens sent and written, from the provider of the model")


def _comparison():
    return _("For comparison: %(basis)s") % {"basis": in_language(published_assumptions().rent_basis)}
