from decimal import Decimal

import pytest

from readiness.answers import (
    AnswerError,
    Chosen,
    Measured,
    NotApplicable,
    Unknown,
    fault_of,
    measured_value,
    read_answer,
    to_plain,
)


def read(framework, code, plain):
    return read_answer(framework.questions[code], plain)


@pytest.mark.parametrize(
    ("code", "plain", "answer"),
    [
        ("RD-2", "L3", Chosen(("L3",))),
        ("RD-2", "unknown", Unknown()),
        ("RD-1", {"na": " 来图加工 "}, NotApplicable("来图加工")),
        ("SG-1", ["L3", "L2"], Chosen(("L2", "L3"))),
        ("SG-1", ["none", "L2"], Chosen(("none",))),
        ("DT-1", {"connected": 12, "total": "40"}, Measured({"connected": Decimal(12), "total": Decimal(40)})),
        ("DT-1", {"connected": 12, "total": ""}, Measured({"connected": Decimal(12)})),
        ("DT-1", 35, Measured(value=Decimal(35))),
        ("DT-1", "L3", Chosen(("L3",))),
        (
            "DT-5",
            {"value": 18, "abnormal_samples": True},
            Measured({"value": Decimal(18)}, None, {"abnormal_samples": True}),
        ),
    ],
)
def test_every_plain_form_is_understood(framework, code, plain, answer):
    assert read(framework, code, plain) == answer


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("\uff11\uff12\uff10", 120),
        ("1,200", 1200),
        ("\uff11\uff0c\uff12\uff10\uff10", 1200),
        (" 15 ", 15),
        ("1 000", 1000),
    ],
)
def test_numbers_are_understood_as_people_type_them(framework, typed, number):
    assert read(framework, "DT-1", {"connected": 1, "total": typed}).inputs["total"] == number


@pytest.mark.parametrize(
    ("code", "plain"),
    [
        ("RD-2", "L6"),
        ("RD-2", 3),
        ("RD-2", ["L3"]),
        ("RD-2", {"na": "不做"}),  # this question applies to everybody
        ("RD-1", {"na": "不做", "more": 1}),
        ("RD-1", {"na": "字" * 2001}),
        ("SG-1", {"L2": True}),
        ("SG-1", ["L2", "L9"]),
        ("DT-1", {"connected": -1, "total": 10}),
        ("DT-1", {"connected": 1.5, "total": 10}),
        ("DT-1", {"connected": "一百", "total": 10}),
        ("DT-1", {"connected": "3、5", "total": 100}),  # two numbers, not thirty-five
        ("DT-1", {"connected": "1e400", "total": 10}),
        ("DT-1", {"connected": "NaN", "total": 10}),
        ("DT-1", {"machines": 3}),
        ("DT-1", True),
        ("DT-1", None),
        ("PM-8", {"controlled": 1, "total": 2, "smart_equipment": "yes"}),
    ],
)
def test_what_cannot_be_understood_is_refused_in_both_languages(framework, code, plain):
    with pytest.raises(AnswerError) as caught:
        read(framework, code, plain)
    assert caught.value.text.zh.startswith("收到")
    assert caught.value.text.en.startswith("Found")


@pytest.mark.parametrize(
    ("code", "plain", "part"),
    [
        ("DT-1", {"connected": 12, "total": 10}, "多于"),
        ("DT-1", {"connected": 0, "total": 0}, "是 0"),
        ("DT-1", {"connected": 5}, "还缺"),
        ("DT-1", 120, "超出范围"),
        ("RD-1", {"na": ""}, "原因"),
        ("SG-1", [], "至少"),
    ],
)
def test_what_is_incomplete_or_against_sense_is_kept_and_named(framework, code, plain, part):
    answer = read(framework, code, plain)
    fault = fault_of(framework.questions[code], answer)
    assert part in fault.zh
    assert fault.en


@pytest.mark.parametrize("plain", ["L2", {"connected": "12", "total": "40"}, {"value": "35"}, "unknown"])
def test_plain_forms_come_back_as_they_went_in(framework, plain):
    assert to_plain(read(framework, "DT-1", plain)) == plain


def test_ticked_options_come_back_as_a_list_or_as_the_one(framework):
    assert to_plain(read(framework, "SG-1", ["L2", "L3"])) == ["L2", "L3"]
    assert to_plain(read(framework, "SG-1", ["L2"])) == "L2"
    assert read(framework, "SG-1", "L2") == Chosen(("L2",))


def test_a_ratio_is_exact(framework):
    answer = read(framework, "DT-1", {"connected": 1, "total": 3})
    assert measured_value(framework.questions["DT-1"], answer) * 3 == 100


def test_html_and_emoji_in_a_reason_are_kept_as_text(framework):
    reason = "<script>alert(1)</script>😀"
    assert read(framework, "RD-1", {"na": reason}) == NotApplicable(reason)
