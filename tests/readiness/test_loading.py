"""Content that is wrong is refused, all of it at once, with the place and the cure."""

import shutil

import pytest

from readiness.errors import ContentError
from readiness.loading.framework import FRAMEWORKS, load_framework, published, published_references
from readiness.questions import Interval

SOURCE = FRAMEWORKS / "ai-manufacturing" / "2026.1"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SOURCE, tmp_path / "2026.1")


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder):
    with pytest.raises(ContentError) as caught:
        load_framework(folder)
    return caught.value.problems


def test_the_published_framework_has_what_the_method_promises(framework, weights):
    assert framework.reference in published_references()
    assert len(framework.dimensions) == 9
    assert len(framework.questions) == 60
    assert len(framework.asked(weights, quick=True)) == 20
    assert [len(d.questions) for d in framework.dimensions.values()] == [7, 5, 8, 6, 7, 8, 6, 6, 7]
    assert len(framework.actions) == 47
    assert len(framework.profiles) == 6
    assert {(s.group, s.stage) for s in framework.scenarios} == {
        (group, stage.code) for group in framework.profiles if group != "default" for stage in framework.stages(weights)
    }


def test_the_quick_version_asks_the_twenty_questions_of_the_method(framework, weights):
    quick = "RD-1 RD-4 PV-1 PM-1 PM-3 PM-4 MS-2 MS-3 OM-5 OM-6 DT-1 DT-2 DT-4 DT-6 CM-2 CM-3 OT-1 OT-4 SG-2 SG-3"
    assert [question.code for question in framework.asked(weights, quick=True)] == quick.split()


def test_an_unpublished_framework_is_a_key_error():
    for reference in ("ai-manufacturing", "ai-manufacturing@1999", "../x@1", "@", ""):
        with pytest.raises(KeyError):
            published(reference)


def test_every_option_is_short_enough_for_a_phone(framework):
    for question in framework.questions.values():
        for option in question.options + question.count_bands:
            assert len(option.text.zh) <= 40, (question.code, option.code)
            assert len(option.text.en) <= 160, (question.code, option.code)


def test_english_texts_hold_no_chinese_and_chinese_texts_no_half_width_commas(framework):
    for question in framework.questions.values():
        texts = [question.topic, question.text, question.help, question.example, question.pitfall]
        texts += [option.text for option in question.options]
        for text in texts:
            assert not any("\u4e00" <= character <= "\u9fff" for character in text.en), text.en
            for mark in ",;?!":
                assert mark not in text.zh.replace("1,", ""), text.zh


def test_an_unknown_key_is_refused_with_file_line_and_key(folder):
    change(folder, "questions/RD.yaml", "- code: RD-1\n", "- code: RD-1\n  colour: red\n")
    [problem] = problems(folder)
    assert (problem.file, problem.key, problem.line) == ("2026.1/questions/RD.yaml", "questions[0].colour", 4)
    assert "not known" in problem.found


def test_a_key_given_twice_is_refused(folder):
    change(folder, "framework.yaml", "quick_cap: L3\n", "quick_cap: L3\nquick_cap: L4\n")
    assert [(p.key, p.found) for p in problems(folder)] == [("quick_cap", "the same key twice")]


def test_all_problems_of_all_files_come_together(folder):
    change(folder, "framework.yaml", "threshold: 20", "threshold: many")
    change(folder, "actions.yaml", "question: OT-1", "question: ZZ-9")
    change(folder, "questions/SG.yaml", "kind: multiple", "kind: several")
    found = problems(folder)
    assert {problem.file for problem in found} >= {"2026.1/framework.yaml", "2026.1/questions/SG.yaml"}
    assert any(problem.expected == "a number, 0 or more" for problem in found)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("framework.yaml", "PM: 18", "PM: 19", "a sum of 100"),
        ("framework.yaml", "dimension: DT, at_least: 30", "dimension: XX, at_least: 30", "the code of a dimension"),
        ("framework.yaml", "threshold: 40", "threshold: 20", "thresholds that rise"),
        ("actions.yaml", "question: OT-1", "question: ZZ-9", "the code of a question"),
        ("questions/DT.yaml", '"(10, 20]"', '"(11, 20]"', "ranges without gap or overlap"),
        ("questions/DT.yaml", '"(10, 20]"', '"10 to 20"', 'an interval like "[0, 10]", "(10, 20]" or "[36, inf)"'),
        ("consistency.yaml", "selected: quality", "selected: qualty", "an option of that question"),
        ("scenarios.yaml", "group: raw_materials", "group: raw", "a policy group"),
    ],
)
def test_dangling_codes_gaps_and_sums_are_found(folder, name, old, new, expected):
    change(folder, name, old, new)
    assert expected in {problem.expected for problem in problems(folder)}


def test_actions_that_wait_for_each_other_are_found(folder):
    text = (folder / "actions.yaml").read_text(encoding="utf-8")
    first = text.index("after:", text.index("- code: A01"))
    line = text[first : text.index("\n", first)]
    (folder / "actions.yaml").write_text(text.replace(line, "after: [[A02]]", 1), encoding="utf-8")
    assert any("waiting for itself" in problem.found for problem in problems(folder))


def test_broken_yaml_is_one_problem_with_its_line(folder):
    (folder / "actions.yaml").write_text("actions: [\n- {", encoding="utf-8")
    [problem] = problems(folder)
    assert (problem.file, problem.expected) == ("2026.1/actions.yaml", "valid YAML")


def test_a_missing_file_is_named(folder):
    (folder / "framework.yaml").unlink()
    assert [p.found for p in problems(folder)] == ["no such file"]


def test_any_change_of_a_file_changes_the_digest(folder, framework):
    assert load_framework(folder).digest == framework.digest
    change(folder, "questions/RD.yaml", "RD-1", "RD-1 ")
    assert load_framework(folder).digest != framework.digest


def test_bands_are_half_open(framework):
    band = framework.questions["DT-1"].option("L2").range
    assert isinstance(band, Interval)
    assert str(band) == "(10, 20]"
