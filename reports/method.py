"""How the result came about, what it cannot say, and the appendix with every answer."""

from dataclasses import dataclass

from readiness.questions import Missing
from reports import figures
from reports.findings import dimension_weights


@dataclass(frozen=True)
class Fingerprint:
    name: str
    value: str


@dataclass(frozen=True)
class Method:
    name: str
    aligned: str  # with what the framework is aligned or what it follows; empty where it does not say
    how: tuple[str, ...]
    limits: tuple[str, ...]
    fingerprints: tuple[Fingerprint, ...]


@dataclass(frozen=True)
class AnswerRow:
    code: str
    text: str
    answer: str
    score: str
    evidence: str  # the strongest class of evidence on file; empty where there is none


@dataclass(frozen=True)
class AnswerGroup:
    name: str
    rows: tuple[AnswerRow, ...]


def read_method(r, sha256):
    """`sha256`: of the canonical JSON of the whole result."""
    f = r.framework
    return Method(
        name=f"{r.text(f.name)} {f.version}",
        aligned=_aligned(r),
        how=tuple(filter(None, (_scores(r), _levels(r), _missing(r), _route(r), _backed(r)))),
        limits=tuple(r.say(limit) for limit in _limits(r)),
        fingerprints=(
            Fingerprint(r.say("fp_result"), sha256),
            Fingerprint(r.say("fp_answers"), r.data["answers_digest"]),
            Fingerprint(r.say("fp_framework"), r.data["framework_digest"]),
            Fingerprint(r.say("fp_catalogue"), r.data["catalogue_digest"]),
        ),
    )


def _aligned(r):
    """What the framework follows: the Opinions, or the publication it names itself."""
    if r.aligned:
        return r.say("aligned")
    return r.say("follows", source=r.text(r.framework.source)) if r.framework.source else ""


def _scores(r):
    f = r.framework
    counts = {"dimensions": len(f.dimensions), "questions": len(f.questions)}
    kinds = [dimension.kind for dimension in f.dimensions.values()]
    stages, foundations = kinds.count("stage"), kinds.count("foundation")
    if f.plain and stages and foundations and r.on_ladder:
        words = [figures.count_word(count, r.language) for count in (stages, foundations)]
        return r.say("method_how", stages=words[0], foundations=words[1], **counts)
    return r.join_sentences((r.say("method_how_other", **counts), _overall(r), r.say("method_exact")))


def _overall(r):
    if r.framework.overall is None:
        return r.say("method_no_overall")
    weights = dimension_weights(r)
    full = figures.plain_number(r.framework.scale)
    if not weights:
        return r.say("method_overall", full=full)
    parts = (
        r.say(
            "method_weight",
            dimension=r.dimension(code),
            weight=figures.plain_number(100 * weight / sum(weights.values())),
        )
        for code, weight in weights.items()
        if weight
    )
    return r.say("method_overall_of", full=full, parts=r.listed(parts))


def _levels(r):
    levels = r.framework.levels
    if not levels:
        return r.say("method_no_levels")
    said = r.listed(_level(r, level) for level in levels)
    if not any(level.gates for level in levels):
        return r.say("method_levels_by_score", levels=said)
    if all(level.threshold is None for level in levels):
        return r.say("method_levels_by_gates", levels=said)
    return r.say("method_levels" if r.framework.level_rule == "ladder" else "method_levels_highest", levels=said)


def _level(r, level):
    if level.threshold is None:
        return r.text(level.name)
    return r.say("method_level", level=r.text(level.name), threshold=figures.plain_number(level.threshold))


def _missing(r):
    """What becomes of answers that do not count."""
    f = r.framework
    if f.missing == Missing() and any(question.not_applicable_when for question in f.questions.values()):
        return r.say("method_na", share=figures.tenths(f.reference_only_share, r.language))
    return r.say(f"method_missing_{f.missing.unanswered}")


def _route(r):
    if not r.framework.actions:
        return ""
    how = "method_route_proven" if r.data["route"].get("proven") else "method_route"
    return r.say(how, actions=len(r.framework.actions))


def _limits(r):
    yield "limit_self"
    if r.aligned:
        yield "limit_guide"
    if r.framework.actions:
        yield "limit_costs"
    yield "limit_peers"


# --- evidence: frozen with a result where somebody could attach some ----------------------------------------------------

CLASSES = ("observed", "document", "oral", "plan")  # the strongest first


def _strongest(r, code):
    """The strongest class of evidence on file for an answer; None where there is none."""
    pieces = (r.data.get("evidence") or {}).get("questions", {}).get(code, ())
    classes = {piece["class"] for piece in pieces}
    return next((known for known in CLASSES if known in classes), None)


def _backed(r):
    """How many answers have evidence beside them; nothing where nobody could attach any."""
    if not r.data.get("evidence"):
        return ""
    answered = [code for code, question in r.questions.items() if question["state"] == "answered"]
    found = [strongest for strongest in (_strongest(r, code) for code in answered) if strongest]
    if not found:
        return r.say("backed_none", answered=len(answered))
    classes = r.listed(
        r.say("backed_class", name=r.say(f"evidence_{known}"), count=found.count(known))
        for known in CLASSES
        if known in found
    )
    return r.say("backed", answered=len(answered), backed=len(found), classes=classes)


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
        score=r.question_points(code) if code in r.questions else "–",
        evidence=_evidence(r, code),
    )


def _evidence(r, code):
    strongest = _strongest(r, code)
    return r.say("evidence", name=r.say(f"evidence_{strongest}")) if strongest else ""
