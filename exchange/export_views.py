"""One assessment to take along: as data for another installation, as a workbook for people."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.guards import find
from accounts.rights import READ
from exchange.export import as_text, exported
from exchange.offline_views import XLSX, attachment
from exchange.result_workbook import write_result
from surveys.models import Assessment
from surveys.sheet import Sheet


@require_safe
@login_required
def as_json(request, uuid):
    found = find(Assessment, request.user, READ, uuid=uuid)
    return attachment(as_text(exported(found)), "application/json", f"{_name(found)}.json")


@require_safe
@login_required
def as_workbook(request, uuid):
    found = find(Assessment, request.user, READ, uuid=uuid)
    content = write_result(Sheet(found), get_language() or "zh-hans")
    return attachment(content, XLSX, f"{_name(found)}.xlsx")


def _name(assessment):
    return f"{assessment.framework_key}-{str(assessment.uuid)[:8]}"
