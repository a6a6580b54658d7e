"""A bureau with two people, for browsers: the scripts that make it."""

CODE = "zj-hangzhou-compute-voucher-2025"
BUREAU = """
import json
from django.conf import settings
from django.test import Client
from accounts.models import Membership, Organisation, User
from subsidies.models import Bureau
organisation = Organisation.objects.create(kind="bureau", name="杭州市经济和信息化局")
made = {"address": f"/subsidies/{Bureau.objects.create(organisation=organisation, adcode='330100').uuid}/"}
for name, role in (("writer", "owner"), ("reviewer", "editor")):
    user = User.objects.create(email=f"{name}@bureau.example.com", name=name)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    made[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
from subsidies.models import Record
from subsidies.workflow import draft
providers = Record.objects.create(kind="list", code="hangzhou-compute-providers", adcode="330100")
draft(providers, {
    "list": "hangzhou-compute-providers", "adcode": "330100", "kind": "text",
    "name": {"zh": "杭州市算力服务商名单", "en": "compute providers of Hangzhou"},
    "question": {"zh": "服务商在名单内吗？", "en": "Is the provider on the list?"},
    "members": ["杭州云算科技有限公司", "之江算力有限公司"], "complete": False, "as_of": "2026-10-01",
    "source": {"zh": "市经信局公告", "en": "notice of the bureau"},
}, User.objects.get(email="writer@bureau.example.com"), 0)
print(json.dumps(made))
"""
# 46 factories of its region that agreed to be counted; the other record is then told with hidden cells.
OLDER = "zj-hangzhou-compute-voucher-2024"
COUNTED = """
from tests.bureaus.region import RENT, settle
from bureaus.counting import count
from subsidies.models import Bureau
settle(12, spend={RENT: 10})
settle(20, buys={"compute": 10})
settle(14, spend={RENT: 0})
count(Bureau.objects.get())
"""
