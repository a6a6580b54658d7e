"""The virus scanner an operator may name: a command that gets the file's path as its last argument.

It answers by its exit status: 0 clean, 1 infected. Everything else, and silence, means that nobody knows; then the file is
not taken.
"""

import logging
import shlex
import subprocess
from pathlib import Path

from django.conf import settings

from evidence.refused import Refused

logger = logging.getLogger(__name__)
CLEAN, INFECTED = 0, 1


def command() -> list[str]:
    return shlex.split(settings.EVIDENCE_SCANNER)


def scan(path: Path) -> bool:
    """Whether a scanner has found the file clean; False when none is configured. Raises Refused."""
    if not command():
        return False
    verdict = _verdict(path)
    if verdict == INFECTED:
        raise Refused("infected")
    if verdict != CLEAN:
        raise Refused("unscanned")
    return True


def _verdict(path):
    try:
        done = subprocess.run(  # noqa: S603  (the operator's own command)
            [*command(), str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=settings.EVIDENCE_SCANNER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("The virus scanner gave no answer: %s", type(error).__name__)
        return None
    if done.returncode not in (CLEAN, INFECTED):
        logger.error("The virus scanner ended with status %d.", done.returncode)
    return done.returncode
