"""A `manage.py shell` and `manage.py COMMAND` that stay, so that Django is loaded once for a site and not for every question.

`python -m tests.browser.prompt` reads one JSON line per wish from standard input, {"script": …} or {"command": [name,
argument, …]}, and answers each with one on standard output: {"printed": …} or {"failed": traceback}. `Prompt` is the other
end of it.
"""

import contextlib
import io
import json
import os
import select
import subprocess
import sys
import traceback

SECONDS = 120


class PromptError(Exception):
    """What a script or command raised, with its traceback, or that there was no answer."""


class Prompt:
    def __init__(self, folder, environment, log):
        self._log = log
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.prompt"],
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )

    def run(self, script):
        """What the Python script prints; every script starts with no names of its own."""
        return self._ask(script=script)

    def manage(self, *command):
        """What this command of manage.py prints."""
        return self._ask(command=command)

    def close(self):
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _ask(self, **wish):
        with contextlib.suppress(BrokenPipeError):  # then the end of its answers tells
            self._process.stdin.write(json.dumps(wish).encode() + b"\n")
            self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], SECONDS)[0]:
            self._process.kill()  # or its late answer would be taken for that to the next wish
            raise PromptError(f"No answer within {SECONDS} s to {wish}")
        reply = json.loads(self._process.stdout.readline() or self._last_words())
        if "failed" in reply:
            raise PromptError(reply["failed"])
        return reply["printed"]

    def _last_words(self):
        return json.dumps({"failed": f"The process ended:\n{self._log.read_text(errors='replace')[-4000:]}"})


def answer(wish):
    """What a wish prints, or the traceback of how it failed."""
    from django.core.management import call_command
    from django.db import connections
    from django.utils import translation

    translation.deactivate()
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            if "script" in wish:
                exec(compile(wish["script"], "<script>", "exec"), {"__name__": "__main__"})
            else:
                call_command(*wish["command"])
    except (Exception, SystemExit):
        return {"failed": traceback.format_exc()}
    finally:
        connections.close_all()
    return {"printed": printed.getvalue()}


def main():
    # Standard output is for the answers alone: whatever else is written there goes to the log.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    import django

    django.setup()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
