"""What this room shows on the pages of an assessment."""

from django.template.loader import render_to_string


def pack(request, sheet):
    """On the task list: everything for a visit in one place."""
    return render_to_string("visits/_pack.html", {"assessment": sheet.assessment}) if sheet.assessment.open else ""
