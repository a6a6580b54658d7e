"""What the answers say about the level of another framework, as it was frozen with the result."""

from dataclasses import dataclass

from exchange.gist import sentences
from surveys.content import known


@dataclass(frozen=True)
class Elsewhere:
    """The range of levels in sentences, and the items that hold the firm back there, each with where it stands."""

    title: str
    lines: tuple[str, ...]
    items: tuple[str, ...]


def read_elsewhere(r):
    """None where the framework of the result has no link to another one, or that one is no longer what it was."""
    gist = r.data.get("elsewhere")
    framework = known(gist["framework"]) if gist else None
    if framework is None or framework.digest != gist["digest"]:
        return None
    return Elsewhere(
        title=r.say("elsewhere", name=r.text(framework.name)),
        lines=tuple(r.text(line) for line in sentences(gist, framework)),
        items=tuple(_item(r, framework.questions[item["code"]], item) for item in gist["items"]),
    )


def _item(r, question, item):
    low, high, wanted = (_level(r, item[name]) for name in ("low", "high", "wanted"))
    found = low if low == high else f"{low}–{high}"
    return r.say("elsewhere_item", topic=r.text(question.topic), found=found, wanted=wanted)


def _level(r, code):
    """ "G2" as people say it: 二级, level 2."""
    return r.say("elsewhere_none") if code in ("", "G0") else r.say(f"elsewhere_level_{code[-1]}")
