"""The conditions of a level in words: what is asked, what was found, and which answers keep it from holding."""

from dataclasses import dataclass
from fractions import Fraction

from readiness.levels import concerns, points_wanted
from reports import figures

OF_SCORES = ("dimension", "score", "every_dimension")  # kinds that compare one score with a line


@dataclass(frozen=True)
class Requirement:
    """One line of what the next level asks: what, how it stands, what it takes, which actions serve it.

    below: what is not there yet, in a sentence; empty where the figures say it all.
    """

    name: str
    found: str
    wanted: str
    holds: bool
    actions: str
    below: str = ""


def gate_of(r, gate):
    level = r.framework.level(gate["level"])
    return next(found for found in level.gates if found.code == gate["gate"])


def gate_in_words(r, gate):
    """An open gate as half a sentence: "数据基础 45.2 分，低于要求的 50 分"."""
    return _IN_WORDS[gate_of(r, gate).kind](r, gate)


def _score_in_words(r, gate):
    full = r.full_of(gate["subject"])
    wanted = figures.plain_number(gate["wanted"])
    found = figures.on_scale(gate["found"], full)
    if Fraction(full) == figures.HUNDRED:
        return r.say("gate_dimension", dimension=r.named(gate["subject"]), found=found, wanted=wanted)
    full = figures.plain_number(full)
    return r.say("gate_scaled", dimension=r.named(gate["subject"]), found=found, wanted=wanted, full=full)


def _production_in_words(r, gate):
    return r.say("gate_production", wanted=r.text(gate_of(r, gate).text), found=figures.score(gate["found"], 0))


def _count_in_words(r, gate):
    total = len(_counted(r, gate_of(r, gate)))
    return r.say("gate_count", total=total, **_numbers(r, gate))


def _selected_in_words(r, gate):
    return r.say("gate_selected", **_numbers(r, gate))


def _all_in_words(r, gate):
    return r.say("gate_all", **_numbers(r, gate))


def _any_in_words(r, gate):
    return r.say("gate_any", text=r.text(gate_of(r, gate).text), total=len(gate_of(r, gate).gates))


def _numbers(r, gate):
    found, wanted = Fraction(gate["found"]), Fraction(gate["wanted"])
    return {
        "text": r.text(gate_of(r, gate).text),
        "found": figures.score(found, 0),
        "wanted": figures.score(wanted, 0),
        "missing": figures.score(max(Fraction(0), wanted - found), 0),
    }


_IN_WORDS = dict.fromkeys(OF_SCORES, _score_in_words) | {
    "production": _production_in_words,
    "count": _count_in_words,
    "selected": _selected_in_words,
    "all": _all_in_words,
    "any": _any_in_words,
}


# --- what the next level asks ---------------------------------------------------------------------------------------


def read_requirements(r):
    """What the next level asks: the score line first, then every gate of it that is open."""
    gaps = r.data["gaps"]
    if not gaps["target"]:
        return ()
    return (*_score_line(r, r.framework.level(gaps["target"])), *(_requirement(r, gate) for gate in gaps["gates"]))


def _score_line(r, target):
    if target.threshold is None:
        return ()
    everything = r.listed(step["action"] for step in r.data["route"]["steps"] if step["lifts"])
    line = Requirement(
        name=r.say("score_line"),
        found=figures.points(r.data["overall"], r.framework.scale),
        wanted=figures.plain_number(target.threshold),
        holds=figures.number(r.data["gaps"]["points_missing"]) == 0,
        actions=everything or r.say("none_in_route"),
    )
    return (line,)


def _requirement(r, gate):
    content = gate_of(r, gate)
    found, wanted = _found_and_wanted(r, gate, content)
    return Requirement(
        name=r.text(content.text),
        found=found,
        wanted=wanted,
        holds=gate["holds"],
        actions=r.listed(gate["unlocked_by"]) or r.say("none_in_route"),
        below=_below(r, content) if content.kind == "count" else "",
    )


def _found_and_wanted(r, gate, content):
    if content.kind in OF_SCORES:
        points = figures.points(gate["found"], r.full_of(gate["subject"]))
        return f"{r.named(gate['subject'])} {points}", figures.plain_number(gate["wanted"])
    found, wanted = figures.score(gate["found"], 0), figures.plain_number(gate["wanted"])
    if content.kind == "production":
        return r.say("scenes_found", count=found), wanted
    if content.kind == "count":
        return r.say("counted_of", found=found, total=len(_counted(r, content))), r.say("counted", count=wanted)
    phrase = "ticked" if content.kind == "selected" else "parts"
    return r.say(phrase, count=found), r.say(phrase, count=wanted)


# --- what a count is about ------------------------------------------------------------------------------------------


def _counted(r, gate):
    """code → score of everything a count gate looks at."""
    if gate.counts == "dimensions":
        return {d["code"]: figures.number(d["score"]) for d in r.data["dimensions"]}
    about = (code for code in r.questions if concerns(gate, r.framework.questions[code]))
    return {code: figures.number(r.questions[code]["score"]) for code in about}


def _below(r, gate):
    """What has not reached the rung or the points the gate wants, the nearest first."""
    open_ = [(code, score) for code, score in _counted(r, gate).items() if (score or 0) < _line(r, gate, code)]
    open_.sort(key=lambda pair: -((pair[1] or 0) / Fraction(r.full_of(pair[0]))))
    places: dict[str, list[str]] = {}
    for code, score in open_:
        places.setdefault(_place(r, gate, code, score), []).append(r.named(code))
    groups = (r.say("stands_at", names=r.listed(names), place=place) for place, names in places.items())
    return r.say("below", items=r.join(groups)) if open_ else ""


def _line(r, gate, code):
    return Fraction(gate.at_least) if gate.counts == "dimensions" else points_wanted(gate, r.framework.questions[code])


def _place(r, gate, code, score):
    """Where something stands now: "二级", "3.2 / 5"."""
    if score is None or (code in r.questions and r.questions[code]["state"] != "answered"):
        return r.say("unanswered")
    return r.rung_name(code) if gate.reaching else figures.points(score, r.full_of(code))
