"""Results of frameworks of every shape: without a level, a total, a route; on other scales; with indices and bands."""

import dataclasses
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from readiness.framework import Archetype
from readiness.text import Text
from reports import gates, pdf
from reports.documents import read_document
from reports.paper import paper
from reports.reading import Reading
from tests.reports.conftest import TREES, flat_case, ministry_case, result_of, trees_case

PARTS = ("_hero", "_standing", "_gaps", "_findings", "_open_points", "_method")


def document(case, language="zh-hans"):
    framework, data = case
    return read_document(data, framework, language)


def page(case, language="zh-hans"):
    """The parts of the result page that need no request."""
    doc = document(case, language)
    context = {"doc": doc, "t": doc.t, "head": doc.headline}
    return "".join(render_to_string(f"reports/{part}.html", context) for part in PARTS)


def squeezed(text):
    return "".join(text.split())


# --- levels -----------------------------------------------------------------------------------------------------------


def test_no_level_is_a_result_with_its_own_words():
    head = document(ministry_case("M2")).headline
    assert (head.level_title, head.level_number) == ("无等级", 0)
    assert "还不够评上一级" in head.level_summary
    assert "距一级（20 分）还差 20.0 分" in head.to_next
    assert "none" not in page(ministry_case("M2")).split("<svg")[0]


def test_nobody_stands_on_a_ladder_whose_first_step_is_not_reached():
    drawn = document(ministry_case("M2")).ladder
    assert "贵企业" not in drawn
    assert "还没有站上任何一级" in drawn
    assert "贵企业 45.1" in document(ministry_case("M3")).ladder


def test_a_ladder_of_four_levels_says_that_it_has_four():
    root = ElementTree.fromstring(document(ministry_case("M3")).ladder)
    assert root[0].text == "四级阶梯上的位置"
    assert "第 2 级二级，45.1 分" in root[1].text
    assert (
        ElementTree.fromstring(document(ministry_case("M3"), "en").ladder)[0].text == "Place on the four-level ladder"
    )


def test_a_level_known_by_its_name_hides_its_code(small):
    assert document(ministry_case("M3")).headline.level_title == "二级"
    assert document(small).headline.level_title == "L2 试点级"


@pytest.mark.parametrize(("vector", "declared"), [("M3", "自评结果"), ("M5", "自评，未核验"), ("M1", "自评，未核验")])
def test_above_the_middle_of_a_ladder_a_level_says_first_that_nobody_checked_it(vector, declared):
    assert document(ministry_case(vector)).headline.declared.startswith(declared)


# --- gates ------------------------------------------------------------------------------------------------------------


def test_scenes_that_hold_a_level_back_are_counted_and_named():
    doc = document(ministry_case("M4"))
    assert "至少 8 个场景达到三级（16 项中现有 7 项，还差 1 项）" in doc.headline.cap
    assert doc.headline.cap.endswith("结果为二级。")
    line = next(line for line in doc.requirements if line.below)
    assert (line.found, line.wanted) == ("16 项中有 7 项", "8 项")
    assert line.below.startswith("还没做到的：S02 工艺设计、S04 售后服务、S05 计划排程、S09 安全生产")
    assert "（二级）" in line.below


def test_a_scene_without_an_answer_is_named_as_such():
    line = next(x for x in document(ministry_case("M3", ("S05", "S06"))).requirements if x.below)
    assert "S05 计划排程、S06 生产管控（未作答）" in line.below


@pytest.mark.parametrize(
    ("gate", "found", "wanted", "words"),
    [
        (
            {"kind": "score", "dimension": "I", "subject": "I"},
            "4.285714",
            "5",
            "指数 4.29 分（满分 10），低于要求的 5 分",
        ),
        ({"kind": "dimension", "dimension": "B", "subject": "B"}, "4.2", "6", "乙 4.2 分（满分 10），低于要求的 6 分"),
        ({"kind": "every_dimension", "subject": "A"}, "3", "4", "甲 3 分（满分 4），低于要求的 4 分"),
        ({"kind": "score", "dimension": "A1", "subject": "A1"}, "0", "2", "A1 甲一 0 分（满分 4），低于要求的 2 分"),
        ({"kind": "count", "count": 2, "reaching": "4"}, "1", "2", "两项核心达到 2（5 项中现有 1 项，还差 1 项）"),
        ({"kind": "selected", "count": 3}, "1", "3", "两项核心达到 2（已勾选 1 项，还差 2 项）"),
        ({"kind": "all"}, "1", "2", "两项核心达到 2（2 个条件中满足 1 个）"),
        ({"kind": "any", "gates": (1, 2)}, "0", "1", "两项核心达到 2（2 个条件满足一个即可，现在都不满足）"),
        ({"kind": "production", "scenes": 2}, "1", "2", "两项核心达到 2（现有 1 个计入）"),
    ],
)
def test_gates_of_every_kind_read_as_half_a_sentence(gate, found, wanted, words):
    framework, data = trees_case()
    subject = gate.pop("subject", "")
    one = framework.levels[0]
    content = dataclasses.replace(one.gates[0], **({"tags": frozenset()} | gate))
    framework = dataclasses.replace(
        framework, levels=(dataclasses.replace(one, gates=(content,)), *framework.levels[1:])
    )
    plain = {"gate": content.code, "level": one.code, "found": found, "wanted": wanted, "subject": subject}
    assert gates.gate_in_words(Reading(data, framework, "zh-hans"), plain) == words


def test_levels_that_ask_for_no_score_name_their_conditions_alone():
    framework, data = trees_case(A1="0", A2="none")
    levels = tuple(dataclasses.replace(level, threshold=None) for level in framework.levels)
    framework = dataclasses.replace(framework, levels=levels)
    doc = read_document(data, framework, "zh-hans")
    assert doc.headline.to_next.startswith("要达到一，还要满足：两项核心达到 2")
    assert "综合得分" not in [line.name for line in doc.requirements]


# --- scales, indices, bands -------------------------------------------------------------------------------------------


def test_numbers_name_their_scale_where_it_is_not_a_hundred():
    doc = document(trees_case())
    assert doc.score_with_scale == "1.43 / 2"
    assert doc.headline.of_full == "满分 2"
    assert [d.score for d in doc.findings.dimensions] == ["3.33 / 4", "4.29 / 10"]
    assert document(ministry_case("M3")).findings.dimensions[0].score == "41.5"


def test_an_index_of_the_framework_is_listed_with_its_interval():
    framework, data = trees_case()
    index = document((framework, data)).standing.indices[0]
    assert (index.name, index.score, index.note) == ("指数", "4.29 / 10", "")
    answers = {code: plain for code, plain in TREES.items() if code != "B2"}
    assert document(result_of(framework, answers)).standing.indices[0].note.startswith("区间 ")


def test_a_dimension_says_what_its_score_is_called_and_how_far_the_next_line_is():
    line = document(trees_case()).findings.dimensions[1].line
    assert line == "4.29 / 10，在 2 个已评维度中排第 2；属于“低”，距 6 分线还差 1.71 分。"
    assert "属于“高”。" in document(trees_case(B3="1")).findings.dimensions[1].line


def test_a_line_beyond_the_scale_of_a_dimension_is_not_one_to_reach():
    dimension = document(trees_case()).findings.dimensions[0]
    assert (dimension.full, dimension.next_threshold) == ("4.000000", "")


def test_bars_and_radar_fill_their_axes_on_any_scale():
    doc = document(flat_case(open_=("D1-1",)))
    widths = [float(x.get("width")) for x in ElementTree.fromstring(doc.bars).iter() if x.get("class") == "c-primary"]
    assert widths[2] == pytest.approx(354 * 3 / 5, abs=0.1)
    assert [x.text for x in ElementTree.fromstring(doc.bars).iter() if x.get("class") == "c-soft"] == [
        "0",
        "2",
        "4",
        "5",
    ]
    assert "每根轴按各自满分画" in doc.radar


def test_a_shape_needs_three_axes_and_can_be_read_up_to_twelve():
    assert document(trees_case()).radar == ""
    assert document(flat_case(16)).radar == ""
    assert document(flat_case(21)).bars == ""


# --- what a framework does not know -----------------------------------------------------------------------------------


def test_without_a_total_the_dimensions_are_the_headline():
    case = flat_case(open_=("D1-1",))
    doc, shown = document(case), page(case)
    assert (doc.headline.score, doc.headline.level_title, doc.ladder) == ("", "", "")
    assert "本框架不设综合得分，4 个维度分别给出结果。" in shown
    assert squeezed(">1.5/5<") in squeezed(shown)
    assert "1–2.67" in shown
    assert "当前等级" not in shown


def test_without_actions_one_sentence_stands_for_route_and_money():
    html = paper(document(ministry_case("M3")))
    assert html.count("本框架说明差在哪里") == 1
    for word in ("转型路线", "政策资金", "靠哪些行动", "整条路线", "暂不做的"):
        assert word not in html


def test_a_framework_with_equal_weights_names_no_weights():
    doc = document(flat_case())
    assert "适用权重" not in [fact.label for fact in doc.headline.facts]
    assert doc.standing.sensitivity == ""
    assert doc.standing.indices == ()


def test_weights_are_those_of_the_overall_score():
    doc = document(ministry_case("M3"))
    assert [d.weight for d in doc.findings.dimensions] == ["50%", "30%", "20%", ""]
    assert "由数字化基础 50%、数字化管理 30%、数字化成效 20%构成" in doc.method.how[0]


def test_a_report_of_another_framework_claims_no_alignment_but_names_its_source(small):
    html = paper(document(ministry_case("M3")))
    assert "专项行动" not in html
    assert "工信厅企业〔2024〕56号" in html
    assert "专项行动" in paper(document(small))


def test_no_scenes_and_no_reasons_are_asked_for_where_a_framework_has_none():
    shown = page(ministry_case("M3"))
    assert "场景登记" not in shown
    assert "选了“不适用”" not in shown


def test_an_archetype_needs_both_sides():
    framework, data = trees_case()
    kind = Archetype("x", Text("甲", "a"), Text("乙", "b"), Text("丙", "c"), False, False)
    doc = read_document(data, dataclasses.replace(framework, archetypes=(kind,)), "zh-hans")
    assert doc.standing.archetype.startswith("两项指数中有一项无法计算")
    assert doc.quadrant == ""


# --- answers ----------------------------------------------------------------------------------------------------------


def test_a_matrix_is_told_row_by_row():
    rows = {row.code: row for group in document(trees_case()).answers for row in group.rows}
    assert (rows["A2"].answer, rows["A2"].score) == ("行一：已用、计划；行二：计划", "2.67 / 4")
    nothing = {row.code: row for group in document(trees_case(A2="none")).answers for row in group.rows}
    assert nothing["A2"].answer == "都没有"


def test_the_next_step_of_a_matrix_is_a_row_and_of_a_sum_an_option():
    weak = {line.code: line.next for line in document(trees_case(B2=["a"])).findings.weakest}
    assert weak["A2"] == "“行二”做到“已用”"
    assert weak["B2"] == "补上：二"


def test_an_option_that_costs_points_is_to_be_got_rid_of():
    weak = {line.code: line.next for line in document(trees_case()).findings.weakest}
    assert weak["B2"] == "改掉：坏"


def test_an_answer_that_does_not_count_overall_promises_no_gain():
    gains = {line.code: line.gain for d in document(ministry_case("M4")).findings.dimensions for line in d.weak}
    assert gains["S02"] == ""
    assert gains["Q11"] == "综合 +1.9"


def test_strong_is_half_of_any_scale():
    assert document(ministry_case("M2")).findings.strongest == ()
    assert "还没有得分过半的回答" in page(ministry_case("M2"))
    assert [line.code for line in document(trees_case()).findings.strongest][:2] == ["A1", "B1"]


# --- how sure it is ---------------------------------------------------------------------------------------------------


def test_an_incomplete_result_says_so_wherever_its_level_stands():
    case = ministry_case("M3", ("Q4", "S05", "S06"))
    head = document(case).headline
    assert head.uncertain == "完整版结果 · 作答 28/31 题"
    assert "41.6 分，全按最高档是 51.6 分。对应等级 一级 至 二级。" in head.interval
    cover = paper(document(case)).split("</section>")[0]
    assert head.uncertain in cover
    assert head.interval in cover
    assert head.level_interval == "没有作答的题补齐后，等级在 一级 至 二级 之间。"


def test_a_complete_result_says_nothing_of_the_kind():
    head = document(ministry_case("M3")).headline
    assert (head.certain, head.uncertain, head.interval) == (True, "", "")


def test_what_is_left_open_counts_in_the_note_as_it_counts_in_the_score(small):
    notes = document(ministry_case("M3", ("Q4",))).open_points.others
    assert any("得分按最低档计入" in note.message for note in notes)
    assert any("得分只按已答题目计算" in note.message for note in document(small).open_points.others)


# --- evidence ---------------------------------------------------------------------------------------------------------


def piece(kind):
    return {"class": kind, "kind": "file", "name": "a.pdf", "caption": "", "sha256": "0" * 64, "size": 1}


def test_the_strongest_evidence_stands_beside_the_answer():
    framework, data = ministry_case("M3")
    evidence = {"questions": {"Q1": [piece("plan"), piece("document")], "Q2": [piece("oral")], "S01": []}}
    doc = document((framework, data | {"evidence": evidence}))
    rows = {row.code: row.evidence for group in doc.answers for row in group.rows}
    assert (rows["Q1"], rows["Q2"], rows["Q3"], rows["S01"]) == ("证据：书面", "证据：口述", "", "")
    assert "已答的 31 题中，2 题附有证据（每题按最强的一份计：书面 1 题、口述 1 题）。" in doc.method.how
    assert "证据：书面" in paper(doc)


@pytest.mark.parametrize("evidence", [{}, {"evidence": None}, {"evidence": {}}])
def test_a_result_without_evidence_does_not_speak_of_any(evidence):
    framework, data = ministry_case("M3")
    assert "证据" not in paper(document((framework, data | evidence)))


def test_evidence_asked_for_and_not_given_is_said():
    framework, data = ministry_case("M3")
    how = document((framework, data | {"evidence": {"questions": {}}})).method.how
    assert "已答的 31 题都没有附证据。" in how


# --- paper ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case", [ministry_case("M2"), trees_case(), flat_case(16, open_=("D1-1",))], ids=["M2", "trees", "flat"]
)
def test_every_shape_is_printed_without_a_complaint(case):
    data, _, complaints = pdf.render(paper(document(case), "AR-1", "https://example.org/x"))
    assert data.startswith(b"%PDF")
    assert complaints == ()


def test_five_hundred_questions_are_printed_within_half_of_what_a_report_may_use(tmp_path):
    limits = pdf.Limits(memory_mb=512, cpu_seconds=30, file_mb=2)
    done = pdf.render_to_file(paper(document(flat_case(20, 25))), tmp_path / "a.pdf", limits=limits)
    assert done.warnings == ()
    assert 20 < done.pages < 60


@pytest.mark.parametrize("case", [ministry_case("M4"), flat_case()], ids=["ministry", "flat"])
def test_english_is_english(case):
    doc = document(case, "en")
    texts = [
        doc.title,
        doc.headline.cap,
        doc.headline.to_next,
        *doc.method.how,
        *(line.below for line in doc.requirements),
    ]
    texts += [line for d in doc.findings.dimensions for line in (d.line, *(w.next for w in d.weak))]
    assert not any("\u4e00" <= c <= "\u9fff" for text in texts for c in text)
