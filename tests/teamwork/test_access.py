"""Who may open and change what in this room: Alice owns, Bob edits, Vera reads, Charlie is a stranger, Dan has left."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts import members
from accounts.models import Membership, User
from teamwork.models import Assignment, Comment, Consensus, Decision, Opinion

ALL = {"alice", "bob", "vera"}
EDITORS = {"alice", "bob"}
OWNER = {"alice"}
PAGES = {
    "assignments": ([], ALL),
    "assign": (["PM"], EDITORS),
    "comments": (["PM-1"], ALL),
    "opinions": (["PM"], EDITORS),
    "spread": ([], ALL),
}
# name → (arguments, data, who may)
CHANGES = {
    "assign": (["PM"], {}, EDITORS),
    "unassign": (["RD"], {}, EDITORS),
    "comments": (["PM-1"], {"text": "好"}, ALL),
    "opinions": (["PM"], {}, EDITORS),
    "switch": ([], {"on": "yes"}, OWNER),
    "adopt": ([], {}, OWNER),
    "decision": (["PM-1"], {"value": '"L2"'}, OWNER),
}


@pytest.fixture
def dan(factory, alice):
    """Somebody who belonged to Alice's factory until a moment ago."""
    user = User.objects.create_user("dan@example.com", "correct horse", name="Dan")
    member = Membership.objects.create(user=user, organisation=factory.organisation, role=Membership.Role.EDITOR)
    members.remove(member)
    return user


@pytest.fixture
def everybody(alice, bob, vera, charlie, dan):
    return {"alice": alice, "bob": bob, "vera": vera, "charlie": charlie, "dan": dan}


def address(name, assessment, arguments):
    return reverse(f"teamwork:{name}", args=[assessment.uuid, *arguments])


def expected(name, allowed, success):
    if name in allowed:
        return success
    return 403 if name in ALL else 404


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_whom_they_are(signed_in, consensus, everybody, page):
    arguments, allowed = PAGES[page]
    for name, user in everybody.items():
        status = signed_in(user).get(address(page, consensus, arguments)).status_code
        assert status == expected(name, allowed, 200), name


@pytest.mark.parametrize("change", CHANGES)
def test_changes_are_made_by_whom_they_are_allowed(signed_in, consensus, everybody, change):
    arguments, data, allowed = CHANGES[change]
    for name, user in everybody.items():
        status = signed_in(user).post(address(change, consensus, arguments), data).status_code
        if name in allowed:
            assert status in (200, 302), name
        else:
            assert status == expected(name, allowed, None), name


@pytest.mark.parametrize("name", sorted({*PAGES, *CHANGES}))
def test_every_address_asks_a_visitor_to_sign_in(client, consensus, name):
    arguments = (PAGES.get(name) or CHANGES[name])[0]
    for method in ("get", "post") if name in PAGES and name in CHANGES else ("get",) if name in PAGES else ("post",):
        response = getattr(client, method)(address(name, consensus, arguments))
        assert response.status_code == 302
        assert "/account/login/" in response.url


@pytest.mark.parametrize("name", sorted(set(CHANGES) - set(PAGES)))
def test_what_changes_something_rejects_get(signed_in, consensus, alice, name):
    assert signed_in(alice).get(address(name, consensus, CHANGES[name][0])).status_code == 405


@pytest.mark.parametrize("name", ["assignments", "spread"])
def test_what_only_shows_rejects_post(signed_in, consensus, alice, name):
    assert signed_in(alice).post(address(name, consensus, [])).status_code == 405


@pytest.mark.parametrize(
    ("name", "wrong"), [("assign", "XX"), ("opinions", "XX"), ("comments", "XX-1"), ("decision", "XX-1")]
)
def test_parts_and_questions_that_do_not_exist_are_not_found(signed_in, consensus, alice, name, wrong):
    client = signed_in(alice)
    assert (
        getattr(client, "post" if name == "decision" else "get")(address(name, consensus, [wrong])).status_code == 404
    )


def test_rows_are_seen_by_members_and_by_nobody_else(opine, assigned, comment, consensus, alice, bob, charlie, dan):
    opine(bob, "PM-1", "L2")
    Decision.objects.create(assessment=consensus, question="PM-1", value="L2", opinions=[], at=comment.at)
    for model in (Assignment, Comment, Consensus, Opinion, Decision):
        assert set(model.objects.for_user(alice)) == set(model.objects.all())
        for stranger in (charlie, dan, AnonymousUser()):
            assert not model.objects.for_user(stranger)
        assert model.objects.get().organisation == consensus.organisation


def test_a_submitted_assessment_can_be_read_and_no_longer_changed(
    signed_in, answered, assigned, comment, alice, bob, vera, charlie
):
    from surveys.sheet import Sheet
    from surveys.submission import submit

    Consensus.objects.switch(answered, alice, True)
    submit(answered, alice, Sheet(answered).seen)
    client = signed_in(alice)
    before = {m: list(m.objects.values()) for m in (Assignment, Comment, Consensus, Opinion, Decision)}
    for name, (arguments, data, _allowed) in CHANGES.items():
        page = client.post(address(name, answered, arguments), data, follow=True).content.decode()
        assert "can no longer be changed" in page, name
    for name in ("assignments", "comments", "spread"):
        assert client.get(address(name, answered, PAGES[name][0])).status_code == 200
    assert "三台还没联网" in client.get(address("comments", answered, ["PM-1"])).content.decode()
    assert {m: list(m.objects.values()) for m in before} == before
