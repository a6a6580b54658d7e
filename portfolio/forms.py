"""The forms of the table: what to look for, the name of a view, and the terms of an invitation to several."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.fields import PlainTextField
from accounts.member_forms import AddressField
from accounts.models import Offer
from accounts.reference import in_language, reference
from portfolio.saved_views import SavedView
from portfolio.wishes import LONGEST, NO_RESULT, SORTS
from providers.forms import MOST_A_DAY, TermsForm
from readiness.industries import SECTION_NAMES, SECTIONS
from surveys.content import offered
from surveys.wording import level_named, said

COLUMNS = {
    "name": _("Client"),
    "region": _("Region"),
    "industry": _("Industry"),
    "size": _("Size"),
    "until": _("Access"),
    "level": _("Level"),
    "coverage": _("Answered"),
    "date": _("Assessed on"),
    "draft": _("Draft"),
    "actions": _("Open actions"),
    "closing": _("Windows closing"),
}


class WishesForm(forms.Form):
    """What to look for. It is sent by GET and stands in the address, so nothing in it is ever refused."""

    q = forms.CharField(label=_("Name or code"), max_length=LONGEST, widget=forms.SearchInput)
    level = forms.ChoiceField(label=_("Level"))
    region = forms.ChoiceField(label=_("Region"))
    industry = forms.ChoiceField(label=_("Industry"))
    sort = forms.ChoiceField(label=_("Sorted by"))
    closing = forms.BooleanField(label=_("Windows closing within 60 days"))
    ending = forms.BooleanField(label=_("Access ends within 30 days"))
    files = forms.BooleanField(label=_("Prepared files only"))  # type: ignore[assignment]  # uploads are none of its business

    use_required_attribute = False

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", _("All")), (NO_RESULT, _("No result yet")), *_levels()]
        self.fields["region"].choices = [("", _("All")), *_regions({place for place, _division in places})]
        self.fields["industry"].choices = [("", _("All")), *_industries({division for _place, division in places})]
        self.fields["sort"].choices = [
            choice
            for name in SORTS
            for choice in (
                (name, COLUMNS[name]),
                (f"-{name}", format_lazy("{}{}", COLUMNS[name], _(" (descending)"))),
            )
        ]
        for name, field in self.fields.items():
            field.required = False
            if name in ("level", "region", "industry", "sort"):
                field.widget.attrs["class"] = "form-select"

    @property
    def choices(self):
        return [self[name] for name in ("level", "region", "industry", "sort")]

    def chips(self, wishes):
        """(what is wished in words, the address without it) for each filter."""
        return [(self._in_words(name, getattr(wishes, name)), wishes.without(name).query) for name in wishes.filters]

    def _in_words(self, name, value):
        field = self.fields[name]
        if name in ("closing", "ending", "files"):
            return field.label
        words = _chosen_words(field.choices, value) if name != "q" else f"“{value}”"
        return format_lazy("{}{}{}", field.label, _(": "), words)

    @property
    def ticks(self):
        return [self[name] for name in ("closing", "ending", "files")]


def _chosen_words(choices, value):
    """The words of a choice, also of one in a group; one that is not offered any more is told as it stands."""
    for key, words in choices:
        found = dict(words).get(value) if isinstance(words, list) else words if key == value else None
        if found is not None:
            return found
    return value


def _levels():
    """Of every framework an assessment can be made with."""
    for framework in offered():
        yield (
            said(framework.name),
            [(f"{framework.key}:{level.code}", level_named(level)) for level in framework.levels],
        )


def _regions(places):
    """The provinces there are clients in, and in each its cities."""
    regions = reference().regions
    provinces = sorted({place[:2] for place in places})
    for province in provinces:
        name = _region_name(regions, f"{province}0000")
        cities = sorted(place for place in places if place[:2] == province)
        named = [(city, _region_name(regions, f"{city}00")) for city in cities]
        yield name, [(province, format_lazy("{}{}", name, _(" (all)"))), *named]


def _region_name(regions, code):
    return in_language(regions[code].name) if code in regions else code


def _industries(divisions):
    """The sections there are clients in, and in each its divisions."""
    industries = reference().industries
    for section, numbers in SECTIONS.items():
        own = sorted(code for code in divisions if code.isdigit() and int(code) in numbers)
        if own:
            name = f"{section} {in_language(SECTION_NAMES[section])}"
            named = [
                (code, f"{code} {in_language(industries[code].name) if code in industries else ''}") for code in own
            ]
            yield name, [(section, format_lazy("{}{}", name, _(" (all)"))), *named]


class ViewForm(forms.Form):
    """The name of a saved view."""

    name = PlainTextField(
        label=_("Name of the view"),
        max_length=40,
        error_messages={"required": _("Please type a name for the view.")},
    )

    def __init__(self, *args, view=None, **kwargs):
        self.view = view
        super().__init__(*args, **kwargs)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.view:
            others = SavedView.objects.filter(user=self.view.user, provider=self.view.provider).exclude(pk=self.view.pk)
            if others.filter(name=name).exists():
                raise forms.ValidationError(
                    _("You have another view called “%(name)s”. Please choose another name."), params={"name": name}
                )
        return name


class InvitationsForm(TermsForm):
    """The same terms for several prepared files, and an address for each that has one."""

    def __init__(self, *args, provider, files, addresses, **kwargs):
        self.provider, self.chosen = provider, files  # `files` is what a form calls its uploads
        super().__init__(*args, **kwargs)
        self.fields["rights"].label = _("What would you like to go on doing afterwards?")
        for file in files:
            self.fields[address_name(file)] = AddressField(
                label=file.name, required=False, max_length=254, initial=addresses.get(file.pk, "")
            )
            self.fields[address_name(file)].unmarked = True

    @property
    def terms_fields(self):
        return [self[name] for name in ("purpose", "rights", "until")]

    @property
    def addresses(self):
        return [self[address_name(file)] for file in self.chosen]

    def clean(self):
        left = MOST_A_DAY - Offer.objects.made_today(self.provider)
        if len(self.chosen) > left:
            raise forms.ValidationError(
                ngettext(
                    "You have chosen %(chosen)d file; %(left)d invitations can still be made within this day. Please choose fewer or go on tomorrow.",
                    "You have chosen %(chosen)d files; %(left)d invitations can still be made within this day. Please choose fewer or go on tomorrow.",
                    len(self.chosen),
                )
                % {"chosen": len(self.chosen), "left": max(0, left)}
            )
        return super().clean()

    def save(self, user):
        """(offer, token, code) for each file, by the order of the page."""
        return [
            Offer.objects.offer(
                Offer.Kind.HANDS_OVER,
                self.provider,
                user,
                **self.terms,
                provider=self.provider,
                client=file,
                email=self.cleaned_data[address_name(file)],
                note=file.name,
            )
            for file in self.chosen
        ]


def address_name(file):
    return f"email_{file.uuid.hex}"
