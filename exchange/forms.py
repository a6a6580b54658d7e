"""The form that takes a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.jsontext import BIGGEST


class FileForm(forms.Form):
    """One file. What kind it is, its content tells, not its name."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        error_messages={
            "required": _("No file was chosen. Please choose the file you filled in."),
            "missing": _("No file was chosen. Please choose the file you filled in."),
            "invalid": _("No file was chosen. Please choose the file you filled in."),
        },
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > BIGGEST:
            raise forms.ValidationError(
                _("The file has %(found)d KB; at most %(most)d KB can be read. Please choose the file you filled in."),
                params={"found": file.size // 1000, "most": BIGGEST // 1000},
            )
        return file.read()
