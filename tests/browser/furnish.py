"""Factories that are there before a test begins, so that it can start where it matters.

    site.run("from tests.browser.furnish import furnish; furnish(3)")

prints one JSON line: for each factory its owner's e-mail address (password: `steps.PASSWORD`), a session that is signed
in, and the address of an assessment. Its kind is "full" or "quick" with nothing answered, "answered" in full, or
"submitted", whose report the worker then makes.
"""

import datetime
import json
import uuid
from unittest import mock

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import EnterpriseProfile, Invitation, Membership, User
from evidence.models import Evidence
from history.reassessing import reassess
from readiness.questions import Question
from surveys.content import framework
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit
from teamwork.models import Assignment, Comment, Consensus
from teamwork.opinions import save_opinion
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
    return {"email": email, "session": session_of(user), "address": f"/assessments/{assessment.uuid}/"}


def session_of(user):
    """The cookie of a browser in which this person has signed in."""
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def middling(question: Question):
    """An answer in the middle of the ladder."""
    if question.kind == "multiple":
        return [option.code for option in question.options if not option.exclusive][:2]
    return question.options[2].code


def furnish_busy():
    """A factory in its third year with a team at work: two results, last year's answers to confirm, parts assigned,
    comments, evidence, opinions that differ, an invitation."""
    made = _make("full", "!")
    assessment = Assessment.objects.get(uuid=made["address"].split("/")[2])
    owner, team = assessment.organisation.memberships.get().user, _team(assessment.organisation)
    User.objects.filter(pk=owner.pk).update(name="陈厂长")
    assessment.delete()
    for year, n in ((2024, 1), (2025, 2)):
        last = _submitted_in(year, assessment.organisation, owner, n)
    draft = reassess(last, owner, Assessment.Mode.FULL)
    _work_on(draft, owner, team)
    _invitation, token = Invitation.objects.invite(draft.organisation, owner, "zhang@example.com", "editor")
    firm = f"/enterprises/{draft.organisation.uuid}/"
    person = draft.organisation.memberships.get(user=team[0])
    made |= {
        "address": f"/assessments/{draft.uuid}/",
        "firm": firm,
        "join": f"/join/{token}/",
        "person": str(person.uuid),
    }
    print(json.dumps(made | {"evidence": str(Evidence.objects.filter(assessment=draft).first().uuid)}))


def _team(organisation):
    people = [User.objects.create(email=f"{uuid.uuid4().hex[:8]}@example.com", name=n) for n in ("王工", "李主任")]
    for person, role in zip(people, ("editor", "viewer"), strict=True):
        Membership.objects.create(user=person, organisation=organisation, role=role)
    return people


def _submitted_in(year, organisation, owner, n):
    asked = framework().asked(framework().profile_for("equipment"))
    answers = {q.code: middling(q) if q.kind == "multiple" else q.options[n].code for q in asked}
    assessment = start_with(organisation, owner, Assessment.Mode.FULL, answers, [])
    moment = timezone.make_aware(datetime.datetime(year, 11, 5, 10))
    with mock.patch("surveys.submission.timezone.now", return_value=moment):
        submit(assessment, owner, Sheet(assessment).seen)
    assessment.refresh_from_db()
    return assessment


def _work_on(draft, owner, team):
    engineer, viewer = team
    members = {m.user_id: m for m in draft.organisation.memberships.all()}
    due = timezone.localdate() + datetime.timedelta(days=10)
    note = "报工和检验数据找车间老周，能耗看月报"
    Assignment.objects.create(assessment=draft, dimension="PM", member=members[engineer.pk], due=due, note=note)
    Assignment.objects.create(assessment=draft, dimension="OT", member=members[owner.pk])
    Comment.objects.create(
        assessment=draft, question="PM-1", author=engineer, text="三台老设备还没有进系统，排产仍要手改。"
    )
    Comment.objects.create(assessment=draft, question="PM-1", author=viewer, text="同意，按多数车间的做法填。")
    for kind, strength, caption in (("note", "observed", "5 月 12 日的工单，已下发到 7 号机"), ("link", "oral", "")):
        text = (
            {"note": "计划员现场演示了一遍，见到排产界面。"} if kind == "note" else {"link": "https://example.com/plan"}
        )
        Evidence.objects.create(
            assessment=draft,
            question="PM-1",
            kind=kind,
            evidence_class=strength,
            caption=caption,
            added_by=owner,
            **text,
        )
    Consensus.objects.switch(draft, owner, True)
    for n, person in enumerate((owner, engineer, viewer)):
        for code, option in (("PM-1", n), ("PM-2", min(n, 1)), ("PM-3", 2), ("PM-4", 2)):
            save_opinion(draft, person, code, draft.framework.questions[code].options[option].code, 0)
