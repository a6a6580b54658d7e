"""The public page that says whether a report with this number exists, and whether a file is that report.

The file never leaves the visitor's machine: the browser computes its fingerprint, or the visitor pastes one.
"""

from django import forms
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.models import Report
from reports.reading import OtherFramework
from reports.telling import headline_of
from reports.verification import known, masked
from verification.parts import public


class NumberForm(forms.Form):
    number = forms.CharField(label=_("Report number"), max_length=40)

    def clean_number(self):
        # No number holds a slash, and no address of a page could carry it.
        return "".join(self.cleaned_data["number"].replace("/", " ").split()).upper() or "-"


class FingerprintForm(forms.Form):
    sha256 = forms.CharField(label=_("Fingerprint (SHA-256)"), max_length=100, required=False)

    def clean_sha256(self):
        found = "".join(self.cleaned_data["sha256"].split()).lower()
        if found and (len(found) != 64 or set(found) - set("0123456789abcdef")):
            raise forms.ValidationError(_("A fingerprint has 64 characters, digits and the letters a to f."))
        return found


@require_safe
def find(request):
    form = NumberForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("reports:verify", form.cleaned_data["number"])
    return _shown(render(request, "reports/find.html", {"form": form}))


@require_safe
def verify(request, number):
    """A number that does not exist is answered like any other, in words; nothing here tells who the firm is."""
    typed = number.replace("\0", "").strip().upper()
    report = (
        Report.objects.filter(number=typed, state=Report.State.DONE, snapshot__isnull=False)
        .select_related("snapshot__assessment__organisation")
        .first()
    )
    if report is None:
        return _other(request, number, known(typed))
    context = {
        "number": report.number,
        "report": report,
        "firm": masked(report.organisation.name),
        "head": _headline(report.snapshot),
        "statements": public(report.snapshot),
        "date": timezone.localtime(report.created_at).date(),
    }
    return _shown(render(request, "reports/verify.html", context | _compared(request, report.file_sha256)))


def _other(request, number, paper):
    """What a room above says of its paper with this number, or that there is none."""
    if paper is None:
        return _shown(render(request, "reports/verify.html", {"number": number[:40], "report": None}, status=404))
    return _shown(
        render(request, "reports/verify_paper.html", {"paper": paper} | _compared(request, paper.file_sha256))
    )


def _compared(request, file_sha256):
    """Whether the fingerprint somebody has pasted is that of the file."""
    form = FingerprintForm(request.GET or None)
    asked = form.cleaned_data["sha256"] if form.is_bound and form.is_valid() else ""
    return {"file_sha256": file_sha256, "form": form, "asked": asked, "matches": asked == file_sha256}


def _headline(snapshot):
    """Level and how sure it is; None when the texts at hand are those of another edition."""
    try:
        return headline_of(snapshot, get_language())
    except OtherFramework:
        return None


def _shown(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
