"""A comparison: enough clients of one framework, no names, figures a person can recompute, nothing after access has ended."""

import io
import os
from fractions import Fraction
from pathlib import Path

import pypdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Grant
from comparisons import jobs
from comparisons.asking import Refused, ask, dealt
from comparisons.models import Paper
from comparisons.reckoning import common_gaps, letter, spread
from comparisons.sheet import comparison_html
from readiness.plain import digest
from reports import files
from reports.paper import qr
from reports.verification import address_of
from tests.batches.conftest import frozen

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(provider, paula, clients, rung):
    """asked(5, "en") is a comparison nobody has made yet."""

    def make(count=5, language="en"):
        return ask(provider, paula, clients(count), language)

    return make


def address(name, thing):
    return reverse(f"comparisons:{name}", args=[thing.uuid])


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_letters_go_on_after_z(place, name):
    assert letter(place) == name


def test_the_spread_is_lowest_quarters_median_and_highest():
    assert spread(["10", "20", "30", "40", None]) == (10, Fraction(35, 2), 25, Fraction(65, 2), 40)
    assert spread([None]) is None


def test_a_common_gap_is_one_that_more_than_half_of_them_have():
    clients = [{"questions": {"Q1": "25", "Q2": score}} for score in ("25", "25", "50", "75")]
    assert common_gaps(clients, {"Q1": Fraction(100), "Q2": Fraction(100)}) == [("Q1", 4, 4)]


def test_fewer_than_five_are_refused_with_a_sentence(provider, paula, clients):
    with pytest.raises(Refused, match=r"4.*5"):
        ask(provider, paula, clients(4), "en")


def test_results_of_different_frameworks_are_refused(provider, paula, clients):
    snapshots = clients(5)
    snapshots[0].framework_digest = "00"
    with pytest.raises(Refused):
        ask(provider, paula, snapshots, "en")


def test_two_results_of_one_client_are_refused(provider, paula, alice, clients):
    snapshots = clients(5)
    firm = snapshots[0].organisation.enterprise
    with pytest.raises(Refused):
        ask(provider, paula, [*snapshots, frozen(firm, alice, 99)], "en")


def test_the_same_set_in_any_order_is_the_same_comparison_with_the_same_letters(provider, paula, clients, rung):
    snapshots = clients(6)
    first, again = (ask(provider, paula, some, "en") for some in (snapshots, snapshots[::-1]))
    assert first.pk == again.pk
    other = ask(provider, paula, snapshots, "zh-hans")
    assert [k.client_id for k in first.key_lines.all()] == [k.client_id for k in other.key_lines.all()]


def test_letters_follow_neither_names_nor_time(clients):
    snapshots = clients(8)
    assert dealt(snapshots) != snapshots
    assert sorted(dealt(snapshots), key=lambda one: one.pk) == snapshots


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_paper_names_nobody_and_is_made_like_every_report(asked, language):
    paper = asked(6, language)
    assert jobs.make(paper.pk)
    assert not jobs.make(paper.pk)  # a message delivered twice
    made = Paper.objects.get(pk=paper.pk)
    data = files.path_of(made.file_sha256).read_bytes()
    if folder := os.environ.get("KEEP_PAPERS"):
        (Path(folder) / f"comparison-{language}.pdf").write_bytes(data)
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert made.number in text
    assert ("Methodandlimits" if language == "en" else "方法与局限") in text
    for line in made.key_lines.select_related("client"):
        assert line.client.name not in text
        assert line.client.name not in str(made.content)
    for secret in ("330282", "慈溪", "91330200"):
        assert secret not in str(made.content)


def test_a_comparison_is_not_made_nor_handed_out_after_an_access_has_ended(signed_in, paula, alice, asked):
    paper = asked()
    client = paper.key_lines.first().client
    Grant.objects.get(client=client).end(alice, client)
    assert not jobs.make(paper.pk)
    Paper.objects.filter(pk=paper.pk).update(state="done", file_sha256="ab" * 32)
    page = signed_in(paula).get(address("download", paper), follow=True).content.decode()
    assert f"The access to {client.name} has ended" in page


def test_a_deleted_client_takes_its_comparisons_along(asked):
    paper = asked()
    paper.key_lines.first().client.delete()
    assert not Paper.objects.exists()


def test_pages_are_for_the_provider(client, as_, asked, provider, rita, wang, charlie, alice):
    paper = asked()
    for name, thing in (("home", provider), ("paper", paper), ("state", paper)):
        assert client.get(address(name, thing)).status_code == 302
        assert as_(charlie).get(address(name, thing)).status_code == 404
        assert as_(alice).get(address(name, thing)).status_code == 404
        assert as_(rita).get(address(name, thing)).status_code == 200
        client.logout()
    assert as_(rita).get(address("begin", provider)).status_code == 403
    assert as_(rita).post(address("retry", paper)).status_code == 403
    assert as_(wang).get(address("retry", paper)).status_code == 405
    assert as_(wang).post(address("sample", provider)).status_code == 403
    assert as_(wang).get(address("download", paper)).status_code == 404  # not there yet


def test_chosen_clients_become_one_paper_per_language(as_, wang, provider, clients, rung):
    data = {"assessments": [str(one.assessment.uuid) for one in clients(5)], "language": "both"}
    reply = as_(wang).post(address("begin", provider), data)
    assert reply.status_code == 302
    assert sorted(Paper.objects.values_list("language", flat=True)) == ["en", "zh-hans"]


def test_too_few_ticked_clients_are_told_in_a_sentence(signed_in, wang, provider, clients):
    data = {"assessments": [str(one.assessment.uuid) for one in clients(2)], "language": "en"}
    page = signed_in(wang).post(address("begin", provider), data).content.decode()
    assert "A comparison needs at least 5" in page
    assert page.count(" checked") == 3


def test_the_sample_of_a_look_is_a_whole_report(as_, paula, provider, rung):
    from branding.models import Branding

    Branding.objects.keep(provider, paula, name="远山咨询", primary="#1f4e8c", accent="#9b2226", contact=["0574"])
    as_(paula).post(address("sample", provider))
    paper = Paper.objects.get()
    assert jobs.make(paper.pk)
    made = Paper.objects.get()
    assert made.pages > 10
    if folder := os.environ.get("KEEP_PAPERS"):
        (Path(folder) / "sample.pdf").write_bytes(files.path_of(made.file_sha256).read_bytes())


# --- is this paper genuine ----------------------------------------------------------------------------------------------


@pytest.fixture
def finished(asked):
    def make(**how):
        paper = asked(**how)
        assert jobs.make(paper.pk)
        return Paper.objects.get(pk=paper.pk)

    return make


def check_page(client, number, **typed):
    return client.get(reverse("reports:verify", args=[number]), typed)


def test_the_paper_carries_its_number_and_leads_to_the_page_that_checks_it(finished, settings):
    settings.SITE_URL = "https://readiness.example"
    made = finished()
    document = pypdf.PdfReader(io.BytesIO(files.path_of(made.file_sha256).read_bytes()))
    text = "".join("".join(page.extract_text().split()) for page in document.pages)
    assert text.count(made.number) >= 2
    assert f"https://readiness.example/verify/{made.number}/" in text
    square = comparison_html(made).split('class="code-beside">')[1].split("</td>")[0]
    assert str(qr(address_of(made.number), "Check this report")) in square


def test_whoever_holds_it_reads_that_it_exists_for_whom_and_of_how_many_and_never_of_whom(client, finished, provider):
    made = finished(count=6)
    with override("en"):
        page = check_page(client, made.number.lower(), language="en").content.decode()
    assert made.number in page
    assert provider.name in page
    assert "<dd>6</dd>" in page
    assert page.count(made.file_sha256) == 2  # told, and for the browser that compares
    assert digest(made.content) in page
    for line in made.key_lines.select_related("client"):
        assert line.client.name not in page
    assert "noindex" in check_page(client, made.number)["X-Robots-Tag"]


def test_a_pasted_fingerprint_says_whether_the_file_is_the_paper(client, finished):
    made = finished()
    assert check_page(client, made.number, sha256=made.file_sha256.upper()).context["matches"]
    reply = check_page(client, made.number, sha256="0" * 64)
    assert (reply.status_code, reply.context["matches"]) == (200, False)


def test_a_paper_that_is_not_made_or_carries_no_number_is_not_found(client, asked, as_, paula, provider):
    assert check_page(client, asked().number).status_code == 404
    sample = Paper.objects.create(
        request_key="1" * 64, kind="sample", provider=provider, language="en", content={}, state="done", file_sha256="a"
    )
    assert check_page(client, sample.number).status_code == 404


def test_the_page_says_the_version_where_the_questionnaire_is_not_at_hand(client, finished):
    made = finished()
    Paper.objects.update(content=made.content | {"framework_digest": "00"})
    reply = check_page(client, made.number)
    assert reply.status_code == 200
    assert made.content["framework"] in reply.content.decode()
