"""Plain data from outside is compared with the type it must have come from."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest

from readiness.loading.catalogue import published_catalogue
from readiness.plain import fits, plain
from readiness.profile import Profile
from readiness.subsidies.matching import SubsidyMatches, match_subsidies
from readiness.text import Text
from tests.readiness.conftest import TODAY


@dataclass(frozen=True)
class Thing:
    name: Text | None
    parts: tuple[int, ...]
    costs: Mapping[str, Decimal]
    on: datetime.date


THING = Thing(Text("零件", "part"), (1, 2), {"a": Decimal("1.50")}, TODAY)


def test_what_was_made_from_a_value_fits_its_type():
    assert fits(Thing, plain(THING))


def test_the_subsidies_of_a_firm_fit_their_type():
    firm = Profile(name="示例", adcode="330282", industry="3670", policy_group="equipment")
    assert fits(SubsidyMatches, plain(match_subsidies(published_catalogue(), firm, {}, TODAY)))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", {"zh": "零件"}),
        ("name", {"zh": "零件", "en": 1}),
        ("name", []),
        ("parts", {}),
        ("parts", ["1"]),
        ("parts", [True]),
        ("costs", []),
        ("costs", {"a": 1}),
        ("costs", {"a": "1e9"}),
        ("costs", {"a": "NaN"}),
        ("costs", {"a": "9" * 30}),
        ("costs", {"a": "١"}),
        ("on", "2026-1-1"),
        ("on", "20260101"),
        ("on", 1),
    ],
)
def test_a_field_of_another_kind_does_not_fit(field, value):
    assert not fits(Thing, plain(THING) | {field: value})


def test_a_field_too_many_or_too_few_does_not_fit():
    data = plain(THING)
    assert not fits(Thing, data | {"more": 1})
    assert not fits(Thing, {name: value for name, value in data.items() if name != "on"})
