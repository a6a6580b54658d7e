"""How well answers are backed, from frozen data alone."""

import pytest

from evidence.strength import CLASSES, Share, share, shares, strongest, strongest_by_question


def gist(**classes):
    return {"questions": {code: [{"class": one} for one in of] for code, of in classes.items()}}


def test_observed_is_stronger_than_document_than_oral_than_plan():
    assert CLASSES == ("observed", "document", "oral", "plan")
    for n, weaker in enumerate(CLASSES):
        for stronger in CLASSES[:n]:
            assert strongest([weaker, stronger]) == stronger
    assert strongest([]) == ""


def test_each_question_has_its_strongest_class():
    assert strongest_by_question(gist(PM1=["plan", "document"], DT1=["oral"])) == {"PM1": "document", "DT1": "oral"}
    assert strongest_by_question({}) == {}


@pytest.mark.parametrize(("found", "backed"), [("observed", 1), ("document", 1), ("oral", 0), ("plan", 0)])
def test_only_what_was_seen_or_is_written_backs_an_answer(found, backed):
    assert share({"PM1": found}, ["PM1", "PM2"]) == Share(backed, 2)


def test_evidence_for_a_question_without_an_answer_backs_nothing():
    assert share({"PM1": "observed"}, ["PM2"]) == Share(0, 1)


def test_shares_are_told_by_dimension():
    found = {"PM1": "observed", "DT1": "oral"}
    assert shares(found, {"PM": ["PM1", "PM2"], "DT": ["DT1"], "SG": []}) == {
        "PM": Share(1, 2),
        "DT": Share(0, 1),
        "SG": Share(0, 0),
    }


def test_a_hundred_percent_means_every_one():
    assert Share(199, 200).percent == 99
    assert Share(200, 200).percent == 100
    assert Share(0, 0).percent == 0
