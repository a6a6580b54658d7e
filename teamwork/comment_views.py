"""The conversation about one question: reading it, saying something, taking one's own words back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import find
from accounts.rights import READ
from surveys.models import Assessment
from surveys.sheet import Sheet
from surveys.views import frame
from surveys.wording import in_words
from teamwork.comment_forms import CommentForm
from teamwork.models import Comment
from teamwork.open_assessments import given_to, require_open, stoppable


@require_http_methods(["GET", "POST"])
@login_required
@stoppable
def comments(request, uuid, question):
    found = find(Assessment, request.user, READ, uuid=uuid)
    sheet = Sheet(found)
    given = given_to(sheet, question)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_open(found, "teamwork:comments", found.uuid, question)
    if form.is_valid():
        form.save(found, question, request.user)
        return redirect(_here(found, question) + "#last")
    return _show(request, found, sheet, given, form)


def _show(request, found, sheet, given, form):
    context = frame(request, found, sheet) | {
        "given": given,
        "answer": in_words(given.question, given.value),
        "comments": Comment.objects.about(found, given.question.code),
        "form": form,
        # Whoever reads may comment, so the sentence about reading only would mislead here.
        "reads_only": False,
    }
    return render(request, "teamwork/comments.html", context)


@require_POST
@login_required
@stoppable
def remove_comment(request, uuid):
    comment = find(Comment, request.user, READ, uuid=uuid)
    found = comment.assessment
    if comment.author_id != request.user.pk:
        raise PermissionDenied
    require_open(found, "teamwork:comments", found.uuid, comment.question)
    if comment.removed_at is None:
        comment.remove()
        messages.success(request, _("Your comment is deleted."))
    return redirect("teamwork:comments", found.uuid, comment.question)


def _here(found, question):
    return reverse("teamwork:comments", args=[found.uuid, question])
