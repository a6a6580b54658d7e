"""The form that leaves a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from teamwork.comments import LONGEST
from teamwork.models import Comment
from teamwork.texts import PlainText


class CommentForm(forms.Form):
    text = PlainText(
        label=_("Your comment"),
        help_text=_("Everybody of your enterprise can read it. It does not count for the score."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write something before you send it.")},
    )

    def save(self, assessment, question, user):
        return Comment.objects.create(
            assessment=assessment, question=question, author=user, text=self.cleaned_data["text"]
        )
