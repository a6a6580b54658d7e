"""The facts about an enterprise, as rows; `as_profile` hands them to the rules as one frozen value."""

from datetime import timedelta
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import POLICY_GROUPS, QUALIFICATIONS, SPEND_KINDS
from accounts.organisations import Membership, Organisation
from accounts.people import User
from accounts.reference import reference
from readiness.profile import Profile


class BelongsToAnEnterprise(models.QuerySet):
    def for_user(self, user):
        return self.filter(enterprise__organisation__in=Organisation.objects.for_user(user))


class EnterpriseProfileQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(organisation__in=Organisation.objects.for_user(user)).select_related("organisation")

    def own(self, user):
        """The enterprises this person belongs to."""
        return self.filter(organisation__in=Organisation.objects.own(user)).select_related("organisation")

    def firms(self):
        """Those with people of their own, unlike files that providers have prepared."""
        return self.filter(prepared_by=None)

    def just_made(self, user):
        """Enterprises this person has made in the last minute."""
        return self.filter(
            organisation__memberships__user=user,
            organisation__memberships__role=Membership.Role.OWNER,
            organisation__created__gte=_a_minute_ago(),
        )

    def just_prepared(self, provider):
        """Files this provider has prepared in the last minute."""
        return self.filter(prepared_by=provider, organisation__created__gte=_a_minute_ago())

    @transaction.atomic
    def found(self, user, name, **facts):
        """A new enterprise of which this user is the owner. A second click finds the one that the first has made."""
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        twin = self.just_made(user).filter(organisation__name=name, **facts).first()
        if twin:
            return twin
        organisation = Organisation.objects.create(kind=Organisation.Kind.ENTERPRISE, name=name)
        Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.OWNER)
        return self.create(organisation=organisation, **facts)

    @transaction.atomic
    def prepare(self, provider, name, **facts):
        """A file about an enterprise that has no people here yet. A second click finds the one that the first has made."""
        if not provider.is_provider:
            raise ValueError("Only a service provider prepares files.")
        Organisation.objects.select_for_update(no_key=True).get(pk=provider.pk)
        twin = self.just_prepared(provider).filter(organisation__name=name, **facts).first()
        if twin:
            return twin
        organisation = Organisation.objects.create(kind=Organisation.Kind.ENTERPRISE, name=name)
        return self.create(organisation=organisation, prepared_by=provider, **facts)


def _a_minute_ago():
    return timezone.now() - timedelta(minutes=1)


class EnterpriseProfile(models.Model):
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="enterprise")
    # The provider that prepared this file; empty as soon as the enterprise has people of its own.
    prepared_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="prepared_files"
    )
    uscc = models.CharField(_("Unified social credit code"), max_length=18, blank=True)
    adcode = models.CharField(_("Region"), max_length=6)
    zone = models.CharField(_("Development zone"), max_length=60, blank=True)
    industry = models.CharField(_("Industry"), max_length=4)
    policy_group = models.CharField(_("Policy group"), max_length=16, choices=POLICY_GROUPS)
    employees = models.PositiveIntegerField(_("Employees"), null=True, blank=True, validators=[MinValueValidator(1)])
    revenue_wan = models.DecimalField(
        _("Revenue"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    qualifications_known = models.BooleanField(default=False)  # asked and answered, even if with "none"
    changed = models.DateTimeField(auto_now=True)

    objects = EnterpriseProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            # Several providers may prepare a file about the same enterprise without knowing of each other.
            models.UniqueConstraint(
                fields=["uscc"], condition=~models.Q(uscc="") & models.Q(prepared_by=None), name="uscc_once"
            ),
            models.UniqueConstraint(
                fields=["prepared_by", "uscc"],
                condition=~models.Q(uscc="") & models.Q(prepared_by__isnull=False),
                name="prepared_once_per_provider",
            ),
            models.CheckConstraint(
                condition=models.Q(employees__gte=1) | models.Q(employees=None), name="employees_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(revenue_wan__gte=0) | models.Q(revenue_wan=None), name="revenue_not_negative"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.organisation.name

    @property
    def uuid(self):
        return self.organisation.uuid

    @property
    def size(self):
        """large, medium, small or micro; None while employees or revenue are not known."""
        return reference().size_class(self.industry, self.employees, self.revenue_wan).size

    def as_profile(self) -> Profile:
        """What scoring, scenarios and subsidy rules may know about this enterprise."""
        return Profile(
            name=self.name,
            adcode=self.adcode,
            industry=self.industry,
            policy_group=self.policy_group,
            uscc=self.uscc or None,
            employees=self.employees,
            revenue_wan=self.revenue_wan,
            size=self.size,
            zone=self.zone or None,
            qualifications=frozenset(held.code for held in self.qualifications.all())
            if self.qualifications_known
            else None,
            spend={planned.kind: planned.amount_wan for planned in self.planned_spend.all()},
            facts={fact.field: fact.value for fact in self.facts.all()},
        )


class QualificationQuerySet(BelongsToAnEnterprise):
    @transaction.atomic
    def hold(self, enterprise, codes):
        """Exactly these titles."""
        self.filter(enterprise=enterprise).exclude(code__in=codes).delete()
        self.bulk_create([Qualification(enterprise=enterprise, code=code) for code in codes], ignore_conflicts=True)


class Qualification(models.Model):
    """A title the enterprise holds, such as 专精特新小巨人."""

    enterprise = models.ForeignKey(EnterpriseProfile, on_delete=models.CASCADE, related_name="qualifications")
    code = models.CharField(max_length=40, choices=QUALIFICATIONS)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "code"], name="qualification_once")]

    def __str__(self):
        return self.code

    @property
    def organisation(self):
        return self.enterprise.organisation


class PlannedSpendQuerySet(BelongsToAnEnterprise):
    @transaction.atomic
    def plan(self, enterprise, amounts):
        """Exactly these amounts, in 万元 by kind; a kind left out is not known."""
        self.filter(enterprise=enterprise).exclude(kind__in=amounts).delete()
        self.put(enterprise, amounts)

    @transaction.atomic
    def put(self, enterprise, amounts):
        """These amounts, in 万元 by kind; other kinds stay as they are."""
        for kind, amount in amounts.items():
            self.update_or_create(enterprise=enterprise, kind=kind, defaults={"amount_wan": amount})


class PlannedSpend(models.Model):
    """What the enterprise plans to spend in the coming year, by kind, in 万元."""

    enterprise = models.ForeignKey(EnterpriseProfile, on_delete=models.CASCADE, related_name="planned_spend")
    kind = models.CharField(max_length=40, choices=SPEND_KINDS)
    amount_wan = models.DecimalField(max_digits=12, decimal_places=2)

    objects = PlannedSpendQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind"], name="spend_kind_once"),
            models.CheckConstraint(condition=models.Q(amount_wan__gte=0), name="spend_not_negative"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.amount_wan}"

    @property
    def organisation(self):
        return self.enterprise.organisation


class SubsidyFactQuerySet(BelongsToAnEnterprise):
    @transaction.atomic
    def state(self, enterprise, answers, by=None, acting=None):
        """Each field of `answers` with these columns; None takes the answer back. Other fields stay as they are."""
        held = {fact.field: fact for fact in self.filter(enterprise=enterprise, field__in=answers)}
        for field, columns in answers.items():
            if columns is None:
                self.filter(enterprise=enterprise, field=field).delete()
            elif field not in held or held[field].columns != columns:
                said = columns | {"by": by, "acting": acting, "at": timezone.now()}
                self.update_or_create(enterprise=enterprise, field=field, defaults=said)


class SubsidyFact(models.Model):
    """A further answer that a subsidy rule asks for: yes or no, a number in 万元, or a text. by, acting, at: its last change."""

    enterprise = models.ForeignKey(EnterpriseProfile, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField(max_length=60)
    flag = models.BooleanField(null=True)
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    text = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    acting = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")  # for whom
    at = models.DateTimeField(null=True)

    objects = SubsidyFactQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "field"], name="fact_once")]

    def __str__(self):
        return f"{self.field}: {self.value}"

    @property
    def organisation(self):
        return self.enterprise.organisation

    @property
    def columns(self):
        """What it says, as columns."""
        return {"flag": self.flag, "number": self.number, "text": self.text}

    @property
    def value(self):
        if self.flag is not None:
            return self.flag
        return self.text if self.number is None else self.number
