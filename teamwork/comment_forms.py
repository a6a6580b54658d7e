"""The form that leaves a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.acting import acting_for
from accounts.rights import READ
from teamwork.comments import LONGEST
from teamwork.models import Comment
from teamwork.texts import PlainText


class CommentForm(forms.Form):
    text = PlainText(
        label=_("Your comment"),
        help_text=_("Everybody who may see this assessment can read it. It does not count for the score."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write something before you send it.")},
    )

    def save(self, assessment, question, user):
        acting = acting_for(user, assessment, READ)
        return Comment.objects.create(
            assessment=assessment, question=question, author=user, acting=acting, text=self.cleaned_data["text"]
        )
