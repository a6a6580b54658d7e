"""The interface against its own description: schemathesis invents requests, right and wrong, and judges every reply.

CI runs a bounded form with a fixed seed. The long one, some minutes:
SCHEMATHESIS_EXAMPLES=200 SCHEMATHESIS_PHASES=coverage,fuzzing,stateful pytest tests/api/test_schema.py
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api import pace
from reports import jobs
from tests.reports.conftest import evaluated, frozen

EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "3")
PHASES = os.environ.get("SCHEMATHESIS_PHASES", "fuzzing,stateful")
OF_A_RESULT = ("get_result", "request_report")


def config(address, token, ids, done):
    """All checks are on. 422 is a right answer to a well-formed body that breaks a rule no schema can say, such as the
    check digit of a credit code.
    """
    fixed = "\n".join(f'"path.{name}" = "{value}"' for name, value in ids.items())
    others = "\n".join(
        f'[[operations]]\ninclude-operation-id = "{name}"\nparameters = {{ "path.assessment" = "{done}" }}'
        for name in OF_A_RESULT
    )
    return f"""
base-url = "{address}"
hooks = "keys.py"
[auth.openapi.Token]
bearer = "{token}"
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "422", "5xx"]
[parameters]
{fixed}
{others}
"""


# A key invented for one request would come again with another one, and then nothing would be carried out.
KEYS = """
import re, uuid, schemathesis

@schemathesis.hook
def before_call(context, case, kwargs):
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch("[A-Za-z0-9._:-]{8,64}", key):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
"""


@pytest.fixture
def site(ours, factory, alice, draft, bells, live_server, monkeypatch):
    """(address, token, ids, id of the submitted assessment): a client with an open assessment, a result and a report of it."""
    plenty = {kind: (limit[0], 10**9, 10**9) for kind, limit in pace.LIMITS.items()}
    monkeypatch.setattr(pace, "LIMITS", plenty)
    snapshot = frozen(factory, alice, evaluated("auto-parts-small"))
    report = jobs.request(snapshot, "en", alice)
    return (
        live_server.url,
        ours.token,
        {"client": factory.uuid, "assessment": draft.uuid, "report": report.uuid},
        (snapshot.assessment.uuid),
    )


@pytest.mark.slow
def test_every_reply_is_as_the_description_says(site, tmp_path):
    address, token, ids, done = site
    place = tmp_path / "schemathesis.toml"
    place.write_text(config(address, token, ids, done), encoding="utf-8")
    (tmp_path / "keys.py").write_text(KEYS, encoding="utf-8")
    program = Path(sys.executable).with_name("schemathesis")
    options = [
        "--checks",
        "all",
        "--phases",
        PHASES,
        "--max-examples",
        EXAMPLES,
        "--seed",
        "1",
        "--no-color",
        "--continue-on-failure",
    ]
    run = subprocess.run(
        [program, "--config-file", place, "run", f"{address}/api/v1/openapi.json", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert run.returncode == 0, run.stdout[-60000:] + run.stderr[-3000:]
