"""A result is told in the words it was made with, or not at all."""

import pytest

from frameworks.library import forget
from frameworks.models import FrameworkVersion
from frameworks.publishing import publish, reword
from readiness.loading.source import Folder
from reports.reading import OtherFramework
from reports.telling import framework_of
from tests.frameworks.conftest import SMALL
from tests.frameworks.test_publishing import CORRECTION

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installed():
    forget()
    publish(Folder(SMALL / "1"))
    yield
    forget()


def words(**data):
    return framework_of({"framework": "small@1"} | data).questions["A1"].option("0").text.en


def test_a_result_keeps_the_words_it_was_made_with():
    made = reword("small@1", CORRECTION)
    forget()
    assert words(wording="") == "zero"
    assert words(wording=made.wording) == "nought"


def test_a_result_in_words_that_are_not_at_hand_is_refused():
    with pytest.raises(OtherFramework):
        words(wording="f" * 64)


def test_a_result_of_a_framework_that_is_not_at_hand_is_refused():
    assert FrameworkVersion.objects.count() == 1
    with pytest.raises(OtherFramework):
        framework_of({"framework": "gone@1", "wording": ""})
