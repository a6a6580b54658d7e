"""The scripts explain themselves and stop with a sentence."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = ["bootstrap", "server", "test", "messages", "format"]


def run(*arguments, **variables):
    return subprocess.run(
        arguments, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_tells_what_it_does(name):
    result = run(f"script/{name}", "--help")
    assert result.returncode == 0
    assert len(result.stdout.strip().splitlines()) >= 1
    assert "#" not in result.stdout.splitlines()[0]


@pytest.mark.parametrize("name", [*SCRIPTS, "_steps"])
def test_a_script_is_valid_bash(name):
    assert run("bash", "-n", f"script/{name}").returncode == 0


@pytest.mark.parametrize("port", ["http", "0", "70000", ""])
def test_a_port_that_is_none_is_refused_with_a_sentence(port):
    result = run("script/server", "--port", port)
    assert result.returncode == 1
    assert "port" in result.stderr


def test_an_unknown_step_is_refused_with_the_known_ones():
    result = run("script/test", "everything")
    assert result.returncode == 1
    assert "lint types contracts core" in result.stderr


def test_a_folder_that_cannot_be_written_is_named():
    result = run("script/bootstrap", DATA_DIR="/proc/nowhere")
    assert result.returncode == 1
    assert "/proc/nowhere" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(not (ROOT / ".venv").exists(), reason="script/bootstrap has not made the virtual environment")
def test_a_busy_port_is_refused_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        result = run("script/server", "--port", str(port), DATA_DIR=str(ROOT / "var"))
    assert result.returncode == 1
    assert f"--port {port + 1}" in result.stderr
