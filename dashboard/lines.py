"""The figures as CSV: one line per figure, so that a program reads it without knowing the tables. With a BOM, for Excel."""

from __future__ import annotations

import csv
from pathlib import Path

from django.utils.translation import gettext as _

from dashboard.chapters import Contents

BOM = "\ufeff"


def write(contents: Contents, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        lines = csv.writer(file)
        lines.writerow([_("Table"), _("What"), _("Code"), _("Column"), _("Figure"), _("Unit"), _("As told")])
        for chapter in contents.chapters:
            for section in chapter.sections:
                for table in section.tables:
                    for row in table.rows:
                        for head, figure in zip(table.heads, row.figures, strict=True):
                            value = "" if figure.value is None else figure.value
                            line = [table.title, row.name, row.code, head, value, table.unit, figure.text]
                            lines.writerow([_safe(one) for one in line])


def _safe(value: object) -> object:
    """Nothing a spreadsheet would take for a formula."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and not value[1:].isdigit():
        return f"'{value}"
    return value
