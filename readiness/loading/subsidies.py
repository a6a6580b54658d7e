"""Subsidy records from YAML, checked one by one: what a record must say before a firm may see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from readiness.loading.conditions import Vocabulary, read_rule
from readiness.loading.reading import Node
from readiness.regions import NATIONAL, within_region
from readiness.subsidies.records import (
    AMOUNT_KINDS,
    CONFIDENCES,
    EVIDENCE,
    INSTRUMENTS,
    RELEVANCES,
    STACKING_KINDS,
    Amount,
    Label,
    Place,
    ProRata,
    Source,
    Stacking,
    Subsidy,
    Tier,
    Window,
)
from readiness.subsidies.rules import predicates
from readiness.text import Text

USES = (
    "compute",
    "model",
    "data",
    "labelling",
    "software",
    "equipment",
    "network",
    "service",
    "training",
    "security",
)
LEVELS = ("national", "province", "city", "county", "district", "zone")
# What a route must buy for a voucher to fit: nothing else may be named in `needs`.
_NEEDS = {
    "compute_voucher": {"compute"},
    "training_voucher": {"compute"},
    "model_voucher": {"model"},
    "corpus_voucher": {"data"},
    "data_voucher": {"data", "labelling"},
}
# Stacking that may name single records: of the other kinds it would not be known what naming them means.
_NAMING = ("not_both", "stack_to", "free")
LARGEST_WAN = 100_000_000  # 万元, a trillion yuan: more than any budget
MOST_PLACES = 8
_SHARES = ("rate_cap", "tax_base", "tax_credit", "interest_points")


@dataclass(frozen=True)
class Wording:
    """The words for codes, by kind: instrument, cap_period, spend, evidence, confidence."""

    labels: Mapping[str, Mapping[str, Text]]

    def label(self, kind: str, code: str) -> Label:
        return Label(code, self.labels.get(kind, {}).get(code, Text(code, code)))


def read_subsidy(node: Node, vocabulary: Vocabulary, wording: Wording) -> Subsidy:
    """One record. Problems are noted in the node's document."""
    valid, application, known = node.required("valid"), node.required("apply"), node.required("knowledge")
    rule_node = node.node("rule")
    subsidy = Subsidy(
        id=node.text("id"),
        name=node.bilingual("name"),
        title=node.bilingual("title", None),
        number=node.text("number", None),
        issuer=node.bilingual("issuer"),
        region=_place(node.required("region"), vocabulary),
        instrument=wording.label("instrument", node.choice("instrument", INSTRUMENTS)),
        relevance=node.choice("relevance", RELEVANCES),
        needs=_codes(node, "needs", USES),
        amount=_amount(node.required("amount"), vocabulary, wording),
        applicants=node.bilinguals("applicants"),
        spend_counts=_labels(node, "spend_counts", wording),
        spend_excluded=_labels(node, "spend_excluded", wording),
        rule=read_rule(rule_node, vocabulary) if rule_node else None,
        confirm=node.bilinguals("confirm"),
        valid_from=valid.date("from", None),
        valid_to=valid.date("to", None),
        open_ended=valid.flag("open_ended", False),
        doubt=valid.bilingual("doubt", None),
        windows=tuple(_window(item, vocabulary) for item in application.items("windows", [])),
        continuous=application.flag("continuous", False),
        how_to_apply=application.bilingual("how", None),
        stacking=_stacking(node.required("stacking")),
        sources=tuple(_source(item) for item in node.items("sources")),
        evidence=wording.label("evidence", known.choice("evidence", EVIDENCE)),
        confidence=wording.label("confidence", known.choice("confidence", CONFIDENCES)),
        recalled=known.texts("recalled", ()),
        verify_before_use=known.bilingual("verify_before_use", None),
        last_verified_on=known.date("last_verified_on", None),
        verified_by=known.text("verified_by", None),
        note=node.bilingual("note", None),
    )
    for part in (valid, application, known, node):
        part.done()
    _check(node, subsidy, vocabulary)
    return subsidy


def _codes(node: Node, name: str, among: Collection[str]) -> tuple[str, ...]:
    codes: tuple[str, ...] = node.texts(name, ())
    for code in codes:
        if code not in among:
            node.complain(name, repr(code), "one of " + ", ".join(sorted(among)))
    return codes


def _labels(node: Node, name: str, wording: Wording) -> tuple[Label, ...]:
    codes = _codes(node, name, wording.labels.get("spend", {}).keys())
    return tuple(wording.label("spend", code) for code in codes)


def _place(node: Node, vocabulary: Vocabulary) -> Place:
    place = Place(
        adcode=node.text("adcode"),
        name=node.bilingual("name"),
        level=node.choice("level", LEVELS),
        zone=node.text("zone", None),
        open_to_all=node.flag("open_to_all", False),
    )
    if place.adcode != NATIONAL and place.adcode not in vocabulary.reference.regions:
        node.complain("adcode", repr(place.adcode), "an adcode of the list of regions, or 000000")
    if (place.level == "national") != (place.adcode == NATIONAL):
        node.complain("level", place.level, "national with 000000, and only with it")
    if (place.level == "zone") != bool(place.zone):
        node.complain("zone", place.zone or "nothing", "the name of the zone with level zone, and only with it")
    node.done()
    return place


def _amount(node: Node, vocabulary: Vocabulary, wording: Wording) -> Amount:
    pro_rata = node.node("pro_rata")
    amount = Amount(
        kind=node.choice("kind", AMOUNT_KINDS),
        rate_percent=_rate(node, "rate_percent"),
        base=node.bilingual("base", None),
        base_fields=_codes(node, "base_fields", vocabulary.fields),
        tiers=tuple(_tier(item, vocabulary) for item in node.items("tiers", [])),
        choose=node.choice("choose", ("first", "highest"), "first"),
        cap_wan=node.decimal("cap_wan", None, at_least=0),
        cap_period=_period(node, wording),
        min_spend_wan=node.decimal("min_spend_wan", None, at_least=0),
        pool_wan_per_year=node.decimal("pool_wan_per_year", None, at_least=0),
        percent_field=node.choice("percent_field", vocabulary.fields, None),
        pro_rata=_pro_rata(pro_rata, vocabulary) if pro_rata else None,
        places=node.whole("places", 4, at_least=0),
        note=node.bilingual("note", None),
    )
    node.done()
    return amount


def _rate(node: Node, name: str) -> Any:
    rate = node.decimal(name, None, at_least=0)
    if rate is not None and rate > 100:
        node.complain(name, str(rate), "a percentage of at most 100")
    return rate


def _period(node: Node, wording: Wording) -> Label | None:
    code = node.choice("cap_period", wording.labels.get("cap_period", {}).keys(), None)
    return wording.label("cap_period", code) if code else None


def _tier(node: Node, vocabulary: Vocabulary) -> Tier:
    when = node.node("when")
    tier = Tier(
        text=node.bilingual("text"),
        when=read_rule(when, vocabulary) if when else None,
        rate_percent=_rate(node, "rate_percent"),
        flat_wan=node.decimal("flat_wan", None, at_least=0),
        cap_wan=node.decimal("cap_wan", None, at_least=0),
    )
    node.done()
    return tier


def _pro_rata(node: Node, vocabulary: Vocabulary) -> ProRata:
    pro_rata = ProRata(
        start=node.date("from"),
        end=node.date("to"),
        start_field=node.choice("start_field", vocabulary.fields),
        end_field=node.choice("end_field", vocabulary.fields),
    )
    node.done()
    return pro_rata


def _window(node: Node, vocabulary: Vocabulary) -> Window:
    window = Window(
        start=node.date("from", None),
        end=node.date("to", None),
        note=node.bilingual("note", None),
        certain=node.flag("certain"),
        only_in=node.choice("only_in", vocabulary.reference.regions, None),
    )
    node.done()
    if window.start and window.end and window.start > window.end:
        node.complain("to", str(window.end), f"a day not before {window.start}")
    return window


def _stacking(node: Node) -> Stacking:
    stacking = Stacking(
        kind=node.choice("kind", STACKING_KINDS),
        text=node.bilingual("text"),
        group=node.text("group", None),
        ids=node.texts("ids", ()),
        percent=_rate(node, "percent"),
    )
    for kinds, name, value in (
        (("one_direction_per_year", "take_higher", "best_of"), "group", stacking.group),
        (("not_both",), "ids", stacking.ids),
        (("stack_to",), "percent", stacking.percent),
    ):
        if stacking.kind in kinds and not value:
            node.complain(name, "nothing", f"what {stacking.kind} refers to")
    if stacking.ids and stacking.kind not in _NAMING:
        node.complain("ids", f"ids with {stacking.kind}", "ids only with " + ", ".join(_NAMING))
    node.done()
    return stacking


def _source(node: Node) -> Source:
    source = Source(node.bilingual("title"), node.text("url", None), node.flag("official"))
    node.done()
    return source


# --- what a record must agree on within itself ------------------------------------------------------------------------


def _check(node: Node, subsidy: Subsidy, vocabulary: Vocabulary) -> None:
    _check_region(node, subsidy)
    _check_dates(node, subsidy)
    _check_money(node, subsidy)
    allowed = _NEEDS.get(subsidy.instrument.code)
    if allowed and subsidy.relevance == "direct" and not (subsidy.needs and set(subsidy.needs) <= allowed):
        node.complain("needs", ", ".join(subsidy.needs) or "nothing", "only " + ", ".join(sorted(allowed)))


def _check_region(node: Node, subsidy: Subsidy) -> None:
    for predicate in predicates(subsidy.rule):
        if predicate.field != "region" or predicate.op != "within":
            continue
        for adcode in predicate.values:
            if not within_region(str(adcode), subsidy.region.adcode):
                node.complain("rule", f"region {adcode}", f"a region inside {subsidy.region.adcode}, the issuer's")
        if predicate.text is None and predicate.values != (subsidy.region.adcode,):
            node.complain("rule", "other regions than the record's", "a text that names them")


def _check_dates(node: Node, subsidy: Subsidy) -> None:
    first, last = subsidy.valid_from, subsidy.valid_to
    if first and last and first > last:
        node.complain("valid.to", str(last), f"a day not before {first}")
    for n, window in enumerate(subsidy.windows):
        for day in filter(None, (window.start, window.end)):
            if (first and day < first) or (last and day > last):
                node.complain(f"apply.windows[{n}]", str(day), f"a day inside the validity {first} to {last}")
    if subsidy.last_verified_on and not subsidy.verified_by:
        node.complain("knowledge.verified_by", "nothing", "who compared the record with the official page")


def _check_money(node: Node, subsidy: Subsidy) -> None:
    amount = subsidy.amount
    _check_sizes(node, amount)
    figures = (amount.rate_percent, amount.cap_wan, amount.min_spend_wan, amount.pool_wan_per_year, *amount.tiers)
    if any(figure is not None for figure in figures) and not subsidy.sources:
        node.complain("sources", "nothing", "where the figures of the amount come from")
    if amount.kind in _SHARES and (amount.rate_percent is not None or amount.tiers) and not amount.base_fields:
        node.complain("amount.base_fields", "nothing", "the figures of the firm the share is taken of")
    if subsidy.relevance == "direct" and amount.kind == "rate_cap" and not subsidy.spend_counts:
        node.complain("spend_counts", "nothing", "the spending of the firm that counts")


def _check_sizes(node: Node, amount: Amount) -> None:
    sums = {name: getattr(amount, name) for name in ("cap_wan", "min_spend_wan", "pool_wan_per_year")}
    for n, tier in enumerate(amount.tiers):
        sums |= {f"tiers[{n}].{name}": getattr(tier, name) for name in ("flat_wan", "cap_wan")}
    for name, figure in sums.items():
        if figure is not None and figure > LARGEST_WAN:
            node.complain(f"amount.{name}", str(figure), f"at most {LARGEST_WAN:,} (in 万元)")
    if amount.places > MOST_PLACES:
        node.complain("amount.places", str(amount.places), f"at most {MOST_PLACES} decimal places")
