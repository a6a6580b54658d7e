"""The look of a provider as a form: what cannot be read or printed is explained, and what would work is offered."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import PlainTextField, shorten
from branding.colours import ENOUGH, contrast_with_white, nearest_readable, read_colour
from branding.logo import Unfit, repaint
from branding.models import LINES, LONGEST_LINE, LONGEST_NAME, Branding

PRIMARY, ACCENT = "#0f4c52", "#b23a22"  # those of the product


class ColourField(PlainTextField):
    css_classes = "field-narrow"

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)
        self.error_messages["required"] = gettext_lazy("Please enter a colour, for example #0f4c52.")

    def clean(self, value):
        typed = super().clean(value)
        try:
            return read_colour(typed)
        except ValueError:
            raise forms.ValidationError(
                _("“%(found)s” is not a colour. Expected are # and six digits or letters a to f, for example #0f4c52.")
                % {"found": shorten(typed)}
            ) from None


class LogoField(forms.FileField):
    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return repaint(file)
        except Unfit as reason:
            raise forms.ValidationError(str(reason)) from reason


class BrandingForm(forms.Form):
    name = PlainTextField(
        label=gettext_lazy("Name on the report"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Please enter the name readers shall see.")},
    )
    logo = LogoField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy(
            "PNG or JPEG, up to 2 MB and 4000 pixels on each side. A PNG with a clear background looks best."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    no_logo = forms.BooleanField(label=gettext_lazy("Without a logo"), required=False)
    primary = ColourField(
        label=gettext_lazy("Main colour"), help_text=gettext_lazy("Cover and headings. White text stands on it.")
    )
    accent = ColourField(label=gettext_lazy("Second colour"), help_text=gettext_lazy("The seal with the level."))
    contact = PlainTextField(
        label=gettext_lazy("Contact details"),
        required=False,
        widget=forms.Textarea(attrs={"rows": LINES}),
        help_text=gettext_lazy("Up to three lines of 80 characters: telephone, e-mail, address."),
    )

    def __init__(self, *args, provider, **kwargs):
        self.provider, self.before = provider, Branding.objects.filter(provider=provider).order_by("-version").first()
        kwargs["initial"] = self._as_it_is() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if not (self.before and self.before.logo):
            del self.fields["no_logo"]
        self.offers = {}  # field → the nearest colour that can be read

    def _as_it_is(self):
        if not self.before:
            return {"name": self.provider.name[:LONGEST_NAME], "primary": PRIMARY, "accent": ACCENT}
        facts = {name: getattr(self.before, name) for name in ("name", "primary", "accent")}
        return facts | {"contact": "\n".join(self.before.contact)}

    @property
    def takes_offers(self):
        """Whether the colours that work were chosen in place of those that do not."""
        return self.data.get("colours") == "nearest"

    def clean_primary(self):
        return self._readable("primary")

    def clean_accent(self):
        return self._readable("accent")

    def _readable(self, name):
        colour = self.cleaned_data[name]
        contrast = contrast_with_white(colour)
        if contrast >= ENOUGH:
            return colour
        nearest = nearest_readable(colour)
        if self.takes_offers:
            return nearest
        self.offers[name] = nearest
        raise forms.ValidationError(
            _(
                "White text on %(found)s has a contrast of %(contrast)s : 1; from 4.5 : 1 on it can be read. The nearest colour that works is %(nearest)s."
            )
            % {"found": colour, "contrast": f"{int(contrast * 10) / 10:.1f}", "nearest": nearest}
        )

    def clean_contact(self):
        lines = [line.strip() for line in self.cleaned_data["contact"].splitlines() if line.strip()]
        if len(lines) > LINES:
            raise forms.ValidationError(
                _("These are %(found)d lines; there is room for three. Please put some together.")
                % {"found": len(lines)}
            )
        if long := next((line for line in lines if len(line) > LONGEST_LINE), None):
            raise forms.ValidationError(
                _("The line “%(line)s” has %(found)d characters; there is room for 80.")
                % {"line": shorten(long), "found": len(long)}
            )
        return lines

    def save(self, user):
        facts = {name: self.cleaned_data[name] for name in ("name", "primary", "accent", "contact")}
        logo, kind = self._logo()
        return Branding.objects.keep(self.provider, user, logo=logo, logo_kind=kind, **facts)

    def _logo(self):
        if self.cleaned_data.get("logo"):
            return self.cleaned_data["logo"]
        if not self.before or not self.before.logo or self.cleaned_data.get("no_logo"):
            return None, ""
        return bytes(self.before.logo), self.before.logo_kind
