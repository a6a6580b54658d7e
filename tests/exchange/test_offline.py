"""A file with answers: read, shown, and kept by one press."""

import json
import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.models import Answer, AnswerEvent
from surveys.replay import differences

from .conftest import filled_in

pytestmark = pytest.mark.django_db


def address(name, assessment):
    return reverse(f"exchange:{name}", args=[assessment.uuid])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def looked(client, draft, files, name="offline"):
    response = client.post(address(name, draft), files)
    return response, response.context["sealed"] if response.context and "sealed" in response.context else None


def test_a_workbook_goes_out_and_comes_back_as_answers(signed_in, draft, alice, upload):
    client = signed_in(alice)
    blank = client.get(address("blank", draft)).content
    response, sealed = looked(client, draft, upload(filled_in(blank, "PM-1", "L3"), "a.xlsx"))
    assert response.status_code == 200
    assert not Answer.objects.exists()
    response = client.post(address("keep_offline", draft), {"sealed": sealed})
    assert response.url == reverse("surveys:assessment", args=[draft.uuid])
    assert (Answer.objects.get().question, Answer.objects.get().value) == ("PM-1", "L3")
    assert AnswerEvent.objects.get().origin == "adopted"
    assert differences(draft) == {}


def test_the_filled_workbook_changes_nothing(signed_in, answered, alice, upload):
    client = signed_in(alice)
    filled = client.get(address("filled", answered)).content
    response, sealed = looked(client, answered, upload(filled, "a.xlsx"))
    assert sealed == ""
    assert response.context["trial"].same == 60
    assert "Every answer in the file is there already." in response.content.decode()


def test_a_second_press_keeps_nothing_twice(signed_in, draft, alice, upload):
    client = signed_in(alice)
    _, sealed = looked(client, draft, upload('{"PM-1": "L3"}'))
    for _ in range(2):
        client.post(address("keep_offline", draft), {"sealed": sealed})
    assert AnswerEvent.objects.count() == 1


def test_what_somebody_changed_after_the_look_stays(signed_in, draft, alice, bob, answer, upload):
    client = signed_in(alice)
    _, sealed = looked(client, draft, upload('{"PM-1": "L3", "PM-2": "L2"}'))
    answer(draft, "PM-1", "L5", bob)
    response = client.post(address("keep_offline", draft), {"sealed": sealed})
    assert {a.question: a.value for a in Answer.objects.all()} == {"PM-1": "L5", "PM-2": "L2"}
    assert any("PM-1" in text and "meanwhile" in text for text in said(response))


def test_the_look_of_one_person_keeps_nothing_for_another(signed_in, draft, alice, bob, upload):
    _, sealed = looked(signed_in(alice), draft, upload('{"PM-1": "L3"}'))
    response = signed_in(bob).post(address("keep_offline", draft), {"sealed": sealed})
    assert response.url == address("offline", draft)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("sealed", ["", "nonsense", "a:b:c"])
def test_a_changed_look_keeps_nothing(signed_in, draft, alice, sealed):
    response = signed_in(alice).post(address("keep_offline", draft), {"sealed": sealed})
    assert "upload the file again" in said(response)[0]


def test_json_may_be_flat_wrapped_or_an_export(signed_in, draft, alice, answer, upload):
    client = signed_in(alice)
    answer(draft, "PM-1", "L2")
    export = client.get(address("export_json", draft)).content
    answer(draft, "PM-1", "L4")
    for content in ('{"PM-1": "L2"}', '{"answers": {"PM-1": "L2"}}', export):
        response, _ = looked(client, draft, upload(content))
        [change] = response.context["trial"].changes
        assert (change.before, change.after) == ("L4", "L2")


def test_every_problem_is_named_with_what_was_found_and_expected(signed_in, draft, alice, upload):
    content = json.dumps({"PM-1": "<b>L9</b>", "NO-1": "L1", "PM-2": "L2"})
    response, sealed = looked(signed_in(alice), draft, upload(content))
    html = response.content.decode()
    assert sealed
    assert "&lt;b&gt;L9" in html
    assert "<b>L9" not in html
    assert [problem.place for problem in response.context["trial"].read.problems] == ["PM-1", "NO-1"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"nonsense",
        b'{"answers": []}',
        b'{"PM-1": NaN}',
        b'{"PM-1": "L1", "PM-1": "L2"}',
        b"[" * 100_000,
        b'{"a":' * 50 + b"1" + b"}" * 50,
        b'{"PM-1": ' + b"9" * 5000 + b"}",
        b'{"\\ud800": "L1"}',
        b"\xff\xfe",
        b"PK\x03\x04nonsense",
        b" " * 5_000_001,
        b'{"framework": "other@1", "answers": {"PM-1": "L1"}}',
    ],
    ids="empty list text wrong nan twice deep nested digits surrogate bytes zip large other".split(),
)
def test_what_cannot_be_read_is_refused_with_a_sentence(signed_in, draft, alice, upload, content):
    response = signed_in(alice).post(address("offline", draft), upload(content))
    assert response.status_code == 422
    assert response.context["form"].errors["file"]


def test_without_a_file_the_page_says_so(signed_in, draft, alice):
    response = signed_in(alice).post(address("offline", draft))
    assert response.status_code == 422
    assert "No file was chosen" in response.content.decode()


@pytest.mark.parametrize(
    "value", [1, 1.5, True, [], {}, [["L1"]], {"rows": 1}, {"value": "L1", "revision": 1}, "x" * 9999]
)
def test_answers_of_any_type_are_answers_or_problems(signed_in, draft, alice, upload, value):
    content = json.dumps(dict.fromkeys(("PM-1", "PM-8", "CM-1", "DT-1"), value))
    assert signed_in(alice).post(address("offline", draft), upload(content)).status_code == 200


def test_any_framework_has_its_workbook(signed_in, ministry_draft, alice, upload):
    client = signed_in(alice)
    blank = client.get(address("blank", ministry_draft)).content
    _, sealed = looked(client, ministry_draft, upload(filled_in(blank, "S07", "G2"), "a.xlsx"))
    client.post(address("keep_offline", ministry_draft), {"sealed": sealed})
    assert Answer.objects.get().value == "G2"


def main_of(response):
    return re.search(r"<main.*</main>", response.content.decode(), re.S)[0]


def test_the_task_list_leads_to_the_files(signed_in, draft, alice, vera):
    page = reverse("surveys:assessment", args=[draft.uuid])
    html = signed_in(alice).get(page).content.decode()
    assert address("offline", draft) in html
    assert address("export_json", draft) in html
    assert address("offline", draft) in signed_in(vera).get(page).content.decode()
    assert "<form" not in main_of(signed_in(vera).get(address("offline", draft)))


def test_looking_takes_the_same_queries_for_one_answer_and_for_sixty(signed_in, answered, alice, upload):
    client = signed_in(alice)
    counts = []
    for content in ('{"PM-1": "L1"}', json.dumps({q.code: "L1" for q in answered.questions})):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            looked(client, answered, upload(content))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_no_page_holds_an_inline_script(signed_in, draft, alice):
    html = signed_in(alice).get(address("offline", draft)).content.decode()
    assert not re.search(r"\son\w+=|style=", html)
