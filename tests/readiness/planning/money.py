"""Public money a test can count on: a firm in Shenzhen, and records as somebody has just verified them."""

import dataclasses
import datetime

from readiness.profile import Profile

MODEL = "sz-model-voucher"
DAY = datetime.date(2026, 9, 1)


def firm(**known):
    base = {"name": "某厂", "adcode": "440306", "industry": "3984", "policy_group": "electronics"}
    return Profile(**(base | known))


def with_record(catalogue, code, **fields):
    """The catalogue with one record changed, all its conditions met by the region alone."""
    new = tuple(dataclasses.replace(r, **fields) if r.id == code else r for r in catalogue.records)
    return dataclasses.replace(catalogue, records=new)


def certain(catalogue, code=MODEL, **fields):
    """A record somebody has verified, of which every condition is met and which is always open."""
    record = next(r for r in catalogue.records if r.id == code)
    only_region = next(part for part in getattr(record.rule, "parts", (record.rule,)) if part.field == "region")
    usual = {"rule": only_region, "continuous": True, "last_verified_on": DAY, "doubt": None, "recalled": ()}
    return with_record(catalogue, code, **(usual | fields))


def generous_record(catalogue, on=DAY):
    """The model voucher without a minimum, which may still be had for half a year."""
    record = next(r for r in catalogue.records if r.id == MODEL)
    least = dataclasses.replace(record.amount, min_spend_wan=None)
    half_a_year = on + datetime.timedelta(days=180)
    return certain(catalogue, amount=least, valid_to=half_a_year, last_verified_on=on)
