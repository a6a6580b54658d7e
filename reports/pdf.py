"""The one door to WeasyPrint: HTML in, PDF out, nothing fetched, nothing left running.

The parent keeps everything warm (imports, parsed styles, fonts) and forks one child per report. The child may use so
much memory, processor time, file size and wall-clock time and no more; it writes a temporary file, syncs it and
reports its progress through a pipe. Shared fonts and styles, and no garbage collection while rendering, make a report
cost about half of what a fresh set-up costs.
"""

import gc
import hashlib
import json
import logging
import os
import re
import resource
import selectors
import signal
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings

STYLES = Path(__file__).with_name("print.css")
WEIGHTS = {"Regular": 400, "Bold": 700}
MEGABYTE = 1024 * 1024
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")


@dataclass(frozen=True)
class Limits:
    """What one report may use. memory_mb: on top of what the parent holds already."""

    memory_mb: int = 1024
    cpu_seconds: int = 60
    file_mb: int = 20
    seconds: float = 90


@dataclass(frozen=True)
class Rendered:
    sha256: str
    size: int
    pages: int
    warnings: tuple[str, ...] = field(default=())


class RenderError(Exception):
    """No report came out; the message says why, without a word of what the firm typed."""


# --- what is loaded once -------------------------------------------------------------------------------------------


@cache
def _warm():
    """WeasyPrint's fonts and our styles, parsed. Frozen afterwards, so that children share the pages of memory."""
    import weasyprint  # half a second and 60 MB, which a web process need not spend
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = _font_files()

    class OnlyOurFonts(URLFetcher):
        """Refuses every address but the fonts of this installation: a text must never make us fetch something.

        A picture that stands in the page itself, as the logo of a look does, is not fetched from anywhere.
        """

        def fetch(self, url, headers=None):
            if url not in fonts.values() and not url.startswith(PICTURES):
                raise ValueError("reports fetch nothing")
            return super().fetch(url, headers)

    configuration, fetcher = FontConfiguration(), OnlyOurFonts()
    faces = "".join(
        f'@font-face {{ font-family: Report; font-weight: {weight}; src: url("{fonts[name]}") }}\n'
        for name, weight in WEIGHTS.items()
        if name in fonts
    )
    styles = weasyprint.CSS(string=faces + STYLES.read_text(), font_config=configuration, url_fetcher=fetcher)
    return weasyprint, configuration, fetcher, styles


def _font_files():
    """The subset fonts made at set-up, as addresses by weight; without them the installed Noto Sans CJK is used."""
    files = {name: Path(settings.FONTS_DIR) / f"NotoSansSC-{name}.otf" for name in WEIGHTS}
    return {name: path.resolve().as_uri() for name, path in files.items() if path.is_file()}


def warm_up():
    """Load everything a child will need, once per process."""
    if not _warm.cache_info().currsize:
        _warm()
        gc.collect()
        gc.freeze()


# --- rendering -----------------------------------------------------------------------------------------------------


def render(html, identifier=b"", on_progress=None):
    """HTML to PDF bytes in this process, and the number of pages and what WeasyPrint complained about."""
    weasyprint, configuration, fetcher, styles = _warm()
    with _Listening(on_progress) as heard:
        document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[styles], font_config=configuration, pdf_variant="pdf/ua-1"
        )
        data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier or None)
    return data, len(document.pages), tuple(heard.complaints)


class _Listening(logging.Handler):
    """Hears WeasyPrint's steps as per cent, and its complaints."""

    STEPS = {"Step 1": 5, "Step 2": 8, "Step 3": 12, "Step 4": 20, "Step 5": 30, "Step 6": 85, "Step 7": 95}

    def __init__(self, on_progress):
        super().__init__(logging.INFO)
        self.on_progress, self.percent, self.complaints = on_progress or (lambda percent: None), 0, []
        self.loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress")]

    def __enter__(self):
        self.before = [(logger, logger.level, logger.propagate) for logger in self.loggers]
        for logger in self.loggers:
            logger.addHandler(self)
            logger.setLevel(logging.INFO)
            logger.propagate = False
        return self

    def __exit__(self, *_):
        for logger, level, propagate in self.before:
            logger.removeHandler(self)
            logger.setLevel(level)
            logger.propagate = propagate

    def emit(self, record):
        message = record.getMessage()
        if record.name != "weasyprint.progress":
            if record.levelno >= logging.WARNING:
                self.complaints.append(message)
            return
        percent = self.STEPS.get(message[:6], 0)
        page = re.search(r"Page (\d+)", message)
        if page:
            percent = min(80, 30 + 2 * int(page[1]))
        if percent > self.percent:
            self.percent = percent
            self.on_progress(percent)


# --- the child -----------------------------------------------------------------------------------------------------


def render_to_file(html, target, identifier=b"", limits=Limits(), on_progress=None):
    """Render in a limited child process into the file `target`. Raises RenderError; then there is no file.

    `on_progress(percent)` is called at least once a second while the child works.
    """
    warm_up()
    target = Path(target)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(html, target, identifier, limits, reading, writing)
    os.close(writing)
    try:
        said = _listen(reading, time.monotonic() + limits.seconds, on_progress or (lambda percent: None))
    finally:
        os.close(reading)
        _kill(child)
        _, status = os.waitpid(child, 0)
    if said is None or "error" in said:
        target.unlink(missing_ok=True)
        raise RenderError(said["error"] if said else _cause(status, limits))
    return Rendered(said["sha256"], said["size"], said["pages"], tuple(said["warnings"]))


def _kill(child):
    """Harmless when the child has ended: until it is waited for, its number belongs to nobody else."""
    os.kill(child, signal.SIGKILL)


def _cause(status, limits):
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        return f"rendering took more than {limits.cpu_seconds} s of processor time"
    if code == -signal.SIGXFSZ:
        return f"the file grew over {limits.file_mb} MB"
    return f"rendering ended without a result within {limits.seconds:g} s (status {code})"


def _listen(pipe, deadline, on_progress):
    """Read lines of JSON until the result; None when time is up or the pipe closes before."""
    rest, percent = b"", 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if not selector.select(timeout=1):
                on_progress(percent)
                continue
            chunk = os.read(pipe, 65536)
            if not chunk:
                return None
            *lines, rest = (rest + chunk).split(b"\n")
            for said in map(json.loads, lines):
                if "percent" not in said:
                    return said
                percent = said["percent"]
            on_progress(percent)
    return None


def _be_the_child(html, target, identifier, limits, reading, writing):
    """Never returns, touches no connection of the parent and runs none of its clean-up."""
    status = 1
    try:
        os.close(reading)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        _limit(limits)
        gc.disable()
        # Written down beforehand: without memory there is none to put a sentence together either.
        out_of_memory = json.dumps({"error": f"rendering needed more than {limits.memory_mb} MB of memory"}).encode()
        out_of_memory += b"\n"

        def say(**words):
            os.write(writing, json.dumps(words).encode() + b"\n")

        try:
            data, pages, warnings = render(html, identifier, lambda percent: say(percent=percent))
            _write(target, data)
            say(sha256=hashlib.sha256(data).hexdigest(), size=len(data), pages=pages, warnings=list(warnings)[:20])
            status = 0
        except MemoryError:
            os.write(writing, out_of_memory)
        except BaseException as error:  # FatalURLFetchingError is none of the ordinary exceptions
            say(error=f"rendering failed: {type(error).__name__}")
    finally:
        os._exit(status)


def _limit(limits):
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for kind, amount in (
        (resource.RLIMIT_AS, held + limits.memory_mb * MEGABYTE),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_mb * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (amount, hard))


def _write(target, data):
    with open(target, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
