"""The only door through which a rating changes. It is blind: what others have said is never asked here."""

from django.db import transaction
from django.utils import timezone

from calibration.models import Rating, Scorer
from calibration.preparing import locked
from calibration.ratings import LONGEST_WHY
from readiness.answers import AnswerError, fault_of, read_answer
from readiness.text import Text
from surveys.saving import CONFLICT, LOCKED, NO_SUCH_QUESTION, REFUSED, SAVED, Reply, canonical, tidy

CLOSED = Text("这一轮校准已经结束，答案不能再改。", "This round has closed; answers can no longer be changed.")
HANDED_IN = Text("您已经提交评分，答案不能再改。", "You have handed in; your answers can no longer be changed.")
NOTHING = Text(
    "您还没有回答任何一题，请至少回答一题再提交。",
    "You have not answered anything yet; please answer at least one question first.",
)
NO_SUCH_CONFIDENCE = Text("请在列出的把握程度里选一项。", "Please choose one of the confidences listed.")


def _too_long(why):
    return Text(
        f"理由有 {len(why)} 个字，最多 {LONGEST_WHY} 个，请缩短。",
        f"The reason has {len(why)} characters; at most {LONGEST_WHY} can be kept. Please shorten it.",
    )


def save_rating(found, user, code, plain, base) -> Reply:
    """Keep one rating if its revision is still `base`. plain: {"value", "confidence", "why"}."""
    question = next((one for one in found.questions if one.code == code), None)
    if question is None:
        return Reply(REFUSED, sentence=NO_SUCH_QUESTION)
    try:
        value = canonical(question, plain["value"])
    except AnswerError as error:
        return Reply(REFUSED, sentence=error.text)
    confidence, why = plain.get("confidence") or "", (tidy(plain.get("why") or "")).strip()
    if confidence not in ("", *Rating.Confidence):
        return Reply(REFUSED, sentence=NO_SUCH_CONFIDENCE)
    if len(why) > LONGEST_WHY:
        return Reply(REFUSED, sentence=_too_long(why))
    reply = _change(found, user, code, {"value": value, "confidence": confidence, "why": why}, base)
    return reply if reply.result != SAVED or value is None else _advised(reply, question, value)


def _advised(reply, question, value):
    """An answer that is kept but still lacks something."""
    return Reply(
        reply.result, reply.value, reply.revision, reply.at, sentence=fault_of(question, read_answer(question, value))
    )


@transaction.atomic
def _change(found, user, code, columns, base) -> Reply:
    now = locked(found)
    if now.state != "open":
        return Reply(LOCKED, sentence=CLOSED)
    scorer, _ = Scorer.objects.get_or_create(round=now, user=user)
    if scorer.handed_in_at:
        return Reply(LOCKED, sentence=HANDED_IN)
    kept = Rating.objects.filter(scorer=scorer, question=code).first()
    revision = kept.revision if kept else 0
    if kept and kept.plain == columns:
        return Reply(SAVED, columns, revision, kept.at)
    if base != revision:
        return Reply(CONFLICT, kept.plain if kept else None, revision, kept.at if kept else None, yours=columns)
    row, _ = Rating.objects.update_or_create(
        scorer=scorer, question=code, defaults=columns | {"revision": revision + 1, "at": timezone.now()}
    )
    return Reply(SAVED, columns, row.revision, row.at)


@transaction.atomic
def hand_in(found, user) -> Reply:
    """From now on this person changes nothing. A second click finds the first."""
    now = locked(found)
    scorer = Scorer.objects.filter(round=now, user=user).first()
    if scorer and scorer.handed_in_at:
        return Reply(SAVED, at=scorer.handed_in_at)
    if now.state != "open":
        return Reply(LOCKED, sentence=CLOSED)
    if scorer is None or not scorer.ratings.exclude(value=None).exists():
        return Reply(REFUSED, sentence=NOTHING)
    scorer.handed_in_at = timezone.now()
    scorer.save(update_fields=["handed_in_at"])
    return Reply(SAVED, at=scorer.handed_in_at)
