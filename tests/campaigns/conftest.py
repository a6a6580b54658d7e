"""The industry bureau of Hangzhou with a campaign, and firms it has invited."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from accounts.models import EnterpriseProfile, User
from campaigns.joining import Invitation, take_part
from campaigns.models import Campaign, Target
from campaigns.roster import TARGETS
from surveys.content import framework, version_of
from tests.subsidies.conftest import bureau, bureau_of, files_apart, hana, in_english, member, rui, sun, wei  # noqa: F401

CODE, OTHER = "91330106MA2AXXXX1U", "91330282MA2AF12X6P"
HANGZHOU, XIHU, BINJIANG, CIXI = "330100", "330106", "330108", "330282"


def coded(number):
    """A valid social credit code by number."""
    from readiness.uscc import check_character

    body = f"91330106MA{number:07d}"
    return body + check_character(body)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def campaign(bureau, today):  # noqa: F811
    """Open, for all firms of Hangzhou, until in ten days."""
    return make(bureau, today)


def make(of, today, **more):
    """A campaign of a bureau that is open from three days ago until in ten days."""
    facts = {
        "title": "2026 年 AI 就绪度摸底",
        "purpose": "了解企业应用人工智能的基础，安排明年的支持政策。",
        "adcode": of.adcode,
        "opens": today - timezone.timedelta(days=3),
        "closes": today + timezone.timedelta(days=10),
        "state": "open",
        "framework_version": version_of(framework().reference),
    }
    return Campaign.objects.create(bureau=of, **facts | more)


def invite(campaign, number=1, adcode=XIHU, **more):
    return Target.objects.create(
        campaign=campaign, uscc=coded(number), name=f"杭州第{number}精密机械有限公司", adcode=adcode, **more
    )


def firm_of(target, email=None):
    """An enterprise with the code of a target, and its owner."""
    user = User.objects.create_user(email or f"owner-{target.uscc.lower()}@example.com", "correct horse", language="en")
    firm = EnterpriseProfile.objects.found(
        user,
        target.name,
        uscc=target.uscc,
        adcode=target.adcode,
        industry="3525",
        policy_group="equipment",
        employees=60,
        revenue_wan=3100,
    )
    return firm, user


def joined(target):
    """(participant, owner) of a target that takes part."""
    firm, user = firm_of(target)
    return take_part(Invitation(target.campaign, target), firm, user), user


@pytest.fixture
def target(campaign):
    return invite(campaign)


def workbook(*rows, heads=None):
    """The bytes of a list of the invited."""
    book = Workbook()
    sheet = book.active
    sheet.title = "邀请名单"
    sheet.append(heads or [column.title for column in TARGETS.columns])
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(content, name="targets.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}
