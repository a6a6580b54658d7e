"""What the answers say: every dimension with what holds and what holds back, each line traced to its question."""

from dataclasses import dataclass
from fractions import Fraction

from readiness.gaps import lines_of
from reports import figures

STRONG = Fraction(1, 2)  # from this share of its scale on an answer counts as something that holds
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
    full: str | None  # the highest score it can have
    interval: str  # empty when nothing is missing
    band: str  # what its score is called; empty where such scores have no names
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
    below_top.sort(key=lambda gap: (_share(r, gap["question"]), -figures.number(gap["overall_gain"]), gap["question"]))
    strong = _strong(r, list(r.framework.questions))
    strong.sort(key=lambda code: (-_share(r, code), -_pull(r, code), code))
    return Findings(
        dimensions=dimensions,
        strongest=tuple(_strong_line(r, code) for code in strong[:SHOWN]),
        weakest=tuple(_weak_line(r, gap) for gap in below_top[:SHOWN]),
    )


def _ranks(r):
    """dimension → its place among those that have a score."""
    known = {d["code"]: _share_of(d) for d in r.data["dimensions"] if d["score"] is not None}
    return {code: place for place, code in enumerate(sorted(known, key=lambda code: -known[code]), 1)}


def _share_of(dimension):
    return figures.number(dimension["score"]) / (figures.number(dimension["full"]) or 1)


def _dimension(r, dimension, gap, ranks):
    code = dimension["code"]
    return DimensionFinding(
        code=code,
        name=r.dimension(code),
        intro=r.text(r.framework.dimensions[code].intro),
        kind=r.say(f"kind_{dimension['kind']}"),
        score=r.say("not_assessed") if dimension["not_assessed"] else _points(dimension),
        value=dimension["score"],
        full=dimension["full"],
        interval=_interval(r, dimension),
        band=_band(r, dimension),
        weight=_weight(r, code),
        answered=f"{dimension['answered']}/{dimension['applicable']}",
        next_threshold=figures.plain_number(gap["next_threshold"]) if _has_next(dimension, gap) else "",
        missing=figures.on_scale(gap["missing"], dimension["full"]) if _has_next(dimension, gap) else "",
        line=_line(r, dimension, gap, ranks),
        strong=tuple(_strong_line(r, q) for q in _strong_of(r, code)),
        weak=tuple(_weak_line(r, a) for a in (gap["answers"] if gap else ())[:SHOWN_IN_DIMENSION]),
    )


def _line(r, dimension, gap, ranks):
    if dimension["not_assessed"]:
        return r.say("finding_not_assessed")
    if gap is None:
        return r.say("finding_no_answer")
    place, count = ranks[dimension["code"]], len(ranks)
    if not lines_of(r.framework, dimension["code"]):
        differ = len({_share_of(d) for d in r.data["dimensions"] if d["score"] is not None}) > 1
        return r.say(
            "finding_plain" if differ else "finding_alone", score=_spoken(r, dimension), rank=place, count=count
        )
    following = _next_line(r, dimension, gap)
    return r.say("finding_line", score=_spoken(r, dimension), rank=place, count=count, next=following)


def _next_line(r, dimension, gap):
    """What the score is called, and how far the next line is."""
    band = _band(r, dimension)
    if not _has_next(dimension, gap):
        last = figures.plain_number(max(lines_of(r.framework, dimension["code"])))
        return r.say("finding_in_band", band=band) if band else r.say("finding_top", last=last)
    missing = figures.on_scale(gap["missing"], dimension["full"])
    following = r.say("finding_next", threshold=figures.plain_number(gap["next_threshold"]), missing=missing)
    return r.say("finding_band", band=band) + following if band else following


def _has_next(dimension, gap):
    """Whether there is a line above that the scale of the dimension reaches."""
    return bool(gap and gap["next_threshold"]) and figures.number(gap["next_threshold"]) <= figures.number(
        dimension["full"]
    )


def _points(dimension):
    return figures.points(dimension["score"], dimension["full"])


def _spoken(r, dimension):
    """ "45.1 分" or "3.2 / 5"."""
    points = _points(dimension)
    return points if "/" in points else r.say("points_spoken", score=points)


def _interval(r, dimension):
    low, high, full = dimension["low"], dimension["high"], dimension["full"]
    if low is None or low == high:
        return ""
    return f"{figures.on_scale(low, full)}–{figures.on_scale(high, full)}"


def _band(r, dimension):
    band = next((band for band in r.framework.bands_of(dimension["code"]) if band.code == dimension["band"]), None)
    return r.text(band.name) if band else ""


def _weight(r, code):
    """The share of a dimension in the overall score; empty where it has none or there is no saying."""
    weights = dimension_weights(r)
    total = sum(weights.values())
    return f"{figures.plain_number(100 * weights[code] / total)}%" if weights.get(code) else ""


def dimension_weights(r):
    """dimension → its weight, where the overall score is a mean or sum of dimensions alone."""
    overall = r.framework.overall
    if overall is None or overall.aggregate not in ("mean", "sum"):
        return {}
    if any(part.kind != "dimension" for part in overall.parts):
        return {}
    own = {d["code"]: figures.number(d["weight"]) for d in r.data["dimensions"]}
    parts = [part for part in overall.parts if part.code in own]
    return {part.code: own[part.code] if part.weight is None else Fraction(part.weight) for part in parts}


def _share(r, code):
    """How much of its scale an answer has reached."""
    return figures.number(r.questions[code]["score"]) / Fraction(r.full_of(code))


def _strong(r, codes):
    known = (code for code in codes if code in r.questions and r.questions[code]["score"] is not None)
    return [code for code in known if _share(r, code) >= STRONG]


def _strong_of(r, dimension):
    codes = _strong(r, r.framework.dimensions[dimension].questions)
    codes.sort(key=lambda code: (-_share(r, code), code))
    return codes[:SHOWN_IN_DIMENSION]


def _pull(r, code):
    """How heavy a question is overall: its weight within its dimension times the dimension's."""
    question = r.framework.questions[code]
    dimension = next(d for d in r.data["dimensions"] if d["code"] == question.dimension)
    return figures.number(dimension["weight"]) * Fraction(question.weight) / max(1, dimension["applicable"])


def _strong_line(r, code):
    question = r.framework.questions[code]
    return AnswerLine(code, r.text(question.topic), r.question_points(code), r.standing(code))


def _weak_line(r, gap):
    question = r.framework.questions[gap["question"]]
    actions = [code for code, step in r.steps.items() if any(x["question"] == question.code for x in step["lifts"])]
    return AnswerLine(
        code=question.code,
        topic=r.text(question.topic),
        score=r.question_points(question.code),
        now=r.standing(question.code),
        next=r.rung(question.code, gap["next_rung"]),
        gain=_gain(r, gap["overall_gain"]),
        handled_by=r.say("handled_by", actions=r.listed(actions)) if actions else "",
    )


def _gain(r, gain):
    """What the next rung adds overall; nothing where an answer does not count there."""
    if not figures.number(gain):
        return ""
    return r.say("gain", gain=figures.on_scale(gain, r.framework.scale))
