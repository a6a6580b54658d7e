"""The history page: levels over the years, what differs between two results, what was done in between."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from history.models import record
from history.points import pair, points_of
from history.telling import _row
from readiness.comparing import Change
from surveys.models import Assessment
from surveys.starting import start

pytestmark = pytest.mark.django_db


def page(client, factory, **query):
    return client.get(reverse("history:trend", args=[factory.uuid]), query).content.decode()


def done(factory, user, action, month, **more):
    values = {"state": "done", "done_month": datetime.date.fromisoformat(f"{month}-01")} | more
    assert record(factory.organisation, user, action, 0, values)


def test_without_a_result_the_next_step_is_to_get_one(signed_in, factory, alice):
    html = page(signed_in(alice), factory)
    assert "No result yet" in html
    assert reverse("surveys:home") in html


def test_with_one_result_it_says_so_and_offers_another(signed_in, factory, alice, submitted):
    only = submitted("2025-03-01")
    html = page(signed_in(alice), factory)
    assert "One result so far" in html
    assert reverse("history:reassess", args=[only.assessment.uuid]) in html
    assert "<svg xmlns" not in html


def test_with_one_estimate_it_offers_the_full_version(signed_in, factory, alice, submitted):
    only = submitted("2025-03-01", mode="quick")
    assert reverse("surveys:again", args=[only.assessment.uuid]) in page(signed_in(alice), factory)


def test_an_assessment_in_progress_is_continued(signed_in, factory, alice, submitted):
    only = submitted("2025-03-01")
    draft = start(factory.organisation, alice, Assessment.Mode.FULL)
    html = page(signed_in(alice), factory)
    assert reverse("surveys:assessment", args=[draft.uuid]) in html
    assert reverse("history:reassess", args=[only.assessment.uuid]) not in html


def test_readers_see_everything_but_are_offered_nothing(signed_in, factory, vera, submitted):
    only = submitted("2025-03-01")
    html = page(signed_in(vera), factory)
    assert "One result so far" in html
    assert reverse("history:reassess", args=[only.assessment.uuid]) not in html


def test_the_page_requires_a_sign_in_and_hides_from_strangers(client, signed_in, factory, charlie, submitted):
    submitted("2025-03-01")
    address = reverse("history:trend", args=[factory.uuid])
    assert "/account/login/" in client.get(address).url
    assert signed_in(charlie).get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_two_results_are_drawn_and_listed(signed_in, factory, alice, submitted):
    one, two = submitted("2025-03-01", 1), submitted("2026-04-01", 2)
    html = page(signed_in(alice), factory)
    drawing = re.search(r"<svg xmlns.*?</svg>", html, re.S)[0]
    for snapshot in (one, two):
        assert f"{snapshot.data['on']} {snapshot.level}" in drawing
        assert reverse("reports:result", args=[snapshot.assessment.uuid]) in html
    assert drawing.count("<circle") == 2
    assert "stroke-dasharray" not in drawing
    assert "1 April 2026" in html


def test_differences_are_told_in_the_words_of_both_answers(signed_in, factory, alice, submitted):
    one = submitted("2025-03-01", 1, PM_2="L4")
    submitted("2026-04-01", 1, PM_1="L4", PM_2="L1")
    html = page(signed_in(alice), factory)
    question = one.assessment.framework.questions["PM-1"]
    assert "Higher than before" in html
    assert "Lower than before" in html
    assert str(question.option("L2").text.en) in html
    assert str(question.option("L4").text.en) in html
    assert "L2 → L4" in html
    assert "L4 → L1" in html
    assert "Unchanged (58)" in html
    assert "Not directly comparable" not in html


def test_the_page_is_in_chinese_for_chinese_readers(signed_in, factory, alice, submitted):
    submitted("2025-03-01", 1)
    submitted("2026-04-01", 1, PM_1="L4")
    html = page(signed_in(alice, "zh-hans"), factory)
    for words in ("历年变化", "从2025年3月1日到2026年4月1日的变化", "比上次高", "没有变化", "按维度看"):
        assert words in html


def test_dimensions_show_then_now_and_the_signed_difference(signed_in, factory, alice, submitted):
    submitted("2025-03-01", 1)
    submitted("2026-04-01", 1, PM_1="L5")
    html = page(signed_in(alice), factory)
    row = next(row for row in re.findall(r"<tr>.*?</tr>", html, re.S) if "change-up" in row)
    assert re.search(r"change-up\">\+\d+\.\d<", row)
    assert len(re.findall(r"change-same\">0\.0<", html)) == 8


def test_an_estimate_is_marked_with_its_range_and_the_difference_is_called_careful(
    signed_in, factory, alice, submitted
):
    estimate = submitted("2025-03-01", 1, mode="quick")
    submitted("2026-04-01", 2)
    html = page(signed_in(alice), factory)
    low, high = (estimate.data["interval"][end] for end in ("low", "high"))
    assert low != high
    assert "Quick version, estimate" in html
    assert re.search(r"\d+\.\d–\d+\.\d", html)
    assert "Compare with care" in html
    drawing = re.search(r"<svg xmlns.*?</svg>", html, re.S)[0]
    assert "t-range" in drawing
    assert "stroke-dasharray" in drawing
    assert "Answered for the first time" in html


def test_a_full_result_looks_back_to_the_last_full_one(factory, submitted):
    full, estimate, later = (
        submitted("2025-03-01"),
        submitted("2026-04-01", mode="quick"),
        submitted("2026-04-02"),
    )
    points = points_of(factory.organisation)
    assert [p.snapshot for p in points] == [full, estimate, later]
    assert [p.snapshot for p in pair(points)] == [full, later]
    assert [p.snapshot for p in pair(points, str(estimate.assessment.uuid))] == [estimate, later]
    assert [p.snapshot for p in pair(points, "", str(estimate.assessment.uuid))] == [full, estimate]


@pytest.mark.parametrize(("first", "second"), [("x", "y"), ("later", "first"), ("later", "later"), ("first", "first")])
def test_a_pair_that_makes_no_sense_becomes_one_that_does(factory, submitted, first, second):
    first_of_all, later = submitted("2025-03-01"), submitted("2026-04-01")
    names = {"first": str(first_of_all.assessment.uuid), "later": str(later.assessment.uuid)}
    found = pair(points_of(factory.organisation), names.get(first, first), names.get(second, second))
    assert [point.snapshot for point in found] == [first_of_all, later]


def test_with_three_results_one_chooses_which_to_compare(signed_in, factory, alice, submitted):
    one, two, _ = submitted("2024-03-01", 0), submitted("2025-03-01", 1), submitted("2026-03-01", 2)
    query = {"from": one.assessment.uuid, "to": two.assessment.uuid}
    html = page(signed_in(alice), factory, **query)
    assert "From 1 March 2024 to 1 March 2025" in html
    assert f'<option value="{one.assessment.uuid}" selected>' in html


def test_other_weights_are_named_and_not_joined_by_a_line(signed_in, factory, alice, submitted, rewritten):
    first = submitted("2025-03-01")
    other = next(code for code in first.assessment.framework.profiles if code != first.data["weights"])
    rewritten(first, weights=other)
    submitted("2026-04-01")
    html = page(signed_in(alice), factory)
    assert "Not directly comparable" in html
    assert "They were weighted differently" in html
    assert first.assessment.framework.profiles[other].name.en in html
    assert "t-line" not in html


def test_a_version_that_is_no_longer_at_hand_is_named_and_its_answers_left_out(
    signed_in, factory, alice, submitted, rewritten
):
    rewritten(submitted("2025-03-01"), framework="ai-manufacturing@2025.1", framework_digest="0" * 64)
    submitted("2026-04-01", 2)
    html = page(signed_in(alice), factory)
    assert "ai-manufacturing@2025.1 then, ai-manufacturing@2026.1 now" in html
    assert "no longer at hand" in html


def test_the_same_version_with_other_texts_is_said_to_be_changed(signed_in, factory, alice, submitted, rewritten):
    rewritten(submitted("2025-03-01"), framework_digest="0" * 64)
    submitted("2026-04-01", 2)
    assert "were changed in between" in page(signed_in(alice), factory)


def test_actions_done_in_between_stand_beside_the_questions_they_should_lift(signed_in, factory, alice, submitted):
    first = submitted("2025-03-01", 0)
    step = next(step for step in first.data["route"]["steps"] if len(step["lifts"]) > 1)
    reached, missed = (lift["question"] for lift in step["lifts"][:2])
    done(factory, alice, step["action"], "2025-09", cost_wan=4, note="两条线先上")
    submitted("2026-04-01", 0, **{reached.replace("-", "_"): "L5"})
    html = page(signed_in(alice), factory)
    section = html[html.index('id="done"') :]
    assert step["action"] in section
    assert "cost CNY 40,000" in section
    assert "两条线先上" in section
    assert reached in section
    assert missed in section
    assert "Reached" in section
    assert "Not yet" in section
    assert "that one caused the other is not shown" in section


def test_actions_done_before_or_after_do_not_stand_there(signed_in, factory, alice, submitted):
    steps = [step["action"] for step in submitted("2025-03-01", 0).data["route"]["steps"]]
    submitted("2026-04-01", 1)
    done(factory, alice, steps[0], "2025-02")
    done(factory, alice, steps[1], "2026-05")
    assert "No action was marked done between these two results." in page(signed_in(alice), factory)


def test_an_action_the_route_did_not_hold_has_no_expectation(signed_in, factory, alice, submitted):
    first = submitted("2025-03-01", 0)
    chosen = {step["action"] for step in first.data["route"]["steps"]}
    other = next(code for code in first.assessment.framework.actions if code not in chosen)
    done(factory, alice, other, "2025-09")
    submitted("2026-04-01", 1)
    assert "It was not part of the earlier route" in page(signed_in(alice), factory)


def test_what_a_person_typed_cannot_become_markup(signed_in, factory, alice, submitted):
    first = submitted("2025-03-01", 0)
    done(factory, alice, first.data["route"]["steps"][0]["action"], "2025-09", note="<img src=x onerror=y>")
    submitted("2026-04-01", 1)
    assert "<img src=x" not in page(signed_in(alice), factory)


def test_the_page_takes_a_fixed_number_of_queries(signed_in, factory, alice, submitted, django_assert_max_num_queries):
    client = signed_in(alice)
    first = submitted("2023-03-01", 0)
    submitted("2024-03-01", 1)
    page(client, factory)
    with django_assert_max_num_queries(9) as few:
        page(client, factory)
    submitted("2025-03-01", 2)
    for step in first.data["route"]["steps"]:
        done(factory, alice, step["action"], "2024-09")
    with django_assert_max_num_queries(9) as many:
        page(client, factory)
    assert len(few) == len(many)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [("32.9499", "46.25", "+13.4"), ("50", "49.96", "0.0"), ("50", "48.5", "−1.5"), (None, "10", "–")],
)
def test_a_difference_is_that_of_the_figures_beside_it(before, after, shown):
    def number(text):
        return None if text is None else Decimal(text)

    assert _row("x", Change("x", number(before), number(after))).difference == shown


def test_what_was_done_stands_beside_the_score_of_every_dimension_it_lifts(signed_in, factory, alice, submitted):
    one = submitted("2025-03-01", 0)
    step = one.data["route"]["steps"][0]
    submitted("2026-04-01", 2)
    done(factory, alice, step["action"], "2025-08", started_month=datetime.date(2025, 6, 1))
    response = signed_in(alice).get(reverse("history:trend", args=[factory.uuid]))
    told, framework = response.context["told"], one.assessment.framework
    action = framework.actions[step["action"]]
    lifted = {str(framework.dimensions[framework.questions[lift.question].dimension].name.en) for lift in action.lifts}
    assert lifted
    assert {row.name for row in told.dimensions if row.done == (f"{action.code} {action.name.en}",)} == lifted
    assert {row.name for row in told.done[0].dimensions} == lifted
    assert all(row.difference.startswith("+") for row in told.done[0].dimensions)
    html = response.content.decode()
    assert f"Done in this time: {action.code}" in html
    assert "2025-06 → 2025-08" in html


def test_an_action_outside_the_earlier_route_is_told_beside_the_dimensions_it_lifts_too(
    signed_in, factory, alice, submitted
):
    one = submitted("2025-03-01", 4)
    submitted("2026-04-01", 4)
    code = next(iter(one.assessment.framework.actions.keys() - {s["action"] for s in one.data["route"]["steps"]}))
    done(factory, alice, code, "2025-08")
    told = signed_in(alice).get(reverse("history:trend", args=[factory.uuid])).context["told"]
    assert told.done[0].checks == ()
    assert [row.direction for row in told.done[0].dimensions]
