"""The pages of a batch: choose, follow, stop, fetch; for the provider's people alone."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import Grant
from batches import feeding, packing
from batches.models import Batch, Item
from tests.batches.conftest import end_access, print_all

pytestmark = pytest.mark.django_db
ACTS = ["pause", "resume", "cancel", "retry", "pack"]


def address(name, thing):
    return reverse(f"batches:{name}", args=[thing.uuid])


def posted(*snapshots, **more):
    return {
        "assessments": [str(one.assessment.uuid) for one in snapshots],
        "language": "both",
        "ticket": str(uuid.uuid4()),
    } | more


def test_chosen_clients_become_a_batch_and_a_second_click_meets_it(as_, paula, provider, clients, rung):
    data = posted(*clients(2))
    browser = as_(paula)
    first, second = (browser.post(address("begin", provider), data) for _ in range(2))
    batch = Batch.objects.get()
    assert first.url == second.url == address("batch", batch)
    assert [(item.number, item.language) for item in batch.items.all()] == [
        (1, "zh-hans"),
        (2, "en"),
        (3, "zh-hans"),
        (4, "en"),
    ]


def test_another_page_may_send_results_here_ticked(as_, paula, provider, clients):
    snapshots = clients(2)
    page = as_(paula).post(address("choose", provider), {"assessments": [str(snapshots[1].assessment.uuid), "rubbish"]})
    html = page.content.decode()
    assert html.count(" checked") == 2  # one client, and the language
    assert f'value="{snapshots[1].assessment.uuid}" checked' in html


def test_nothing_ticked_is_told_in_a_sentence(signed_in, paula, provider, clients):
    clients(1)
    page = signed_in(paula).post(address("begin", provider), posted())
    assert page.status_code == 422
    assert "Please tick at least one" in page.content.decode()


def test_a_client_whose_access_has_ended_cannot_be_chosen(signed_in, paula, alice, provider, clients):
    first, second = clients(2)
    Grant.objects.get(client=first.organisation).end(alice, first.organisation)
    page = signed_in(paula).post(address("begin", provider), posted(first, second))
    assert "the access has ended meanwhile" in page.content.decode()
    assert f'value="{second.assessment.uuid}" checked' in page.content.decode()


def test_more_than_fits_is_told_in_a_sentence(signed_in, paula, provider, clients, monkeypatch):
    monkeypatch.setattr("batches.forms.MOST_ITEMS", 3)
    page = signed_in(paula).post(address("begin", provider), posted(*clients(2)))
    assert "These are 4 reports; one batch takes up to 3" in page.content.decode()


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_for_those_who_may_fill_in_and_by_post_alone(as_, act, started, wang, rita, charlie):
    batch = started(1)
    assert as_(charlie).post(address(act, batch)).status_code == 404
    assert as_(rita).post(address(act, batch)).status_code == 403
    assert as_(wang).get(address(act, batch)).status_code == 405
    assert as_(wang).post(address(act, batch)).url == address("batch", batch)


@pytest.mark.parametrize("name", ["batch", "state", "download"])
def test_strangers_and_clients_see_no_batch(client, as_, name, started, charlie, alice):
    batch = started(1)
    assert client.get(address(name, batch)).status_code == 302
    assert as_(charlie).get(address(name, batch)).status_code == 404
    assert as_(alice).get(address(name, batch)).status_code == 404


@pytest.mark.parametrize("name", ["home", "begin"])
def test_the_lists_are_for_the_provider(client, as_, name, provider, wang, charlie):
    assert client.get(address(name, provider)).status_code == 302
    assert as_(charlie).get(address(name, provider)).status_code == 404
    assert as_(wang).get(address(name, provider)).status_code == 200


def test_a_reader_may_look_but_not_begin(as_, provider, rita):
    assert as_(rita).get(address("home", provider)).status_code == 200
    assert as_(rita).get(address("begin", provider)).status_code == 403


def test_the_page_tells_how_far_it_is_and_the_state_the_same(signed_in, paula, started):
    batch = started(3)
    Item.objects.filter(batch=batch, number=2).update(state="refused")
    browser = signed_in(paula)
    line = browser.get(address("state", batch)).json()["line"]
    assert line == "0 of 3 ready · 2 open · 1 no longer allowed"
    assert line in browser.get(address("batch", batch)).content.decode()


@pytest.mark.parametrize(
    ("states", "tag"),
    [
        (["done", "done"], '<span class="tag tag-done">Finished</span>'),
        (["done", "failed"], '<span class="tag tag-alert">Not all made</span>'),
        (["refused", "failed"], '<span class="tag tag-alert">None made</span>'),
    ],
)
def test_a_batch_looks_finished_only_where_every_report_is_there(signed_in, paula, provider, started, states, tag):
    batch = started(2)
    Batch.objects.filter(pk=batch.pk).update(state="done")
    for number, state in enumerate(states, start=1):
        batch.items.filter(number=number).update(state=state)
    browser = signed_in(paula)
    assert tag in browser.get(address("home", provider)).content.decode()
    assert tag in browser.get(address("batch", batch)).content.decode()


def test_pages_ask_as_often_for_many_items_as_for_few(as_, paula, provider, started, django_assert_num_queries):
    few, browser = started(2), as_(paula)
    for name, thing in (("batch", few), ("begin", provider), ("home", provider)):
        browser.get(address(name, thing))
    counts = _queries(browser, few, provider)
    many = started(6)
    assert _queries(browser, many, provider) == counts


def _queries(browser, batch, provider):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for name, thing in (("batch", batch), ("begin", provider), ("home", provider)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(address(name, thing)).status_code == 200
        counts.append(len(asked))
    return counts


def test_the_zip_is_handed_out_whole(as_, paula, started):
    batch = started(1)
    feeding.advance(batch.pk)
    print_all()
    packing.pack(batch.archive.pk)
    reply = as_(paula).get(address("download", batch))
    assert b"".join(reply.streaming_content)[:2] == b"PK"
    assert reply["Cache-Control"] == "no-store"


def test_an_access_that_ended_since_is_refused_with_a_sentence_and_the_zip_is_made_without_it(
    signed_in, paula, alice, started
):
    batch = started(2)
    feeding.advance(batch.pk)
    print_all()
    packing.pack(batch.archive.pk)
    first = batch.items.first()
    end_access(first, alice)
    page = signed_in(paula).get(address("download", batch), follow=True).content.decode()
    assert f"The access to {first.client.name} has ended" in page
    assert "The ZIP is being made" in page
    packing.pack(batch.archive.pk)
    assert signed_in(paula).get(address("download", batch)).status_code == 200
    assert [bool(line["file"]) for line in batch.archive.contents] == [False, True]
