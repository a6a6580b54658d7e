"""`manage.py assess`: a case file in, JSON and PDF out, or all its problems and nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.reports.conftest import EXAMPLES

KEYS = (
    "framework overall level level_by_score capped_by coverage interval dimensions application enablers archetype gaps "
    "route subsidies warnings"
).split()


def test_a_good_file_gives_json_and_pdf(tmp_path, capsys):
    call_command("assess", str(EXAMPLES / "auto-parts-small.yaml"), json=tmp_path / "a.json", pdf=tmp_path / "a.pdf")
    data = json.loads((tmp_path / "a.json").read_text())
    assert set(KEYS) <= set(data)
    assert isinstance(data["overall"], str)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert data["profile"]["name"] in capsys.readouterr().out


def test_a_case_of_another_framework_gives_its_level_and_says_why_there_is_no_route(tmp_path, capsys):
    case = str(EXAMPLES / "ministry-small.yaml")
    call_command("assess", case, json=tmp_path / "a.json", pdf=tmp_path / "a.pdf")
    data = json.loads((tmp_path / "a.json").read_text())
    assert (data["framework"], data["level"], data["overall"]) == ("miit-sme-2024@2024", "M2", "45.125000")
    assert data["coverage"] == "1.000000"
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    said = capsys.readouterr().out
    assert "余姚示例模具有限公司: 二级, 45.1" in said
    assert "本框架说明差在哪里" in said


def test_the_same_day_gives_the_same_result(tmp_path):
    for name in ("a", "b"):
        call_command(
            "assess", str(EXAMPLES / "auto-parts-small.yaml"), "--on=2026-11-23", json=tmp_path / f"{name}.json"
        )
    assert (tmp_path / "a.json").read_text() == (tmp_path / "b.json").read_text()


def test_a_bad_file_names_every_problem_and_writes_nothing(tmp_path, capsys):
    source = (EXAMPLES / "auto-parts-small.yaml").read_text()
    bad = tmp_path / "bad.yaml"
    bad.write_text(source.replace("framework: ai-manufacturing@2026.1", "framework: nothing@1") + "\nsurprise: 1\n")
    with pytest.raises(SystemExit) as stopped:
        call_command("assess", str(bad), json=tmp_path / "a.json", pdf=tmp_path / "a.pdf")
    assert stopped.value.code == 2
    assert "framework" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.yaml"]


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("assess", str(tmp_path / "none.yaml"))
    assert stopped.value.code == 2
    assert "none.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["json", "pdf"])
@pytest.mark.parametrize("place", ["missing/out", ".", ""])
def test_a_place_that_cannot_be_written_to_is_said_before_anything_is_computed(tmp_path, capsys, option, place):
    with pytest.raises(SystemExit) as stopped:
        call_command("assess", str(EXAMPLES / "auto-parts-small.yaml"), **{option: tmp_path / place})
    assert stopped.value.code == 1
    assert "folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_name_too_long_for_the_disk_gets_a_sentence(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("assess", str(EXAMPLES / "auto-parts-small.yaml"), pdf=tmp_path / ("x" * 250))
    assert stopped.value.code == 1
    assert "too long" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("day", ["nonsense", "2099-13", "2026-02-30"])
def test_a_day_that_is_none_gets_a_sentence(day):
    with pytest.raises(CommandError, match="is no day; expected one like"):
        call_command("assess", str(EXAMPLES / "auto-parts-small.yaml"), f"--on={day}")
