"""What a closed round shows: only what was handed in, names for those who may know them, and words for every figure."""

import io

import openpyxl
import pytest
from django.utils.translation import override

from calibration import preparing
from calibration.chart import dots
from calibration.models import Round
from calibration.results import RoundResult
from calibration.saving import hand_in
from calibration.telling import labels_of, leaning, told, verdict_of
from calibration.workbook import write_workbook
from readiness.agreement import Bias
from readiness.calibration import Agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    with override("en"):
        yield


def person(page, name):
    return next(one for one in page.people if name in one.name)


def test_what_was_not_handed_in_does_not_count(opened, paula, wang, colleague, score_all):
    score_all(opened, wang)
    score_all(opened, colleague("Lin"), handed_in=False, PM_1="L5")
    preparing.close(opened, paula)
    result = RoundResult(opened)
    assert len(result.scorers) == 1
    assert result.calibration.discuss == []


def test_the_widest_spread_times_weight_is_discussed_first(closed):
    # PM-3: L2 to L5, three quarters of 17/8; DT-3 L2 to L3 and PM-1 L2 to L3: a quarter of 14/8 and of 17/8.
    assert [one.question for one in RoundResult(closed).calibration.discuss] == ["PM-3", "PM-1", "DT-3"]


def test_an_administrator_reads_names_and_the_others_letters_and_their_own_name(closed, paula, wang, rita, english):
    result = RoundResult(closed)
    assert sorted(name.partition(" · ")[2] for name in result.names(paula, True).values()) == ["Lin", "Wang", "Zhao"]
    assert sorted(len(name) for name in result.names(wang, False).values()) == [1, 1, len("A · Wang")]
    assert sorted(result.names(rita, False).values()) == ["A", "B", "C"]
    page = told(result, wang, False)
    assert page.people[0].own
    assert "Wang" in page.people[0].name
    assert not {"Zhao", "Lin"} & set(str(page).replace("'", " ").split())


def test_letters_stay_the_same_and_follow_neither_names_nor_time(opened, paula, colleague, score_all):
    people = [colleague(f"P{n}") for n in range(8)]
    for one in people:
        score_all(opened, one)
    preparing.close(opened, paula)
    first, again = (list(RoundResult(opened).names(paula, True).values()) for _ in range(2))
    assert first == again
    assert [name.partition(" · ")[2] for name in first] != [one.name for one in people]


def test_who_stands_above_the_others_is_called_lenient(closed, paula, english):
    page = told(RoundResult(closed), paula, True)
    # Zhao: three rungs above at PM-3, one at DT-3, half a one below the middle of L2 and L3 at PM-1; over 14 questions.
    assert (person(page, "Zhao").deviation, person(page, "Zhao").leaning) == ("+0.25", "lenient")
    # Wang: half a rung below the middle of L2 and L3 at PM-1, of L2 and L5 one and a half at PM-3, half at DT-3.
    assert (person(page, "Wang").deviation, person(page, "Wang").leaning) == ("−0.18", "in line")
    assert person(page, "Wang").against == "100% the same, 0.00 rungs"


def test_leaning_needs_five_answers_and_a_quarter_of_a_rung(english):
    from fractions import Fraction

    assert leaning(Bias("a", 4, Fraction(3), Fraction(0))) == "too few answers to say"
    assert leaning(Bias("a", 5, Fraction(-1, 4), Fraction(0))) == "strict"
    assert leaning(Bias("a", 5, Fraction(1, 5), Fraction(0))) == "in line"
    assert leaning(None) == "too few answers to say"


@pytest.mark.parametrize(
    ("alpha", "assessors", "units", "words"),
    [
        ("9/10", 3, 20, "agree well"),
        ("7/10", 3, 20, "agree fairly"),
        ("1/2", 3, 20, "agree too little"),
        ("-1/5", 3, 20, "no more than chance"),
        (None, 2, 20, "2 assessors have handed in. A coefficient of agreement needs at least 3"),
        (None, 3, 20, "All gave the same answer"),
        (None, 3, 1, "Too few questions"),
    ],
)
def test_a_coefficient_is_said_in_words(alpha, assessors, units, words, english):
    from fractions import Fraction

    assert words in verdict_of(Agreement(units, Fraction(alpha) if alpha else None), assessors)


def test_few_assessors_and_gates_left_out_are_said_under_the_figure(closed, paula, english):
    cautions = told(RoundResult(closed), paula, True).cautions
    assert any("3 assessors and 14 questions" in one for one in cautions)
    assert any("gates and scenes in production are not counted" in one for one in cautions)


def test_the_dots_of_a_question_stand_over_their_rungs(closed, wang):
    result = RoundResult(closed)
    seen = next(one for one in result.calibration.questions if one.question == "PM-3")
    chart = dots(seen, labels_of(seen), result.own(wang))
    assert len(chart.dots) == 3
    assert sum(dot.own for dot in chart.dots) == 1
    piles = {}
    for dot in chart.dots:
        piles.setdefault(dot.x, []).append(dot.y)
    assert sorted(map(len, piles.values())) == [1, 2]
    assert [mark.lines[0] for mark in chart.rungs] == ["L1", "L2", "L3", "L4", "L5"]
    assert chart.reference


def test_more_dots_than_fit_are_told_by_their_number(opened, paula, colleague, score_all):
    for n in range(8):
        score_all(opened, colleague(f"P{n}"))
    preparing.close(opened, paula)
    seen = RoundResult(opened).calibration.questions[0]
    chart = dots(seen, labels_of(seen))
    assert (len(chart.dots), [mark.lines for mark in chart.counts]) == (6, [("× 8",)])


def test_a_drawing_says_its_figures_in_words(closed, paula, english):
    line = next(one for one in told(RoundResult(closed), paula, True).discuss if one.question.code == "PM-3")
    assert "L2 × 2, L5 × 1 Reference: L2." in line.chart
    assert line.spread == "3 rungs apart"
    assert line.off == "The middle answer is the reference answer."


def test_a_result_costs_four_queries_however_many_have_scored(
    opened, paula, colleague, score_all, django_assert_num_queries
):
    for n in range(6):
        score_all(opened, colleague(f"P{n}"))
    preparing.close(opened, paula)
    found = Round.objects.for_user(paula).get()
    with django_assert_num_queries(4):  # and one for which questions the case has
        told(RoundResult(found), paula, True)


def test_the_workbook_holds_every_answer_as_text_and_no_formula(opened, paula, wang, colleague, score_all, rate):
    for user in (wang, colleague("Lin"), colleague("Zhao")):
        score_all(opened, user, handed_in=False)
    rate(opened, wang, "PM-1", "L4", "unsure", '=HYPERLINK("http://x","y")')
    for user in [one.user for one in opened.scorers.all()]:
        hand_in(opened, user)
    preparing.close(opened, paula)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(RoundResult(opened), paula, True, "en")))
    assert book.sheetnames == ["Overview", "Questions", "Assessors", "Answers"]
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    answers = list(book["Answers"].iter_rows(min_row=2, values_only=True))
    assert len(answers) == 3 * 14
    assert ('=HYPERLINK("http://x","y")', "Could be another", "L4") in [(row[5], row[4], row[3]) for row in answers]
    assert len(list(book["Questions"].iter_rows(min_row=2))) == 14


def test_the_workbook_of_an_assessor_names_nobody_else(closed, wang):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(RoundResult(closed), wang, False, "zh-hans")))
    names = {row[1] for row in book.worksheets[3].iter_rows(min_row=2, values_only=True)}
    assert {name for name in names if len(name) > 1} == {next(name for name in names if "Wang" in name)}


def test_who_answered_what_is_told_under_letters_the_lowest_first_those_without_a_reason_apart(
    opened, paula, wang, colleague, score_all, rate, english
):
    lin = colleague("Lin")
    for user in (wang, lin):
        score_all(opened, user, handed_in=False)
    rate(opened, wang, "PM-1", "L4")
    rate(opened, lin, "PM-2", "unknown", why="没看到系统")
    for user in (wang, lin):
        hand_in(opened, user)
    preparing.close(opened, paula)
    lines = {line.question.code: line for part in told(RoundResult(opened), paula, True).parts for line in part.lines}
    assert [(one.rung, "Wang" in one.name, one.why) for one in lines["PM-1"].said] == [
        ("L2", False, "看了现场那一份"),
        ("L4", True, ""),
    ]
    assert [one.rung for one in lines["PM-1"].unreasoned] == ["L4"]
    assert [(one.rung, one.why) for one in lines["PM-2"].said] == [("–", "没看到系统"), ("L2", "看了现场那一份")]


def test_the_louder_the_spread_the_louder_its_tag(closed, paula):
    tones = {
        line.question.code: line.tone for part in told(RoundResult(closed), paula, True).parts for line in part.lines
    }
    assert (tones["PM-3"], tones["PM-1"], tones["PM-2"]) == ("alert", "doing", "done")
