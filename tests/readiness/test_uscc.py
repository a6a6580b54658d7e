"""The unified social credit code: 47 published and computed cases, and the sentence behind each refusal."""

import csv
from pathlib import Path

import pytest

from readiness.uscc import ALPHABET, check_character, check_uscc

CASES = Path(__file__).parent / "cases" / "uscc_examples.csv"


def examples():
    with CASES.open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=f"{row['code'] or 'empty'}: {row['note'][:40]}") for row in csv.DictReader(file)]


def test_there_are_47_examples():
    assert len(examples()) == 47


@pytest.mark.parametrize("row", examples())
def test_an_example_is_accepted_or_refused_for_the_reason_published(row):
    found = check_uscc(row["code"])
    assert found.valid == (row["valid"] == "true")
    assert (found.reason or "") == row["reason"]


@pytest.mark.parametrize("row", [p for p in examples() if p.values[0]["valid"] == "true"])
def test_a_wrong_organisation_check_digit_warns_and_does_not_refuse(row):
    assert (check_uscc(row["code"]).warning is None) == (row["org_check_valid"] == "true")


@pytest.mark.parametrize("row", [p for p in examples() if p.values[0]["valid"] == "false"])
def test_every_refusal_says_why_in_both_languages_and_gives_no_code(row):
    found = check_uscc(row["code"])
    assert found.code is None
    assert found.message.zh
    assert found.message.en


@pytest.mark.parametrize(
    "typed",
    [
        "9144030071526726xg",
        "91 440300 71526726X G",
        "91440300-71526726-X-G",
        "９１４４０３００７１５２６７２６ＸＧ",
        " 9144030071526726XG\n",
    ],
)
def test_what_people_type_becomes_one_code(typed):
    assert check_uscc(typed).code == "9144030071526726XG"


def test_a_wrong_check_character_is_named_with_the_right_one():
    found = check_uscc("91110000600007341X")
    assert found.position == 18
    assert "“D”" in found.message.zh
    assert "“X”" in found.message.zh


@pytest.mark.parametrize(
    ("code", "position", "digit"), [("9144O3001922038216", 5, "0"), ("9I4403001922038216", 2, "1")]
)
def test_a_letter_that_never_occurs_is_named_with_its_place_and_the_likely_digit(code, position, digit):
    found = check_uscc(code)
    assert found.position == position
    assert f"第 {position} 位" in found.message.zh
    assert f"数字 {digit}" in found.message.zh


@pytest.mark.parametrize(
    ("code", "words"), [("440301103097413", "注册号"), ("192203821", "组织机构代码"), ("000000000000000000", "全是 0")]
)
def test_the_sentence_knows_the_usual_mix_ups(code, words):
    assert words in check_uscc(code).message.zh


def test_one_wrong_character_anywhere_is_always_noticed():
    right = "914403001922038216"
    for place in range(18):
        for character in ALPHABET.replace(right[place], ""):
            assert not check_uscc(right[:place] + character + right[place + 1 :]).valid


def test_the_check_character_belongs_to_the_first_seventeen():
    assert check_character("91440300192203821") == "6"
