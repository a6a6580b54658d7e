"""Factories that are there before a test begins, so that it can start where it matters.

    manage.py shell --no-imports -c "from tests.browser.furnish import furnish; furnish(3)"

prints one JSON line: for each factory its owner's e-mail address (password: `steps.PASSWORD`), a session that is signed
in, and the address of an assessment. Its kind is "full" or "quick" with nothing answered, "answered" in full, or
"submitted", whose report the worker then makes.
"""

import json
import uuid

from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts.models import EnterpriseProfile, User
from readiness.questions import Question
from surveys.content import framework
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit
from tests.browser.steps import PASSWORD


def furnish(count, kind="full"):
    user = User(email="")
    user.set_password(PASSWORD)  # hashing is slow on purpose, and all of them have the same one
    with transaction.atomic():
        made = [_make(kind, user.password) for _ in range(count)]
    print(json.dumps(made))


def _make(kind, password):
    email = f"{uuid.uuid4().hex[:12]}@example.com"
    user = User.objects.create(email=email, password=password)
    enterprise = EnterpriseProfile.objects.found(
        user,
        "宁波北岸汽车零部件有限公司",
        adcode="330282",
        industry="3670",
        policy_group="equipment",
        employees=85,
        revenue_wan=4200,
    )
    mode = Assessment.Mode.QUICK if kind == "quick" else Assessment.Mode.FULL
    asked = framework().asked(framework().profile_for(enterprise.policy_group))
    answers = {question.code: middling(question) for question in asked} if kind in ("answered", "submitted") else {}
    assessment = start_with(enterprise.organisation, user, mode, answers, [])
    if kind == "submitted":
        submit(assessment, user, Sheet(assessment).seen)
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"email": email, "session": session, "address": f"/assessments/{assessment.uuid}/"}


def middling(question: Question):
    """An answer in the middle of the ladder."""
    if question.kind == "multiple":
        return [option.code for option in question.options if not option.exclusive][:2]
    return question.options[2].code
