"""An exported assessment taken in: checked against its hashes, the questionnaire and its own answers, never twice.

Looking and taking in are the same run; looking rolls back. So what the look promises is what happens.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from exchange import shape
from exchange.jsontext import BadJson, read_json
from exchange.models import Import
from exchange.shape import Refused, misshapen, or_none, taken
from readiness.answers import AnswerError
from readiness.framework import Framework
from readiness.outcome import ENGINES, evaluate
from readiness.plain import NUMBER, canonical_json, digest, fits
from readiness.profile import Profile
from readiness.record import SCHEMA, outcome_to_plain
from readiness.sizes import SIZES
from readiness.subsidies.matching import SubsidyMatches
from readiness.text import Text
from suggestions.models import Suggestion
from surveys import panels
from surveys.content import catalogue, known
from surveys.models import Answer, AnswerEvent, Assessment, ConfirmedWarning, SceneEntry
from surveys.register import FIELDS, columns_of, read_scene
from surveys.replay import differences
from surveys.saving import canonical
from surveys.sheet import Sheet
from surveys.submission import case_of, confirmed_in, keep_snapshot

OF_SUBSIDIES = ("subsidies", "catalogue_digest")


@dataclass(frozen=True)
class Arrived:
    """What a file is, and the assessment it makes or has made. notes: what a person should know."""

    assessment: Assessment
    new: bool
    notes: tuple[Text, ...] = ()


def read_export(content: bytes) -> dict[str, Any]:
    """The data of an export with intact hashes. Raises Refused."""
    try:
        data = read_json(content)
    except BadJson as bad:
        raise Refused(bad.text) from None
    shape.check_envelope(data)
    return data


def look(data: Mapping[str, Any], enterprise, user) -> Arrived:
    """What taking it in would do, without doing it. Raises Refused."""
    with transaction.atomic():
        arrived = take_in(data, enterprise, user)
        transaction.set_rollback(True)
    return arrived


@transaction.atomic
def take_in(data: Mapping[str, Any], enterprise, user) -> Arrived:
    """The assessment of an export, made unless it is here already. Raises Refused and leaves nothing behind."""
    organisation = type(enterprise.organisation).objects.select_for_update().get(pk=enterprise.organisation_id)
    facts = _facts(data)
    notes = _same_enterprise(data["enterprise"], enterprise)
    twin = _twin(organisation, facts)
    if twin:
        return Arrived(twin, False, notes)
    framework, about_version = _framework(data["framework"], facts)
    assessment = _create(organisation, user, framework, facts)
    _fill(assessment, framework, data)
    notes += about_version + _nothing_lost(data)
    if facts["state"] == Assessment.State.SUBMITTED:
        notes += _freeze(assessment, framework, data["snapshot"])
    elif data["snapshot"] is not None:
        raise misshapen("snapshot", "")
    Import.objects.create(
        organisation=organisation,
        assessment=assessment,
        source=facts["uuid"],
        state=facts["state"],
        sha256=data["sha256"],
        made_by=user,
    )
    return Arrived(assessment, True, notes)


def is_submitted(data: Mapping[str, Any]) -> bool:
    return _facts(data)["state"] == Assessment.State.SUBMITTED


def _facts(data) -> dict[str, Any]:
    facts = taken(
        "assessment",
        data["assessment"],
        uuid=shape.address,
        mode=shape.one_of("quick", "full"),
        state=shape.one_of("draft", "submitted"),
        started_at=shape.moment,
        submitted_at=or_none(shape.moment),
    )
    if (facts["submitted_at"] is None) == (facts["state"] == "submitted"):
        raise misshapen("assessment", "submitted_at")
    return facts


def _same_enterprise(stated, enterprise) -> tuple[Text, ...]:
    if not isinstance(stated, dict):
        raise misshapen("enterprise", "")
    uscc = stated.get("uscc")
    if uscc and enterprise.uscc and uscc != enterprise.uscc:
        raise Refused(
            Text(
                f"文件属于统一社会信用代码为“{str(uscc)[:18]}”的企业，这里是“{enterprise.uscc}”，不能导入。",
                f"The file belongs to the enterprise with the code “{str(uscc)[:18]}”; this one is “{enterprise.uscc}”.",
            )
        )
    if not uscc or not enterprise.uscc:
        name = str(stated.get("name", ""))[:60]
        return (
            Text(
                f"文件或这里没有填统一社会信用代码，无法自动核对是不是同一家企业。文件里写的是“{name}”，请自己确认。",
                "Not both sides state a unified social credit code, so it cannot be checked that this is the same "
                f"enterprise. The file names “{name}”; please make sure.",
            ),
        )
    return ()


def _twin(organisation, facts) -> Assessment | None:
    """The one this file has made before, or came from."""
    made = Import.objects.filter(organisation=organisation, source=facts["uuid"], state=facts["state"]).first()
    if made:
        return made.assessment
    return Assessment.objects.filter(organisation=organisation, uuid=facts["uuid"]).first()


def _framework(stated, facts) -> tuple[Framework, tuple[Text, ...]]:
    stated = taken("framework", stated, reference=shape.text(80), digest=shape.text(64))
    framework = known(stated["reference"])
    if framework is None:
        raise Refused(
            Text(
                f"文件用的问卷“{stated['reference']}”这台服务器上没有，不能导入。",
                f"This server does not have the questionnaire “{stated['reference']}” of the file.",
            )
        )
    if framework.digest == stated["digest"]:
        return framework, ()
    if facts["state"] == Assessment.State.SUBMITTED:
        raise Refused(
            Text(
                f"问卷“{framework.reference}”在这台服务器上的内容与文件里的不同，结果无法核对，不能导入。",
                f"The questionnaire “{framework.reference}” differs here from the one of the file, so the result cannot be verified.",
            )
        )
    return framework, (
        Text(
            f"问卷“{framework.reference}”在这台服务器上的内容与文件里的不同；草稿将按这里的问卷继续。",
            f"The questionnaire “{framework.reference}” differs here from the one of the file; the draft goes on with the one here.",
        ),
    )


def _create(organisation, user, framework, facts) -> Assessment:
    drafts = Assessment.objects.drafts().made_with(framework.key).filter(organisation=organisation)
    if facts["state"] == Assessment.State.DRAFT and drafts.exists():
        raise Refused(
            Text(
                "这家企业已经有一份用同一问卷、还没提交的测评。请先提交它，或者在它的“离线填写”里上传这个文件的答案。",
                "This enterprise has an open assessment with the same questionnaire. Submit it first, or upload the "
                "answers of this file under “Fill in offline” there.",
            )
        )
    assessment = Assessment.objects.create(
        organisation=organisation,
        framework_reference=framework.reference,
        framework_digest=framework.digest,
        mode=facts["mode"],
        state=facts["state"],
        created_by=user,
        submitted_at=facts["submitted_at"],
    )
    Assessment.objects.filter(pk=assessment.pk).update(started_at=facts["started_at"])
    assessment.started_at = facts["started_at"]
    return assessment


# --- answers, scenes, log -----------------------------------------------------------------------------------------------


def _fill(assessment, framework, data) -> None:
    stages = [dimension.code for dimension in framework.dimensions.values() if dimension.kind == "stage"]
    events = [_event(assessment, framework, stages, row) for row in shape.rows("events", data["events"])]
    if len({event.mutation for event in events}) < len(events):
        raise misshapen("events", "mutation")
    made = [(event.subject, event.new_revision) for event in events if event.new_revision is not None]
    if len(set(made)) < len(made):
        raise misshapen("events", "new_revision")
    last = {event.subject: event.at for event in events if event.new_revision is not None}
    AnswerEvent.objects.bulk_create(events, batch_size=500)
    Answer.objects.bulk_create(_answers(assessment, framework, data["answers"], last), batch_size=500)
    SceneEntry.objects.bulk_create(_scenes(assessment, stages, data["scenes"], last))
    ConfirmedWarning.objects.bulk_create(_warnings(assessment, data["confirmed_warnings"]))
    Suggestion.objects.bulk_create(_suggestions(assessment, framework, data["suggestions"]))
    for subject in differences(assessment):
        raise Refused(
            Text(
                f"修改记录重放后与“{subject[:30]}”的内容对不上，不能导入。",
                f"Replaying the log of changes does not give what the file holds for “{subject[:30]}”.",
            )
        )


def _event(assessment, framework, stages, row) -> AnswerEvent:
    fields = taken(
        "events",
        row,
        subject=shape.text(60),
        mutation=shape.address,
        origin=shape.one_of(*AnswerEvent.Origin.values),
        base_revision=shape.whole,
        found_revision=shape.whole,
        new_revision=or_none(shape.revision),
        old_value=shape.anything,
        new_value=shape.anything,
        at=shape.moment,
        person=or_none(shape.text(20)),
    )
    del fields["person"]
    if fields["new_revision"] not in (None, fields["found_revision"] + 1):
        raise misshapen("events", "new_revision")
    for name in ("old_value", "new_value"):
        _fitting("events", framework, stages, fields["subject"], fields[name])
    return AnswerEvent(assessment=assessment, **fields)


def _fitting(part, framework, stages, subject, value) -> None:
    """Refuse a value that is not the canonical form of an answer or of a line of the register."""
    question = framework.questions.get(subject)
    try:
        same = (
            read_scene(stages, value) == value
            if subject.startswith("scene:")
            else question is not None and canonical(question, value) == value
        )
    except AnswerError:
        same = False
    if not same:
        raise misshapen(part, subject)


def _answers(assessment, framework, stated, last) -> list[Answer]:
    if not isinstance(stated, dict):
        raise misshapen("answers", "")
    found = []
    for code, row in stated.items():
        fields = taken("answers", row, value=shape.anything, revision=shape.revision)
        _fitting("answers", framework, (), code, fields["value"])
        if code not in last or code.startswith("scene:"):
            raise misshapen("answers", code)
        found.append(Answer(assessment=assessment, question=code, updated_at=last[code], **fields))
    return found


def _scenes(assessment, stages, stated, last) -> list[SceneEntry]:
    kinds = {field: shape.text(2000) for field in FIELDS}
    found = []
    for row in shape.rows("scenes", stated, 10_000):
        fields = taken("scenes", row, uuid=shape.address, revision=shape.revision, removed=shape.flag, **kinds)
        value = None if fields["removed"] else {field: fields[field] for field in FIELDS}
        subject = f"scene:{fields['uuid']}"
        _fitting("scenes", assessment.framework, stages, subject, value)
        if subject not in last:
            raise misshapen("scenes", "uuid")
        found.append(
            SceneEntry(
                assessment=assessment,
                uuid=fields["uuid"],
                revision=fields["revision"],
                updated_at=last[subject],
                **columns_of(value),
            )
        )
    if len({entry.uuid for entry in found}) < len(found):
        raise misshapen("scenes", "uuid")
    return found


def _warnings(assessment, stated) -> list[ConfirmedWarning]:
    found = [
        taken("confirmed_warnings", row, rule=shape.text(20), about=shape.text(400), reason=shape.text(1000))
        for row in shape.rows("confirmed_warnings", stated, 1000)
    ]
    if len({row["rule"] for row in found}) < len(found):
        raise misshapen("confirmed_warnings", "rule")
    return [ConfirmedWarning(assessment=assessment, at=timezone.now(), **row) for row in found]


def _suggestions(assessment, framework, stated) -> list[Suggestion]:
    found = []
    for row in shape.rows("suggestions", stated, 10_000):
        fields = taken(
            "suggestions",
            row,
            question=shape.text(20),
            value=shape.anything,
            source=shape.one_of(*Suggestion.Source.values),
            detail=shape.text(300),
            exact=shape.flag,
            made_at=shape.moment,
            dismissed_at=or_none(shape.moment),
        )
        if fields["value"] is None:
            raise misshapen("suggestions", fields["question"])
        _fitting("suggestions", framework, (), fields["question"], fields["value"])
        found.append(Suggestion(assessment=assessment, uuid=uuid.uuid4(), **fields))
    if len({(row.question, row.source) for row in found}) < len(found):
        raise misshapen("suggestions", "question")
    return found


def _nothing_lost(data) -> tuple[Text, ...]:
    if not shape.rows("evidence", data["evidence"]):
        return ()
    return (
        Text(
            "文件里只有证据清单，没有证据文件本身，所以证据不会导入。",
            "The file lists evidence; the files themselves are not in it and are not taken in.",
        ),
    )


# --- the frozen result --------------------------------------------------------------------------------------------------


def _freeze(assessment, framework, stated) -> tuple[Text, ...]:
    """Keep the frozen result if its answers still give it. Raises Refused, naming what does not match."""
    stated = taken("snapshot", stated, text=shape.text(5_000_000), sha256=shape.text(64))
    frozen = _intact(stated)
    profile = _profile(frozen.get("profile"))
    assessment.weights = framework.profile_for(profile.policy_group)
    sheet = Sheet(assessment)
    outcome = evaluate(framework, catalogue(), case_of(assessment, sheet, profile), frozen["engine"])
    again = outcome_to_plain(outcome) | {"confirmed_warnings": confirmed_in(sheet)}
    other_catalogue = frozen.get("catalogue_digest") != again["catalogue_digest"]
    _compare(frozen, again, OF_SUBSIDIES if other_catalogue else ())
    _check_unverified(frozen, again)
    keep_snapshot(assessment, frozen, outcome)
    if not other_catalogue:
        return ()
    return (
        Text(
            "这台服务器的补贴政策库与当时不同：补贴部分没有重算核对，其余全部一致。",
            "The catalogue of subsidies here is another one: the subsidies were not verified, everything else matches.",
        ),
    )


def _intact(stated) -> dict[str, Any]:
    try:
        frozen = read_json(stated["text"].encode())
    except BadJson:
        raise misshapen("snapshot", "text") from None
    if not isinstance(frozen, dict) or canonical_json(frozen) != stated["text"] or digest(frozen) != stated["sha256"]:
        raise Refused(
            Text(
                "结果快照与它自己的校验值（sha256）对不上，不能导入。",
                "The frozen result does not match its own hash (sha256).",
            )
        )
    if frozen.get("schema") != SCHEMA or frozen.get("engine") not in ENGINES:
        raise Refused(
            Text(
                "结果是用另一个版本的计算程序得出的，这里无法重算核对，不能导入。",
                "The result was computed by another version of the program, so it cannot be verified here.",
            )
        )
    return frozen


def _compare(frozen, again, left_out) -> None:
    different = [key for key in again if key not in left_out and frozen.get(key) != again[key]]
    if different:
        names = "、".join(different[:5])
        raise Refused(
            Text(
                f"用文件里的答案重新计算，得不出文件里的结果：{names} 不一致，不能导入。",
                f"The answers of the file do not give its result: {', '.join(different[:5])} differ.",
            )
        )


def _check_unverified(frozen, again) -> None:
    """What no answer gives again must at least be what pages expect. Raises Refused."""
    found = frozen.get("catalogue_digest")
    if not isinstance(found, str) or len(found) > 64:
        raise misshapen("snapshot", "catalogue_digest")
    if not fits(SubsidyMatches, frozen.get("subsidies")):
        raise misshapen("snapshot", "subsidies")
    for name in sorted(set(frozen) - set(again)):
        if not panels.is_gist(name, frozen[name]):
            raise misshapen("snapshot", name)


def _profile(stated) -> Profile:
    """The enterprise as it was on the day of submission."""
    fields = taken(
        "snapshot",
        stated,
        name=shape.text(120),
        adcode=shape.text(6),
        industry=shape.text(4),
        policy_group=shape.text(16),
        uscc=or_none(shape.text(18)),
        employees=or_none(shape.whole),
        revenue_wan=or_none(_number),
        size=or_none(shape.one_of(*SIZES)),
        zone=or_none(shape.text(60)),
        qualifications=or_none(_codes),
        spend=_numbers,
        facts=_stated_facts,
    )
    return Profile(**fields)


def _number(value: Any) -> Decimal:
    text = shape.text(40)(value)
    if not NUMBER.fullmatch(text):  # "1e999999999" would be written out in a thousand million digits
        raise ValueError
    return Decimal(text)


def _codes(value: Any) -> frozenset[str]:
    if not isinstance(value, list):
        raise ValueError
    return frozenset(shape.text(40)(code) for code in value)


def _numbers(value: Any) -> dict[str, Decimal]:
    if not isinstance(value, dict):
        raise ValueError
    return {key: _number(number) for key, number in value.items()}


def _stated_facts(value: Any) -> dict[str, Any]:
    """Plain data has no type for numbers; the catalogue says which facts are."""
    if not isinstance(value, dict):
        raise ValueError
    return {field: _fact(field, fact) for field, fact in value.items()}


def _fact(field: str, value: Any) -> bool | Decimal | str:
    if isinstance(value, bool):
        return value
    asked = catalogue().fields.get(field)
    return _number(value) if asked and asked.kind in ("money", "number") else shape.text(120)(value)
