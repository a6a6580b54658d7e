"""What is read first: level, score, how certain both are, what caps the level, what is missing to the next one."""

from dataclasses import dataclass

from reports import charts, figures
from reports.gates import OF_SCORES, gate_in_words, gate_of


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
    level: str  # its code; empty where no level is held or codes are not what levels are known by
    level_number: int  # 0 where no level is held
    level_shade: int
    level_name: str  # "no level" is a result and has a name too; empty where the framework knows no levels
    level_summary: str
    score: str  # empty where there is no overall score
    of_full: str
    declared: str  # what kind of statement the level is
    coverage: str
    interval: str  # empty when nothing is missing
    level_interval: str  # the levels alone, for those who may not see the score
    certain: bool  # every question that applies is answered in the full version
    cap: str  # empty when the level is not held back
    cap_help: str
    to_next: str
    reference_only: str
    ladder: tuple[Rung, ...]

    @property
    def level_title(self):
        """ "L2 试点级", "无等级"; empty without levels."""
        return " ".join(filter(None, (self.level, self.level_name)))

    @property
    def uncertain(self):
        """How sure a result is that does not rest on every answer; empty when it does."""
        return "" if self.certain else f"{self.kind} · {self.coverage}"

    @property
    def line(self):
        """ "L2 试点级, 23.4", for titles."""
        return ", ".join(filter(None, (self.level_title, self.score)))


@dataclass(frozen=True)
class Index:
    name: str
    note: str
    score: str


@dataclass(frozen=True)
class Standing:
    """Both indices, those of the framework's own, the quadrant and its advice, and the result under other weights.

    Each is empty where the framework knows no such thing.
    """

    application: Index | None
    enablers: Index | None
    others: tuple[Index, ...]
    archetype: str
    archetype_summary: str
    advice: str
    sensitivity: str

    @property
    def indices(self):
        return (*filter(None, (self.application, self.enablers)), *self.others)

    @property
    def tiles(self):
        """The indices in rows of two, for paper."""
        return [self.indices[n : n + 2] for n in range(0, len(self.indices), 2)]


def read_headline(r):
    data = r.data
    level = r.framework.level(data["level"])
    place = r.framework.position(level)
    return Headline(
        firm=data["profile"]["name"],
        on=figures.date(data["on"], r.language),
        facts=_facts(r),
        kind=r.say("quick" if data["mode"] == "quick" else "full"),
        quick=data["mode"] == "quick",
        level=level.code if place and r.coded else "",
        level_number=place,
        level_shade=charts.shade(place, len(r.framework.levels)),
        level_name=r.text(level.name) if r.framework.levels else "",
        level_summary=r.text(level.summary),
        score=figures.on_scale(data["overall"], r.framework.scale) if r.framework.overall else "",
        of_full=r.say("of_full", full=figures.plain_number(r.framework.scale)),
        declared=r.say("self_declared_high" if _high(r, place) else "self_declared"),
        coverage=r.say("coverage", answered=data["answered"], applicable=data["applicable"]),
        interval=_interval(r),
        level_interval=_level_interval(r),
        certain=r.certain,
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
        ("weights", r.text(r.framework.profiles[r.data["weights"]].name) if len(r.framework.profiles) > 1 else ""),
    )
    return tuple(Fact(r.say(name), value) for name, value in rows if value)


def _high(r, place):
    """Above the middle of the ladder a level is what others act on, so that it says first that nobody has checked it."""
    return 2 * place > len(r.framework.levels) + 1


def _ladder(r):
    now = r.framework.position(r.framework.level(r.data["level"]))
    return tuple(
        Rung(
            level.code if r.coded else str(n),
            r.text(level.name),
            "" if level.threshold is None else figures.plain_number(level.threshold),
            "now" if n == now else "below" if n < now else "above",
        )
        for n, level in enumerate(r.framework.levels, 1)
    )


def _interval(r):
    low, high = r.data["interval"]["low"], r.data["interval"]["high"]
    scale, parts = r.framework.scale, []
    if low != high:
        parts.append(r.say("interval", low=figures.on_scale(low, scale), high=figures.on_scale(high, scale)))
    return r.join_sentences(filter(None, (*parts, _level_interval(r, bool(parts)))))


def _level_interval(r, follows=False):
    """The levels between which it lies; `follows`: after the sentence on the score."""
    levels = r.data["level_range"]
    if levels["low"] == levels["high"]:
        return ""
    phrase = "level_interval" if follows else "level_interval_alone"
    return r.say(phrase, low=r.level(levels["low"]), high=r.level(levels["high"]))


def _capping(r):
    """The gates that hold a level below that of the score; none where levels ask for no score."""
    by_score = r.framework.level(r.data["level_by_score"])
    return r.data["capped_by"] if by_score.threshold is not None else []


def _cap(r):
    gates = _capping(r)
    if not gates:
        return ""
    by_score = r.framework.level(r.data["level_by_score"])
    ordinary = all(gate_of(r, gate).kind in (*OF_SCORES, "production") for gate in gates)
    return r.say(
        "cap" if ordinary else "cap_conditions",
        score=figures.on_scale(r.data["overall"], r.framework.scale),
        by_score=r.text(by_score.name),
        threshold=figures.plain_number(by_score.threshold),
        gates=r.join(gate_in_words(r, gate) for gate in gates),
        level=r.level(r.data["level"]),
    )


def _cap_help(r):
    gates = _capping(r)
    if not gates or not r.framework.actions:
        return ""
    actions = dict.fromkeys(code for gate in gates for code in gate["unlocked_by"])
    if not actions or not r.data["route"]["complete"]:
        return r.say("cap_open")
    return r.say("cap_unlocked", actions=r.listed(actions))


def _to_next(r):
    """What the next level still asks; nothing where the cap has just said it."""
    gaps = r.data["gaps"]
    if _capping(r) or not r.framework.levels:
        return ""
    if not gaps["target"]:
        return r.say("top_reached")
    target = r.framework.level(gaps["target"])
    gates = r.join(gate_in_words(r, gate) for gate in gaps["gates"])
    if target.threshold is None:
        return r.say("next_only_gates", target=r.text(target.name), gates=gates) if gates else ""
    parts = [_points_to(r, target), r.say("next_gates", gates=gates) if gates else ""]
    return r.join_sentences(filter(None, parts))


def _points_to(r, target):
    missing = r.data["gaps"]["points_missing"]
    return r.say(
        "next_points" if figures.number(missing) > 0 else "next_points_reached",
        target=r.text(target.name),
        threshold=figures.plain_number(target.threshold),
        missing=figures.on_scale(missing, r.framework.scale),
    )


def read_standing(r):
    archetype = next((a for a in r.framework.archetypes if a.code == r.data["archetype"]), None)
    none = r.say("no_archetype") if r.framework.archetypes else ""
    application, enablers = _both_sides(r)
    return Standing(
        application=application,
        enablers=enablers,
        others=tuple(_index(r, index) for index in r.data["indices"]),
        archetype=r.say("archetype", name=r.text(archetype.name)) if archetype else none,
        archetype_summary=r.text(archetype.summary) if archetype else "",
        advice=r.text(archetype.advice) if archetype else "",
        sensitivity=_sensitivity(r),
    )


def _both_sides(r):
    """(application, foundation) where dimensions are told apart so."""
    kinds = [dimension.kind for dimension in r.framework.dimensions.values()]
    stages, foundations = kinds.count("stage"), kinds.count("foundation")
    if not stages or not foundations:
        return None, None
    return (
        _side(r, "application", stages),
        _side(r, "enablers", foundations),
    )


def _side(r, name, count):
    note = r.say(f"{name}_note", count=figures.count_word(count, r.language))
    return Index(r.say(name), note, figures.score(r.data[name]))


def _index(r, index):
    """An index of the framework's own, with what it would be at worst and best."""
    low, high, full = index["low"], index["high"], index["full"] or figures.HUNDRED
    between = low is not None and low != high
    note = r.say("between", low=figures.on_scale(low, full), high=figures.on_scale(high, full)) if between else ""
    return Index(r.text(r.framework.indices[index["code"]].name), note, figures.points(index["score"], full))


def _sensitivity(r):
    other, mine = r.data["sensitivity"], r.framework.profiles[r.data["weights"]]
    if len(r.framework.profiles) == 1:
        return ""
    if other["weights"] == mine.code:
        return r.say("sensitivity_same", weights=r.text(mine.name))
    return r.say(
        "sensitivity_line",
        weights=r.text(mine.name),
        other=r.text(r.framework.profiles[other["weights"]].name),
        score=figures.points(other["overall"], r.framework.scale),
        level=r.level(other["level"]),
    )
