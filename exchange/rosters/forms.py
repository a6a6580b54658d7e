"""The form that takes a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.rosters.sheet import BIGGEST, too_big
from surveys.wording import said


class ListForm(forms.Form):
    """One workbook. What kind of file it is, its content tells, not its name."""

    use_required_attribute = False
    file = forms.FileField(
        allow_empty_file=True, widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sentence = _("No file was chosen. Please choose the list you filled in.")
        self.fields["file"].error_messages = dict.fromkeys(("required", "missing", "invalid", "empty"), sentence)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > BIGGEST:
            raise forms.ValidationError(said(too_big(file.size)))
        return file.read()
