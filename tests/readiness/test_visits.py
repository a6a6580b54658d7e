"""The content of the walk: every question once, in both languages, and what the loader refuses."""

import pytest
import yaml

from readiness.errors import ContentError
from readiness.loading.framework import published
from readiness.loading.visits import VISITS, load_visit, published_visits

REFERENCE = "ai-manufacturing@2026.1"
FRAMEWORK = published(REFERENCE)
PATH = next(VISITS.glob("ai-manufacturing-2026.1.yaml"))


def test_every_question_of_the_framework_has_exactly_one_stop():
    asked = [code for stop in published_visits()[REFERENCE].stops for code in stop.questions]
    assert sorted(asked) == sorted(FRAMEWORK.questions)
    assert len(asked) == 60


def test_every_stop_has_two_to_four_things_to_see_and_something_to_ask_for():
    for stop in published_visits()[REFERENCE].stops:
        assert 2 <= len(stop.look) <= 4
        assert stop.documents
        for text in (stop.place, stop.ask, stop.opening, *(item.text for item in stop.items)):
            assert text.zh != text.en


def test_the_quick_version_leaves_out_stops_without_questions_and_takes_less_time():
    visit = published_visits()[REFERENCE]
    quick = visit.asking({q.code for q in FRAMEWORK.questions.values() if q.quick})
    assert sum(len(stop.questions) for stop in quick.stops) == 20
    assert all(stop.questions for stop in quick.stops)
    assert len(quick.stops) < len(visit.stops)
    assert quick.minutes < visit.minutes


def test_a_stop_takes_its_looking_and_its_talking_to_five_minutes():
    visit = published_visits()[REFERENCE]
    [warehouse] = [stop for stop in visit.stops if stop.code == "L"]
    assert (warehouse.minutes, len(warehouse.questions), visit.minutes_per_question) == (10, 1, 3)
    assert visit.minutes_at(warehouse) == 15


def first(data):
    return data["stops"][0]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: first(d)["questions"].remove("OT-1"), "no place for OT-1"),
        (lambda d: first(d)["questions"].append("XX-9"), "'XX-9'"),
        (lambda d: d["stops"][1]["questions"].append("OT-1"), "OT-1 more than once"),
        (lambda d: first(d)["questions"].append("OT-1"), "OT-1 more than once"),
        (lambda d: d["stops"][1].update(code="A"), "A more than once"),
        (lambda d: first(d)["look"][1].update(code="A1"), "A1 more than once"),
        (lambda d: first(d)["look"][1].update(code="B9"), "A and a number"),
        (lambda d: first(d)["look"].__delitem__(slice(1, None)), "2 to 4 things"),
        (lambda d: first(d).update(documents=[]), "at least one document"),
        (lambda d: first(d)["look"][0].pop("en"), "a text"),
        (lambda d: first(d).update(minutes="ten"), "a whole number"),
        (lambda d: first(d).update(surprise=1), "not known here"),
        (lambda d: d.update(framework="other@1"), "'other@1'"),
    ],
    ids="missing unknown twice again stop item letter few documents english minutes key framework".split(),
)
def test_the_loader_refuses_what_is_wrong_and_names_it(tmp_path, spoil, said):
    data = yaml.safe_load(PATH.read_text())
    spoil(data)
    path = tmp_path / "walk.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    with pytest.raises(ContentError) as caught:
        load_visit(path, REFERENCE, FRAMEWORK.questions)
    assert said in str(caught.value)


def test_all_problems_of_the_file_are_told_at_once(tmp_path):
    data = yaml.safe_load(PATH.read_text())
    first(data)["questions"] = ["XX-9", "OM-3"]
    path = tmp_path / "walk.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    with pytest.raises(ContentError) as caught:
        load_visit(path, REFERENCE, FRAMEWORK.questions)
    for said in ("XX-9", "OM-3 more than once", "OT-1"):
        assert said in str(caught.value)
