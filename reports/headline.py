"""What is read first: level, score, how certain both are, what caps the level, what is missing to the next one."""

from dataclasses import dataclass

from reports import figures


@dataclass(frozen=True)
class Fact:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True)
class Rung:
    """A level of the ladder. state: below | now | above."""

    code: str
    name: str
    threshold: str
    state: str


@dataclass(frozen=True)
class Headline:
    firm: str
    on: str
    facts: tuple[Fact, ...]
    kind: str  # of the full version, or a quick estimate
    quick: bool
    level: str
    level_number: int
    level_name: str
    level_summary: str
    score: str
    declared: str  # what kind of statement the level is
    coverage: str
    interval: str  # empty when nothing is missing
    cap: str  # empty when the level is not held back
    cap_help: str
    to_next: str
    reference_only: str
    ladder: tuple[Rung, ...]


@dataclass(frozen=True)
class Index:
    name: str
    note: str
    score: str


@dataclass(frozen=True)
class Standing:
    """Both indices, the quadrant they give and the advice that goes with it, and the result under other weights."""

    application: Index
    enablers: Index
    archetype: str
    archetype_summary: str
    advice: str
    sensitivity: str

    @property
    def indices(self):
        return (self.application, self.enablers)


@dataclass(frozen=True)
class Requirement:
    """One line of what the next level asks: what, how it stands, what it takes, which actions serve it."""

    name: str
    found: str
    wanted: str
    holds: bool
    actions: str


def read_headline(r):
    data = r.data
    level = r.framework.level(data["level"])
    return Headline(
        firm=data["profile"]["name"],
        on=figures.date(data["on"], r.language),
        facts=_facts(r),
        kind=r.say("quick" if data["mode"] == "quick" else "full"),
        quick=data["mode"] == "quick",
        level=level.code,
        level_number=_position(r, level.code),
        level_name=r.text(level.name),
        level_summary=r.text(level.summary),
        score=figures.score(data["overall"]),
        declared=r.say("self_declared_high" if level.code in ("L4", "L5") else "self_declared"),
        coverage=r.say("coverage", answered=data["answered"], applicable=data["applicable"]),
        interval=_interval(r),
        cap=_cap(r),
        cap_help=_cap_help(r),
        to_next=_to_next(r),
        reference_only=r.say("reference_only") if data["reference_only"] else "",
        ladder=_ladder(r),
    )


def _facts(r):
    profile = r.data["profile"]
    size = r.say(f"size_{profile['size']}") if profile.get("size") else ""
    people = r.say("employees", count=profile["employees"]) if profile.get("employees") else ""
    rows = (
        ("region", r.places.region or profile["adcode"]),
        ("industry", r.places.industry or profile["industry"]),
        ("size", r.listed(filter(None, (size, people)))),
        ("uscc", profile.get("uscc") or ""),
        ("weights", r.text(r.framework.profiles[r.data["weights"]].name)),
    )
    return tuple(Fact(r.say(name), value) for name, value in rows if value)


def _position(r, code):
    return [level.code for level in r.framework.levels].index(code) + 1


def _ladder(r):
    now = _position(r, r.data["level"])
    return tuple(
        Rung(
            level.code,
            r.text(level.name),
            f"{level.threshold:f}",
            "now" if n == now else "below" if n < now else "above",
        )
        for n, level in enumerate(r.framework.levels, 1)
    )


def _interval(r):
    interval, levels = r.data["interval"], r.data["level_range"]
    if interval["low"] is None or interval["low"] == interval["high"]:
        return ""
    parts = [r.say("interval", low=figures.score(interval["low"]), high=figures.score(interval["high"]))]
    if levels["low"] != levels["high"]:
        parts.append(r.say("level_interval", low=r.level(levels["low"]), high=r.level(levels["high"])))
    return r.join_sentences(parts)


def gate_in_words(r, gate):
    """An open gate as half a sentence: "数据基础 45.2 分，低于要求的 50 分"."""
    if gate["subject"]:
        return r.say(
            "gate_dimension",
            dimension=r.dimension(gate["subject"]),
            found=figures.score(gate["found"]),
            wanted=figures.plain_number(gate["wanted"]),
        )
    return r.say("gate_production", wanted=r.text(gate_of(r, gate).text), found=figures.score(gate["found"], 0))


def gate_of(r, gate):
    level = r.framework.level(gate["level"])
    return next(found for found in level.gates if found.code == gate["gate"])


def _cap(r):
    gates = r.data["capped_by"]
    if not gates:
        return ""
    by_score = r.framework.level(r.data["level_by_score"])
    return r.say(
        "cap",
        score=figures.score(r.data["overall"]),
        by_score=r.text(by_score.name),
        threshold=f"{by_score.threshold:f}",
        gates=r.join(gate_in_words(r, gate) for gate in gates),
        level=r.level(r.data["level"]),
    )


def _cap_help(r):
    gates = r.data["capped_by"]
    if not gates:
        return ""
    actions = dict.fromkeys(code for gate in gates for code in gate["unlocked_by"])
    if not actions or not r.data["route"]["complete"]:
        return r.say("cap_open")
    return r.say("cap_unlocked", actions=r.listed(actions))


def _to_next(r):
    """What the next level still asks; nothing where the cap has just said it."""
    gaps = r.data["gaps"]
    if r.data["capped_by"]:
        return ""
    if not gaps["target"]:
        return r.say("top_reached")
    target = r.framework.level(gaps["target"])
    phrase = "next_points" if figures.number(gaps["points_missing"]) > 0 else "next_points_reached"
    parts = [
        r.say(
            phrase,
            target=r.text(target.name),
            threshold=f"{target.threshold:f}",
            missing=figures.score(gaps["points_missing"]),
        )
    ]
    if gaps["gates"]:
        parts.append(r.say("next_gates", gates=r.join(gate_in_words(r, gate) for gate in gaps["gates"])))
    return r.join_sentences(parts)


def read_standing(r):
    data = r.data
    archetype = next((a for a in r.framework.archetypes if a.code == data["archetype"]), None)
    return Standing(
        application=Index(r.say("application"), r.say("application_note"), figures.score(data["application"])),
        enablers=Index(r.say("enablers"), r.say("enablers_note"), figures.score(data["enablers"])),
        archetype=r.say("archetype", name=r.text(archetype.name)) if archetype else r.say("no_archetype"),
        archetype_summary=r.text(archetype.summary) if archetype else "",
        advice=r.text(archetype.advice) if archetype else "",
        sensitivity=_sensitivity(r),
    )


def _sensitivity(r):
    other, mine = r.data["sensitivity"], r.framework.profiles[r.data["weights"]]
    if other["weights"] == mine.code:
        return r.say("sensitivity_same", weights=r.text(mine.name))
    return r.say(
        "sensitivity_line",
        weights=r.text(mine.name),
        other=r.text(r.framework.profiles[other["weights"]].name),
        score=figures.score(other["overall"]),
        level=r.level(other["level"]),
    )


def read_requirements(r):
    """What the next level asks: the score line first, then every gate of it that is open."""
    gaps = r.data["gaps"]
    if not gaps["target"]:
        return ()
    target = r.framework.level(gaps["target"])
    everything = r.listed(step["action"] for step in r.data["route"]["steps"] if step["lifts"])
    line = Requirement(
        name=r.say("score_line"),
        found=figures.score(r.data["overall"]),
        wanted=f"{target.threshold:f}",
        holds=figures.number(gaps["points_missing"]) == 0,
        actions=everything or r.say("none_in_route"),
    )
    return (line, *(_requirement(r, gate) for gate in gaps["gates"]))


def _requirement(r, gate):
    production = not gate["subject"]
    return Requirement(
        name=r.text(gate_of(r, gate).text),
        found=r.say("scenes_found", count=figures.score(gate["found"], 0))
        if production
        else f"{r.dimension(gate['subject'])} {figures.score(gate['found'])}",
        wanted=figures.plain_number(gate["wanted"]),
        holds=gate["holds"],
        actions=r.listed(gate["unlocked_by"]) or r.say("none_in_route"),
    )
