"""Which of the three amounts becomes planned spending."""

from decimal import Decimal
from fractions import Fraction

from django import forms
from django.utils.translation import gettext_lazy as _

from estimates.assumptions import CASE_NAMES


class TakeOverForm(forms.Form):
    case = forms.ChoiceField(
        label=_("Which amount?"), choices=list(CASE_NAMES.items()), initial="likely", widget=forms.RadioSelect
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
    """Rounded half up."""
    return Decimal(int(number * 100 + Fraction(1, 2))) / 100
