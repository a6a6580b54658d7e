"""How the result came about, what it cannot say, and the appendix with every answer."""

from dataclasses import dataclass

from reports import figures


@dataclass(frozen=True)
class Fingerprint:
    name: str
    value: str


@dataclass(frozen=True)
class Method:
    name: str
    how: tuple[str, ...]
    limits: tuple[str, ...]
    fingerprints: tuple[Fingerprint, ...]


@dataclass(frozen=True)
class AnswerRow:
    code: str
    text: str
    answer: str
    score: str


@dataclass(frozen=True)
class AnswerGroup:
    name: str
    rows: tuple[AnswerRow, ...]


def read_method(r, sha256):
    """`sha256`: of the canonical JSON of the whole result."""
    f = r.framework
    levels = r.listed(
        r.say("method_level", level=r.text(level.name), threshold=f"{level.threshold:f}") for level in f.levels
    )
    return Method(
        name=f"{r.text(f.name)} {f.version}",
        how=(
            r.say("method_how", dimensions=len(f.dimensions), questions=len(f.questions)),
            r.say("method_levels", levels=levels),
            r.say("method_na"),
            r.say("method_route", actions=len(f.actions)),
        ),
        limits=(r.say("limit_self"), r.say("limit_guide"), r.say("limit_costs"), r.say("limit_peers")),
        fingerprints=(
            Fingerprint(r.say("fp_result"), sha256),
            Fingerprint(r.say("fp_answers"), r.data["answers_digest"]),
            Fingerprint(r.say("fp_framework"), r.data["framework_digest"]),
            Fingerprint(r.say("fp_catalogue"), r.data["catalogue_digest"]),
        ),
    )


def read_answers(r):
    """Every question that applies, by dimension, with the answer in words."""
    return tuple(
        AnswerGroup(r.dimension(d["code"]), tuple(_row(r, q) for q in r.framework.dimensions[d["code"]].questions))
        for d in r.data["dimensions"]
    )


def _row(r, code):
    question = r.framework.questions[code]
    unseen = r.data["mode"] == "quick" and not question.quick
    return AnswerRow(
        code=code,
        text=r.text(question.text),
        answer=r.say("unseen") if unseen else r.answer(code),
        score=figures.score(r.questions[code]["score"], 0) if code in r.questions else "–",
    )
