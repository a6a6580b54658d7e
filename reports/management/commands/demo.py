"""`manage.py demo`: a factory to look at, with one finished and one half-answered assessment. Says how to sign in."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import EnterpriseProfile, PlannedSpend, Qualification, SubsidyFact, User
from accounts.reference import reference
from readiness.answers import to_plain
from readiness.loading.case import load_case
from readiness.plain import plain
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit

EMAIL = "demo@example.com"
CASE = settings.BASE_DIR / "examples" / "appliances-medium.yaml"
HALF = ("RD", "PV", "PM", "MS")  # the stages the half-answered assessment has reached


class Command(BaseCommand):
    help = (
        "Make the demo factory of examples/appliances-medium.yaml once: one submitted assessment, whose report "
        "the worker makes, and one half answered. Prints the sign-in. Example: manage.py demo"
    )

    def handle(self, **options):
        password = _password()
        if not User.objects.filter(email=EMAIL).exists():
            _make(password)
            self.stdout.write("  Demo factory made; the worker is making its report now.")
        self.stdout.write(f"  Demo sign-in        {EMAIL} / {password}")


def _password() -> str:
    """The password of this installation's demo, made once and kept beside its data, readable by the owner only."""
    path = Path(settings.DATA_DIR) / "demo-password"
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text(encoding="ascii").strip()


@transaction.atomic
def _make(password):
    _, case = load_case(CASE, reference(), timezone.localdate())
    user = User.objects.create_user(EMAIL, password, name="演示用户")
    enterprise = _enterprise(user, case.profile)
    answers = {code: to_plain(answer) for code, answer in case.answers.items()}
    scenes = [_line(scene) for scene in case.scenes]
    finished = start_with(enterprise.organisation, user, Assessment.Mode.FULL, answers, scenes)
    submit(finished, user, Sheet(finished).seen)
    half = {code: value for code, value in answers.items() if code.startswith(HALF)}
    start_with(enterprise.organisation, user, Assessment.Mode.FULL, half, [])


def _enterprise(user, profile) -> EnterpriseProfile:
    enterprise = EnterpriseProfile.objects.found(
        user,
        profile.name,
        uscc=profile.uscc or "",
        adcode=profile.adcode,
        zone=profile.zone or "",
        industry=profile.industry,
        policy_group=profile.policy_group,
        employees=profile.employees,
        revenue_wan=profile.revenue_wan,
        qualifications_known=profile.qualifications is not None,
    )
    for code in sorted(profile.qualifications or ()):
        Qualification.objects.create(enterprise=enterprise, code=code)
    PlannedSpend.objects.plan(enterprise, profile.spend)
    for field, value in profile.facts.items():
        SubsidyFact.objects.create(enterprise=enterprise, field=field, **_typed(value))
    return enterprise


def _typed(value) -> dict:
    """The column a fact belongs in."""
    return {"flag" if isinstance(value, bool) else "text" if isinstance(value, str) else "number": value}


def _line(scene) -> dict[str, str]:
    """A scene as a line of the register."""
    month = f"{scene.start_month:%Y-%m}" if scene.start_month else ""
    return {key: value or "" for key, value in plain(scene).items()} | {"start_month": month}
