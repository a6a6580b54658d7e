"""The form of the estimate: two calculators, prices to ask for, and every assumption as a number that can be changed."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import NumberField
from accounts.reference import in_language
from estimates.assumptions import AssumptionFields, SpeedField
from estimates.figures import exact, slashed
from readiness.compute import (
    OWN,
    RENTED,
    PicturePlan,
    Prices,
    TextPlan,
    pictures,
    spend,
    texts,
)
from readiness.loading.compute import published_assumptions

PICTURES = ("cameras", "per_second", "hours_per_day", "model_class")
TEXTS = ("stock_pages", "pages_per_month", "questions_per_day")
MOST_WAN = 99_999_999  # what a planned amount may be
MISSING = {
    "cameras": gettext_lazy("Please type how many cameras there are."),
    "per_second": gettext_lazy(
        "Please type how many pictures a second each camera hands over; 0.5 is one every two seconds."
    ),
    "hours_per_day": gettext_lazy("Please type how many hours a day the cameras run."),
    "model_class": gettext_lazy("Please choose what the model has to do with a picture."),
}


def _whole(label, most, unit, help_text="", least=0, **kwargs):
    return NumberField(
        label=label, help_text=help_text, unit=unit, least=least, most=most, whole=True, required=False, **kwargs
    )


def _yuan(label, help_text):
    return SpeedField(
        label=label, help_text=help_text, unit=gettext_lazy("CNY"), least=0, most=1_000_000, required=False
    )


class EstimateForm(AssumptionFields, forms.Form):
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
        self.add_assumptions()
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
        self.check_order(values)
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


def _told(kind):
    """A class with what it is assumed to do in a second, and an example to recognise one's own case by."""
    speed = _("%(speed)s a second") % {"speed": slashed(kind.images_per_second)}
    return format_html(
        '<span class="option-title">{}</span><span class="option-note">{} · {}</span>',
        in_language(kind.name),
        speed,
        in_language(kind.example),
    )
