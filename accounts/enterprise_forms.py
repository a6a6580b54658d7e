"""Forms for the facts about an enterprise."""

from contextlib import nullcontext

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.acting import acting_for
from accounts.choices import ASKED_SPENDING, NONE_HELD, POLICY_GROUPS
from accounts.facts import changes_noted
from accounts.fields import AmountField, NumberField, PickerField, PlainTextField, TitlesField, USCCField
from accounts.models import EnterpriseProfile, PlannedSpend, Qualification, SubsidyFact
from accounts.open_facts import asked_of, form_field, to_columns, to_form
from accounts.reference import policy_group_of
from accounts.rights import EDIT

TAKEN = _(
    "This code is registered here already. If it is your enterprise, ask the colleague who registered it to add you; "
    "otherwise check the code or leave it empty."
)
PREPARED_ALREADY = _(
    "You have a file with this code already. Please look for it among your clients, or check the code."
)


class EnterpriseForm(forms.Form):
    """What scoring and subsidy rules need to know before the first question."""

    name = forms.CharField(
        label=_("Name of the enterprise"),
        help_text=_("As on the business licence."),
        max_length=120,
        error_messages={
            "required": _("Please type the name of the enterprise."),
            "max_length": _(
                "The name has %(show_value)d characters; there is room for %(limit_value)d. Please shorten it."
            ),
        },
    )
    uscc = USCCField(
        label=_("Unified social credit code"),
        help_text=_(
            "18 characters, on the business licence. It lets a report be told apart from one of a firm of like name."
        ),
        required=False,
    )
    region = PickerField(
        "region",
        label=_("Region"),
        help_text=_(
            "Where the enterprise is registered: type a name, pinyin, initials or the code, for example 慈溪 or cx."
        ),
    )
    industry = PickerField(
        "industry",
        label=_("Industry"),
        help_text=_(
            "What brings most of the revenue, after GB/T 4754-2017: type a product or the code, "
            "for example 汽车零部件 or 3670."
        ),
    )
    employees = NumberField(
        label=_("Employees"),
        help_text=_("At the end of last year, all sites of this legal entity."),
        unit=_("people"),
        least=1,
        most=2_000_000,
        whole=True,
        error_messages={"required": _("Please type the number of employees: it decides the size class.")},
    )
    revenue_wan = AmountField(
        label=_("Revenue last year"),
        help_text=_("In units of 10,000 yuan: for 35 million yuan type 3500."),
        error_messages={"required": _("Please type last year's revenue: it decides the size class.")},
    )
    policy_group = forms.ChoiceField(
        label=_("Which group of industries fits you best?"),
        help_text=_(
            "Your industry belongs to several. The group decides the weights of the dimensions and the scenes proposed."
        ),
        choices=POLICY_GROUPS,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args, enterprise=None, founder=None, provider=None, **kwargs):
        self.enterprise, self.founder = enterprise, founder
        self.provider = enterprise.prepared_by if enterprise else provider  # that prepares a file about it
        if enterprise:
            kwargs.setdefault("initial", _facts(enterprise))
        super().__init__(*args, **kwargs)
        self.fields["employees"].css_classes = self.fields["revenue_wan"].css_classes = "field-narrow"
        if not enterprise or not policy_group_of(enterprise.industry).changeable:
            del self.fields["policy_group"]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError(_("Please type the name of the enterprise in letters or characters."))
        return name

    def clean_uscc(self):
        """A code is taken by another firm, or by another file of the same provider; prepared files take it from nobody."""
        uscc, rows = self.cleaned_data["uscc"], EnterpriseProfile.objects
        others = rows.filter(prepared_by=self.provider).exclude(pk=self.enterprise.pk if self.enterprise else None)
        if self.founder:  # a second click meets the enterprise of the first
            others = others.exclude(pk__in=rows.just_made(self.founder).values("pk"))
        elif self.provider and not self.enterprise:
            others = others.exclude(pk__in=rows.just_prepared(self.provider).values("pk"))
        if uscc and others.filter(uscc=uscc).exists():
            raise forms.ValidationError(self._taken)
        return uscc

    @property
    def _taken(self):
        return PREPARED_ALREADY if self.provider else TAKEN

    def save(self, user):
        """The enterprise, new or changed; None when another one took the same code at the same moment."""
        facts = {
            "uscc": self.cleaned_data["uscc"],
            "adcode": self.cleaned_data["region"],
            "industry": self.cleaned_data["industry"],
            "policy_group": self._policy_group(),
            "employees": self.cleaned_data["employees"],
            "revenue_wan": self.cleaned_data["revenue_wan"],
        }
        try:
            with transaction.atomic(), changes_noted(self.enterprise, user) if self.enterprise else nullcontext():
                return self._write(user, facts)
        except IntegrityError:
            self.add_error("uscc", self._taken)
            return None

    def _write(self, user, facts):
        if self.provider and not self.enterprise:
            return EnterpriseProfile.objects.prepare(self.provider, self.cleaned_data["name"], **facts)
        if not self.enterprise:
            return EnterpriseProfile.objects.found(user, self.cleaned_data["name"], **facts)
        for name, value in facts.items():
            setattr(self.enterprise, name, value)
        self.enterprise.organisation.name = self.cleaned_data["name"]
        self.enterprise.organisation.save(update_fields=["name"])
        self.enterprise.save()
        return self.enterprise

    def _policy_group(self):
        group = policy_group_of(self.cleaned_data["industry"])
        return self.cleaned_data.get("policy_group") or group.code if group.changeable else group.code


def _facts(enterprise):
    return {
        "name": enterprise.name,
        "uscc": enterprise.uscc,
        "region": enterprise.adcode,
        "industry": enterprise.industry,
        "employees": enterprise.employees,
        "revenue_wan": enterprise.revenue_wan,
        "policy_group": enterprise.policy_group,
    }


class FundingForm(forms.Form):
    """What only subsidy rules ask: a zone, titles held, planned spending, further facts. All of it may stay empty."""

    zone = PlainTextField(
        label=_("Development zone"),
        help_text=_(
            "The full name, if the enterprise is registered in a zone with policies of its own, "
            "for example 北京经济技术开发区."
        ),
        required=False,
        max_length=60,
    )
    qualifications = TitlesField(label=_("Titles and qualifications held"), required=False)

    def __init__(self, *args, enterprise, **kwargs):
        self.enterprise = enterprise
        self.asked = asked_of(enterprise)
        kwargs.setdefault("initial", _funding_facts(enterprise))
        super().__init__(*args, **kwargs)
        for kind, label in ASKED_SPENDING:
            self.fields[f"spend_{kind}"] = AmountField(label=label, required=False, css_classes="field-narrow")
        for asked in self.asked:
            self.fields[_fact_name(asked.code)] = form_field(asked)
        for field in self.fields.values():
            field.unmarked = True  # the page says once that everything may stay empty

    @property
    def spend_fields(self):
        return [self[f"spend_{kind}"] for kind, _label in ASKED_SPENDING]

    @property
    def fact_fields(self):
        return [self[_fact_name(asked.code)] for asked in self.asked]

    def save(self, user):
        with changes_noted(self.enterprise, user):
            self._write(user)
        return self.enterprise

    def _write(self, user):
        enterprise, chosen = self.enterprise, self.cleaned_data["qualifications"]
        enterprise.zone = self.cleaned_data["zone"]
        enterprise.qualifications_known = bool(chosen)
        enterprise.save()
        Qualification.objects.hold(enterprise, [code for code in chosen if code != NONE_HELD])
        PlannedSpend.objects.plan(enterprise, self._spend())
        SubsidyFact.objects.state(enterprise, dict(self._facts()), user, acting_for(user, enterprise, EDIT))

    def _spend(self):
        amounts = {kind: self.cleaned_data[f"spend_{kind}"] for kind, _label in ASKED_SPENDING}
        return {kind: amount for kind, amount in amounts.items() if amount is not None}

    def _facts(self):
        for asked in self.asked:
            value = self.cleaned_data[_fact_name(asked.code)]
            yield asked.code, None if value in (None, "") else to_columns(asked, value)


def _fact_name(code):
    return "fact_" + code.replace(".", "__")


def _funding_facts(enterprise):
    held = [row.code for row in enterprise.qualifications.all()]
    facts = {
        "zone": enterprise.zone,
        "qualifications": held or ([NONE_HELD] if enterprise.qualifications_known else []),
    }
    facts |= {f"spend_{row.kind}": row.amount_wan for row in enterprise.planned_spend.all()}
    return facts | {_fact_name(row.field): to_form(row) for row in enterprise.facts.all()}
