"""Results stand on the subsidies as they stood when they were frozen."""

from subsidies.workflow import adopt, draft, publish, send
from surveys.content import catalogue
from surveys.models import ResultSnapshot
from surveys.rescoring import verdict_on
from surveys.sheet import Sheet
from surveys.submission import submit
from tests.subsidies.conftest import CODE, bureau_of, member


def _cap_raised():
    """A bureau publishes another cap for one of its records."""
    bureau = bureau_of("杭州市经济和信息化局", "330100")
    hana, wei = member(bureau, "Hana", "owner"), member(bureau, "Wei", "editor")
    record = adopt(CODE)
    content = record.revisions.standing().get().data
    content["amount"]["cap_wan"] = 300
    draft(record, content, hana, 1)
    send(record, hana)
    publish(record, wei)


def test_what_bureaus_publish_later_does_not_change_what_a_result_was_made_with(answered, alice):
    submit(answered, alice, Sheet(answered).seen)
    frozen = ResultSnapshot.objects.get()
    before = frozen.catalogue_digest
    _cap_raised()
    assert catalogue().digest != before == catalogue(frozen.created_at).digest
    verdict = verdict_on(frozen)
    assert verdict.reproduced
    assert not verdict.without_subsidies


def test_a_new_result_is_made_with_what_bureaus_have_published(answered, alice):
    _cap_raised()
    submit(answered, alice, Sheet(answered).seen)
    assert ResultSnapshot.objects.get().catalogue_digest == catalogue().digest
