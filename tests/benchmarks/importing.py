"""How long a list of 50,000 clients takes a worker: looking at it, keeping it, and the same list once more.

    python -m tests.benchmarks.importing
    python -m tests.benchmarks.importing postgres://…/empty

Writes a workbook of fictitious enterprises and has it looked at and kept in a SQLite database of its own in a temporary
folder, or in an empty one that is named; then looks at it again, unchanged, and keeps it with every tenth name changed.
CPU is the worker's; memory the most this process has held, with Django itself; longest: the longest transaction, during
which nobody else can write to SQLite.
"""

import io
import os
import resource
import sys
import tempfile
import time
from itertools import count

from tests.benchmarks.portfolio import migrated

ROWS = 50_000


def main():
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "false"}
        os.environ.pop("DATABASE_URL", None)
        if len(sys.argv) > 1:
            os.environ["DATABASE_URL"] = sys.argv[1]
        import django

        django.setup()
        migrated()
        _report()


def _report():
    from accounts.models import EnterpriseProfile, User
    from portfolio import bringing
    from providers.models import Provider

    bringing.ring = lambda pk: None  # this process is the worker
    user = User.objects.create(email="provider@example.com")
    provider = Provider.objects.found(user, "基准咨询").organisation
    print(f"{'':26}{'seconds':>9}{'CPU':>8}{'longest':>9}{'MB':>7}")
    for title, content in (
        ("list", _workbook()),
        ("the same once more", _workbook()),
        ("names changed", _workbook(10)),
    ):
        found = bringing.take(provider, user, "a.xlsx", content, "zh-hans")
        _measured(f"{title}: looked at", found.pk)
        found.refresh_from_db()
        print(f"  {len(content) / 1e6:.1f} MB, {found.told['counts']}")
        if bringing.confirm(found.pk, user):
            _measured(f"{title}: kept", found.pk)
    print(f"{EnterpriseProfile.objects.count()} files")


def _measured(title, pk):
    from portfolio import bringing

    longest, real = [0.0], bringing._keep

    def timed(*arguments):
        began = time.perf_counter()
        real(*arguments)
        longest[0] = max(longest[0], time.perf_counter() - began)

    bringing._keep = timed
    began, busy = time.perf_counter(), time.process_time()
    assert bringing.work(pk)
    spent = time.process_time() - busy
    bringing._keep = real
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{title:26}{time.perf_counter() - began:9.1f}{spent:8.1f}{longest[0]:9.2f}{memory:7}", flush=True)


def _workbook(other=0):
    """other: of how many rows one has another name than usual."""
    from openpyxl import Workbook

    from portfolio.columns import COLUMNS
    from readiness.uscc import check_character

    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append([column.title for column in COLUMNS])
    codes = (f"91330200MA{n:06d}1" for n in count())
    for n, code in zip(range(ROWS), codes, strict=False):
        name = f"宁波第{n}精密机械有限公司{'（新）' if other and n % other == 0 else ''}"
        facts = ["330282 浙江省 / 宁波市 / 慈溪市", "3670 汽车零部件及配件制造", 60 + n % 900, 3100 + n]
        sheet.append([name, code + check_character(code), *facts, f"office{n}@example.com"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
