"""Places and values of a record in words."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from readiness.errors import Problem
from subsidies import seed
from subsidies.differences import differences
from subsidies.labels import label, shown
from subsidies.sentences import faults


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("name", "Name"),
        ("issuer.en", "Issued by (in English)"),
        ("sources[1].title.zh", "Sources 2: Title (in Chinese)"),
        ("amount.tiers[0].rate_percent", "Tiers 1: Rate"),
        ("valid.to", "Valid to"),
        ("rule.all[0].field", "Rule the program checks 1: field"),
        ("colour", "colour"),
    ],
)
def test_a_place_is_called_by_the_closest_part_with_a_name(key, words):
    with override("en"):
        assert label(key) == words


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("amount.cap_wan", 300, "300 万元"),
        ("amount.rate_percent", Decimal("1.5"), "1.5%"),
        ("instrument", "model_voucher", "模型券"),
        ("needs", ["compute", "model"], "算力；模型"),
        ("valid.open_ended", True, "是"),
        ("name", {"zh": "某券", "en": "A voucher"}, "某券"),
        ("valid.to", None, ""),
        ("apply.windows", [{"from": "2026-11-01", "certain": False}], "2026-11-01 – …；日期非来自通知原文"),
        ("amount.tiers", [{"text": {"zh": "国产算力", "en": "x"}, "rate_percent": 45}], "国产算力；45%"),
    ],
)
def test_a_value_is_shown_in_the_words_of_the_reader(path, value, words):
    with override("zh-hans"):
        assert shown(path, value) == words


def test_every_shipped_record_differs_from_nothing_in_all_it_says_and_from_itself_in_nothing():
    for content in seed.records().values():
        assert differences(content, content) == []
        assert len(differences({}, content)) > 10


def test_a_text_that_changed_in_one_language_only_is_shown_in_both():
    (one,) = differences({"name": {"zh": "一", "en": "one"}}, {"name": {"zh": "一", "en": "ONE"}})
    assert (one.before, one.after) == ("一\none", "一\nONE")


@pytest.mark.parametrize(
    ("found", "expected", "sentence"),
    [
        ("nothing", "a text", "名称：现为空白，应为一段文字"),
        ("'gift'", "one of a, b", "名称：现为'gift'，应为以下之一：a, b"),
        ("x", "something never said before", "名称：现为x，应为something never said before"),
    ],
)
def test_a_problem_is_told_in_the_language_of_the_reader(found, expected, sentence):
    with override("zh-hans"):
        assert str(faults([Problem("file", "name", found, expected)])[0]) == sentence
