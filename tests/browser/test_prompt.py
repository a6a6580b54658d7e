"""The process that runs scripts and commands for a site: each on its own, and what goes wrong is told."""

import os
from contextlib import closing

import pytest

from tests.browser import prompt as prompts
from tests.browser.prompt import Prompt, PromptError
from tests.browser.site import ROOT


def started(folder):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder)}
    return closing(Prompt(ROOT, environment, folder / "prompt.log"))


@pytest.fixture(scope="module")
def prompt(tmp_path_factory):
    with started(tmp_path_factory.mktemp("prompt")) as running:
        yield running


def test_scripts_and_commands_are_told_what_they_print_and_how_they_fail(prompt):
    assert prompt.run("word = 1; print('水', 7); import os; os.system('echo noise')") == "水 7\n"
    with pytest.raises(PromptError, match="NameError: name 'word'"):
        prompt.run("print(word)")
    with pytest.raises(PromptError, match="SystemExit: 3"):
        prompt.run("raise SystemExit(3)")
    assert "no issues" in prompt.manage("check")
    with pytest.raises(PromptError, match="Unknown command: 'nonsense'"):
        prompt.manage("nonsense")


def test_every_script_begins_in_the_language_of_the_site(prompt):
    look = "from django.utils import translation; print(translation.get_language());"
    assert prompt.run(look + "translation.activate('en')") == "zh-hans\n"
    assert prompt.run(look) == "zh-hans\n"


def test_a_process_that_ended_says_its_last_words(tmp_path):
    with started(tmp_path) as prompt:
        for _ in range(2):
            with pytest.raises(PromptError, match="The process ended:\nfarewell"):
                prompt.run("import os, sys; sys.stderr.write('farewell'); sys.stderr.flush(); os._exit(3)")


def test_an_answer_that_does_not_come_is_not_waited_for(tmp_path, monkeypatch):
    with started(tmp_path) as prompt:
        prompt.run("print()")
        monkeypatch.setattr(prompts, "SECONDS", 0.2)
        with pytest.raises(PromptError, match=r"No answer within 0\.2 s"):
            prompt.run("import time; time.sleep(30)")
