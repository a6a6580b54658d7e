"""What a statement says in words, in the language of the page."""

from surveys.wording import level_named
from verification.forms import METHODS
from verification.scenes import tally_of
from verification.sides import difference, points

SHADES = 5  # of levels, see tokens.css


def told(content, framework):
    """Levels, scores and the way it was checked."""
    level, overall = content["level"], content["overall"]
    names = {side: level_named(framework.level(code)) if framework.levels else "" for side, code in level.items()}
    return {
        "self_level": names["self"],
        "verified_level": names["verified"],
        "self_shade": shade(framework, level["self"]),
        "verified_shade": shade(framework, level["verified"]),
        "self_score": points(overall["self"]),
        "verified_score": points(overall["verified"]),
        "difference": difference(overall["self"], overall["verified"]),
        "method": [METHODS[code] for code in content["method"] if code in METHODS],
        "answered_by_provider": content["answered_by_provider"],
        "scenes": tally_of(content["scenes"], content.get("scene_findings", {})),
    }


def shade(framework, code):
    """From 1 to 5, light to dark, for a level of a framework with any number of them; 0 for none."""
    count = len(framework.levels)
    place = framework.position(framework.level(code)) if count else 0
    return 1 + (place - 1) * (SHADES - 1) // max(1, count - 1) if place else 0
