"""What every page owes its reader: safety headers, clear errors, nothing from elsewhere."""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from django.shortcuts import render
from django.test import Client
from django.urls import reverse

import readiness
from accounts.views import server_error

VECTORS = Path(readiness.__file__).parent / "content/frameworks/ai-manufacturing/2026.1/vectors"

VISITOR_PAGES = ["accounts:landing", "account_login", "account_signup", "account_reset_password"]
PERSON_PAGES = [
    "accounts:settings",
    "accounts:enterprise_create",
    "account_change_password",
    "account_email",
    "account_logout",
]


@pytest.fixture(params=VISITOR_PAGES + PERSON_PAGES)
def page(request, client, alice):
    if request.param in PERSON_PAGES:
        client.force_login(alice)
    return client.get(reverse(request.param))


def test_scripts_run_only_with_the_nonce_of_the_page(page):
    policy = page.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)[1]
    scripts = re.findall(r"<script[^>]*>", page.content.decode())
    assert scripts
    assert all(f'nonce="{nonce}"' in script for script in scripts)
    assert "unsafe" not in policy


def test_no_page_uses_inline_styles_or_handlers(page):
    html = page.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


def test_no_page_names_another_host(page):
    html = re.sub(r'xmlns="[^"]*"', "", page.content.decode())
    assert not re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", html)


def test_no_page_is_stored_by_caches_on_the_way(page):
    assert "no-store" in page.headers["Cache-Control"]


def test_every_page_has_one_heading_a_title_and_a_way_past_the_header(page):
    html = page.content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert re.search(r"<title>\S", html)
    assert 'href="#content"' in html
    assert 'id="content"' in html


def test_every_page_keeps_strangers_from_framing_it(page):
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_a_page_that_is_not_there_says_so_and_offers_a_way_out(client, db):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "没有找到这个页面" in response.content.decode()
    assert reverse("accounts:home") in response.content.decode()


def test_a_form_from_a_stale_page_changes_nothing_and_says_so(alice):
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": alice.email, "password": "correct horse"})
    assert response.status_code == 403
    assert "页面打开的时间太久了" in response.content.decode()


def test_an_error_of_ours_is_admitted_without_details(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.views.render", _break)
    response = client.get(reverse("accounts:landing"))
    assert response.status_code == 500
    assert "系统出错了" in response.content.decode()
    assert "secret detail" not in response.content.decode()


def test_an_error_page_needs_no_collected_files(client, monkeypatch):
    def missing(name):
        raise ValueError("Missing staticfiles manifest entry")

    assert "stylesheet" in server_error(None).content.decode()
    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage.url", missing)
    response = server_error(None)
    assert response.status_code == 500
    assert "系统出错了" in response.content.decode()


def _break(request, template, *args, **kwargs):
    if template == "500.html":
        return render(request, template, *args, **kwargs)
    raise RuntimeError("secret detail")


def test_signing_out_and_switching_are_never_done_by_a_link(client, alice):
    client.force_login(alice)
    for name in ("set_language", "accounts:text_size"):
        assert client.get(reverse(name)).status_code == 405


def test_the_sample_on_the_landing_page_is_the_first_reference_case(client, db):
    case = yaml.safe_load((VECTORS / "answers.yaml").read_text(encoding="utf-8"))["cases"][0]
    page = client.get(reverse("accounts:landing")).content.decode()
    overall = Decimal(case["overall"]).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert f">{overall}<" in page
    assert f"{40 - overall} 分" in page
    for dimension in ("PM", "OM", "DT", "SG", "CM"):
        assert f'value="{case["dimensions"][dimension]}"' in page
        assert f">{case['dimensions'][dimension]}<" in page
