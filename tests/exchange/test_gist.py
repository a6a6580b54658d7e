"""The level of the other framework in plain data and in sentences."""

import json
from fractions import Fraction

import pytest

from exchange.gist import gist_of, range_in_words, sentences, well_formed
from exchange.jsontext import BadJson, check_depth, read_json
from readiness.answers import Chosen
from readiness.loading.crosswalk import published_crosswalk
from readiness.provisional import provisional


@pytest.fixture(scope="module")
def crosswalk():
    return published_crosswalk("ai-manufacturing@2026.1", "miit-sme-2024@2024")


def gist(crosswalk, rung, **more):
    answers = {q.code: Chosen((rung,)) for q in crosswalk.ours.questions.values() if q.kind != "multiple"}
    return gist_of(crosswalk, provisional(crosswalk, answers | more))


def test_a_gist_is_plain_data_with_decimal_strings(crosswalk):
    found = gist(crosswalk, "L3", **{"PM-1": Chosen(("L1",))})
    assert json.loads(json.dumps(found)) == found
    assert Fraction(found["score_low"]) < Fraction(found["score_high"])
    assert {"code": "S05", "low": "G0", "high": "G1", "wanted": "G1"} in found["items"]


def test_the_range_is_one_level_where_both_ends_are(crosswalk):
    found = gist(crosswalk, "L3") | {"high": "M1", "low": "M1"}
    assert range_in_words(found, crosswalk.theirs).zh == "一级"


def test_the_sentences_say_range_scores_and_what_is_missing(crosswalk):
    found = gist(crosswalk, "L1", **{"PM-1": Chosen(("L1",))})
    first, scores, missing = (text.zh for text in sentences(found, crosswalk.theirs))
    assert first.startswith("工信部评测初步判断：无等级至")
    assert "不是评测结果" in first
    assert "满分 100" in scores
    assert missing.startswith("离一级：按最低情况还差")
    assert f"{len(found['items'])} 个场景" in missing


def test_at_the_highest_level_nothing_is_missing(crosswalk):
    found = gist(crosswalk, "L3") | {"target": None}
    assert len(sentences(found, crosswalk.theirs)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        {"framework": "x"},
        {"framework": 1},
        {"low": "M9"},
        {"score_low": "NaN"},
        {"score_high": [1]},
        {"items": 1},
        {"items": [{"code": "S05"}]},
        {"items": [{"code": "S05", "low": "G0", "high": "G9", "wanted": "G1"}]},
    ],
)
def test_a_gist_that_no_page_could_show_is_found(crosswalk, damage):
    assert well_formed(gist(crosswalk, "L2"))
    assert not well_formed(gist(crosswalk, "L2") | damage)


@pytest.mark.parametrize("data", [None, 1, "x", [], {}])
def test_what_is_no_gist_is_not_well_formed(data):
    assert not well_formed(data)


def test_brackets_inside_texts_do_not_nest():
    assert read_json(('{"a": "' + "[" * 100 + '\\"[[["}').encode()) == {"a": "[" * 100 + '"[[['}


def test_too_deep_is_refused_before_it_is_parsed():
    with pytest.raises(BadJson):
        check_depth("[" * 41)


def test_exact_numbers_stay_exact():
    assert read_json(b'{"a": 0.1, "b": 12345678901234567890}') == {"a": "0.1", "b": 12345678901234567890}
