"""What of a text would give a firm away: cases a person can check by reading."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from readiness.anonymity import Words, found_in, words_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "anonymity.yaml").read_text(encoding="utf-8"))


def words(firm):
    revenue = firm.get("revenue_wan")
    return words_of(**firm | {"revenue_wan": None if revenue is None else Decimal(str(revenue))})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_away_what_the_case_says(case):
    assert found_in(case["text"], words(case["firm"])) == case["found"]


def test_the_list_that_people_read_holds_names_places_and_figures():
    listed = words_of("慈溪远山汽车零部件有限公司", ["宁波市", "慈溪市"], ["陈厂长"], 85, Decimal("4200.50")).listed
    assert listed == (
        *("慈溪远山汽车零部件有限公司", "远山汽车零部件", "远山", "宁波市", "宁波", "慈溪市", "慈溪", "陈厂长"),
        *("85 人", "4200.5 万"),
    )


def test_one_character_and_two_letters_name_nobody():
    assert words_of("厂", people=["王", "Li"]) == Words()
