"""Every page of filling in: works, requires a sign-in, hides from strangers, is read-only for readers."""

import re
import uuid

import pytest
from django.urls import reverse

from surveys.models import Answer, Assessment, ResultSnapshot
from surveys.saving import save_answer, save_scene
from surveys.sheet import Sheet
from surveys.starting import start
from surveys.submission import submit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        user.language = "en"
        user.save()
        client.force_login(user)
        return client

    return sign_in


def addresses(assessment):
    return {
        "assessment": reverse("surveys:assessment", args=[assessment.uuid]),
        "page": reverse("surveys:page", args=[assessment.uuid, "PM"]),
        "scenes": reverse("surveys:scenes", args=[assessment.uuid]),
        "review": reverse("surveys:review", args=[assessment.uuid]),
    }


POSTS = {
    "mode": lambda a: reverse("surveys:mode", args=[a.uuid]),
    "again": lambda a: reverse("surveys:again", args=[a.uuid]),
    "confirm": lambda a: reverse("surveys:confirm", args=[a.uuid, "C01"]),
    "submit": lambda a: reverse("surveys:submit", args=[a.uuid]),
    "page": lambda a: reverse("surveys:page", args=[a.uuid, "PM"]),
    "scenes": lambda a: reverse("surveys:scenes", args=[a.uuid]),
}
KINDS = ["assessment", "page", "scenes", "review"]


@pytest.mark.parametrize("kind", KINDS)
def test_pages_work_for_owner_editor_and_viewer(signed_in, answered, alice, bob, vera, kind):
    for user in (alice, bob, vera):
        assert signed_in(user).get(addresses(answered)[kind]).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_pages_require_a_sign_in(client, draft, kind):
    response = client.get(addresses(draft)[kind])
    assert response.status_code == 302
    assert "/account/login/" in response.url


@pytest.mark.parametrize("kind", KINDS)
def test_pages_do_not_exist_for_strangers(signed_in, draft, charlie, kind):
    assert signed_in(charlie).get(addresses(draft)[kind]).status_code == 404


@pytest.mark.parametrize("kind", POSTS)
def test_changes_are_forbidden_for_readers_and_hidden_from_strangers(signed_in, draft, vera, charlie, kind):
    assert signed_in(vera).post(POSTS[kind](draft)).status_code == 403
    assert signed_in(charlie).post(POSTS[kind](draft)).status_code == 404


@pytest.mark.parametrize("kind", ["mode", "again", "confirm", "submit"])
def test_changes_reject_get(signed_in, draft, alice, kind):
    assert signed_in(alice).get(POSTS[kind](draft)).status_code == 405


def test_only_an_owner_submits_and_others_learn_whom_to_ask(signed_in, answered, bob):
    client = signed_in(bob)
    review = client.get(addresses(answered)["review"]).content.decode()
    assert "Alice" in review
    assert "Submit and create the report" not in review
    assert client.post(POSTS["submit"](answered)).status_code == 403


def test_an_unknown_part_is_not_found(signed_in, draft, alice):
    assert signed_in(alice).get(reverse("surveys:page", args=[draft.uuid, "XX"])).status_code == 404


def test_home_without_an_enterprise_leads_to_making_one(signed_in, db):
    from accounts.models import User

    page = signed_in(User.objects.create_user("dora@example.com", "x")).get(reverse("surveys:home"))
    assert reverse("accounts:enterprise_create") in page.content.decode()


def test_home_offers_the_quick_and_the_full_version(signed_in, alice, factory):
    client = signed_in(alice)
    page = client.get(reverse("surveys:home")).content.decode()
    assert "20 questions" in page
    assert "60 questions" in page
    response = client.post(reverse("surveys:create"), {"organisation": factory.organisation.uuid, "mode": "quick"})
    made = Assessment.objects.get()
    assert made.mode == "quick"
    assert response.url == reverse("surveys:assessment", args=[made.uuid])


def test_a_double_click_on_start_makes_one_assessment(signed_in, alice, factory):
    client = signed_in(alice)
    for _ in range(2):
        client.post(reverse("surveys:create"), {"organisation": factory.organisation.uuid, "mode": "full"})
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("organisation", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_starting_for_nobody_is_not_found(signed_in, alice, factory, organisation):
    assert signed_in(alice).post(reverse("surveys:create"), {"organisation": organisation}).status_code == 404


def test_a_stranger_cannot_start_an_assessment_and_a_viewer_must_not(signed_in, charlie, vera, factory):
    data = {"organisation": factory.organisation.uuid}
    assert signed_in(charlie).post(reverse("surveys:create"), data).status_code == 404
    assert signed_in(vera).post(reverse("surveys:create"), data).status_code == 403


def test_switching_between_quick_and_full_loses_nothing(signed_in, alice, answered):
    client = signed_in(alice)
    client.post(POSTS["mode"](answered), {"mode": "quick"})
    assert len(Assessment.objects.get().questions) == 20
    client.post(POSTS["mode"](answered), {"mode": "full"})
    assert Sheet(Assessment.objects.get()).done == 60


def test_the_task_list_counts_truly(signed_in, alice, draft, answer):
    answer(draft, "PM-1", "L2")
    answer(draft, "PM-2", "unknown")
    answer(draft, "PM-8", {"controlled": "9", "total": "3"})
    page = signed_in(alice).get(addresses(draft)["assessment"]).content.decode()
    assert "In progress 2/8" in page
    assert "2 / 60" in page


def test_question_numbers_are_positions_among_the_questions_asked(signed_in, alice, quick_draft):
    pages = [reverse("surveys:page", args=[quick_draft.uuid, d.code]) for d in quick_draft.dimensions]
    client = signed_in(alice)
    numbers = [n for page in pages for n in re.findall(r"Question (\d+) of 20", client.get(page).content.decode())]
    assert numbers == [str(n) for n in range(1, 21)]


def test_a_software_firm_is_not_asked_about_pilot_testing(signed_in, alice, factory, draft):
    factory.policy_group = "software"
    factory.save()
    assert signed_in(alice).get(reverse("surveys:page", args=[draft.uuid, "PV"])).status_code == 404
    assert len(Assessment.objects.get().questions) == 55


# --- Without scripts --------------------------------------------------------------------------------------------------


def fields_of(html):
    """The form fields of a page as a browser without scripts would send them."""
    data = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]*)"', tag)
        if not name or 'type="submit"' in tag or name[1] == "csrfmiddlewaretoken":
            continue
        if ('type="radio"' in tag or 'type="checkbox"' in tag) and " checked" not in tag:
            continue
        value = re.search(r'value="([^"]*)"', tag)
        data.setdefault(name[1], []).append(value[1] if value else "on")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', html):
        data[name] = [text]
    return data


def test_every_page_can_be_filled_without_scripts(signed_in, alice, draft):
    client = signed_in(alice)
    address = reverse("surveys:page", args=[draft.uuid, "RD"])
    visited = 0
    while "/questions/" in address:
        page = client.get(address).content.decode()
        data = fields_of(page)
        dimension = address.rstrip("/").split("/")[-1]
        for question in draft.questions_of(dimension):
            if question.kind in ("single", "multiple"):
                data[question.code] = [question.options[1].code]
            else:
                for n, wanted in enumerate(question.inputs):
                    data[f"{question.code}.in.{wanted.code}"] = [str(10 * (n + 1))]
        response = client.post(address, data | {"go": "next"})
        assert response.status_code == 302
        address, visited = response.url, visited + 1
    assert visited == 9
    assert address == addresses(draft)["scenes"]
    assert Sheet(draft).coverage.answered == 60
    review = client.get(addresses(draft)["review"]).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', review)[1]
    response = client.post(POSTS["submit"](draft), {"seen": seen})
    assert response.status_code == 302
    assert ResultSnapshot.objects.count() == 1


def test_posting_an_untouched_page_changes_nothing(signed_in, alice, answered):
    client = signed_in(alice)
    events = answered.events.count()
    for dimension in answered.dimensions:
        address = reverse("surveys:page", args=[answered.uuid, dimension.code])
        assert client.post(address, fields_of(client.get(address).content.decode()) | {"go": "next"}).status_code == 302
    assert answered.events.count() == events


def test_a_stale_page_changes_only_what_was_touched_on_it(signed_in, alice, bob, answered, answer):
    client, address = signed_in(alice), addresses(answered)["page"]
    data = fields_of(client.get(address).content.decode())
    answer(answered, "PM-1", "L5", user=bob)
    data["PM-2"] = ["L1"]
    assert client.post(address, data | {"go": "next"}).status_code == 302
    kept = dict(Answer.objects.values_list("question", "value"))
    assert (kept["PM-1"], kept["PM-2"]) == ("L5", "L1")


def test_a_conflict_is_shown_with_both_answers_and_saving_again_keeps_ones_own(signed_in, alice, bob, answered, answer):
    client, address = signed_in(alice), addresses(answered)["page"]
    data = fields_of(client.get(address).content.decode())
    answer(answered, "PM-1", "L5", user=bob)
    data["PM-1"] = ["L1"]
    response = client.post(address, data | {"go": "next"})
    html = response.content.decode()
    question = answered.framework.questions["PM-1"]
    assert response.status_code == 422
    assert "Bob gave another answer" in html
    assert html.count(question.option("L5").text.en[:40]) >= 2
    assert Answer.objects.get(question="PM-1").value == "L5"
    assert client.post(address, fields_of(html) | {"go": "next"}).status_code == 302
    assert Answer.objects.get(question="PM-1").value == "L1"


def test_in_a_conflict_the_other_answer_can_be_chosen(signed_in, alice, bob, answered, answer):
    client, address = signed_in(alice), addresses(answered)["page"]
    data = fields_of(client.get(address).content.decode())
    answer(answered, "PM-1", "L5", user=bob)
    html = client.post(address, data | {"PM-1": ["L1"], "go": "next"}).content.decode()
    assert client.post(address, fields_of(html) | {"PM-1": ["L5"], "go": "next"}).status_code == 302
    assert Answer.objects.get(question="PM-1").revision == 2


def test_what_cannot_be_understood_stays_as_typed_and_everything_else_is_saved(signed_in, alice, draft):
    client, address = signed_in(alice), addresses(draft)["page"]
    data = fields_of(client.get(address).content.decode())
    data |= {"PM-1": ["L2"], "PM-8.in.controlled": ["about <b>ten</b>"], "go": "next"}
    response = client.post(address, data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "about &lt;b&gt;ten&lt;/b&gt;" in html
    assert "<b>ten" not in html
    assert Answer.objects.get().question == "PM-1"


def test_numbers_against_sense_are_saved_and_shown_once_before_going_on(signed_in, alice, draft):
    client, address = signed_in(alice), addresses(draft)["page"]
    data = fields_of(client.get(address).content.decode())
    data |= {"PM-8.in.controlled": ["１２"], "PM-8.in.total": ["10"], "go": "next"}
    response = client.post(address, data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "exceeds" in html
    assert client.post(address, fields_of(html) | {"go": "next"}).status_code == 302
    assert Answer.objects.get().value["controlled"] == "12"


def test_an_option_and_not_applicable_together_are_questioned(signed_in, alice, draft):
    client = signed_in(alice)
    address = reverse("surveys:page", args=[draft.uuid, "RD"])
    response = client.post(address, {"RD-1": ["L2", "na"], "RD-1.base": "0.x", "go": "next"})
    assert "please keep only one" in response.content.decode()


def test_the_clear_button_takes_an_answer_back(signed_in, alice, answered):
    client, address = signed_in(alice), addresses(answered)["page"]
    data = fields_of(client.get(address).content.decode())
    assert client.post(address, data | {"clear": "PM-3"}).status_code == 302
    assert Answer.objects.get(question="PM-3").value is None
    assert Answer.objects.get(question="PM-4").value is not None


@pytest.mark.parametrize(
    ("go", "end"), [("previous", "/questions/PV/"), ("exit", "/assessments/"), ("next", "/questions/MS/")]
)
def test_the_buttons_lead_where_they_say(signed_in, alice, draft, go, end):
    response = signed_in(alice).post(addresses(draft)["page"], {"go": go})
    assert response.url.endswith(end)


def test_a_page_kept_open_over_the_submission_says_so_and_changes_nothing(signed_in, alice, answered):
    client, address = signed_in(alice), addresses(answered)["page"]
    data = fields_of(client.get(address).content.decode())
    submit(answered, alice, Sheet(answered).seen)
    response = client.post(address, data | {"PM-1": ["L1"], "go": "next"}, follow=True)
    assert "submitted" in response.content.decode()
    assert Answer.objects.get(question="PM-1").value == "L3"


def test_submitted_pages_cannot_be_edited(signed_in, alice, answered):
    submit(answered, alice, Sheet(answered).seen)
    client = signed_in(alice)
    page = client.get(addresses(answered)["page"]).content.decode()
    assert "<fieldset disabled" in page
    assert "Save and continue" not in page


# --- Scenes -----------------------------------------------------------------------------------------------------------


def test_a_scene_can_be_added_changed_and_removed_without_scripts(signed_in, alice, draft):
    client, address = signed_in(alice), addresses(draft)["scenes"]
    data = fields_of(client.get(address).content.decode())
    new = data["scene"][0]
    data |= {f"{new}.name": ["Finding scratches"], f"{new}.stage": ["PM"], f"{new}.status": ["production"]}
    assert client.post(address, data | {"go": "add"}).url.endswith("#new-scene")
    page = client.get(address).content.decode()
    assert "Still missing:" in page
    data = fields_of(page) | {f"{new}.stage": ["PM"], f"{new}.status": ["pilot"], "go": "next"}
    assert client.post(address, data).url == addresses(draft)["review"]
    assert draft.scenes.get().status == "pilot"
    data = fields_of(client.get(address).content.decode()) | {f"{new}.stage": ["PM"], f"{new}.status": ["pilot"]}
    client.post(address, data | {"remove": new})
    assert draft.scenes.get().removed


def test_a_month_that_is_none_is_shown_as_typed(signed_in, alice, draft):
    client, address = signed_in(alice), addresses(draft)["scenes"]
    data = fields_of(client.get(address).content.decode())
    new = data["scene"][0]
    response = client.post(address, data | {f"{new}.name": ["质检"], f"{new}.start_month": ["soon"], "go": "next"})
    assert response.status_code == 422
    assert 'value="soon"' in response.content.decode()


def test_two_people_changing_one_scene_see_both_versions(signed_in, alice, bob, draft):
    address = uuid.uuid4()
    save_scene(draft, alice, address, {"name": "一", "stage": "PM", "status": "idea"}, 0, uuid.uuid4())
    client, page = signed_in(alice), addresses(draft)["scenes"]
    data = fields_of(client.get(page).content.decode())
    save_scene(draft, bob, address, {"name": "二", "stage": "PM", "status": "idea"}, 1, uuid.uuid4())
    html = client.post(page, data | {f"{address}.name": ["三"], "go": "next"}).content.decode()
    assert "Bob gave another answer" in html
    assert "二" in html
    assert 'value="三"' in html


# --- Review -----------------------------------------------------------------------------------------------------------


def test_the_review_names_what_is_missing_with_links(signed_in, alice, answered, answer):
    for question in answered.questions[:8]:
        answer(answered, question.code, None)
    answer(answered, "PV-1", {"na": ""})
    page = signed_in(alice).get(addresses(answered)["review"]).content.decode()
    assert "Before you can submit" in page
    assert f"{reverse('surveys:page', args=[answered.uuid, 'RD'])}#q-RD-1" in page
    assert "needs a reason here" in page
    assert "Submit and create the report" not in page


def test_submitting_too_early_shows_the_review_again(signed_in, alice, draft):
    response = signed_in(alice).post(POSTS["submit"](draft), {"seen": ""})
    assert response.status_code == 409
    assert "Before you can submit" in response.content.decode()


def test_submitting_a_stale_review_names_what_changed(signed_in, alice, bob, answered, answer):
    seen = Sheet(answered).seen
    answer(answered, "PM-1", "L1", user=bob)
    response = signed_in(alice).post(POSTS["submit"](answered), {"seen": seen + " <script>.1 PM-77.3"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "PM-1 " in html
    assert "&lt;script" not in html.split("Check your answers")[1].split("card")[0]
    assert not ResultSnapshot.objects.exists()


def test_a_double_click_on_submit_gives_one_result(signed_in, alice, answered):
    client, seen = signed_in(alice), Sheet(answered).seen
    urls = {client.post(POSTS["submit"](answered), {"seen": seen}).url for _ in range(2)}
    assert len(urls) == 1
    assert ResultSnapshot.objects.count() == 1


def contradict(assessment, answer):
    """Answers that a rule doubts: a large labelled data set, data quality checked by hand."""
    answer(assessment, "DT-6", "L5")
    answer(assessment, "DT-4", "L1")


def test_a_contradiction_is_confirmed_with_a_reason_until_an_answer_changes(signed_in, alice, answered, answer):
    contradict(answered, answer)
    client, review = signed_in(alice), addresses(answered)["review"]
    rules = set(re.findall(r"warnings/([\w-]+)/", client.get(review).content.decode()))
    assert rules
    for rule in rules:
        assert client.post(reverse("surveys:confirm", args=[answered.uuid, rule]), {"reason": ""}).status_code == 422
        client.post(reverse("surveys:confirm", args=[answered.uuid, rule]), {"reason": "两套<b>系统</b>"})
    page = client.get(review).content.decode()
    assert page.count("两套&lt;b&gt;系统&lt;/b&gt;") == len(rules)
    answer(answered, "DT-4", "L2")
    answer(answered, "DT-4", "L1")
    assert "warnings/" in client.get(review).content.decode()


def test_confirmed_reasons_are_frozen_in_the_snapshot(alice, answered, answer, signed_in):
    contradict(answered, answer)
    client = signed_in(alice)
    rules = re.findall(r"warnings/([\w-]+)/", client.get(addresses(answered)["review"]).content.decode())
    client.post(reverse("surveys:confirm", args=[answered.uuid, rules[0]]), {"reason": "两套系统"})
    snapshot = submit(answered, alice, Sheet(answered).seen).snapshot
    assert snapshot.data["confirmed_warnings"] == {rules[0]: "两套系统"}


def test_a_reason_that_is_too_long_is_kept_in_the_box(signed_in, alice, answered, answer):
    contradict(answered, answer)
    client = signed_in(alice)
    rule = re.findall(r"warnings/([\w-]+)/", client.get(addresses(answered)["review"]).content.decode())[0]
    response = client.post(reverse("surveys:confirm", args=[answered.uuid, rule]), {"reason": "长" * 3500})
    assert response.status_code == 422
    assert "长" * 3500 in response.content.decode()


# --- Hostile and awkward input ----------------------------------------------------------------------------------------

AWKWARD = ["<script>alert(1)</script>", "😀🏭", "长" * 3500, "\0", "'; drop table", "{{ 7*7 }}", "A\r\nB", "𬭎堃㛃"]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_anywhere_never_break_a_page(signed_in, alice, draft, text):
    client = signed_in(alice)
    rd, scenes = reverse("surveys:page", args=[draft.uuid, "RD"]), addresses(draft)["scenes"]
    data = {"RD-1": ["na"], "RD-1.reason": [text], "RD-1.base": ["0.x"], "RD-2": [text], "RD-2.base": [text]}
    responses = [client.post(rd, data | {"go": "next", "clear": text})]
    line = str(uuid.uuid4())
    lines = {"scene": [line, text], f"{line}.base": ["0.x"]}
    for name in ("name", "owner", "benefit", "evidence", "stage", "start_month"):
        responses.append(client.post(scenes, lines | {f"{line}.{name}": [text], "go": text}))
    responses.append(client.get(addresses(draft)["review"]))
    responses.append(client.get(rd))
    for response in responses:
        assert response.status_code in (200, 302, 422)
        assert b"<script>alert" not in response.content


# --- Queries ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_queries_does_not_depend_on_the_answers(
    signed_in, alice, draft, answer, kind, django_assert_max_num_queries
):
    client = signed_in(alice)
    address = addresses(draft)[kind]
    client.get(address)
    limit = {"assessment": 16, "page": 14, "scenes": 8, "review": 22}[kind]  # all rooms together
    with django_assert_max_num_queries(limit) as empty:
        client.get(address)
    for question in draft.questions:
        answer(draft, question.code, question.options[2].code)
    for n in range(5):
        save_scene(draft, alice, uuid.uuid4(), {"name": f"场景{n}", "stage": "PM", "status": "idea"}, 0, uuid.uuid4())
    with django_assert_max_num_queries(limit) as full:
        client.get(address)
    assert len(full) == len(empty)


def test_home_asks_the_database_the_same_however_many_assessments_there_are(
    signed_in, alice, answered, factory, django_assert_max_num_queries
):
    client = signed_in(alice)
    submit(answered, alice, Sheet(answered).seen)
    with django_assert_max_num_queries(8) as few:
        client.get(reverse("surveys:home"))
    for _ in range(3):
        again = start(factory.organisation, alice, Assessment.Mode.QUICK)
        for question in again.questions:
            save_answer(again, alice, question.code, question.options[1].code, 0, uuid.uuid4())
        submit(again, alice, Sheet(again).seen)
    with django_assert_max_num_queries(8) as many:
        client.get(reverse("surveys:home"))
    assert len(few) == len(many)
