"""A record goes into a form and comes out the same; what was typed lands where it belongs."""

import pytest

from subsidies import seed
from subsidies.content import digest_of, plain
from subsidies.filling import at, initial_of, rest_of, rows_of
from subsidies.forms import RecordForm, SourceFormSet, WindowFormSet
from tests.subsidies.conftest import CODE


def posted(content, **changes):
    """What a browser sends back for a record nobody has changed."""
    data = {"base": "1"}
    for name, value in initial_of(content).items():
        if value not in (None, "", [], False):
            data[name] = value if isinstance(value, list) else "on" if value is True else str(value)
    for name, prefix in (("windows", "windows"), ("sources", "sources")):
        rows = rows_of(content, name)
        data |= {f"{prefix}-TOTAL_FORMS": len(rows) + 1, f"{prefix}-INITIAL_FORMS": len(rows)}
        for n, row in enumerate(rows):
            for key, value in row.items():
                if value not in (None, False):
                    field = {"from": "start", "to": "end"}.get(key, key)
                    data[f"{prefix}-{n}-{field}"] = "on" if value is True else value
    return data | changes


def understood(content, data):
    form, windows, sources = (
        RecordForm(data),
        WindowFormSet(data, prefix="windows"),
        SourceFormSet(data, prefix="sources"),
    )
    assert form.is_valid(), form.errors
    assert windows.is_valid(), windows.errors
    assert sources.is_valid(), sources.errors
    return plain(form.content(content, {"windows": windows.filled(), "sources": sources.filled()}))


@pytest.mark.parametrize("code", seed.records())
def test_a_record_nobody_has_changed_comes_back_as_it_was(code):
    content = seed.records()[code]
    assert digest_of(understood(content, posted(content))) == digest_of(content)


def test_what_was_typed_lands_where_it_belongs():
    content = seed.records()[CODE]
    typed = understood(
        content,
        posted(
            content,
            cap_wan="３００",
            valid_to="2026年12月31日",
            how_zh="网上申报",
            how_en="Online",
            spend_excluded=["storage"],
        ),
    )
    assert at(typed, "amount.cap_wan") == 300
    assert at(typed, "valid.to") == "2026-12-31"
    assert at(typed, "apply.how") == {"zh": "网上申报", "en": "Online"}
    assert typed["spend_excluded"] == ["storage"]


def test_what_was_emptied_is_gone():
    content = seed.records()[CODE]
    typed = understood(content, posted(content, rate_percent="", valid_from="", rule="", rest=""))
    assert "rate_percent" not in typed["amount"]
    assert typed["valid"] == {}
    assert "rule" not in typed
    assert "tiers" not in typed["amount"]


def test_rows_are_added_and_an_emptied_one_is_dropped():
    content = seed.records()[CODE]
    data = posted(content)
    data |= {"windows-0-start": "2026-12-01", "windows-0-end": "2026-12-20", "windows-0-certain": "on"}
    data |= {"sources-0-title_zh": "", "sources-0-title_en": ""}
    typed = understood(content, data)
    assert at(typed, "apply.windows") == [{"from": "2026-12-01", "to": "2026-12-20", "certain": True}]
    assert len(typed["sources"]) == len(content["sources"]) - 1


def test_lines_are_paired_and_a_missing_one_is_left_for_the_check():
    content = seed.records()[CODE]
    typed = understood(content, posted(content, confirm_zh="一\n二", confirm_en="one"))
    assert typed["confirm"] == [{"zh": "一", "en": "one"}, {"zh": "二"}]


def test_what_has_no_field_is_in_the_rest_and_only_that():
    rest = rest_of(seed.records()[CODE])
    assert set(rest) == {"amount", "stacking"}
    assert set(rest["amount"]) == {"tiers"}
    assert set(rest["stacking"]) == {"group"}


@pytest.mark.parametrize(
    "text", ["name: {zh: 一, en: one}", "amount: {cap_wan: 5}", "id: other", "region: {adcode: '330200'}"]
)
def test_a_key_with_a_field_of_its_own_is_refused_in_the_rest(text):
    form = RecordForm(posted(seed.records()[CODE], rest=text))
    assert "field of its own" in str(form.errors["rest"])


@pytest.mark.parametrize("text", ["a: [", "- a", "just a text", "a: 1\na: 2", "a: 2026-02-30"])
def test_yaml_that_cannot_be_read_is_told_with_its_line(text):
    form = RecordForm(posted(seed.records()[CODE], rule=text))
    assert form.errors["rule"]
    assert form["rule"].value() == text


@pytest.mark.parametrize(
    ("field", "value"),
    [("rate_percent", "120"), ("cap_wan", "many"), ("valid_from", "yesterday"), ("instrument", "gift"), ("base", "x")],
)
def test_what_a_field_cannot_understand_is_refused_at_the_field(field, value):
    form = RecordForm(posted(seed.records()[CODE], **{field: value}))
    assert list(form.errors) == [field]
