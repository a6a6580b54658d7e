"""The forms of a campaign: what it is, another last day."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import POLICY_GROUPS
from accounts.fields import PickerField, PlainTextField, halfwidth
from accounts.reference import in_language, reference
from campaigns.models import Campaign
from readiness.regions import SEPARATELY_BUDGETED, within_region
from readiness.sizes import LABELS
from surveys.content import offered, version_of

LONGEST_DAYS = 366


def day(**more):
    widget = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")
    wrong = gettext_lazy("Please choose a day, for example 2026-12-31.")
    return forms.DateField(widget=widget, error_messages={"required": wrong, "invalid": wrong}, **more)


class CampaignForm(forms.Form):
    title = PlainTextField(
        label=gettext_lazy("Name of the campaign"),
        max_length=80,
        help_text=gettext_lazy("As enterprises read it on the letter, for example “2026 AI readiness survey of Cixi”."),
        error_messages={"required": gettext_lazy("Please type a title.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "What the results are for, in a few sentences. Enterprises read it before they take part."
        ),
        error_messages={"required": gettext_lazy("Please say in a few sentences what the results are for.")},
    )
    contact = PlainTextField(
        label=gettext_lazy("Contact for questions"),
        help_text=gettext_lazy("Name and phone of a colleague, printed on letters and e-mails."),
        required=False,
        max_length=120,
    )
    region = PickerField(
        "any_region",
        label=gettext_lazy("Region"),
        help_text=gettext_lazy("The whole region of the bureau, or a part of it."),
    )
    without_separate = forms.BooleanField(
        label=gettext_lazy("Without the separately budgeted city (Dalian, Ningbo, Xiamen, Qingdao, Shenzhen)"),
        required=False,
    )
    framework = forms.ChoiceField(label=gettext_lazy("Questionnaire"))
    full_only = forms.ChoiceField(
        label=gettext_lazy("What counts as submitted"),
        choices=[
            ("", gettext_lazy("The quick version is enough")),
            ("full", gettext_lazy("Only the full version")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    policy_groups = forms.MultipleChoiceField(
        label=gettext_lazy("Groups of industries"),
        help_text=gettext_lazy("None ticked: all of them."),
        choices=POLICY_GROUPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    industries = forms.CharField(
        label=gettext_lazy("Single industries"),
        help_text=gettext_lazy(
            "Only if the groups are too coarse: codes of GB/T 4754-2017 with commas between them, for example 36, 3525."
        ),
        required=False,
        max_length=400,
    )
    sizes = forms.MultipleChoiceField(
        label=gettext_lazy("Size classes"),
        help_text=gettext_lazy("None ticked: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opens = day(label=gettext_lazy("First day"))
    closes = day(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("What is submitted up to midnight of this day counts.")
    )

    def __init__(self, *args, bureau, campaign=None, **kwargs):
        self.bureau, self.campaign = bureau, campaign
        kwargs.setdefault("initial", _initial(campaign) if campaign else {"region": bureau.adcode, "opens": _today()})
        super().__init__(*args, **kwargs)
        if not _has_separate(bureau.adcode):
            del self.fields["without_separate"]
        self.fields["framework"].choices = [(one.reference, in_language(one.name)) for one in offered()]
        self.fields["sizes"].choices = [(code, in_language(text)) for code, text in LABELS.items()]
        self.fields["sizes"].in_a_row = True
        self.fields["opens"].css_classes = self.fields["closes"].css_classes = "field-narrow"

    def clean_title(self):
        return _spoken(self.cleaned_data["title"], _("Please type a title in letters or characters."))

    def clean_purpose(self):
        return _spoken(self.cleaned_data["purpose"], _("Please say in a few sentences what the results are for."))

    def clean_region(self):
        adcode = self.cleaned_data["region"]
        if not within_region(adcode, self.bureau.adcode):
            raise forms.ValidationError(
                _("%(found)s lies outside %(own)s. Please choose the region of the bureau or a part of it.")
                % {"found": in_language(reference().region_path(adcode)), "own": self.bureau.region}
            )
        return adcode

    def clean_full_only(self):
        return bool(self.cleaned_data["full_only"])

    def clean_industries(self):
        codes = [code for code in re.split(r"[\s,、;]+", halfwidth(self.cleaned_data["industries"])) if code]
        unknown = [code for code in codes if code not in reference().industries]
        if unknown:
            raise forms.ValidationError(
                _(
                    "“%(found)s” is no code of GB/T 4754-2017. Please type codes such as 36 or 3670, with commas between them."
                )
                % {"found": unknown[0][:20]}
            )
        return list(dict.fromkeys(codes))

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and not 0 <= (closes - opens).days <= LONGEST_DAYS:
            self.add_error("closes", _("The last day must be at most a year after the first one, and not before it."))
        elif closes and closes < _today():
            self.add_error("closes", _("The last day is already over. Please choose a later one."))
        region = cleaned.get("region")
        if cleaned.get("without_separate") and region and not _has_separate(region):
            self.add_error("without_separate", _("This region has no separately budgeted city. Please untick it."))
        return cleaned

    def save(self, user):
        values = {name: self.cleaned_data[name] for name in self.fields if name not in ("region", "framework")}
        values |= {
            "adcode": self.cleaned_data["region"],
            "framework_version": version_of(self.cleaned_data["framework"]),
        }
        if self.campaign is None:
            return Campaign.objects.create(bureau=self.bureau, made_by=user, **values)
        Campaign.objects.filter(pk=self.campaign.pk, state=Campaign.State.DRAFT).update(**values)
        return self.campaign


def _spoken(text, sentence):
    text = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not any(character.isalnum() for character in text):
        raise forms.ValidationError(sentence)
    return text


def _has_separate(adcode):
    return any(city[:2] + "0000" == adcode for city in SEPARATELY_BUDGETED)


def _today():
    return timezone.localdate()


def _initial(campaign):
    names = "title purpose contact without_separate policy_groups sizes opens closes".split()
    return {name: getattr(campaign, name) for name in names} | {
        "region": campaign.adcode,
        "framework": campaign.framework_version.reference,
        "full_only": "full" if campaign.full_only else "",
        "industries": ", ".join(campaign.industries),
    }


class ExtensionForm(forms.Form):
    closes = day(label=gettext_lazy("New last day"))
    reason = PlainTextField(
        label=gettext_lazy("Reason"),
        max_length=200,
        error_messages={"required": gettext_lazy("Please say in a sentence why.")},
    )

    def __init__(self, *args, campaign, **kwargs):
        self.campaign = campaign
        super().__init__(*args, **kwargs)

    def clean_closes(self):
        closes = self.cleaned_data["closes"]
        if closes <= self.campaign.closes or closes < _today():
            raise forms.ValidationError(
                _("The last day is %(now)s so far. Please choose a later one that is not over.")
                % {"now": self.campaign.closes}
            )
        if (closes - self.campaign.opens).days > 2 * LONGEST_DAYS:
            raise forms.ValidationError(_("A campaign lasts two years at most. Please begin a new one."))
        return closes


class JoinForm(forms.Form):
    """With which enterprise one takes part."""

    enterprise = forms.ChoiceField(
        label=gettext_lazy("Which enterprise takes part?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please choose an enterprise."),
            "invalid_choice": gettext_lazy("Please choose one of the enterprises below."),
        },
    )

    def __init__(self, *args, firms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [(str(firm.uuid), firm.name) for firm in firms]
        if len(firms) == 1:
            self.fields["enterprise"].initial = str(firms[0].uuid)
