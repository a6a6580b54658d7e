"""Clients of a service provider with results, there before a test begins.

    manage.py shell --no-imports -c "from tests.browser.clients import furnish_results; furnish_results(PROVIDER, 5)"

gives the provider of this address five clients whose results it may read.
"""

import datetime
import json
import uuid
from unittest import mock

from django.utils import timezone

from accounts.models import EnterpriseProfile, Grant, Organisation, User
from accounts.rights import EDIT, VERIFY
from providers.models import Provider
from surveys.content import framework
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.starting import start_with
from surveys.submission import submit
from tests.browser.furnish import session_of
from tests.browser.steps import code_of
from verification.models import Verification
from verification.saving import save_finding
from verification.tally import asked_in
from verification.verified import framework_of

# Name, region, industry, policy group, people, revenue in 万元, where on the ladders it stands.
FIRMS = (
    ("宁波象山港汽车部件有限公司", "330225", "3670", "equipment", 85, 4200, 2),
    ("余姚四明模具科技有限公司", "330281", "3525", "equipment", 60, 3100, 1),
    ("宁波海曙恒远精密机械有限公司", "330203", "3484", "equipment", 240, 16800, 3),
    ("慈溪桥头小家电有限公司", "330282", "3854", "equipment", 420, 31500, 3),
    ("苏州吴江东太湖纺织科技有限公司", "320509", "1751", "consumer_goods", 310, 22400, 2),
    ("佛山顺德容桂智能家电有限公司", "440606", "3852", "equipment", 680, 58200, 4),
    ("宁波镇海石化装备制造有限公司", "330211", "3521", "equipment", 150, 9600, 1),
)
LATER = datetime.timedelta(days=180)
PURPOSE = "2026 年 AI 就绪度测评与核验"


def furnish_results(provider, count):
    """This many clients of a provider, named by its address, whose results it may read."""
    provider = Organisation.objects.get(uuid=provider)
    for number in range(count):
        client = firm_of(FIRMS[number], uscc=code_of(number))
        grant(client, provider)
        submitted_result(client, client.owner, FIRMS[number][-1], number)


def person(name, **facts):
    return User.objects.create(email=f"{uuid.uuid4().hex[:10]}@example.com", name=name, **facts)


def firm_of(facts, uscc):
    name, adcode, industry, group, employees, revenue, _rung = facts
    owner = person(f"{name[2:4]}厂长")
    firm = EnterpriseProfile.objects.found(
        owner,
        name,
        adcode=adcode,
        industry=industry,
        policy_group=group,
        employees=employees,
        revenue_wan=revenue,
        uscc=uscc,
    ).organisation
    firm.owner = owner
    return firm


def grant(client, provider, rights=(), days=LATER, purpose=PURPOSE):
    return Grant.objects.give(client, provider, client.owner, set(rights), purpose, timezone.localdate() + days)


def asked_of(client):
    """The questions of the full version, as they are put to this client."""
    return framework().asked(framework().profile_for(client.enterprise.policy_group))


def plain_answer(question, rung, number):
    """An answer around a rung of the ladder; which way it leans is different for every firm and question."""
    lean = (rung + (sum(map(ord, question.code)) * 7 + number * 5) % 3 - 1) % 5
    if question.kind == "multiple":
        options = [option.code for option in question.options if not option.exclusive]
        return options[: max(1, min(lean, len(options)))]
    return question.options[min(lean, len(question.options) - 1)].code


def submitted_result(client, user, rung, number, on=datetime.date(2026, 10, 8)):
    """Its result. The worker is needed for what somebody has asked for, so no report is made of it by itself."""
    answers = {question.code: plain_answer(question, rung, number) for question in asked_of(client)}
    draft = start_with(client, user, Assessment.Mode.FULL, answers, [])
    moment = timezone.make_aware(datetime.datetime.combine(on, datetime.time(10, 30)))
    moment += datetime.timedelta(days=3 * number)
    with (
        mock.patch("surveys.submission.timezone.now", return_value=moment),
        mock.patch("reports.listening.jobs.request"),
    ):
        return submit(draft, user, Sheet(draft).seen).snapshot


def furnish_findings(verification, but):
    """What an assessor has confirmed before, on every question `but` some."""
    found = Verification.objects.get(uuid=verification)
    plain = {"outcome": "confirmed", "evidence": "document", "note": "", "value": None}
    for question in asked_in(found.result, framework_of(found.result)):
        if question.code not in but:
            save_finding(found, found.opened_by, question, plain, 0, uuid.uuid4())


def furnish_desk_at_work():
    """A provider with two clients, one of which it verifies. Prints its administrator's session and where to look."""
    admin = person("周敏")
    provider = Provider.objects.found(admin, "甬江智造咨询（宁波）有限公司").organisation
    first, second = (firm_of(facts, code_of(400 + n)) for n, facts in enumerate(FIRMS[:2]))
    for number, client in enumerate((first, second)):
        grant(client, provider, {EDIT, VERIFY})
        result = submitted_result(client, client.owner, FIRMS[number][-1], number)
    prepared = EnterpriseProfile.objects.prepare(
        provider, "象山石浦水产机械厂", adcode="330225", industry="3525", policy_group="equipment"
    )
    draft = start_with(first, admin, Assessment.Mode.QUICK, {}, [])
    found = Verification.objects.begin(result.assessment, provider, admin)
    furnish_findings(found.uuid, but=("PM-2",))
    desk, verification = f"/providers/{provider.uuid}/", f"/verifications/{found.uuid}/"
    rooms = ("clients/", "clients/ask/", "portfolio/?region=33", "portfolio/import/", "batches/begin/", "look/")
    pages = [*(desk + room for room in rooms), f"{desk}clients/{prepared.uuid}/hand-over/"]
    pages += [verification, f"{verification}questions/PM-2/", f"{verification}sign/", f"{desk}verifications/"]
    pages += [f"/assessments/{draft.uuid}/visit/", f"/assessments/{draft.uuid}/visit/route/"]
    pages += [f"/organisations/{provider.uuid}/tokens/", f"{desk}clients/{first.uuid}/"]
    print(json.dumps({"session": session_of(admin), "pages": pages}))
