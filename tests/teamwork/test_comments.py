"""People talk about a question; nothing of it counts."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from surveys.sheet import Sheet
from surveys.submission import submit
from teamwork.models import Comment


def about(assessment, question="PM-1"):
    return reverse("teamwork:comments", args=[assessment.uuid, question])


def removal(comment):
    return reverse("teamwork:remove_comment", args=[comment.uuid])


def test_a_reader_may_comment_and_everybody_reads_it(signed_in, draft, bob, vera):
    signed_in(vera).post(about(draft), {"text": "财务口径不同"})
    page = signed_in(bob).get(about(draft)).content.decode()
    assert "财务口径不同" in page
    assert "Vera" in page


def test_the_page_says_the_answer_of_now_once_and_in_words(signed_in, draft, bob, answer):
    answer(draft, "PM-1", "L3")
    page = signed_in(bob).get(about(draft)).content.decode()
    words = draft.framework.questions["PM-1"].option("L3").text.en
    assert page.count(escape(words)) == 1
    assert "[" not in page.split("</form>")[-1].split("</main>")[0]


def test_the_number_of_comments_stands_beside_the_question(signed_in, draft, bob, comment):
    page = signed_in(bob).get(reverse("surveys:page", args=[draft.uuid, "PM"])).content.decode()
    assert f'{about(draft)}">Comments <span class="figures">1</span>' in page
    assert f'{about(draft, "PM-2")}">Comments <span class="figures">0</span>' in page


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "Please write something"), (" \n ", "Please write"), ("长" * 1001, "1001 characters")]
)
def test_a_text_that_cannot_be_kept_gets_a_sentence_and_stays_in_the_box(signed_in, draft, bob, text, sentence):
    page = signed_in(bob).post(about(draft), {"text": text}).content.decode()
    assert sentence in page
    assert text.strip() in page
    assert not Comment.objects.exists()


def test_a_thousand_characters_fit_and_line_breaks_count_once(signed_in, draft, bob):
    signed_in(bob).post(about(draft), {"text": "行\r\n" * 499 + "末行"})
    assert len(Comment.objects.get().text) == 1000


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\0好", "{{ 7*7 }}", "𬭎堃㛃😀"])
def test_awkward_texts_are_shown_as_texts(signed_in, draft, bob, text):
    page = signed_in(bob).post(about(draft), {"text": text}, follow=True).content
    assert Comment.objects.get().text == text.replace("\0", "")
    assert b"<script>alert" not in page


def test_a_deleted_comment_leaves_a_trace_and_no_text(signed_in, draft, bob, comment):
    signed_in(bob).post(removal(comment))
    page = signed_in(bob).get(about(draft)).content.decode()
    assert "Deleted by its author" in page
    assert "三台还没联网" not in page
    assert Comment.objects.get().text == ""
    beside = signed_in(bob).get(reverse("surveys:page", args=[draft.uuid, "PM"])).content.decode()
    assert f'{about(draft)}">Comments <span class="figures">0</span>' in beside


def test_only_the_author_deletes(signed_in, client, draft, alice, vera, charlie, comment):
    assert "/account/login/" in client.post(removal(comment)).url
    assert signed_in(alice).post(removal(comment)).status_code == 403
    assert signed_in(vera).post(removal(comment)).status_code == 403
    assert signed_in(charlie).post(removal(comment)).status_code == 404
    assert signed_in(alice).get(removal(comment)).status_code == 405
    assert Comment.objects.get().removed_at is None


def test_after_submission_comments_can_be_read_and_no_longer_deleted(signed_in, answered, alice, bob, comment):
    submit(answered, alice, Sheet(answered).seen)
    client = signed_in(bob)
    page = client.get(about(answered)).content.decode()
    assert "三台还没联网" in page
    assert "Delete my comment" not in page
    assert "Send the comment" not in page
    client.post(removal(comment))
    assert Comment.objects.get().text == "三台还没联网"


def test_comments_are_no_part_of_the_result(answered, alice, comment):
    text = submit(answered, alice, Sheet(answered).seen).snapshot.text
    assert "三台还没联网" not in text
    assert "comments" not in text


def test_a_conversation_asks_the_database_the_same_however_long_it_is(
    signed_in, draft, alice, bob, comment, django_assert_max_num_queries
):
    client = signed_in(alice)
    beside = reverse("surveys:page", args=[draft.uuid, "PM"])
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(14) as talk:
            client.get(about(draft))
        with django_assert_max_num_queries(14) as page:
            client.get(beside)
        counts.append((len(talk), len(page)))
        for n in range(9):
            Comment.objects.create(assessment=draft, question=f"PM-{n % 3 + 1}", author=bob, text=f"第 {n} 条")
    assert counts[0] == counts[1]
