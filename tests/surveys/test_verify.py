"""The nightly command: silent agreement or a loud list."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from surveys.models import Answer
from surveys.saving import save_answer

pytestmark = pytest.mark.django_db


def test_it_says_how_many_assessments_agree_with_their_log(draft, alice):
    save_answer(draft, alice, "PM-1", "L2", 0, uuid.uuid4())
    out = StringIO()
    call_command("verify_answers", stdout=out)
    assert out.getvalue().startswith("1 assessments checked")


def test_it_names_every_answer_that_differs_and_fails(draft, alice):
    save_answer(draft, alice, "PM-1", "L2", 0, uuid.uuid4())
    Answer.objects.update(value="L5")
    err = StringIO()
    with pytest.raises(CommandError, match="1 answers"):
        call_command("verify_answers", stderr=err)
    assert f"{draft.uuid} PM-1" in err.getvalue()
