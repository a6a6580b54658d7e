"""The part of the form where a firm puts its own numbers in the place of what we assume."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import NumberField
from accounts.reference import in_language
from estimates.figures import exact, slashed
from readiness.compute import CASES, THROUGHPUT, Span
from readiness.loading.compute import published_assumptions

CASE_NAMES = {"low": gettext_lazy("Low"), "likely": gettext_lazy("Likely"), "high": gettext_lazy("High")}


class SpeedField(NumberField):
    """A quantity that is often less than one."""

    example = "0.5"


class AssumptionFields:
    """Three boxes for every assumption, CODE_low to CODE_high; an empty one means: as assumed."""

    def add_assumptions(self):
        assumed = published_assumptions()
        for code in (THROUGHPUT, *assumed.items):
            for case in CASES:
                self.fields[f"{code}_{case}"] = _assumption_field(code, case, assumed)

    def check_order(self, values):
        for code, span in self.own_spans(values).items():
            if not span.ordered:
                self.add_error(
                    f"{code}_likely",
                    _("Low is %(low)s, likely %(likely)s, high %(high)s. They have to rise from low to high.")
                    % dict(zip(CASES, map(exact, span.cases), strict=True)),
                )

    def own_spans(self, values):
        """code → what the firm says instead; where it says one or two numbers, the others stay as assumed."""
        found = {}
        for code, assumed in self._assumed(values).items():
            typed = [values.get(f"{code}_{case}") for case in CASES]
            if any(number is not None for number in typed):
                pairs = zip(typed, assumed.cases, strict=True)
                found[code] = Span(*(ours if own is None else Fraction(own) for own, ours in pairs))
        return found

    def _assumed(self, values):
        published = published_assumptions()
        spans = {code: item.span for code, item in published.items.items()}
        kind = published.classes.get(values.get("model_class"))
        return spans | ({THROUGHPUT: kind.images_per_second} if kind else {})

    @cached_property
    def assumed(self):
        """The assumptions with the firm's own numbers."""
        return published_assumptions().with_own(self.own_spans(self.cleaned_data))

    @property
    def picture_assumptions(self):
        published = published_assumptions()
        speed = {
            "code": THROUGHPUT,
            "name": _("Pictures a card judges in a second"),
            "assumed": _("as chosen above"),
            "basis": in_language(published.class_basis),
            "fields": self._fields_of(THROUGHPUT),
        }
        return [speed, *self._assumptions("pictures")]

    @property
    def text_assumptions(self):
        return self._assumptions("texts")

    def _assumptions(self, part):
        items = published_assumptions().items
        return [self._assumption(code, item) for code, item in items.items() if item.part == part]

    def _assumption(self, code, item):
        return {
            "code": code,
            "name": in_language(item.name),
            "assumed": f"{slashed(item.span)} {in_language(item.unit)}",
            "basis": in_language(item.basis),
            "source": item.source,
            "fields": self._fields_of(code),
        }

    def _fields_of(self, code):
        return [self[f"{code}_{case}"] for case in CASES]

    @property
    def own_numbers(self):
        """How many of the assumptions the firm has replaced."""
        return sum(bool(self.data.get(name)) for name in self._assumption_names)

    @property
    def assumption_errors(self):
        """Whether one of them is wrong: the list then stands open."""
        return self.is_bound and any(name in self.errors for name in self._assumption_names)

    @property
    def _assumption_names(self):
        return [f"{code}_{case}" for code in (THROUGHPUT, *published_assumptions().items) for case in CASES]


def _assumption_field(code, case, assumed):
    """Empty means: as assumed. What is shown behind the empty box is the number that then counts."""
    item = assumed.items.get(code)
    divides = item is None or item.more_is_less
    field = SpeedField(
        label=CASE_NAMES[case],
        unit="",
        least=Decimal("0.01") if divides else 0,
        most=100 if code == "usable_share" else 10_000_000,
        required=False,
    )
    if item:
        field.widget.attrs["placeholder"] = exact(getattr(item.span, case))
    return field
