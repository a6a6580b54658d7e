"""A bureau with two people, for browsers: what manage.py shell has to run to make it."""

CODE = "zj-hangzhou-compute-voucher-2025"
BUREAU = """
import json
from django.conf import settings
from django.test import Client
from accounts.models import Membership, Organisation, User
from subsidies.models import Bureau
organisation = Organisation.objects.create(kind="bureau", name="杭州市经济和信息化局")
made = {"address": f"/subsidies/{Bureau.objects.create(organisation=organisation, adcode='330100').uuid}/"}
for name in ("writer", "reviewer"):
    user = User.objects.create(email=f"{name}@bureau.example.com", name=name)
    Membership.objects.create(user=user, organisation=organisation, role="editor")
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    made[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
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
