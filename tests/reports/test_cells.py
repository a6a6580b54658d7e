"""Free text of a user in a document: readable, bounded, quick to lay out."""

from reports.cells import LONGEST, cell
from reports.documents import read_document
from reports.paper import paper
from reports.pdf import render_to_file


def test_a_short_text_stays_as_it_is():
    assert cell("漏检率由 1.2% 降到 0.4%") == "漏检率由 1.2% 降到 0.4%"
    assert cell("") == ""


def test_a_long_text_is_cut_with_an_ellipsis():
    text = cell("质" * 3500)
    assert len(text) == LONGEST
    assert text.endswith("…")


def test_an_endless_word_may_break():
    text = cell("a" * 100)
    assert text.replace("\u200b", "") == "a" * 100
    assert max(len(part) for part in text.split("\u200b")) <= 30


def test_sixty_scenes_of_endless_words_are_laid_out_within_the_limits(small, tmp_path):
    framework, data = small
    scene = data["scenes"][0] | {"benefit": "x" * 2000, "evidence": "值" * 2000, "owner": "w" * 60, "name": "n" * 120}
    document = read_document(data | {"scenes": [scene] * 60}, framework, "zh-hans")
    render_to_file(paper(document), tmp_path / "report.pdf", b"0" * 32)
    assert (tmp_path / "report.pdf").stat().st_size > 100_000
