"""A whole site for a browser: a web server and a report worker as separate processes, as script/server starts them."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.prompt import Prompt

ROOT = Path(__file__).resolve().parent.parent.parent
DEVICES = {
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}
# Chromium itself must not talk to anybody either: what leaves the machine would be counted as ours.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WEB = ("gunicorn", "config.wsgi", "--worker-class", "gthread", "--threads", "4", "--no-control-socket")
WORKER = (
    *("celery", "--app", "config", "worker", "--beat", "--queues", "default,report,mail,batch", "--concurrency", "1"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "warning"),
)


@dataclass(frozen=True)
class Site:
    """A running site. prompt: runs scripts and commands of manage.py on its database."""

    address: str
    environment: dict
    logs: Path
    prompt: Prompt

    def manage(self, *command):
        return self.prompt.manage(*command)

    def run(self, script):
        return self.prompt.run(script)


@contextmanager
def running_site(data):
    """The site with all its files in the folder `data`, and its own database where DATABASE_URL names a server.

    BLANK_DATABASE: a file or a database of that server, already migrated, that it is a copy of.
    """
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(data), "DEBUG": "false"}
    with ExitStack() as stack:
        if "DATABASE_URL" in environment:
            environment["DATABASE_URL"] = stack.enter_context(_own_database(environment["DATABASE_URL"]))
        elif blank := environment.get("BLANK_DATABASE"):
            shutil.copyfile(blank, data / "db.sqlite3")
        yield from _served(data, environment)


def _served(data, environment):
    _bring_fonts(data)
    port = _free_port()
    with closing(Prompt(ROOT, environment, data / "prompt.log")) as prompt:
        site = Site(f"http://127.0.0.1:{port}", environment, data, prompt)
        site.manage("migrate", "--noinput", "--verbosity", "0")
        yield from _at_work(site, port)


def _at_work(site, port):
    processes = [_start(site, "web", *WEB, "--bind", f"127.0.0.1:{port}"), _start(site, "worker", *WORKER)]
    try:
        _wait_until_it_answers(site, processes[0])
        yield site
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def chromium_path():
    """The Chromium of this machine, without a window where there is one; None: the one Playwright brought."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def _own_database(url):
    """A fresh database beside the one of the other tests, removed afterwards."""
    import psycopg

    name = f"browser_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{os.environ.get("BLANK_DATABASE", "template1")}"')
    try:
        yield url.rsplit("/", 1)[0] + "/" + name
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _bring_fonts(data):
    """The subset fonts of this checkout, if script/bootstrap has made them."""
    if (ROOT / "var/fonts").is_dir():
        shutil.copytree(ROOT / "var/fonts", data / "fonts")


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _start(site, name, module, *arguments):
    with (site.logs / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=site.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait_until_it_answers(site, web):
    for _ in range(120):
        if web.poll() is not None:
            break
        try:
            urllib.request.urlopen(site.address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"The site did not start:\n{(site.logs / 'web.log').read_text()}")
