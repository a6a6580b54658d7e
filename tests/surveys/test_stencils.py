"""HTML drawn once and filled for each page."""

from decimal import Decimal

import pytest
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from surveys import cards
from surveys.forms import form_for
from surveys.saving import save_answer
from surveys.sheet import Sheet
from surveys.stencils import Stencil, hole, stencil


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('<b>"', "&lt;b&gt;&quot;"),
        (mark_safe("<b>"), "<b>"),
        (lazystr("A & B"), "A &amp; B"),
        (Decimal("1.50"), "1.50"),
        (0, "0"),
    ],
)
def test_what_fills_a_hole_is_escaped_unless_it_is_safe(value, shown):
    assert Stencil(f"<p>{hole('x')}</p>").filled({"x": value}) == f"<p>{shown}</p>"


def test_a_hole_that_nothing_fills_stays_empty_and_what_has_no_hole_is_left_out():
    assert Stencil(f"a{hole('x')}b{hole('x')}").filled({"y": "no"}) == "ab"


def test_the_same_hole_is_filled_wherever_it_is():
    assert Stencil(f"{hole('x')}-{hole('x')}").filled({"x": 3}) == "3-3"


def test_a_value_that_looks_like_a_hole_is_text():
    assert Stencil(f"{hole('x')}{hole('y')}").filled({"x": hole("y")[1:], "y": "!"}).endswith("!")


def test_a_stencil_is_drawn_once_for_each_language_and_kind():
    stencil.cache_clear()
    drawn = [
        stencil("evidence/_beside.html", language, ("count",), some=True, may_add=True)
        for language in ("en", "zh-hans")
    ]
    assert stencil("evidence/_beside.html", "en", ("count",), some=True, may_add=True) is drawn[0]
    assert "Evidence: 3" in drawn[0].filled({"count": 3})
    assert "Evidence" not in drawn[1].filled({"count": 3})


def test_a_card_holds_nothing_of_those_who_were_shown_it_before(draft, alice):
    code = draft.questions[0].code
    save_answer(draft, alice, code, {"na": "只有我们这样"}, 0, "6d8f9b7e-58a0-4c7c-9c43-0d2a8bb0a111")
    assert "只有我们这样" in _page(draft)
    draft.answers.all().delete()
    html = _page(draft)
    assert "只有我们这样" not in html
    assert " checked" not in html


def _page(draft):
    sheet = Sheet(draft)
    form = form_for(sheet, sheet.page(draft.questions[0].dimension, 1))
    return "".join(cards.drawn(field, True) for field in form)
