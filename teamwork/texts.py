"""A text somebody types: without what no database keeps, with one kind of line break, counted as people count."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.saving import tidy

TOO_LONG = _("Your text has %(show_value)d characters; at most %(limit_value)d can be kept. Please shorten it.")


class PlainText(forms.CharField):
    def __init__(self, **kwargs):
        kwargs["error_messages"] = {"max_length": TOO_LONG} | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        """Without a limit in the browser, which would cut what is pasted; too long a text gets a sentence instead."""
        return {}

    def to_python(self, value):
        return super().to_python(tidy(value or "").replace("\r\n", "\n"))
