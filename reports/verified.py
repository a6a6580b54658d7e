"""The statements about a result as a report prints them: both scores, the difference, what was found, the fingerprints."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from readiness.scoring import as_decimal
from reports import figures
from reports.cells import cell
from reports.open_points import scene_line

WHOLE = 2000  # characters: what somebody signs or says to it is never cut


@dataclass(frozen=True)
class Pair:
    """A score or a level both ways."""

    name: str
    own: str
    verified: str
    difference: str = ""


@dataclass(frozen=True)
class Found:
    """One question that was looked at. own, verified: in words; evidence: what the assessor has seen."""

    code: str
    topic: str
    own: str
    verified: str
    difference: str
    evidence: str
    note: str


@dataclass(frozen=True)
class Verified:
    title: str
    level: Pair | None
    overall: Pair | None
    dimensions: tuple[Pair, ...]
    counts: str
    different: tuple[Found, ...]
    unchecked: tuple[Found, ...]
    confirmed: tuple[Found, ...]
    scenes: tuple[Found, ...]
    lines: tuple[str, ...]  # who, when, how, within which limits
    firm_says: str
    prints: tuple[Pair, ...]  # name and fingerprint


def read_verified(r, statements) -> tuple[Verified, ...]:
    """statements: as `verification.parts.gist` gives them."""
    return tuple(_statement(r, one["content"], one["sha256"], one["comment"]) for one in statements)


def _statement(r, content, sha256, comment):
    found = {outcome: _found(r, content, outcome) for outcome in ("different", "unchecked", "confirmed")}
    return Verified(
        title=r.say("verified_by", provider=cell(content["provider"])),
        level=_level(r, content["level"]),
        overall=_pair(r, r.say("overall_score"), content["overall"]) if r.framework.overall else None,
        dimensions=tuple(_pair(r, r.dimension(one["code"]), one) for one in content["dimensions"]),
        counts=_counts(r, content["counts"]),
        **found,
        scenes=_scenes_found(r, content),
        lines=tuple(_lines(r, content)),
        firm_says=cell(comment["text"], WHOLE) if comment else "",
        prints=_prints(r, content, sha256),
    )


def _level(r, level):
    if not r.framework.levels:
        return None
    names = [r.level_in_full(level[side]) for side in ("self", "verified")]
    return Pair(r.say("verified_level"), *names)


def _pair(r, name, both):
    own, verified = both["self"], both["verified"]
    return Pair(name, figures.score(own), figures.score(verified), difference(own, verified))


def difference(own, verified):
    """Of the two as they are printed, so that a reader can check it: "+3.5", "−12.0"."""
    if own is None or verified is None:
        return "–"
    found = as_decimal(Fraction(verified), 1) - as_decimal(Fraction(own), 1)
    return f"+{found}" if found > 0 else f"−{-found}" if found < 0 else "0.0"


def _counts(r, counts):
    checked = counts["confirmed"] + counts["different"]
    percent = 100 * checked // counts["asked"] if counts["asked"] else 0
    return r.say("verified_counts", checked=checked, percent=percent, **counts)


def _found(r, content, outcome):
    codes = [code for code in r.framework.questions if content["findings"].get(code, {}).get("outcome") == outcome]
    return tuple(_one(r, code, content["findings"][code]) for code in codes)


def _one(r, code, finding):
    own = r.answer(code)
    return Found(
        code=code,
        topic=r.text(r.framework.questions[code].topic),
        own=own,
        verified=r.answer_of(code, finding["value"]) if finding["outcome"] == "different" else own,
        difference=difference(finding["self_score"], finding["verified_score"]),
        evidence=r.say(f"evidence_{finding['evidence']}") if finding["evidence"] else "",
        note=cell(finding["note"], WHOLE),
    )


def _lines(r, content):
    signed = timezone.localdate(datetime.datetime.fromisoformat(content["signed_at"]))
    who = {"name": cell(content["signed_name"]), "provider": cell(content["provider"])}
    yield r.say("verified_signed", day=signed.isoformat(), **who)
    people = r.listed(cell(name) for name in content["assessors"])
    yield r.say("verified_when", days=r.listed(content["days"]), people=people)
    yield r.say("verified_method", ways=r.listed(r.say(f"verified_{way}") for way in content["method"]))
    yield r.say("verified_rest")
    if content["scenes"]:
        yield _scenes(r, content)
    if content["answered_by_provider"]:
        yield r.say("verified_own_work", count=content["answered_by_provider"])
    if content["limits"]:
        yield r.say("verified_limits", limits=cell(content["limits"], WHOLE))


def _scenes(r, content):
    outcomes = Counter(one["outcome"] for one in content.get("scene_findings", {}).values())
    checked = outcomes["confirmed"] + outcomes["different"]
    if not checked:
        return r.say("verified_scenes", count=content["scenes"])
    return r.say("verified_scenes_checked", count=content["scenes"], checked=checked, different=outcomes["different"])


def _scenes_found(r, content):
    """The scenes that were looked at, those found different first."""
    found = content.get("scene_findings", {})
    order = {outcome: place for place, outcome in enumerate(("different", "unchecked", "confirmed"))}
    ranked = sorted(found, key=lambda subject: (order[found[subject]["outcome"]], int(subject.partition(":")[2])))
    return tuple(_scene(r, found[subject]) for subject in ranked)


def _scene(r, finding):
    return Found(
        code="",
        topic=cell(finding["self"]["name"]),
        own=_in_words(r, finding["self"]),
        verified=_scene_found(r, finding),
        difference="",
        evidence=r.say(f"evidence_{finding['evidence']}") if finding["evidence"] else "",
        note=cell(finding["note"], WHOLE),
    )


def _scene_found(r, finding):
    if finding["outcome"] == "unchecked":
        return r.say("verified_unseen")
    value = finding["self"] if finding["outcome"] == "confirmed" else finding["value"]
    return r.say("verified_absent") if value == "absent" else _in_words(r, value)


def _in_words(r, scene):
    line = scene_line(r, scene)
    return r.join(text for text in (line.name, line.stage, line.status, line.owner, line.benefit) if text)


def _prints(r, content, sha256):
    return (
        Pair(r.say("verified_hash"), sha256, ""),
        Pair(r.say("verified_outcome_hash"), content["outcome_sha256"], ""),
        Pair(r.say("verified_result_hash"), content["result_sha256"], ""),
    )
