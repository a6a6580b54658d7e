"""The catalogue files: complete, bilingual, honest about their sources, and refused when they are not."""

import datetime
import re
import shutil
from decimal import Decimal

import pytest
import yaml

from readiness.errors import ContentError
from readiness.loading.catalogue import CATALOGUE, load_catalogue
from readiness.plain import plain
from readiness.subsidies.rules import predicates

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(CATALOGUE, tmp_path / "subsidies", ignore=shutil.ignore_patterns("*.txt"))


def texts(value, place=""):
    """Every text in two languages inside plain data, with the place it stands in."""
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{place}.{key}")
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from texts(item, f"{place}[{n}]")


def change(folder, old, new, file="local-shanghai-jiangsu.yaml"):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder):
    with pytest.raises(ContentError) as error:
        load_catalogue(folder)
    return [(problem.file, problem.key, problem.expected) for problem in error.value.problems]


def test_all_records_and_leads_are_there(catalogue):
    assert len(catalogue.records) == 74
    assert sum(record.region.level == "national" for record in catalogue.records) == 21
    assert len(catalogue.leads) == 28
    assert catalogue.compiled_on == datetime.date(2026, 11, 23)


def test_no_record_claims_to_be_verified(catalogue):
    assert all(record.last_verified_on is None for record in catalogue.records)


def test_every_text_is_written_in_both_languages(catalogue):
    for record in catalogue.records:
        for place, text in texts(plain(record)):
            assert CHINESE.search(text["zh"]), (record.id, place)
            latin = re.sub(CHINESE, "", text["en"])
            assert len(latin) > len(text["en"]) / 3, (record.id, place)


def test_every_record_names_a_source(catalogue):
    assert all(record.sources for record in catalogue.records)


def test_every_field_a_rule_asks_for_has_a_question(catalogue):
    asked = {predicate.field for record in catalogue.records for predicate in predicates(record.rule)}
    for code in asked:
        assert catalogue.fields[code].question.zh.endswith("？")


def test_the_figures_of_the_best_known_vouchers_are_kept(catalogue):
    by_id = {record.id: record.amount for record in catalogue.records}
    assert (by_id["sh-model-voucher-2025"].rate_percent, by_id["sh-model-voucher-2025"].cap_wan) == (50, 500)
    assert (by_id["sz-model-voucher"].rate_percent, by_id["sz-model-voucher"].min_spend_wan) == (30, 50)
    assert by_id["fj-zhangzhou-labelling-voucher-a"].rate_percent == 80
    assert by_id["cn-equipment-loan-interest-2026"].rate_percent == Decimal("1.5")


def test_framework_documents_carry_no_amount(catalogue):
    for record in catalogue.records:
        if record.relevance == "framework":
            assert record.amount.kind == "none"
            assert record.amount.rate_percent is None
            assert record.amount.cap_wan is None


def test_the_digest_changes_with_any_word(catalogue, folder):
    assert load_catalogue(folder).digest == catalogue.digest
    change(folder, "上海市算力券", "上海算力券")
    assert load_catalogue(folder).digest != catalogue.digest


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("rate_percent: 30", "rate_percent: 130", "records[0].amount.rate_percent", "at most 100"),
        ("relevance: direct", "relevanz: direct", "records[0].relevanz", "one of"),
        ("value: '310000'", "value: '330000'", "records[0].rule", "inside 310000"),
        ("value: '310000'", "value: '319999'", "records[0].rule.all[0].value", "an adcode"),
        ("id: sh-model-voucher-2025", "id: sh-compute-voucher-2025", "records[1].id", "once in all files"),
        ("    spend_counts: [compute_rent]\n", "", "records[0].spend_counts", "the spending of the firm"),
        ("base_fields: [spend.compute_rent_wan]", "base_fields: []", "records[0].amount.base_fields", "the figures"),
        ("needs: [compute]", "needs: [model]", "records[0].needs", "only compute"),
        ("ids: [cn-smart-voucher]", "ids: [nobody]", "records[0].stacking.ids", "another record"),
        ("from: 2025-07-28", "from: 2025-07-28\n      to: 2025-01-01", "records[0].valid.to", "not before"),
        (
            "field: spend.compute_rent_wan, op: gt",
            "field: spend.rent, op: gt",
            "records[0].rule.all[1].field",
            "one of",
        ),
        (
            "field: spend.compute_rent_wan, op: gt",
            "field: spend.compute_rent_wan, op: has",
            "records[0].rule.all[1].op",
            "gt",
        ),
        ("op: gt, value: 0", "op: gt, value: zero", "records[0].rule.all[1].value", "a number of 万元"),
        ("evidence: official_text_repost", "evidence: hearsay", "records[0].knowledge.evidence", "one of"),
        ("instrument: compute_voucher", "instrument: voucher", "records[0].instrument", "one of"),
        ("adcode: '310000'", "adcode: '310001'", "records[0].region.adcode", "an adcode"),
        ("en: Shanghai compute voucher", "fr: bon", "records[0].name.en", "a text"),
    ],
)
def test_a_fault_in_a_record_is_named_with_its_key_and_what_belongs_there(folder, old, new, key, expected):
    change(folder, old, new)
    found = problems(folder)
    assert any(place == key and expected in wanted for _file, place, wanted in found), found


def test_a_figure_without_a_source_is_refused(folder):
    path = folder / "local-henan-hubei.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["records"][0]["sources"] = []
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert ("local-henan-hubei.yaml", "records[0].sources") in [(file, key) for file, key, _ in problems(folder)]


def test_a_window_outside_the_validity_is_refused(folder):
    change(folder, "from: 2026-08-27", "from: 2026-12-27", "local-guangdong-guangxi.yaml")
    assert any("windows[0]" in key and "inside the validity" in wanted for _file, key, wanted in problems(folder))


def test_a_verification_without_a_name_is_refused(folder):
    change(folder, "    knowledge:\n", "    knowledge:\n      last_verified_on: 2026-11-23\n")
    assert any(key == "records[0].knowledge.verified_by" for _file, key, _wanted in problems(folder))


def test_all_problems_of_all_files_come_at_once(folder):
    change(folder, "rate_percent: 30", "rate_percent: 130")
    change(folder, "relevance: direct", "relevance: vague", "national.yaml")
    change(folder, "kind: flag", "kind: flagge", "fields.yaml")
    assert {file for file, _key, _wanted in problems(folder)} >= {
        "local-shanghai-jiangsu.yaml",
        "national.yaml",
        "fields.yaml",
    }


@pytest.mark.parametrize("file", ["catalogue.yaml", "fields.yaml", "lists.yaml", "leads.yaml", "national.yaml"])
def test_a_missing_file_is_a_sentence_and_not_a_crash(folder, file):
    (folder / file).unlink()
    assert (file, "(file)") in [(name, key) for name, key, _wanted in problems(folder)]
