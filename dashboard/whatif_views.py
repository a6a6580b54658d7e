"""A voucher of so many per cent up to so much: whom it would reach and what it would cost, before anybody writes a rule."""

from decimal import Decimal

from django import forms
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guards import find
from accounts.rights import READ
from dashboard import choices
from dashboard.chapters import method
from dashboard.headline import headline
from dashboard.look import look_of
from dashboard.pages import PAGES
from dashboard.supposing import Reached, Voucher, reached
from dashboard.tables import Figure, Row, Section, Table
from reports import figures
from rollups import naming, reading
from subsidies.models import Bureau
from surveys.wording import said

USUAL = {"rate": 20, "cap": Decimal(50), "uptake": 100}


class VoucherForm(forms.Form):
    rate = forms.IntegerField(label=gettext_lazy("Share of the cost, per cent"), min_value=1, max_value=100)
    cap = forms.DecimalField(
        label=gettext_lazy("At most for one enterprise, 10,000 yuan"), min_value=Decimal("0.1"), max_value=100_000
    )
    uptake = forms.IntegerField(
        label=gettext_lazy("Share of those concerned who apply, per cent (your assumption)"), min_value=1, max_value=100
    )

    @property
    def voucher(self):
        return Voucher(self.cleaned_data["rate"], self.cleaned_data["cap"], self.cleaned_data["uptake"])


@require_safe
@login_required
def whatif(request, uuid):
    bureau = find(Bureau, request.user, READ, organisation__uuid=uuid)
    look = look_of(bureau, request.GET.dict())
    context = {"bureau": bureau, "page": PAGES["whatif"], "pages": PAGES.values(), "look": look}
    if look is None:
        return render(request, "dashboard/nothing.html", context)
    form = VoucherForm({name: request.GET.get(name, value) for name, value in USUAL.items()})
    context |= {
        "form": form,
        "choices": choices.of(look),
        "headline": headline(look),
        "sections": sections(look, form.voucher) if form.is_valid() else [],
        "method": method(look),
    }
    return render(request, "dashboard/whatif.html", context, status=422 if form.errors else 200)


def sections(look, voucher):
    cell = reading.cell(look.run, look.key)
    if not cell.shown or cell.n is None:
        return []
    found = [reached(look.framework, code, share, cell.n, voucher) for code, share in cell.gaps.items()]
    rows = tuple(_row(look, one) for one in found if one)
    heads = (
        _("Enterprises reached"),
        _("For one enterprise"),
        _("Budget in all"),
    )
    title = _("What such a voucher would reach")
    lead = _(
        "An estimate from published shares and planning costs: for each question, the enterprises where one step would bring most, and the cheapest action that makes it. Rows overlap: the same enterprise can stand in several, so they must not be added up."
    )
    table = Table("whatif", title, _("Question and action"), heads, rows)
    return [Section("whatif", title, lead, (table,))] if rows else []


def _row(look, one: Reached):
    language = get_language() or "zh-hans"
    low, high = one.firms
    name = f"{naming.question(look.framework, one.question)} → {one.action.code} {said(one.action.name)}"
    return Row(
        name,
        (
            Figure(f"{low:,}–{high:,}" if low != high else f"{low:,}"),
            Figure(figures.wan_range(*one.grant_wan, language)),
            Figure(figures.wan_range(*one.budget_wan, language)),
        ),
    )
