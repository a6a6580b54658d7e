"""What weakens the result or wants a second look: contradictions, risks, what was not answered, what is said not to apply."""

from dataclasses import dataclass

from reports import figures
from reports.cells import cell


@dataclass(frozen=True)
class Note:
    code: str
    message: str
    advice: str
    confirmed: str  # what the person who answered said about it; empty where nobody is asked


@dataclass(frozen=True)
class Item:
    code: str
    topic: str
    text: str = ""


@dataclass(frozen=True)
class SceneLine:
    name: str
    stage: str
    status: str
    owner: str
    benefit: str


@dataclass(frozen=True)
class OpenPoints:
    contradictions: tuple[Note, ...]
    risks: tuple[Note, ...]
    others: tuple[Note, ...]
    not_answered: tuple[Item, ...]
    not_applicable: tuple[Item, ...]
    scenes: tuple[SceneLine, ...]
    may_not_apply: bool  # whether any question could be marked “not applicable”

    @property
    def quiet(self):
        return not (self.contradictions or self.risks or self.others)


def read_open_points(r):
    confirmed = r.data.get("confirmed_warnings", {})  # rule → reason; there is none in a result made without the survey
    notes = [(note["kind"], _note(r, note, confirmed)) for note in r.data["warnings"]]
    return OpenPoints(
        contradictions=tuple(note for kind, note in notes if kind == "contradiction"),
        risks=tuple(note for kind, note in notes if kind == "risk"),
        others=tuple(note for kind, note in notes if kind not in ("contradiction", "risk")),
        not_answered=tuple(_item(r, code) for code in _in_state(r, "unanswered")),
        not_applicable=tuple(_not_applicable(r, code) for code in _in_state(r, "not_applicable")),
        scenes=tuple(scene_line(r, scene) for scene in r.data["scenes"]),
        may_not_apply=any(question.not_applicable_when for question in r.framework.questions.values()),
    )


def _note(r, note, confirmed):
    said = ""
    if note["kind"] == "contradiction":
        reason = confirmed.get(note["code"])
        said = r.say("confirmed", reason=cell(reason)) if reason else r.say("not_confirmed")
    return Note(note["code"], r.plain_text(note["message"]), r.plain_text(note["advice"]), said)


def _in_state(r, state):
    quick = r.data["mode"] == "quick"
    return [
        code
        for code, question in r.questions.items()
        if question["state"] == state and (r.framework.questions[code].quick or not quick)
    ]


def _item(r, code):
    return Item(code, r.text(r.framework.questions[code].topic))


def _not_applicable(r, code):
    return Item(code, r.text(r.framework.questions[code].topic), cell(r.data["answers"][code]["na"]))


def scene_line(r, scene):
    """A scene as registered, or as somebody found it. start_month: with or without a day."""
    status = r.say(f"status_{scene['status']}")
    if scene["start_month"]:
        status = r.listed((status, r.say("since", month=figures.month(scene["start_month"], r.language))))
    if scene["frequency"]:
        status = r.listed((status, r.say(f"frequency_{scene['frequency']}")))
    stage = r.dimension(scene["stage"]) if scene["stage"] in r.framework.dimensions else scene["stage"]
    proof = r.join(cell(text) for text in (scene["benefit"], scene["evidence"]) if text)
    return SceneLine(cell(scene["name"]), stage, status, cell(scene["owner"]), proof)
