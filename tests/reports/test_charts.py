"""Charts: positions follow from numbers, texts are escaped, figures stand in words too."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports import charts
from reports.documents import read_document

HOSTILE = "<script>alert(1)</script>&\"'"


def test_a_radar_puts_100_on_the_rim_and_0_in_the_middle():
    chart = charts.radar([("甲", "100", "100"), ("乙", "0", "0"), ("丙", "0", "0"), ("丁", "0", "0")])
    assert chart.dots[0] == (charts.at(180), charts.at(158 - 96))
    assert set(chart.dots[1:]) == {("180", "158")}


def test_bars_end_where_the_score_is_and_mark_the_next_line():
    chart = charts.bars([("甲", "50", "50.0", "60", "还差 10.0")])
    row = chart.rows[0]
    assert float(row.bar.width) == pytest.approx(float(row.track.width) / 2, abs=0.1)
    assert float(row.next.x1) == pytest.approx(2 + float(row.track.width) * 0.6, abs=0.1)


def test_a_bar_past_the_last_line_has_no_next_one():
    assert charts.bars([("甲", "90", "90.0", None, "")]).rows[0].next is None


def test_the_ladder_points_at_the_level_held():
    levels = [(f"L{n}", f"第{n}级", str(20 * n)) for n in range(5)]
    assert [step.now for step in charts.ladder(levels, "L3", "63.1", "贵企业").steps] == [
        False,
        False,
        False,
        True,
        False,
    ]


def test_the_quadrant_counts_the_cut_itself_as_high():
    names = {(a, b): f"{a}{b}" for a in (True, False) for b in (True, False)}
    chart = charts.quadrant(Decimal(40), Decimal("39.9"), Decimal(40), names, ("x", "y"), "贵企业")
    assert [field.name.lines[0] for field in chart.fields if field.mine] == ["TrueFalse"]


@pytest.mark.parametrize("months", [1, 7, 16, 26, 60])
def test_a_timeline_keeps_every_bar_inside(months):
    chart = charts.timeline([("A01 甲", 0, months, 0, "1 万元")], months, "月")
    bar = chart.rows[0].bar
    assert float(bar.x) + float(bar.width) <= float(chart.width)
    assert len(chart.scale) <= 14


def test_hostile_labels_are_escaped():
    drawn = charts.draw("bars", charts.bars([(HOSTILE, "50", HOSTILE, "60", HOSTILE)]), HOSTILE, HOSTILE)
    assert "<script" not in drawn
    assert HOSTILE in "".join(ElementTree.fromstring(drawn).itertext())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["radar", "bars", "ladder", "quadrant", "timeline", "wide_timeline"])
def test_every_chart_is_well_formed_small_and_says_its_figures_in_words(name, language, small):
    framework, data = small
    drawn = getattr(read_document(data, framework, language), name)
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    title, description = root[0].text, root[1].text
    assert title
    assert any(c.isdigit() for c in description)
    assert len(drawn.encode()) < 12_000


def test_a_long_chinese_label_breaks_anywhere_and_an_english_one_between_words():
    assert charts.wrap("战略、组织与人才", 12) == ("战略、组织与", "人才")
    assert charts.wrap("Strategy and people", 12) == ("Strategy and", "people")


def test_one_character_does_not_stand_alone_on_the_last_line():
    assert charts.wrap("数字化应用场景", 12) == ("数字化应", "用场景")


@pytest.mark.parametrize(
    ("full", "shown"), [(100, [20, 40, 60, 80]), (5, [1, 2, 3, 4]), (4, [1, 2, 3]), (10, [2, 4, 6, 8]), (3, [1, 2])]
)
def test_a_scale_is_marked_at_round_numbers(full, shown):
    assert [number for _, number in charts.ticks(full)] == shown


@pytest.mark.parametrize(
    ("count", "shades"),
    [(5, [1, 2, 3, 4, 5]), (4, [1, 2, 3, 5]), (2, [1, 5]), (1, [5]), (9, [1, 1, 2, 2, 3, 3, 4, 4, 5])],
)
def test_a_ladder_of_any_height_runs_through_the_five_colours(count, shades):
    assert [charts.shade(place, count) for place in range(1, count + 1)] == shades
    assert charts.shade(0, count) == 0


def test_a_ladder_of_ten_steps_stays_in_its_frame():
    chart = charts.ladder([(str(n), f"第{n}级", str(n)) for n in range(10)], "9", "3", "贵企业")
    assert all(float(step.box.y) >= 20 for step in chart.steps)
    assert float(chart.steps[-1].box.x) + float(chart.steps[-1].box.width) <= float(chart.width) + 0.1


def test_a_long_word_beside_the_radar_is_not_cut_off():
    chart = charts.radar(
        [("Digital foundation", "1", "1"), ("Digital management", "1", "1"), ("c", "1", "1"), ("d", "1", "1")]
    )
    assert float(chart.names[1].x) + charts.text_units("management") <= charts.WIDTH
