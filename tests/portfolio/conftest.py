"""A provider with clients, and lists of clients as they are uploaded."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from portfolio.columns import COLUMNS

CODE, OTHER = "91330203MA2GT1A615", "91330282MA2AF12X6P"  # of `prepared`; of a firm that is not here
ROW = ["宁波镇海精工有限公司", OTHER, "330211", "3525", 60, 3100, "office@example.com"]


@pytest.fixture
def refreshed():
    """refreshed() makes the rows of all clients as of today."""
    from django.utils import timezone

    from portfolio.models import Standing
    from portfolio.refreshing import refresh
    from portfolio.standings import served

    def make(on=None):
        refresh(list(served().values_list("pk", flat=True)), on or timezone.localdate())
        return {row.organisation_id: row for row in Standing.objects.all()}

    return make


def workbook(*rows, heads=None, title="客户", change=None):
    """The bytes of a list of clients."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(heads or [column.title for column in COLUMNS])
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(content, name="clients.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}
