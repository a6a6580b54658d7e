"""What the searchable fields ask while one types: regions, industries, and the size class of what is typed."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.fields import AmountField, NumberField, PickerField, halfwidth
from accounts.reference import PICKERS, explain_size

SHOWN = 30


@require_safe
@login_required
def regions(request):
    return _search(PICKERS["region"], request)


@require_safe
@login_required
def industries(request):
    return _search(PICKERS["industry"], request)


def _search(picker, request):
    text = halfwidth(request.GET.get("q", ""))[:60]
    results = picker.search(text, SHOWN)
    if results:
        sentence = ngettext("%(count)s result", "%(count)s results", len(results)) % {"count": len(results)}
    else:
        sentence = str(picker.sentence_none) % {"found": text} if text else ""
    return JsonResponse({"results": results, "sentence": sentence})


class _Typed(forms.Form):
    """The three facts the size class depends on, as they stand half way through typing."""

    industry = PickerField("industry")
    employees = NumberField(unit=_("people"), least=1, most=2_000_000, whole=True)
    revenue_wan = AmountField()


@require_safe
@login_required
def size(request):
    typed = _Typed(request.GET)
    if not typed.is_valid():
        return JsonResponse({"sentence": ""})
    return JsonResponse({"sentence": explain_size(**typed.cleaned_data).sentence})
