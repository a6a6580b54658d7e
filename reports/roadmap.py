"""The route as a plan one can hand out: phases, steps with their reasons, costs and finish lines, and what waits."""

from dataclasses import dataclass

from reports import figures


@dataclass(frozen=True)
class ScenarioCard:
    name: str
    pain: str
    does: str
    data: str
    measure: str
    caution: str


@dataclass(frozen=True)
class Step:
    code: str
    name: str
    what: str
    first_step: str
    cost: str
    cost_likely: str
    cost_line: str
    running: str
    duration: str
    why: tuple[str, ...]
    effect: str
    done_when: str
    before_start: tuple[str, ...]
    unlocks: tuple[str, ...]
    uses: str
    score_after: str
    scenarios: tuple[ScenarioCard, ...]
    phase: int
    start_month: int
    end_month: int


@dataclass(frozen=True)
class Phase:
    title: str
    number: int
    name: str
    summary: str
    cost: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Waiting:
    """An action left out, why, and what to mind about it."""

    code: str
    name: str
    reason: str
    caution: str


@dataclass(frozen=True)
class Roadmap:
    total: str  # one sentence
    partial: str  # empty when the target is reached
    proven: str  # that there is no cheaper way; empty where that was not proven
    cost: str
    cost_likely: str
    cost_span: str
    months: int
    span: str
    phases: tuple[Phase, ...]
    waiting: tuple[Waiting, ...]
    not_needed: str
    cost_basis: str
    effect_basis: str

    @property
    def steps(self):
        return tuple(step for phase in self.phases for step in phase.steps)

    @property
    def first(self):
        return sorted(self.steps, key=lambda step: (step.start_month, step.phase, step.code))[:3]


def read_roadmap(r):
    route = r.data["route"]
    return Roadmap(
        total=_total(r, route),
        partial=_partial(r, route),
        proven=r.say("route_proven") if route.get("proven") and route["steps"] else "",
        cost=r.wan_range(route["cost_wan"]),
        cost_likely=r.wan(route["cost_wan"]["likely"]),
        cost_span=r.say("cost_likely", range=r.wan_range(route["cost_wan"]), likely=r.wan(route["cost_wan"]["likely"])),
        months=route["months"],
        span=figures.months(route["months"], route["months"], r.language),
        phases=tuple(_phase(r, phase) for phase in r.framework.phases if _steps_of(r, phase)),
        waiting=tuple(
            _waiting(r, item) for item in route["not_yet"] if item["reason"] in ("needs", "scenes", "unfit", "done")
        ),
        not_needed=_not_needed(r, route),
        cost_basis=_basis(r, r.framework.cost_basis),
        effect_basis=_basis(r, r.framework.effect_basis),
    )


def _basis(r, basis):
    return r.text(basis.text) if basis else ""


def _total(r, route):
    if not r.framework.actions:
        return r.say("no_route")
    if not route["steps"]:
        return r.say("route_none")
    return r.say(
        "route_total",
        count=r.say("one_action" if len(route["steps"]) == 1 else "some_actions", count=len(route["steps"])),
        months=figures.months(route["months"], route["months"], r.language),
        cost=r.wan_range(route["cost_wan"]),
        likely=r.wan(route["cost_wan"]["likely"]),
        score=figures.on_scale(route["score_after"], r.framework.scale),
        level=r.level(route["reached"]),
    )


def _partial(r, route):
    if route["complete"] or not route["target"] or not r.framework.actions:
        return ""
    gates = {gate.code: gate for level in r.framework.levels for gate in level.gates}
    open_ = [r.text(gates[code].text) for code in route["gates_open"]]
    wanted = r.framework.level(route["target"]).threshold
    after = figures.number(route["score_after"])
    if wanted is not None and after is not None and after < wanted:
        score = figures.on_scale(route["score_after"], r.framework.scale)
        open_.insert(0, r.say("score_open", score=score, wanted=figures.plain_number(wanted)))
    return r.say("route_partial", target=r.level(route["target"]), gates=r.join(open_))


def _steps_of(r, phase):
    return [step for step in r.data["route"]["steps"] if step["phase"] == phase.number]


def _phase(r, phase):
    steps = _steps_of(r, phase)
    low, high = (sum(figures.number(step["cost_wan"][end]) for step in steps) for end in ("low", "high"))
    return Phase(
        title=r.say("phase", number=phase.number + 1, name=r.text(phase.name)),
        number=phase.number,
        name=r.text(phase.name),
        summary=r.text(phase.summary),
        cost=r.say("phase_cost", cost=figures.wan_range(low, high, r.language)),
        steps=tuple(_step(r, step) for step in steps),
    )


def _step(r, step):
    action = r.framework.actions[step["action"]]
    scenarios = {scenario.code: scenario for scenario in r.framework.scenarios}
    running = action.running_wan_per_year
    return Step(
        code=action.code,
        name=r.text(action.name),
        what=r.text(action.what),
        first_step=r.text(action.first_step),
        cost=_cost(r, action, step),
        cost_likely=r.wan(step["cost_wan"]["likely"]),
        cost_line=r.say("cost_likely", range=_cost(r, action, step), likely=r.wan(step["cost_wan"]["likely"])),
        running=r.say("running", cost=figures.wan_range(running.low, running.high, r.language)) if running else "",
        duration=_duration(r, step),
        why=_why(r, step),
        effect=r.text(action.effect),
        done_when=r.text(action.done_when),
        before_start=tuple(r.text(text) for text in action.preconditions),
        unlocks=_unlocks(r, step),
        uses=r.listed(r.say(f"use_{use}") for use in action.uses),
        score_after=r.say(
            "score_after",
            score=figures.on_scale(step["score_after"], r.framework.scale),
            level=r.level(step["level_after"]),
        ),
        scenarios=tuple(_scenario(r, scenarios[code]) for code in step["scenarios"]),
        phase=step["phase"],
        start_month=step["start_month"],
        end_month=step["end_month"],
    )


def _duration(r, step):
    first, last = step["start_month"] + 1, step["end_month"]
    return r.say("duration_month", start=first) if first == last else r.say("duration_span", start=first, end=last)


def _cost(r, action, step):
    unit = f"（{r.text(action.cost_unit)}）" if action.cost_unit and not r.english else ""
    if action.cost_unit and r.english:
        unit = f" ({r.text(action.cost_unit)})"
    return r.wan_range(step["cost_wan"]) + unit


def _why(r, step):
    lines = [
        r.say(
            "why_lift",
            question=lift["question"],
            topic=r.text(r.framework.questions[lift["question"]].topic),
            before=lift["from_rung"],
            after=lift["to_rung"],
        )
        for lift in step["lifts"]
    ]
    if step["scene"]:
        lines.append(r.say("scene_added", stage=r.dimension(step["scene"])))
    if not lines:
        lines.append(r.say("why_prerequisite", actions=r.listed(step["needed_by"])))
    return tuple(lines)


def _unlocks(r, step):
    lines = []
    if step["gates"]:
        gates = {gate.code: gate for level in r.framework.levels for gate in level.gates}
        lines.append(r.say("unlocks_gates", gates=r.join(r.text(gates[code].text) for code in step["gates"])))
    if step["needed_by"]:
        lines.append(r.say("unlocks_actions", actions=r.listed(step["needed_by"])))
    return tuple(lines)


def _scenario(r, scenario):
    return ScenarioCard(
        *(r.text(getattr(scenario, part)) for part in ("name", "pain", "does", "data", "measure", "caution"))
    )


def _waiting(r, item):
    action = r.framework.actions[item["action"]]
    phrase = f"reason_{item['reason']}"
    reason = r.say(phrase, actions=r.listed(item["needs"])) if item["needs"] else r.say(phrase)
    return Waiting(action.code, r.text(action.name), reason, "" if item["reason"] == "done" else r.text(action.not_yet))


def _not_needed(r, route):
    codes = [item["action"] for item in route["not_yet"] if item["reason"] == "not_needed"]
    if not codes:
        return ""
    return r.say("not_needed_count", count=len(codes), actions=r.listed(r.action(code) for code in codes))
