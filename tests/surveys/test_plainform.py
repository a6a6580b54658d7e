"""What a form holds of an answer, and back."""

import pytest
from django.http import QueryDict

from readiness.answers import AnswerError, read_answer, to_plain
from surveys.plainform import plain_of, raw_from, raw_of
from surveys.wording import in_words

MANY, ONE = "D1-35", "D1-28"  # questions of `tests.frameworks` that may be not applicable


def posted(question, text):
    return plain_of(question, raw_from(QueryDict(text), question))


@pytest.fixture
def many(wide):
    question = wide.questions[MANY]
    assert (question.kind, question.select) == ("matrix", "many")
    return question


@pytest.fixture
def one(wide):
    question = wide.questions[ONE]
    assert (question.kind, question.select) == ("matrix", "one")
    return question


def test_the_ticks_of_a_matrix_are_one_answer(many):
    plain = posted(many, f"{MANY}.row.erp=plan&{MANY}.row.erp=make&{MANY}.row.wms=store")
    assert plain == {"rows": {"erp": ["plan", "make"], "wms": ["store"]}}


def test_no_tick_at_all_says_nothing(many):
    assert posted(many, f"{MANY}.row.erp=") is None


@pytest.mark.parametrize(("choice", "plain"), [("none", "none"), ("unknown", "unknown")])
def test_a_matrix_can_be_answered_beside_its_rows(many, choice, plain):
    assert posted(many, f"{MANY}={choice}") == plain


def test_a_reason_makes_a_matrix_not_applicable(many):
    assert posted(many, f"{MANY}=na&{MANY}.reason=no") == {"na": "no"}


@pytest.mark.parametrize(("choice", "words"), [("na", "does not apply"), ("none", "none of these")])
def test_ticks_and_their_opposite_together_are_questioned(many, choice, words):
    with pytest.raises(AnswerError) as refused:
        posted(many, f"{MANY}={choice}&{MANY}.row.erp=plan")
    assert words in refused.value.text.en


def test_ticks_outweigh_not_sure(many):
    assert posted(many, f"{MANY}=unknown&{MANY}.row.erp=plan") == {"rows": {"erp": ["plan"]}}


def test_a_column_that_stands_alone_takes_the_others_of_its_row_away(many):
    plain = posted(many, f"{MANY}.row.erp=plan&{MANY}.row.erp=never")
    assert to_plain(read_answer(many, plain)) == {"rows": {"erp": "never"}}


@pytest.mark.parametrize(
    "plain",
    ["none", "unknown", {"na": "no"}, {"rows": {"erp": "never"}}, {"rows": {"erp": ["plan", "make"], "wms": "store"}}],
)
def test_a_kept_matrix_is_shown_as_it_was_given(many, plain):
    assert to_plain(read_answer(many, plain_of(many, raw_of(many, plain)))) == plain


def test_a_matrix_in_words_names_row_and_columns(many, one, settings):
    settings.LANGUAGE_CODE = "en"
    from django.utils.translation import override

    with override("en"):
        assert in_words(many, {"rows": {"erp": ["plan", "make"]}}) == ["ERP: Planning, Shop floor"]
        assert in_words(many, "none") == ["None of these"]
    with override("zh-hans"):
        assert in_words(one, {"rows": {"mes": "use"}}) == ["MES 制造执行：全面使用"]
        assert in_words(many, {"rows": {"erp": ["plan", "make"]}}) == ["ERP 企业资源计划：生产计划、生产现场"]
