"""A result becomes a document: golden facts of the example firms, in both languages."""

import dataclasses

import pytest

from readiness.plain import digest
from reports.documents import read_document
from reports.phrases import PHRASES
from reports.reading import OtherFramework


def document(case, language="zh-hans"):
    framework, data = case
    return read_document(data, framework, language)


def test_the_headline_says_level_name_and_score_to_a_tenth(small):
    head = document(small).headline
    data = small[1]
    assert (head.level, head.level_name) == ("L2", "试点级")
    assert head.score == f"{round(float(data['overall']), 1)}"
    assert head.firm == data["profile"]["name"]


def test_a_capped_level_names_its_gate_with_figures_and_what_lifts_it(medium):
    head = document(medium).headline
    assert "应用级" in head.cap
    assert "安全与治理" in head.cap
    assert "封顶为试点级" in head.cap
    assert head.cap_help.startswith("完成 A")


def test_a_level_that_is_not_capped_has_no_cap_sentence(small):
    assert document(small).headline.cap == ""


def test_a_high_level_is_called_self_declared(large):
    assert document(large).headline.declared == "自评，未核验"
    assert document(large, "en").headline.declared == "Self-declared, not verified"


def test_a_route_that_does_not_arrive_says_what_stays_open(large):
    road = document(large).roadmap
    assert "智能原生级" in road.partial
    assert "综合得分预计 70.0 分，要求 80 分" in road.partial
    assert "安全与治理不低于 65 分" in road.partial


def test_every_step_is_traced_to_answers_or_to_the_steps_that_need_it(small):
    for step in document(small).roadmap.steps:
        assert step.why
        assert any("→" in line or "前提" in line or "场景" in line for line in step.why)


def test_the_first_actions_are_the_earliest_of_the_route(small):
    road = document(small).roadmap
    assert [step.code for step in road.first] == [
        s.code for s in sorted(road.steps, key=lambda s: (s.start_month, s.phase, s.code))
    ][:3]


def test_phases_show_every_step_of_the_route_once(small):
    shown = [step.code for step in document(small).roadmap.steps]
    assert sorted(shown) == sorted(step["action"] for step in small[1]["route"]["steps"])


def test_findings_use_the_words_of_the_option_that_was_chosen(small):
    framework, data = small
    found = document(small).findings
    for line in found.weakest:
        question = framework.questions[line.code]
        if question.kind == "single":
            assert line.now == question.option(data["answers"][line.code]).text.zh
        assert line.next


def test_raw_numbers_are_shown_with_their_units_and_the_share(small):
    rows = {row.code: row.answer for group in document(small).answers for row in group.rows}
    assert "台" in rows["DT-1"]
    assert "占 " in rows["DT-1"]


def test_the_appendix_lists_every_question_that_applies(small):
    _framework, data = small
    rows = [row.code for group in document(small).answers for row in group.rows]
    assert rows == [q["code"] for q in data["questions"]]


def test_not_applicable_answers_are_listed_with_their_reason(small):
    stated = {c: a["na"] for c, a in small[1]["answers"].items() if isinstance(a, dict) and "na" in a}
    assert {item.code: item.text for item in document(small).open_points.not_applicable} == stated


def test_a_confirmed_contradiction_carries_the_reason(small):
    framework, data = small
    code = next(note["code"] for note in data["warnings"] if note["kind"] == "contradiction")
    note = document((framework, data | {"confirmed_warnings": {code: "新旧两条线并存"}})).open_points.contradictions[0]
    assert "新旧两条线并存" in note.confirmed


def test_money_is_never_called_available_when_unverified(small):
    document_ = document(small)
    items = [item for section in document_.money.sections for item in section.items + section.others]
    assert items
    assert all(item.state != "可申报" for item in items if item.verified == "未核验")
    assert "你将获得" not in str(dataclasses.asdict(document_.money))
    assert document_.money.notices


def test_only_web_addresses_become_links(small):
    for section in document(small).money.sections:
        for item in section.items + section.others:
            assert all(source.address == "" or source.address.startswith("http") for source in item.sources)


def test_a_result_of_another_framework_is_refused(small):
    framework, data = small
    with pytest.raises(OtherFramework):
        read_document(data | {"framework_digest": "0" * 64}, framework, "zh-hans")


def test_the_document_names_the_fingerprint_of_the_whole_result(small):
    assert document(small).method.fingerprints[0].value == digest(small[1])


@pytest.mark.parametrize("name", ["small", "medium", "large"])
def test_the_english_document_is_english(name, request):
    framework, data = request.getfixturevalue(name)
    own_words = {data["profile"]["name"], *(str(scene) for scene in data["scenes"])}
    english = document((framework, data), "en")
    texts = [english.roadmap.total, english.headline.to_next, *(line.now for line in english.findings.weakest)]
    assert own_words
    assert not any("\u4e00" <= c <= "\u9fff" for text in texts for c in text)


@pytest.mark.parametrize("name", sorted(PHRASES))
def test_a_phrase_has_the_same_blanks_in_both_languages(name):
    import string

    blanks = [
        {field for _, field, _, _ in string.Formatter().parse(t) if field} for t in (PHRASES[name].zh, PHRASES[name].en)
    ]
    assert blanks[0] == blanks[1]


def test_what_is_missing_to_the_next_level_is_said_once(small, medium):
    capped, open_ = document(medium).headline, document(small).headline
    assert capped.cap
    assert not capped.to_next
    assert open_.to_next
    assert not open_.cap
