"""All clients of a provider in one table, and the views of it that somebody has saved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import find, rights_over
from accounts.rights import MANAGE
from portfolio.forms import COLUMNS, ViewForm, WishesForm
from portfolio.listing import lines, listed, places_of
from portfolio.models import SavedView
from portfolio.rows import rows_of
from portfolio.saved_views import MOST, TooMany
from portfolio.wishes import SORTS, wishes_of
from providers.desk_views import own_provider
from providers.forms import MOST_A_DAY

ON_A_PAGE = 50


@require_safe
@login_required
def clients(request, uuid):
    """A constant number of queries, however many clients there are."""
    provider = own_provider(request.user, uuid)
    wishes = wishes_of(request.GET)
    page = Paginator(listed(provider, wishes), ON_A_PAGE).get_page(request.GET.get("page"))
    places = places_of(provider)
    rows = rows_of(lines(provider, list(page.object_list)))
    form = WishesForm(initial=vars(wishes), places=places)
    context = {
        "provider": provider,
        "wishes": wishes,
        "page": page,
        "rows": rows,
        "empty": not places,
        "as_of": min((row.standing.as_of for row in rows if row.standing), default=None),
        "waiting": any(row.standing is None for row in rows),
        "form": form,
        "chips": form.chips(wishes),
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "query": f"{wishes.query}&" if wishes.query else "",
        "labels": COLUMNS,
        "columns": [_column(wishes, name) for name in SORTS],
        "views": SavedView.objects.for_user(request.user).filter(provider=provider),
        "most_views": MOST,
        "view_form": ViewForm(prefix="view"),
        "may_manage": MANAGE in rights_over(request.user, provider),
    }
    context["most_chosen"] = MOST_A_DAY
    context["may_invite"] = context["may_manage"] and any(row.prepared for row in rows)
    return render(request, "portfolio/clients.html", context)


def _column(wishes, name):
    """(name, title, the address that sorts by it, how it is sorted now)"""
    order = "" if wishes.column != name else "descending" if wishes.descending else "ascending"
    return name, COLUMNS[name], wishes.sorted_by(name).query, order


def address_of(provider, wishes):
    return f"{reverse('portfolio:clients', args=[provider.uuid])}?{wishes.query}"


@require_POST
@login_required
def save_view(request, uuid):
    """The wishes come along as they stood in the address of the page."""
    provider = own_provider(request.user, uuid)
    wishes, form = wishes_of(request.POST), ViewForm(request.POST, prefix="view")
    if not form.is_valid():
        messages.error(request, form.errors["name"][0])
        return redirect(address_of(provider, wishes))
    try:
        kept = SavedView.objects.keep(request.user, provider, form.cleaned_data["name"], wishes.query)
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": kept.name})
    except TooMany:
        messages.error(
            request,
            _("You have %(most)d saved views, which is as many as there can be. Please delete one first.")
            % {"most": MOST},
        )
    return redirect(address_of(provider, wishes))


@require_http_methods(["GET", "POST"])
@login_required
def rename_view(request, uuid):
    view = find(SavedView, request.user, uuid=uuid)
    form = ViewForm(request.POST if request.method == "POST" else None, view=view, initial={"name": view.name})
    if form.is_valid():
        view.name = form.cleaned_data["name"]
        view.save(update_fields=["name"])
        messages.success(request, _("The view is called “%(name)s” now.") % {"name": view.name})
        return redirect(address_of(view.provider, view))
    return render(request, "portfolio/rename_view.html", {"form": form, "view": view, "provider": view.provider})


@require_POST
@login_required
def delete_view(request, uuid):
    view = find(SavedView, request.user, uuid=uuid)
    view.delete()
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect("portfolio:clients", view.provider.uuid)
