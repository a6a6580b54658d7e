"""A bureau with a campaign in its second week, for browsers: what manage.py shell has to run to make it."""

CAMPAIGN = """
import datetime, json
from unittest import mock
from django.conf import settings
from django.test import Client
from django.utils import timezone
from accounts.models import EnterpriseProfile, Membership, Organisation, User
from campaigns.choices import Choice
from campaigns.joining import Invitation, take_part
from campaigns.letters import Letters
from campaigns.models import Campaign, Extension, Message, Participant, Target, Wave
from campaigns.waves import Wave
from readiness.uscc import check_character
from subsidies.models import Bureau
from surveys.content import framework, version_of
from surveys.sheet import Sheet
from surveys.starting import start, start_with
from surveys.submission import submit
from tests.browser.furnish import middling

def signed_in(user):
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value

def bureau(name, adcode):
    organisation = Organisation.objects.create(kind="bureau", name=name)
    made = Bureau.objects.create(organisation=organisation, adcode=adcode)
    user = User.objects.create(email=f"owner-{adcode}@bureau.example.com", name="李工")
    Membership.objects.create(user=user, organisation=organisation, role="owner")
    return made, user

now, today = timezone.now(), timezone.localdate()
city, user = bureau("杭州市经济和信息化局", "330100")
district, xu = bureau("西湖区经济和信息化局", "330106")
campaign = Campaign.objects.create(
    bureau=city, title="2026 年杭州市制造业 AI 就绪度摸底", adcode="330100", contact="李工 0571-12345678",
    purpose="了解全市制造业企业应用人工智能的基础，据此安排明年的算力券、诊断服务和培训。",
    framework_version=version_of(framework().reference), opens=today - datetime.timedelta(days=12),
    closes=today + datetime.timedelta(days=18), state="open", made_by=user, policy_groups=["equipment"], sizes=["small", "medium"],
)
Extension.objects.create(campaign=campaign, before=today + datetime.timedelta(days=4), after=campaign.closes, reason="部分企业正在年度盘点", by=user)
asked = framework().asked(framework().profile_for("equipment"))
answers = {question.code: middling(question) for question in asked}
names = ["远山精密机械", "钱江数控装备", "运河电机", "西溪自动化", "天目轴承", "湘湖液压", "龙井仪表", "灵隐阀门", "滨江机器人", "余杭模具", "萧山汽配", "临安电缆"]
places = ["330106", "330108", "330110", "330106", "330109", "330106", "330108", "330110", "330108", "330110", "330109", "330112"]
for n, (name, place) in enumerate(zip(names, places)):
    body = f"91330106MA{n:07d}"
    target = Target.objects.create(campaign=campaign, uscc=body + check_character(body), name=f"杭州{name}有限公司", adcode=place,
                                   email=f"office{n}@example.com" if n % 3 else "", phone="0571-8888%04d" % n)
    Target.objects.filter(pk=target.pk).update(created=now - datetime.timedelta(days=11))
    if n > 7:
        continue
    owner = User.objects.create(email=f"owner{n}@example.com", name="陈厂长")
    firm = EnterpriseProfile.objects.found(owner, target.name, uscc=target.uscc, adcode=place, industry="3525",
                                           policy_group="equipment", employees=60 + n, revenue_wan=3100)
    part = take_part(Invitation(campaign, target), firm, owner)
    Participant.objects.filter(pk=part.pk).update(joined_at=now - datetime.timedelta(days=10 - n))
    if n < 5:
        assessment = start_with(firm.organisation, owner, "full", answers, [])
        if n < 4:
            moment = now - datetime.timedelta(days=max(0, 7 - 2 * n))
            with mock.patch("surveys.submission.timezone.now", return_value=moment):
                submit(assessment, owner, Sheet(assessment).seen)
        assessment.started_at = now - datetime.timedelta(days=8 - n)
        assessment.save(update_fields=["started_at"])
    if n < 2:
        Choice.objects.choose(campaign, firm.organisation, owner, "identifiable")
    if n == 0:
        first, firm_owner = part, owner
    if n == 4:
        open_draft, draft_owner = assessment, owner
    last = target
wave = Wave.objects.begin(campaign, user, "email", "silent", "请于本周五前完成。", 0)
Message.objects.filter(wave=wave).update(state="sent", sent_at=now)
other = Campaign.objects.create(bureau=city, title="软件企业专项摸底", adcode="330108", purpose="了解软件企业的情况。",
    framework_version=version_of(framework().reference), opens=today + datetime.timedelta(days=3), closes=today + datetime.timedelta(days=40), made_by=user)
silent = campaign.targets.filter(participant=None).first()
lone = User.objects.create(email="lone-firm@example.com")
print(json.dumps({
    "bureau": signed_in(user), "district": signed_in(xu), "firm": signed_in(firm_owner), "drafting": signed_in(draft_owner), "lone": signed_in(lone),
    "desk": f"/campaigns/{city.uuid}/", "address": f"/campaigns/{city.uuid}/{campaign.uuid}/",
    "draft": f"/campaigns/{city.uuid}/{other.uuid}/", "part": f"/campaigns/{district.uuid}/{campaign.uuid}/",
    "look": f"/campaigns/{city.uuid}/{campaign.uuid}/results/{first.uuid}/", "invitation": f"/invited/{silent.token}/",
    "sharing": f"/enterprises/{first.organisation.uuid}/sharing/", "access": f"/enterprises/{first.organisation.uuid}/access/",
    "review": f"/assessments/{open_draft.uuid}/review/", "tasks": f"/assessments/{open_draft.uuid}/",
    "home": f"/subsidies/{city.uuid}/",
}))
"""


def pages(made):
    """name → (path, whose session)"""
    here, desk = made["address"], made["desk"]
    found = {
        "list": (desk, "bureau"),
        "new": (f"{desk}new/", "bureau"),
        "overview": (here, "bureau"),
        "draft": (made["draft"], "bureau"),
        "targets": (f"{here}targets/", "bureau"),
        "bring": (f"{here}targets/import/", "bureau"),
        "letters": (f"{here}letters/", "bureau"),
        "reminders": (f"{here}reminders/", "bureau"),
        "wave": (f"{here}reminders/1/", "bureau"),
        "gateway": (f"{desk}gateway/", "bureau"),
        "results": (f"{here}results/", "bureau"),
        "look": (made["look"], "bureau"),
        "close": (f"{here}close/", "bureau"),
        "part": (made["part"], "district"),
        "part-targets": (f"{made['part']}targets/", "district"),
        "invitation": (made["invitation"], None),
        "invitation-signed-in": (made["invitation"], "lone"),
        "sharing": (made["sharing"], "firm"),
        "access": (made["access"], "firm"),
        "review": (made["review"], "drafting"),
        "tasks": (made["tasks"], "drafting"),
    }
    return {f"campaign-{name}": page for name, page in found.items()}
