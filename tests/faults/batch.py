"""A batch of real reports while workers are killed: every file exactly once, and right.

    python -m tests.faults.batch [REPORTS]        (200 unless told otherwise)

Everything lives in a temporary folder: the embedded database and queue, or DATABASE_URL and REDIS_URL where they are
set (then that database must be empty). Two worker processes render; at about a third of the reports one of them is
killed with SIGKILL, with all it has started, in the middle of its work, and started again a little later; at about
two thirds the other one, which also keeps the clock of the sweeper. At the end the ZIP is opened, and every file held
against its row: by hash, by the number and the firm on its pages, and that nobody has it twice.
"""

import hashlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ASKED = 200
LONGEST = 60 * 60  # seconds
WORKER = (
    *("-m", "celery", "--app", "config", "worker", "--queues", "default,report,mail,batch", "--concurrency", "1"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "warning"),
)


def main(count):
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.setdefault("FONTS_DIR", str(ROOT / "var/fonts"))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        batch = make_batch(count)
        workers = Workers(Path(folder))
        began = time.monotonic()
        try:
            kills = watch(batch, count, workers, began)
        finally:
            workers.stop()
        report(batch, count, kills, time.monotonic() - began)


class Workers:
    """Two processes, each in a group of its own, so that one can be killed with its children."""

    def __init__(self, folder):
        self.folder, self.running = folder, {}
        for name in ("first", "second"):
            self.start(name)

    def start(self, name):
        beat = ["--beat", "--schedule", str(self.folder / "beat")] if name == "first" else []
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, *WORKER, "--hostname", f"{name}@%h", *beat],
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name):
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def make_batch(count):
    """Clients with results of their own: those of the three example firms under other names."""
    from accounts.models import EnterpriseProfile, Membership, Organisation, User
    from batches.beginning import begin
    from tests.reports.conftest import evaluated

    user = User.objects.create(email="paula@example.com", name="Paula")
    provider = Organisation.objects.create(kind="provider", name="远山咨询")
    Membership.objects.create(user=user, organisation=provider, role="owner")
    cases = [evaluated(name) for name in ("auto-parts-small", "appliances-medium", "electronics-large")]
    snapshots = []
    for n in range(count):
        firm = EnterpriseProfile.objects.prepare(
            provider,
            firm_name(n),
            adcode="330282",
            industry="3670",
            policy_group="equipment",
            employees=85,
            revenue_wan=4200,
        )
        snapshots.append(frozen(firm.organisation, user, *cases[n % len(cases)]))
    return begin(provider, user, uuid.uuid4(), snapshots, ["zh-hans"])


def firm_name(n):
    return f"宁波第{n:03}号零部件有限公司"


def frozen(organisation, user, framework, data):
    from django.utils import timezone

    from readiness.plain import canonical_json, digest
    from surveys.models import Assessment, ResultSnapshot

    data = data | {"profile": data["profile"] | {"name": organisation.name}}
    assessment = Assessment.objects.create(
        organisation=organisation,
        framework_reference=framework.reference,
        framework_digest=framework.digest,
        mode="full",
        state="submitted",
        created_by=user,
        submitted_by=user,
        submitted_at=timezone.now(),
    )
    return ResultSnapshot.objects.create(
        assessment=assessment,
        text=canonical_json(data),
        sha256=digest(data),
        framework_digest=data["framework_digest"],
        catalogue_digest=data["catalogue_digest"],
        engine=data["engine"],
        level=data["level"],
        overall=data["overall"],
    )


def watch(batch, count, workers, began):
    """Wait until the ZIP is there, killing on the way. Returns what was done."""
    told, plan = [], [(count // 3, "second"), (2 * count // 3, "first")]
    while time.monotonic() - began < LONGEST:
        done = batch.items.filter(state="done").count()
        if plan and done >= plan[0][0] and _rendering():
            name = plan.pop(0)[1]
            workers.kill(name)
            told.append((name, done, time.monotonic() - began))
            print(f"{time.monotonic() - began:6.0f} s  {done} done; the {name} worker is killed", flush=True)
            time.sleep(5)
            workers.start(name)
        archive = batch.archive
        if archive and archive.finished:
            return told
        time.sleep(1)
    raise SystemExit("not finished within an hour")


def _rendering():
    from reports.models import Report

    return Report.objects.filter(state="running").count() > 1


def report(batch, count, kills, seconds):
    from batches import files
    from reports.models import Report

    archive = batch.archive
    rows = list(Report.objects.order_by("pk"))
    lines = {line["file"]: line for line in archive.contents if line["file"]}
    faults = []
    with zipfile.ZipFile(io.BytesIO(files.path_of(archive.file_sha256).read_bytes())) as packed:
        names = packed.namelist()
        broken = packed.testzip()
        for name in names[1:]:
            faults += _wrong(name, packed.read(name), lines.get(name))
    again = sum(row.attempts > 1 for row in rows)
    print(f"{count} reports asked for, {len(rows)} rows, {sum(row.state == 'done' for row in rows)} done")
    print(
        f"{len(names) - 1} files in the ZIP, {len(set(names)) - 1} names, {len({line['sha256'] for line in lines.values()})} contents"
    )
    print(
        f"{len(kills)} workers killed, {again} reports begun again, {len(faults)} faults, archive {archive.size >> 20} MB"
    )
    print(f"{seconds:.0f} s in all, {seconds / count:.1f} s a report with two workers")
    for fault in faults[:20]:
        print(" ", fault)
    complete = (
        len(rows) == len(names) - 1 == len(set(names)) - 1 == len({line["sha256"] for line in lines.values()}) == count
    )
    if faults or broken or not complete:
        raise SystemExit("NOT as it should be")
    print("every file exactly once, and right")


def _wrong(name, data, line):
    """What is wrong with a file, as sentences."""
    from reports.models import Report

    if line is None:
        return [f"{name}: not in the index"]
    row = Report.objects.select_related("snapshot__assessment__organisation").get(number=line["report"])
    text, firm = text_of(data), row.organisation.name
    checks = {
        "another hash than its row": hashlib.sha256(data).hexdigest() == row.file_sha256 == line["sha256"],
        "its number is not on its pages": row.number in text,
        "its firm is not on its pages": firm in text and firm in name,
        "it has too few pages": (row.pages or 0) > 10,
    }
    return [f"{name}: {fault}" for fault, right in checks.items() if not right]


def text_of(data):
    """The words on the first two pages, without blanks."""
    from pypdf import PdfReader

    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages[:2])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ASKED)
