"""Inviting a colleague: one link, kept only as a hash, for one person, for a while."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.invitations import MOST_A_DAY, hashed
from accounts.models import Invitation, Membership, User

Role = Membership.Role


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def dora(db):
    """Somebody without an enterprise."""
    return User.objects.create_user("dora@example.com", "correct horse", name="Dora")


def invite_address(factory):
    return reverse("accounts:invite", args=[factory.uuid])


def invite(client, factory, email="new@example.com", role="editor"):
    return client.post(invite_address(factory), {"email": email, "role": role})


def link_in(page):
    return re.search(r'value="http://testserver(/join/[^"]+/)"', page)[1]


@pytest.fixture
def link(signed_in, factory, alice):
    """The path of an open invitation as an editor; nobody is signed in."""
    client = signed_in(alice)
    path = link_in(invite(client, factory).content.decode())
    client.logout()
    return path


def token_of(path):
    return path.strip("/").split("/")[1]


# --- Inviting ---------------------------------------------------------------------------------------------------------


def test_only_an_owner_invites(signed_in, client, factory, bob, vera, charlie):
    assert reverse("account_login") in client.get(invite_address(factory)).url
    for method in ("get", "post"):
        for user, status in ((bob, 403), (vera, 403), (charlie, 404)):
            assert getattr(signed_in(user), method)(invite_address(factory)).status_code == status
    assert not Invitation.objects.exists()


def test_the_link_is_shown_once_and_kept_only_as_a_hash(signed_in, factory, alice):
    client = signed_in(alice)
    token = token_of(link_in(invite(client, factory).content.decode()))
    made = Invitation.objects.get()
    assert made.token_sha256 == hashed(token)
    assert token not in str(Invitation.objects.values().get())
    assert token not in client.get(reverse("accounts:people", args=[factory.uuid])).content.decode()
    assert len(token) >= 43


def test_the_mail_names_inviter_firm_role_and_link_and_nothing_else(signed_in, factory, alice, bob):
    alice.name = "王小美"
    alice.save()
    path = link_in(invite(signed_in(alice), factory).content.decode())
    sent = mail.outbox[0]
    assert sent.to == ["new@example.com"]
    assert sent.subject == "王小美邀请您参加慈溪远山汽车零部件有限公司的 AI 就绪度测评"
    for text in ("王小美", factory.name, "可填写", f"http://testserver{path}"):
        assert text in sent.body
    for text in (alice.email, bob.email, "Bob", "new@example.com"):
        assert text not in sent.body


def test_an_inviter_without_a_name_is_not_named_by_the_address(signed_in, client, factory, alice):
    alice.name = ""
    alice.save()
    path = link_in(invite(signed_in(alice), factory).content.decode())
    client.logout()
    for text in (mail.outbox[0].subject, mail.outbox[0].body, client.get(path).content.decode()):
        assert "企业负责人邀请您" in text
        assert alice.email not in text


def test_the_mail_is_in_the_language_of_the_inviter(signed_in, factory, alice):
    alice.language = "en"
    alice.save()
    invite(signed_in(alice), factory)
    assert mail.outbox[0].subject.startswith("Alice invites you")
    assert "Open this link to join" in mail.outbox[0].body


def test_names_are_written_into_the_mail_as_they_are(signed_in, factory, alice):
    factory.organisation.name = "A&B <机械>"
    factory.organisation.save()
    alice.name = "O'Neil\r\nBcc: all@example.com"
    alice.save()
    invite(signed_in(alice), factory)
    sent = mail.outbox[0]
    assert "A&B <机械>" in sent.subject
    assert "O'Neil Bcc" in sent.subject
    assert sent.recipients() == ["new@example.com"]


def test_a_mail_server_that_is_down_stops_nothing_and_is_said(signed_in, factory, alice, settings, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    settings.EMAIL_URL = "smtp://mail.example.com"
    monkeypatch.setattr("accounts.invitation_mail.send_mail", refuse)
    page = invite(signed_in(alice), factory).content.decode()
    assert "邮件暂时发不出去" in page
    assert link_in(page)


def test_without_a_mail_server_the_page_does_not_say_that_mail_was_sent(signed_in, factory, alice):
    page = invite(signed_in(alice), factory).content.decode()
    assert "邮件已发出" not in page
    assert "微信" in page


def test_inviting_an_address_again_ends_its_earlier_link(signed_in, factory, alice, dora):
    client = signed_in(alice)
    first, second = (link_in(invite(client, factory).content.decode()) for _ in range(2))
    client = signed_in(dora)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "请填写同事的邮箱"),
        ("new@example", "邮箱填写不完整"),
        ("bob@example.com", "已经是"),
        ("ＢＯＢ@example.com", "已经是"),
        ("x" * 250 + "@example.com", "邮箱过长"),
    ],
)
def test_an_address_that_cannot_be_invited_gets_a_sentence_and_stays_in_the_box(
    signed_in, factory, alice, bob, email, sentence
):
    page = invite(signed_in(alice), factory, email).content.decode()
    assert sentence in page
    assert f'value="{email}"' in page or not email
    assert not Invitation.objects.exists()


def test_a_day_has_room_for_so_many_invitations(signed_in, factory, alice):
    for n in range(MOST_A_DAY):
        Invitation.objects.invite(factory.organisation, alice, f"n{n}@example.com", Role.VIEWER)
    assert "请明天再继续" in invite(signed_in(alice), factory).content.decode()
    assert Invitation.objects.count() == MOST_A_DAY
    assert not mail.outbox


def test_an_open_invitation_is_listed_and_can_be_withdrawn(signed_in, factory, alice, link, dora):
    client = signed_in(alice)
    listed = client.get(reverse("accounts:people", args=[factory.uuid])).content.decode()
    assert "new@example.com" in listed
    response = client.post(reverse("accounts:revoke", args=[Invitation.objects.get().uuid]))
    assert "已撤回" in client.get(response.url).content.decode()
    assert "new@example.com" not in client.get(response.url).content.decode()
    assert signed_in(dora).post(link).status_code == 404
    assert not dora.memberships.exists()


def test_only_an_owner_withdraws(signed_in, client, factory, alice, link, bob, vera, charlie):
    there = reverse("accounts:revoke", args=[Invitation.objects.get().uuid])
    assert reverse("account_login") in client.post(there).url
    for user, status in ((bob, 403), (vera, 403), (charlie, 404)):
        assert signed_in(user).post(there).status_code == status
    assert signed_in(alice).get(there).status_code == 405
    assert Invitation.objects.open().exists()


# --- Accepting --------------------------------------------------------------------------------------------------------


def test_an_invitation_says_who_invites_to_what_as_what(client, factory, link):
    page = client.get(link).content.decode()
    for text in ("Alice", factory.name, "可填写"):
        assert text in page
    assert "alice@example.com" not in page
    assert "new@example.com" not in page


def test_looking_at_an_invitation_does_not_use_it(signed_in, link, dora):
    signed_in(dora).get(link)
    assert Invitation.objects.open().exists()
    assert not dora.memberships.exists()


def test_accepting_needs_a_sign_in_that_leads_back(client, link, dora):
    response = client.post(link)
    assert response.url == f"{reverse('account_login')}?next={link}"
    login = client.post(response.url, {"login": dora.email, "password": "correct horse", "next": link})
    assert login.url == link


def test_who_registers_for_an_invitation_lands_on_it_again(client, link, factory):
    signup = re.search(r'href="([^"]*signup[^"]*)"', client.get(link).content.decode())[1]
    page = client.get(signup).content.decode()
    onward = re.findall(r'name="next" value="([^"]*)"', page[page.index("<main") :])[0]
    data = {"email": "new@example.com", "password1": "四月的车间很安静", "next": onward}
    assert client.post(reverse("account_signup"), data).url == link
    client.post(link)
    assert factory.organisation.memberships.get(user__email="new@example.com").role == Role.EDITOR


def test_joining_gives_the_role_and_access(signed_in, factory, link, dora):
    client = signed_in(dora)
    response = client.post(link, follow=True)
    assert "您已加入" in response.content.decode()
    assert client.get(reverse("accounts:enterprise", args=[factory.uuid])).status_code == 200
    used = Invitation.objects.get()
    assert (used.used_by, used.open) == (dora, False)


def test_a_link_works_once(signed_in, link, dora, charlie, factory):
    signed_in(dora).post(link)
    assert signed_in(charlie).get(link).status_code == 404
    assert signed_in(charlie).post(link).status_code == 404
    assert not factory.organisation.memberships.filter(user=charlie).exists()


def test_a_double_click_on_join_joins_once(signed_in, link, dora, factory):
    client = signed_in(dora)
    for _ in range(2):
        assert client.post(link).status_code == 302
    assert factory.organisation.memberships.filter(user=dora).count() == 1


def test_an_expired_link_is_gone(signed_in, link, dora):
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    response = signed_in(dora).get(link)
    assert response.status_code == 404
    assert "这个邀请已失效" in response.content.decode()
    assert signed_in(dora).post(link).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "长" * 300, "%00", "a" * 3000])
def test_a_guessed_token_looks_like_any_other_dead_link(client, link, token):
    response = client.get(f"/join/{token}/")
    assert response.status_code == 404
    assert "这个邀请已失效" in response.content.decode()


def test_a_member_who_opens_a_link_keeps_the_role_and_does_not_use_it_up(signed_in, link, vera, factory):
    client = signed_in(vera)
    assert client.get(link).status_code == 302
    client.post(link)
    assert factory.organisation.memberships.get(user=vera).role == Role.VIEWER
    assert Invitation.objects.open().exists()
