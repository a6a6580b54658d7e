"""The forms of a round: begin it in one of three ways, write one observation, give one rating."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.reference import in_language, policy_group_of, reference
from calibration import preparing
from calibration.anonymous import Tells, check, words_for
from calibration.observations import LONGEST_REASON, LONGEST_SEEN
from calibration.one_question import OneQuestion
from calibration.ratings import LONGEST_WHY, Rating
from calibration.rounds import LONGEST_BACKGROUND, LONGEST_TITLE, Round
from calibration.saving import save_rating
from evidence.forms import TypedField
from readiness.anonymity import Words
from readiness.answers import AnswerError, fault_of, read_answer
from readiness.sizes import LABELS
from surveys.saving import CONFLICT, REFUSED, Reply, canonical
from surveys.wording import said

USUAL_DAYS, LONGEST_DAYS = 14, 180


class BeginForm(forms.Form):
    """What every round has: a title and a last day."""

    title = TypedField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Colleagues see it; it must not name the firm."),
        max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Please give the round a title, for example “March, new assessors”.")},
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("The round closes by itself after this day. You can close it earlier."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Please choose the last day."),
            "invalid": gettext_lazy("Please give the day as 2026-12-31."),
        },
    )

    def __init__(self, *args, provider, user, **kwargs):
        today = timezone.localdate()
        kwargs["initial"] = {"closes_on": today + timedelta(days=USUAL_DAYS)} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.provider, self.user = provider, user

    def clean_closes_on(self):
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        latest = today + timedelta(days=LONGEST_DAYS)
        if not today <= day <= latest:
            raise forms.ValidationError(
                _("You chose %(found)s. The last day must lie between %(today)s and %(latest)s.")
                % {"found": day, "today": today, "latest": latest}
            )
        return day


class PracticeForm(BeginForm):
    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, initial={"title": said(case.name)[:LONGEST_TITLE]}, **kwargs)
        self.case = case

    def save(self):
        given = self.cleaned_data
        return preparing.begin_practice(self.provider, self.user, self.case, given["title"], given["closes_on"])


class CaseForm(BeginForm):
    """A case somebody writes: which parts of the questionnaire, and what is told of the firm in general."""

    background = TypedField(
        label=gettext_lazy("Background"),
        help_text=gettext_lazy(
            "What kind of firm it is, in general words: what it makes, how it works, how you looked at it."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_BACKGROUND,
        required=False,
    )
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Which parts?"),
        help_text=gettext_lazy(
            "12 to 20 questions are enough for an afternoon. Questions you write nothing about are left out."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one part of the questionnaire.")},
    )

    def __init__(self, *args, framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.framework = framework
        self.fields["dimensions"].choices = [
            (code, _("%(part)s · %(n)d questions") % {"part": said(one.name), "n": len(one.questions)})
            for code, one in framework.dimensions.items()
        ]

    def _columns(self):
        given = self.cleaned_data
        return {name: given[name] for name in ("title", "closes_on", "background")} | {
            "framework_reference": self.framework.reference
        }

    def _refuse_what_tells(self, words):
        for name in ("title", "background"):
            try:
                check(words, **{name: self.cleaned_data.get(name, "")})
            except Tells as reason:
                self.add_error(name, str(reason))


class WrittenForm(CaseForm):
    industry = forms.ChoiceField(label=gettext_lazy("Industry"))
    size = forms.ChoiceField(label=gettext_lazy("Size"))
    province = forms.ChoiceField(label=gettext_lazy("Province"))
    field_order = ["title", "closes_on", "industry", "size", "province", "background", "dimensions"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["industry"].choices = _divisions()
        self.fields["size"].choices = [(code, in_language(text)) for code, text in LABELS.items()]
        self.fields["province"].choices = [
            (code, in_language(row.name)) for code, row in reference().regions.items() if row.level == "province"
        ]

    def clean(self):
        cleaned = super().clean()
        self._refuse_what_tells(Words())
        return cleaned

    def save(self):
        given = self.cleaned_data
        facts = {name: given[name] for name in ("industry", "size", "province")}
        group = policy_group_of(given["industry"]).code
        return preparing.begin(
            self.provider,
            self.user,
            given["dimensions"],
            source=Round.Source.WRITTEN,
            policy_group=group,
            **facts,
            **self._columns(),
        )


class ClientForm(CaseForm):
    """Of the client itself only the division, the size class and the province are taken over."""

    more_words = TypedField(
        label=gettext_lazy("Further words that must not appear"),
        help_text=gettext_lazy(
            "One a line: customers, products, brands. Name, places, people and exact figures of the firm are on the list already."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    field_order = ["title", "closes_on", "background", "more_words", "dimensions"]

    def __init__(self, *args, client, **kwargs):
        super().__init__(*args, **kwargs)
        self.client = client

    def clean(self):
        cleaned = super().clean()
        draft = Round(client=self.client.organisation, more_words=cleaned.get("more_words", ""))
        self._refuse_what_tells(words_for(draft))
        return cleaned

    def save(self):
        firm = self.client
        facts = {"industry": firm.industry[:2], "size": firm.size or "", "province": firm.adcode[:2] + "0000"}
        return preparing.begin(
            self.provider,
            self.user,
            self.cleaned_data["dimensions"],
            source=Round.Source.CLIENT,
            client=firm.organisation,
            more_words=self.cleaned_data["more_words"],
            policy_group=firm.policy_group,
            **facts,
            **self._columns(),
        )


def _divisions():
    rows = reference().industries.items()
    return [
        (code, f"{code} {in_language(row.name)}")
        for code, row in rows
        if row.level == "division" and policy_group_of(code)
    ]


class ObservationForm(forms.Form):
    """What was seen about one question, with titles of evidence to take over, and a hidden reference answer."""

    seen = TypedField(
        label=gettext_lazy("What was seen"),
        help_text=gettext_lazy(
            "What an assessor would see, hear and find, with the doubts it leaves. Not what the firm answered."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_SEEN,
        required=False,
    )
    reason = TypedField(
        label=gettext_lazy("Why this answer is right"),
        help_text=gettext_lazy("Shown with the result, together with the reference answer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, found, observation, question, data=None):
        super().__init__(data, initial={"seen": observation.seen, "reason": observation.reason})
        self.round, self.question = found, question
        self.page = OneQuestion(found.framework, question, observation.reference, data)

    def take(self, titles):
        """Put these titles of evidence below the text, for somebody to go over."""
        data = self.data.copy()
        self.data = data
        data["seen"] = "\n".join(part for part in (data.get("seen", "").strip(), *titles) if part)

    def save(self):
        """Whether it was kept; what is wrong is then said beside its field."""
        if not self.is_valid():
            return False
        try:
            reference = self._reference()
            given = self.cleaned_data
            preparing.write(self.round, self.question.code, given["seen"], reference, given["reason"])
        except AnswerError as error:
            self.add_error(None, said(error.text))
        except (Tells, preparing.Refused, Faulty) as reason:
            self.add_error(None, str(reason))
        return not self.errors

    def _reference(self):
        plain = canonical(self.question, self.page.plain)
        fault = None if plain is None else fault_of(self.question, read_answer(self.question, plain))
        if fault:
            raise Faulty(said(fault))
        return plain


class Faulty(ValueError):
    """What a reference answer still lacks."""


class RatingForm(forms.Form):
    """One rating. What makes sense is for `saving` to say; here it is only read."""

    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure are you?"),
        choices=Rating.Confidence.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    why = TypedField(
        label=gettext_lazy("What decided it"),
        help_text=gettext_lazy("One or two sentences. Colleagues read them with the result, without your name."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_WHY,
        required=False,
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9, required=False)

    def __init__(self, found, question, kept, data=None):
        plain = kept.plain if kept else {}
        revision = kept.revision if kept else 0
        super().__init__(
            data, initial={"confidence": plain.get("confidence"), "why": plain.get("why"), "base": revision}
        )
        self.round, self.question = found, question
        self.page = OneQuestion(found.framework, question, plain.get("value"), data)

    def save(self, user) -> Reply:
        """What became of it; what is wrong is said in the form too."""
        if not self.is_valid():
            return Reply(REFUSED)
        given = self.cleaned_data
        try:
            plain = {"value": self.page.plain, "confidence": given["confidence"], "why": given["why"]}
        except AnswerError as error:
            return self._refused(error.text)
        reply = save_rating(self.round, user, self.question.code, plain, given["base"] or 0)
        if reply.result == REFUSED:
            return self._refused(reply.sentence)
        if reply.result == CONFLICT:
            self._go_on_from(reply.revision)
        return reply

    def _go_on_from(self, revision):
        """Saving again is then a decision."""
        data = self.data.copy()
        data["base"] = str(revision)
        self.data = data

    def _refused(self, sentence):
        self.add_error(None, said(sentence))
        return Reply(REFUSED, sentence=sentence)

    @property
    def sentence(self):
        """All that is wrong, in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)
