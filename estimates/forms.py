"""The form of the estimate: two calculators, prices to ask for, and every assumption as a number that can be changed."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import NumberField
from accounts.reference import in_language
from estimates.figures import exact
from readiness.compute import (
    CASES,
    OWN,
    RENTED,
    THROUGHPUT,
    PicturePlan,
    Prices,
    Span,
    TextPlan,
    pictures,
    spend,
    texts,
)
from readiness.loading.compute import published_assumptions

PICTURES = ("cameras", "per_second", "hours_per_day", "model_class")
TEXTS = ("stock_pages", "pages_per_month", "questions_per_day")
MOST_WAN = 99_999_999  # what a planned amount may be
CASE_NAMES = {"low": gettext_lazy("Low"), "likely": gettext_lazy("Likely"), "high": gettext_lazy("High")}
MISSING = {
    "cameras": gettext_lazy("Please type how many cameras there are."),
    "per_second": gettext_lazy(
        "Please type how many pictures a second each camera hands over; 0.5 is one every two seconds."
    ),
    "hours_per_day": gettext_lazy("Please type how many hours a day the cameras run."),
    "model_class": gettext_lazy("Please choose what the model has to do with a picture."),
}


class SpeedField(NumberField):
    """A number of which a small part counts: more decimals than money has."""

    example = "0.5"


def _whole(label, most, unit, help_text="", least=0, **kwargs):
    return NumberField(
        label=label, help_text=help_text, unit=unit, least=least, most=most, whole=True, required=False, **kwargs
    )


def _yuan(label, help_text):
    return SpeedField(
        label=label, help_text=help_text, unit=gettext_lazy("CNY"), least=0, most=1_000_000, required=False
    )


class EstimateForm(forms.Form):
    days_per_month = NumberField(
        label=gettext_lazy("Working days a month"),
        unit=gettext_lazy("days"),
        least=1,
        most=31,
        whole=True,
        css_classes="field-narrow",
        error_messages={"required": gettext_lazy("Please type how many days a month you work, for example 26.")},
    )
    cameras = _whole(gettext_lazy("Cameras"), 100_000, gettext_lazy("cameras"), least=1)
    per_second = SpeedField(
        label=gettext_lazy("Pictures a second, per camera"),
        help_text=gettext_lazy("Only those that are judged. 0.5 is one every two seconds."),
        unit=gettext_lazy("per second"),
        least=Decimal("0.01"),
        most=10_000,
        required=False,
    )
    hours_per_day = SpeedField(
        label=gettext_lazy("Hours a day"),
        help_text=gettext_lazy("Two shifts are 16."),
        unit=gettext_lazy("hours"),
        least=Decimal("0.1"),
        most=24,
        required=False,
    )
    model_class = forms.ChoiceField(
        label=gettext_lazy("What does the model do with a picture?"),
        help_text=gettext_lazy(
            "The numbers say how many pictures one card is assumed to judge in a second: low / likely / high."
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where are the pictures judged?"),
        choices=[
            (RENTED, gettext_lazy("On rented cards")),
            (OWN, gettext_lazy("On our own machine at the line; only training is rented")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    stock_pages = _whole(
        gettext_lazy("Documents in stock"),
        1_000_000_000,
        gettext_lazy("pages"),
        gettext_lazy("Read once, at the beginning."),
    )
    pages_per_month = _whole(gettext_lazy("New documents a month"), 100_000_000, gettext_lazy("pages"))
    questions_per_day = _whole(
        gettext_lazy("Questions a day"),
        100_000_000,
        gettext_lazy("questions"),
        gettext_lazy("Of all people and systems together."),
    )
    price_card_hour = _yuan(
        gettext_lazy("One card hour"),
        gettext_lazy("Of the card that is offered, with everything that is billed by the hour."),
    )
    price_tokens_in = _yuan(gettext_lazy("One million tokens sent"), gettext_lazy("In price lists: input."))
    price_tokens_out = _yuan(gettext_lazy("One million tokens written"), gettext_lazy("In price lists: output."))

    use_required_attribute = False

    def __init__(self, data=None):
        super().__init__(data, initial={"where": RENTED})
        assumed = published_assumptions()
        self.fields["model_class"].choices = [(code, _told(kind)) for code, kind in assumed.classes.items()]
        for code in (THROUGHPUT, *assumed.items):
            for case in CASES:
                self.fields[f"{code}_{case}"] = _assumption_field(code, case, assumed)
        for field in self.fields.values():
            field.unmarked = True  # the page says once what may stay empty

    @classmethod
    def typed_in(cls, data):
        return "days_per_month" in data

    @property
    def typed(self):
        """(name, value) of everything that was filled in, to be sent along."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name)]

    # --- checking -----------------------------------------------------------------------------------------------------

    def clean(self):
        values = super().clean()
        self._check_parts(values)
        self._check_prices(values)
        self._check_order(values)
        if not self.errors:
            self._check_size()
        return values

    def _check_parts(self, values):
        if self._given(PICTURES):
            for name in PICTURES:
                if name not in self.errors and values.get(name) in (None, ""):
                    self.add_error(name, MISSING[name])
        elif not self._given(TEXTS) and not self.errors:
            self.add_error(
                None, _("Nothing to reckon with yet: fill in the pictures, the documents and questions, or both.")
            )

    def _given(self, names):
        """Whether anything but nothing was typed into one of these."""
        return any(self.cleaned_data.get(name) or name in self.errors for name in names)

    def _check_prices(self, values):
        names = ("price_tokens_in", "price_tokens_out")
        missing = [name for name in names if values.get(name) is None and name not in self.errors]
        if len(missing) == 1:
            self.add_error(
                missing[0], _("Tokens have two prices, for sending and for writing. Please type both, or neither.")
            )

    def _check_order(self, values):
        for code, span in self._own_spans(values).items():
            if not span.ordered:
                self.add_error(
                    f"{code}_likely",
                    _("Low is %(low)s, likely %(likely)s, high %(high)s. They have to rise from low to high.")
                    % dict(zip(CASES, map(exact, span.cases), strict=True)),
                )

    def _check_size(self):
        largest = max((span.high for span in self.spend.wan.values()), default=0)
        if largest > MOST_WAN:
            self.add_error(
                None,
                _(
                    "That comes to %(wan)s × 10,000 yuan a year, more than can be planned here. Please check numbers and prices."
                )
                % {"wan": exact(largest)},
            )

    # --- what was typed, as the reckoning wants it ----------------------------------------------------------------------

    def _own_spans(self, values):
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
        return published_assumptions().with_own(self._own_spans(self.cleaned_data))

    @cached_property
    def compute(self):
        """None where no pictures are to be judged."""
        if not self._given(PICTURES):
            return None
        values = self.cleaned_data
        plan = PicturePlan(
            cameras=values["cameras"],
            per_second=Fraction(values["per_second"]),
            hours_per_day=Fraction(values["hours_per_day"]),
            days_per_month=values["days_per_month"],
            model_class=values["model_class"],
            where=values["where"] or RENTED,
        )
        return pictures(plan, self.assumed)

    @cached_property
    def tokens(self):
        """None where there is nothing to read or to answer."""
        if not self._given(TEXTS):
            return None
        values = self.cleaned_data
        plan = TextPlan(values["days_per_month"], *(values[name] or 0 for name in TEXTS))
        return texts(plan, self.assumed)

    @cached_property
    def spend(self):
        names = ("price_card_hour", "price_tokens_in", "price_tokens_out")
        prices = (self.cleaned_data[name] for name in names)
        return spend(self.compute, self.tokens, Prices(*(None if p is None else Fraction(p) for p in prices)))

    # --- for the template -----------------------------------------------------------------------------------------------

    @property
    def picture_fields(self):
        return [self[name] for name in PICTURES[:3]]

    @property
    def text_fields(self):
        return [self[name] for name in TEXTS]

    @property
    def price_fields(self):
        return [self[name] for name in ("price_card_hour", "price_tokens_in", "price_tokens_out")]

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
            "assumed": f"{_slashed(item.span)} {in_language(item.unit)}",
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


def _slashed(span):
    return " / ".join(map(exact, span.cases))


def _told(kind):
    """A class with what it is assumed to do in a second, and an example to recognise one's own case by."""
    speed = _("%(speed)s a second") % {"speed": _slashed(kind.images_per_second)}
    return format_html(
        '<span class="option-title">{}</span><span class="option-note">{} · {}</span>',
        in_language(kind.name),
        speed,
        in_language(kind.example),
    )


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


class TakeOverForm(forms.Form):
    """Which of the three amounts becomes planned spending."""

    case = forms.ChoiceField(
        label=gettext_lazy("Which amount?"),
        choices=list(CASE_NAMES.items()),
        initial="likely",
        widget=forms.RadioSelect,
    )

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case"].in_a_row = True

    def amounts(self, worked_out):
        """kind → 万元 with two decimals."""
        case = self.cleaned_data["case"]
        return {kind: two_places(getattr(span, case)) for kind, span in worked_out.wan.items()}


def two_places(number):
    hundredths = Decimal(round_half_up(number * 100))
    return (hundredths / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def round_half_up(number):
    return int(number + Fraction(1, 2))
