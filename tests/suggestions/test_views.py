"""Confirming and dismissing: who may, what becomes of the answer, and of everything else typed on the page."""

import re
import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from surveys.forms import base_token
from surveys.models import Answer, AnswerEvent
from surveys.replay import differences
from surveys.saving import save_answer

pytestmark = pytest.mark.django_db
ACTIONS = ["confirm", "dismiss"]


def address(action, suggestion):
    return reverse(f"suggestions:{action}", args=[suggestion.uuid])


def page_of(draft, dimension="PM"):
    return reverse("surveys:page", args=[draft.uuid, dimension])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("action", ACTIONS)
def test_the_buttons_require_a_sign_in(client, suggest, action):
    response = client.post(address(action, suggest()))
    assert response.status_code == 302
    assert "/account/login/" in response.url


@pytest.mark.parametrize("action", ACTIONS)
def test_suggestions_do_not_exist_for_strangers(signed_in, suggest, charlie, action):
    assert signed_in(charlie).post(address(action, suggest())).status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_readers_settle_nothing(signed_in, suggest, vera, action):
    suggestion = suggest()
    assert signed_in(vera).post(address(action, suggestion)).status_code == 403
    suggestion.refresh_from_db()
    assert suggestion.dismissed_at is None
    assert not Answer.objects.exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_the_buttons_reject_get(signed_in, suggest, alice, action):
    assert signed_in(alice).get(address(action, suggest())).status_code == 405


def test_a_confirmed_suggestion_is_an_answer_with_an_event_of_its_own(signed_in, draft, suggest, bob):
    response = signed_in(bob).post(address("confirm", suggest(value="L3")))
    assert response.url == page_of(draft) + "#q-PM-1"
    answer, event = Answer.objects.get(), AnswerEvent.objects.get()
    assert (answer.question, answer.value, answer.updated_by) == ("PM-1", "L3", bob)
    assert (event.origin, event.subject, event.new_value, event.user) == ("adopted", "PM-1", "L3", bob)
    assert differences(draft) == {}


def test_confirming_twice_is_one_answer(signed_in, suggest, alice):
    client, suggestion = signed_in(alice), suggest()
    for _ in range(2):
        assert said(client.post(address("confirm", suggestion))) == []
    assert AnswerEvent.objects.count() == 1


def test_a_dismissed_suggestion_leaves_the_question_open(signed_in, draft, suggest, bob):
    suggestion = suggest()
    client = signed_in(bob)
    assert client.post(address("dismiss", suggestion)).url == page_of(draft) + "#q-PM-1"
    suggestion.refresh_from_db()
    assert suggestion.dismissed_by == bob
    assert not Answer.objects.exists()
    assert "please confirm" not in client.get(page_of(draft)).content.decode()


def test_an_answer_given_meanwhile_stays(signed_in, draft, suggest, alice, bob):
    suggestion = suggest(value="L3")
    save_answer(draft, bob, "PM-1", "L5", 0, uuid.uuid4())
    response = signed_in(alice).post(address("confirm", suggestion))
    assert Answer.objects.get().value == "L5"
    assert "already has another answer" in said(response)[0]


def test_after_clearing_an_answer_its_suggestion_can_be_confirmed(signed_in, draft, suggest, alice):
    suggestion = suggest(value="L3")
    save_answer(draft, alice, "PM-1", "L5", 0, uuid.uuid4())
    save_answer(draft, alice, "PM-1", None, 1, uuid.uuid4())
    client = signed_in(alice)
    assert "please confirm" in client.get(page_of(draft)).content.decode()
    client.post(address("confirm", suggestion))
    assert (Answer.objects.get().value, Answer.objects.get().revision) == ("L3", 3)
    assert differences(draft) == {}


def test_nothing_is_confirmed_after_submission(signed_in, draft, suggest, alice):
    suggestion = suggest()
    type(draft).objects.filter(pk=draft.pk).update(state="submitted", submitted_at=draft.started_at)
    response = signed_in(alice).post(address("confirm", suggestion))
    assert "has been submitted" in said(response)[0]
    assert not Answer.objects.exists()


def fields_of(draft):
    """The page's form of a draft nobody has answered."""
    return {f"{q.code}.base": base_token(0, None) for q in draft.questions_of("PM")}


def test_without_scripts_everything_typed_on_the_page_is_kept(signed_in, draft, suggest, alice):
    data = fields_of(draft) | {"PM-2": "L4"}
    response = signed_in(alice).post(address("confirm", suggest(value="L3")), data)
    assert response.status_code == 302
    assert {a.question: a.value for a in Answer.objects.all()} == {"PM-1": "L3", "PM-2": "L4"}


def test_dismissing_without_scripts_keeps_what_was_typed_too(signed_in, draft, suggest, alice):
    signed_in(alice).post(address("dismiss", suggest()), fields_of(draft) | {"PM-2": "L4"})
    assert Answer.objects.get().value == "L4"


def test_ones_own_choice_on_the_page_goes_before_the_suggestion(signed_in, draft, suggest, alice):
    response = signed_in(alice).post(address("confirm", suggest(value="L3")), fields_of(draft) | {"PM-1": "L5"})
    assert Answer.objects.get().value == "L5"
    assert "already has another answer" in said(response)[0]


def test_what_cannot_be_understood_is_shown_again_on_a_form_that_leads_back_to_its_page(
    signed_in, draft, suggest, alice
):
    data = fields_of(draft) | {"PM-8.in.controlled": "zwölf", "PM-8": "exact"}
    response = signed_in(alice).post(address("confirm", suggest()), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "zwölf" in html
    assert f'action="{page_of(draft)}"' in html
    assert not Answer.objects.exists()


def test_the_suggestion_of_a_question_on_another_page_comes_alone(signed_in, draft, suggest, alice):
    """A form without the question's own base is not the form of its page and is not read."""
    signed_in(alice).post(address("confirm", suggest()), {"RD-1": "L2", "RD-1.base": base_token(0, None)})
    assert [answer.question for answer in Answer.objects.all()] == ["PM-1"]


def test_the_buttons_stand_inside_the_forms_token(signed_in, suggest, draft, alice):
    suggestion = suggest()
    html = signed_in(alice).get(page_of(draft)).content.decode()
    form = re.search(r"<form[^>]*data-questions.*?</form>", html, re.S)[0]
    assert f'formaction="{address("confirm", suggestion)}"' in form
    assert "csrfmiddlewaretoken" in form
