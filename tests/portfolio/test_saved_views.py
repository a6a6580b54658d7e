"""Saved views: a person's own, by name, at most twenty."""

import pytest
from django.urls import reverse

from portfolio.models import SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(as_, wang, provider):
    def post(name, **wishes):
        return as_(wang).post(reverse("portfolio:save_view", args=[provider.uuid]), {"view-name": name} | wishes)

    return post


@pytest.fixture
def view(wang, provider):
    return SavedView.objects.keep(wang, provider, "宁波", "region=3302")


def test_a_view_keeps_filters_and_order_and_nothing_else(save):
    response = save("宁波", region="3302", sort="-level", page="7", evil="<b>")
    kept = SavedView.objects.get()
    assert (kept.name, kept.query) == ("宁波", "region=3302&sort=-level")
    assert response["Location"].endswith("?region=3302&sort=-level")


def test_the_same_name_takes_the_place_of_the_view(save, view):
    save("宁波", region="33")
    assert SavedView.objects.get().query == "region=33"


def test_a_view_needs_a_name_and_the_filters_stay(save):
    assert save(" ", region="33")["Location"].endswith("?region=33")
    assert not SavedView.objects.exists()


def test_there_are_twenty_at_most(save):
    for number in range(21):
        save(f"第{number}个")
    assert SavedView.objects.count() == 20


def test_a_view_is_renamed(as_, wang, view):
    client, address = as_(wang), reverse("portfolio:rename_view", args=[view.uuid])
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "全宁波"}).status_code == 302
    assert SavedView.objects.get().name == "全宁波"


def test_two_views_never_have_one_name(signed_in, wang, provider, view):
    SavedView.objects.keep(wang, provider, "浙江", "region=33")
    page = signed_in(wang).post(reverse("portfolio:rename_view", args=[view.uuid]), {"name": "浙江"})
    assert "another view called" in page.content.decode()


def test_a_view_is_deleted_by_post(as_, wang, view):
    address = reverse("portfolio:delete_view", args=[view.uuid])
    assert as_(wang).get(address).status_code == 405
    as_(wang).post(address)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("person", ["paula", "alice"])
@pytest.mark.parametrize("what", ["rename_view", "delete_view"])
def test_nobody_else_touches_a_view_not_even_a_colleague(request, as_, view, person, what):
    address = reverse(f"portfolio:{what}", args=[view.uuid])
    assert as_(request.getfixturevalue(person)).post(address, {"name": "x"}).status_code == 404


def test_a_stranger_saves_none_and_a_visitor_signs_in(client, as_, alice, provider, view):
    address = reverse("portfolio:save_view", args=[provider.uuid])
    assert client.post(address, {"view-name": "x"}).status_code == 302
    assert client.post(reverse("portfolio:delete_view", args=[view.uuid])).status_code == 302
    assert as_(alice).post(address, {"view-name": "x"}).status_code == 404
    assert as_(alice).get(address).status_code == 405
    assert SavedView.objects.get() == view
