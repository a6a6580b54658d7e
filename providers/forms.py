"""Forms about access: what is asked for, what is given, until when."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fields import PlainTextField
from accounts.grants.grants import LONGEST_PURPOSE, latest_until
from accounts.grants.offers import plain_code
from accounts.member_forms import AddressField
from accounts.models import Offer
from accounts.rights import EDIT, SUBMIT, VERIFY
from providers.models import Provider
from providers.pace import TOO_FAST, too_fast

MOST_A_DAY = 50  # offers of one organisation: a mail server must not be lent to whoever wants to write to strangers
USUAL_DAYS = 180
SCOPE_CHOICES = [
    (EDIT, _("Fill in: answers questions, adds evidence, changes facts about the enterprise")),
    (SUBMIT, _("Submit: turns a finished assessment into a result, which cannot be taken back")),
    (VERIFY, _("Verify: confirms answers, as somebody from outside")),
]


class ScopesField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Viewing is always included. Nothing more than what you tick."))
        super().__init__(choices=SCOPE_CHOICES, required=False, **kwargs)
        self.unmarked = True

    def only(self, rights):
        """Offer these alone."""
        self.choices = [(right, label) for right, label in SCOPE_CHOICES if right in rights]


class UntilField(forms.DateField):
    """The last day of access: today at the earliest, after three years at the latest, or before `most`."""

    most = None
    css_classes = "field-narrow"

    def __init__(self, **kwargs):
        super().__init__(
            label=pgettext_lazy("access", "Until when?"),
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"],
            widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
            error_messages={
                "required": _("Please choose the last day of access."),
                "invalid": _("This is not a date. Expected is something like 2026-12-31."),
            },
            **kwargs,
        )

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        most = min(self.most or latest_until(today), latest_until(today))
        if value < today:
            raise forms.ValidationError(
                _("%(found)s is in the past. Please choose today or a later day."), params={"found": value.isoformat()}
            )
        if value > most:
            raise forms.ValidationError(
                _("%(found)s is too late: access can last until %(most)s at most."),
                params={"found": value.isoformat(), "most": most.isoformat()},
            )


class TermsForm(forms.Form):
    """What for, what, until when."""

    purpose = PlainTextField(
        label=_("What for?"),
        help_text=_("In a few words that both sides understand, for example: AI readiness assessment 2026."),
        max_length=LONGEST_PURPOSE,
        error_messages={"required": _("Please write what the access is for.")},
    )
    rights = ScopesField(label=_("What may the provider do?"))
    until = UntilField()

    def __init__(self, *args, **kwargs):
        soon = timezone.localdate() + timedelta(days=USUAL_DAYS)
        kwargs["initial"] = {"until": soon, "rights": [EDIT]} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    @property
    def terms(self):
        return {name: self.cleaned_data[name] for name in ("rights", "purpose", "until")}


class OfferForm(TermsForm):
    """An offer of one's own organisation."""

    def __init__(self, *args, organisation, **kwargs):
        self.organisation = organisation
        super().__init__(*args, **kwargs)

    def clean(self):
        if Offer.objects.made_today(self.organisation) >= MOST_A_DAY:
            raise forms.ValidationError(
                _(
                    "%(number)d invitations have been made within a day, which is as many as can be. Please go on tomorrow."
                ),
                params={"number": MOST_A_DAY},
            )
        return super().clean()


class AskForm(OfferForm):
    """A provider asks an enterprise for access."""

    note = PlainTextField(
        label=_("Whom do you ask?"),
        help_text=_("The name of the enterprise, as you want to find it in your list. It is not checked."),
        max_length=120,
        error_messages={"required": _("Please write whom you ask.")},
    )
    email = AddressField(
        label=_("E-mail address of the enterprise"),
        help_text=_("We then send the link there. Without an address you pass on the link or the code yourself."),
        required=False,
        max_length=254,
    )
    field_order = ["note", "email", "purpose", "rights", "until"]

    def save(self, user):
        facts = {"email": self.cleaned_data["email"], "note": self.cleaned_data["note"], "provider": self.organisation}
        return Offer.objects.offer(Offer.Kind.ASKS, self.organisation, user, **self.terms, **facts)


class HandOverForm(OfferForm):
    """A provider hands a prepared file to the enterprise, and says what it would like to go on doing."""

    email = AddressField(
        label=_("E-mail address of the enterprise"),
        help_text=_("We then send the link there. Without an address you pass on the link or the code yourself."),
        required=False,
        max_length=254,
    )
    field_order = ["email", "purpose", "rights", "until"]

    def __init__(self, *args, file, **kwargs):
        self.file = file
        super().__init__(*args, **kwargs)
        self.fields["rights"].label = _("What would you like to go on doing afterwards?")

    def save(self, user):
        facts = {"email": self.cleaned_data["email"], "provider": self.organisation, "client": self.file}
        return Offer.objects.offer(
            Offer.Kind.HANDS_OVER, self.organisation, user, **self.terms, **facts, note=self.file.name
        )


class InviteForm(OfferForm):
    """An enterprise invites a provider: by its code, or by the address of somebody there."""

    whom = PlainTextField(
        label=_("Code of the provider, or e-mail address of its administrator"),
        help_text=_("The provider finds its code, eight letters and digits, above the list of its clients."),
        max_length=254,
        error_messages={"required": _("Please type the code of the provider or an e-mail address.")},
    )
    field_order = ["whom", "purpose", "rights", "until"]

    def __init__(self, *args, person, **kwargs):
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_whom(self):
        typed = self.cleaned_data["whom"]
        if "@" in typed:
            return {"email": AddressField().clean(typed)}
        if too_fast(self.person):
            raise forms.ValidationError(TOO_FAST)
        found = Provider.objects.by_code(typed).first()
        if found is None:
            raise forms.ValidationError(
                _("No provider has the code “%(found)s”. Please check it, or use an e-mail address."),
                params={"found": plain_code(typed)[:12]},
            )
        return {"provider": found.organisation}

    def save(self, user):
        whom = self.cleaned_data["whom"]
        note = whom["provider"].name if "provider" in whom else ""
        return Offer.objects.offer(
            Offer.Kind.INVITES, self.organisation, user, **self.terms, **whom, client=self.organisation, note=note
        )


class ProviderForm(forms.Form):
    name = PlainTextField(
        label=_("Name of the service provider"),
        help_text=_("As on the business licence. Your clients see it."),
        max_length=120,
        error_messages={"required": _("Please type the name of the service provider.")},
    )

    def save(self, user):
        return Provider.objects.found(user, self.cleaned_data["name"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=pgettext_lazy("invitation", "Code"),
        help_text=_("Eight letters and digits, as it was read to you. Spaces and capitals do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Please type the code.")},
    )
    code.css_classes = "field-narrow"  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the enterprise gives of what was asked: less and shorter, never more."""

    party = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )
    rights = ScopesField(
        label=_("What may the provider do?"), help_text=_("Viewing is included. Untick what you do not want.")
    )
    until = UntilField(help_text=_("You may choose an earlier day, and end the access at any time."))

    def __init__(self, *args, offer, parties, label, **kwargs):
        kwargs["initial"] = {"until": offer.until, "rights": sorted(offer.rights)}
        if len(parties) == 1:
            kwargs["initial"]["party"] = parties[0][0]
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties
        self.fields["party"].label = label
        if offer.rights & {EDIT, SUBMIT, VERIFY}:
            self.fields["rights"].only(offer.rights)
        else:
            del self.fields["rights"]
        self.fields["until"].most = offer.until

    @property
    def given(self):
        return set(self.cleaned_data.get("rights", ()))


class TakeOverForm(AnswerForm):
    confirmed = forms.BooleanField(
        label=_("I work for this enterprise and may take over its file."),
        error_messages={"required": _("Please confirm that you work for this enterprise.")},
    )


class PartyForm(forms.Form):
    """Which of one's providers accepts an invitation."""

    party = forms.ChoiceField(
        label=_("Which provider accepts?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )

    def __init__(self, *args, parties, **kwargs):
        if len(parties) == 1:
            kwargs["initial"] = {"party": parties[0][0]}
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties
