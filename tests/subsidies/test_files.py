"""What ships comes in and goes out without loss; files that are wrong change nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from readiness.errors import ContentError
from readiness.loading.catalogue import CATALOGUE
from readiness.loading.reading import read_yaml
from subsidies import seed
from subsidies.catalogue import current
from subsidies.content import plain, read, written
from subsidies.files import exported, opened, take
from subsidies.models import Bureau, Record, Revision
from subsidies.workflow import withdraw
from tests.subsidies.conftest import CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(value):
        path = tmp_path / "records.yaml"
        path.write_text(value if isinstance(value, str) else written(value), encoding="utf-8")
        return path

    return write


def run(*arguments):
    out = StringIO()
    call_command("subsidies", *map(str, arguments), stdout=out)
    return out.getvalue()


def by_code(value):
    return {one["id"]: one for one in value["records"]}, {one["list"]: one for one in value["lists"]}


def test_the_shipped_catalogue_comes_back_as_it_went_in():
    take(opened([CATALOGUE]))
    assert Revision.objects.count() == 76
    shipped = {one.name: plain(one.value) for one in map(read_yaml, sorted(CATALOGUE.glob("*.yaml")))}
    records = {one["id"]: one for document in shipped.values() for one in document.get("records", [])}
    lists = {one["list"]: one for one in shipped["lists.yaml"]["lists"]}
    assert by_code(read(exported(), "export").value) == (records, lists)


def test_what_was_exported_and_brought_in_again_is_the_same_bytes():
    take(opened([CATALOGUE]))
    first = exported()
    take([read_document(first)])
    assert exported() == first


def read_document(text):
    return read(text, "export.yaml")


def test_bringing_in_the_same_file_again_changes_nothing():
    assert "76 new records" in run("import")
    assert "0 new records, 0 changed, 76 as they were" in run("import")
    assert Revision.objects.count() == 76


def test_the_rows_of_the_seed_change_nothing_in_the_catalogue():
    before = current()
    take(opened([CATALOGUE]))
    assert current() is before


def test_a_changed_record_of_a_file_holds_from_then_on(changed, file):
    assert "0 new records, 1 changed" in run("import", file({"records": [changed]}))
    held = next(record for record in current().records if record.id == CODE)
    assert held.amount.cap_wan == 300
    first, second = Record.objects.get(code=CODE).revisions.all()
    assert (first.state, second.state, second.origin) == ("superseded", "published", "file")
    assert "cap_wan: 300" in exported("330100")


def test_a_new_list_with_its_own_date_holds_from_then_on(file):
    longer = dict(seed.lists()["sme_digital_pilot_cities"])
    longer |= {"members": [*longer["members"], "330200"], "as_of": "2026-12-01"}
    take(opened([file({"lists": [longer]})]))
    held = current().lists["sme_digital_pilot_cities"]
    assert held.members[-1] == "330200"
    assert str(held.as_of) == "2026-12-01"


def test_a_list_of_names_is_kept_as_it_is_written(file):
    listed = dict(seed.lists()["pilot_city_subsectors"]) | {
        "list": "hz_zones",
        "kind": "text",
        "members": ["余杭经济开发区"],
    }
    take(opened([file({"lists": [listed]})]))
    assert current().lists["hz_zones"].members == ("余杭经济开发区",)
    assert listed in read(exported(), "x").value["lists"]


def test_parents_are_brought_in_and_written_out(record, file):
    take(opened([file({"parents": {CODE: "cn-ai-mfg-279"}})]))
    record.refresh_from_db()
    assert record.parent == "cn-ai-mfg-279"
    assert read(exported("330100"), "x").value["parents"] == {CODE: "cn-ai-mfg-279"}


def test_only_the_region_asked_for_is_written_out():
    codes = {one["id"] for one in read(exported("440300"), "x").value["records"]}
    assert codes
    assert codes == {code for code, one in seed.records().items() if one["region"]["adcode"].startswith("4403")}


def test_what_was_withdrawn_is_not_written_out(record, hana):
    withdraw(record, hana, "replaced")
    assert CODE not in exported()


def test_every_problem_of_a_file_is_told_at_once_and_nothing_is_changed(changed, file):
    changed["amount"] |= {"rate_percent": 120, "colour": "red"}
    del changed["name"]["en"]
    changed["knowledge"]["last_verified_on"] = "2026-11-01"
    path = file({"records": [changed], "leads": []})
    with pytest.raises(ContentError) as error:
        take(opened([path]))
    keys = {problem.key for problem in error.value.problems}
    wrong = {"amount.rate_percent", "amount.colour", "name.en", "knowledge.last_verified_on"}
    assert {f"records[0].{key}" for key in wrong} | {"leads"} <= keys
    assert all(problem.line for problem in error.value.problems)
    assert Record.objects.get(code=CODE).revisions.count() == 1


def test_a_record_cannot_move_to_another_region(changed, file):
    changed["region"]["adcode"] = "330200"
    with pytest.raises(ContentError, match="330100, which never changes"):
        take(opened([file({"records": [changed]})]))


@pytest.mark.parametrize("code", ["Caps", "with space", "a--b", "x" * 81, "数据"])
def test_a_code_that_nobody_could_say_aloud_is_refused(changed, file, code):
    changed["id"] = code
    with pytest.raises(ContentError, match="lower-case letters"):
        take(opened([file({"records": [changed]})]))


@pytest.mark.parametrize(
    "text", ["", "- a\n", "records: 5\n", "lists: {}\n", "parents: [a]\n", "records: [a, b]\n", "{"]
)
def test_a_file_of_another_shape_is_refused_with_its_problems(file, text):
    with pytest.raises(ContentError) as error:
        take(opened([file(text)]))
    assert error.value.problems


def test_a_parent_that_nobody_knows_is_refused(file):
    with pytest.raises(ContentError, match="the id of a record"):
        take(opened([file({"parents": {CODE: "cn-nothing"}})]))


def test_check_counts_what_is_in_the_files_and_keeps_nothing():
    assert "74 records and 2 lists, nothing to mend" in run("check", CATALOGUE)
    assert not Record.objects.exists()


def test_check_names_the_problems_and_fails(file):
    with pytest.raises(CommandError, match=r"records.yaml:1: records: found .5., expected a list\n1 problem"):
        run("check", file("records: 5\n"))


def test_the_command_founds_a_bureau(alice):
    assert "/subsidies/" in run("bureau", "杭州市经信局", "330100", "alice@example.com")
    bureau = Bureau.objects.for_user(alice).get()
    assert (bureau.name, bureau.adcode, bureau.organisation.kind) == ("杭州市经信局", "330100", "bureau")


@pytest.mark.parametrize(
    ("adcode", "email", "sentence"),
    [
        ("000000", "alice@example.com", "one region"),
        ("339999", "alice@example.com", "not in the list"),
        ("330100", "nobody@example.com", "Nobody here"),
    ],
)
def test_the_command_says_why_it_founds_no_bureau(alice, adcode, email, sentence):
    with pytest.raises(CommandError, match=sentence):
        run("bureau", "某局", adcode, email)
    assert not Bureau.objects.exists()


def test_the_command_adds_the_second_person_a_bureau_needs(bureau, alice):
    assert "as editor" in run("member", bureau.uuid, "alice@example.com")
    assert "as viewer" in run("member", bureau.uuid, "alice@example.com", "--role", "viewer")
    assert Bureau.objects.for_user(alice).get() == bureau
    assert bureau.organisation.memberships.get().role == "viewer"


@pytest.mark.parametrize("uuid", ["330100", "00000000-0000-0000-0000-000000000000"])
def test_a_bureau_nobody_knows_gets_no_member(alice, uuid):
    with pytest.raises(CommandError, match="No bureau"):
        run("member", uuid, "alice@example.com")
