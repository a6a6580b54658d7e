"""What the answers say: every dimension with what holds and what holds back, each line traced to its question."""

from dataclasses import dataclass
from fractions import Fraction

from reports import figures

STRONG = 50  # from this score on an answer counts as something that holds
SHOWN = 5  # lines in the lists of the strongest and the weakest
SHOWN_IN_DIMENSION = 3


@dataclass(frozen=True)
class AnswerLine:
    """One answer: where it stands in words and, unless it is at the top, what the next rung looks like."""

    code: str
    topic: str
    score: str
    now: str
    next: str = ""
    gain: str = ""
    handled_by: str = ""


@dataclass(frozen=True)
class DimensionFinding:
    code: str
    name: str
    intro: str
    kind: str
    score: str
    value: str | None  # the exact score, for charts
    weight: str
    answered: str
    next_threshold: str
    missing: str
    line: str
    strong: tuple[AnswerLine, ...]
    weak: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class Findings:
    dimensions: tuple[DimensionFinding, ...]
    strongest: tuple[AnswerLine, ...]
    weakest: tuple[AnswerLine, ...]


def read_findings(r):
    gaps = {gap["code"]: gap for gap in r.data["gaps"]["dimensions"]}
    ranks = _ranks(r)
    dimensions = tuple(_dimension(r, d, gaps.get(d["code"]), ranks) for d in r.data["dimensions"])
    below_top = [gap for found in gaps.values() for gap in found["answers"]]
    below_top.sort(
        key=lambda gap: (figures.number(gap["score"]), -figures.number(gap["overall_gain"]), gap["question"])
    )
    strong = _strong(r, list(r.framework.questions))
    strong.sort(key=lambda code: (-figures.number(r.questions[code]["score"]), -_pull(r, code), code))
    return Findings(
        dimensions=dimensions,
        strongest=tuple(_strong_line(r, code) for code in strong[:SHOWN]),
        weakest=tuple(_weak_line(r, gap) for gap in below_top[:SHOWN]),
    )


def _ranks(r):
    known = [d for d in r.data["dimensions"] if d["score"] is not None]
    known.sort(key=lambda d: -figures.number(d["score"]))
    return {d["code"]: place for place, d in enumerate(known, 1)}


def _dimension(r, dimension, gap, ranks):
    code = dimension["code"]
    return DimensionFinding(
        code=code,
        name=r.dimension(code),
        intro=r.text(r.framework.dimensions[code].intro),
        kind=r.say(f"kind_{dimension['kind']}"),
        score=r.say("not_assessed") if dimension["not_assessed"] else figures.score(dimension["score"]),
        value=dimension["score"],
        weight=f"{figures.plain_number(dimension['weight'])}%",
        answered=f"{dimension['answered']}/{dimension['applicable']}",
        next_threshold=figures.plain_number(gap["next_threshold"]) if gap and gap["next_threshold"] else "",
        missing=figures.score(gap["missing"]) if gap and gap["next_threshold"] else "",
        line=_line(r, dimension, gap, ranks),
        strong=tuple(_strong_line(r, q) for q in _strong_of(r, code)),
        weak=tuple(_weak_line(r, a) for a in (gap["answers"] if gap else ())[:SHOWN_IN_DIMENSION]),
    )


def _line(r, dimension, gap, ranks):
    if dimension["not_assessed"]:
        return r.say("finding_not_assessed")
    if gap is None:
        return r.say("finding_no_answer")
    threshold = gap["next_threshold"]
    following = (
        r.say("finding_next", threshold=figures.plain_number(threshold), missing=figures.score(gap["missing"]))
        if threshold
        else r.say("finding_top")
    )
    place = ranks[dimension["code"]]
    return r.say("finding_line", score=figures.score(dimension["score"]), rank=place, count=len(ranks), next=following)


def _strong(r, codes):
    found = []
    for code in codes:
        state = r.questions.get(code)
        if state and state["score"] is not None and figures.number(state["score"]) >= STRONG:
            found.append(code)
    return found


def _strong_of(r, dimension):
    codes = _strong(r, r.framework.dimensions[dimension].questions)
    codes.sort(key=lambda code: (-figures.number(r.questions[code]["score"]), code))
    return codes[:SHOWN_IN_DIMENSION]


def _pull(r, code):
    """How heavy a question is overall: its weight within its dimension times the dimension's."""
    question = r.framework.questions[code]
    dimension = next(d for d in r.data["dimensions"] if d["code"] == question.dimension)
    return figures.number(dimension["weight"]) * Fraction(question.weight) / max(1, dimension["applicable"])


def _strong_line(r, code):
    question = r.framework.questions[code]
    return AnswerLine(code, r.text(question.topic), figures.score(r.questions[code]["score"], 0), r.standing(code))


def _weak_line(r, gap):
    question = r.framework.questions[gap["question"]]
    actions = [code for code, step in r.steps.items() if any(x["question"] == question.code for x in step["lifts"])]
    return AnswerLine(
        code=question.code,
        topic=r.text(question.topic),
        score=figures.score(gap["score"], 0),
        now=r.standing(question.code),
        next=r.rung(question.code, gap["next_rung"]),
        gain=r.say("gain", gain=figures.score(gap["overall_gain"])),
        handled_by=r.say("handled_by", actions=r.listed(actions)) if actions else "",
    )
