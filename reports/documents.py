"""One frozen result as the document that page and PDF show: `read_document` is the only entrance."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from readiness.framework import Framework
from readiness.plain import digest
from reports import charts, figures
from reports.findings import Findings, read_findings
from reports.headline import Headline, Requirement, Standing, read_headline, read_requirements, read_standing
from reports.method import AnswerGroup, Method, read_answers, read_method
from reports.money import Money, read_money
from reports.open_points import OpenPoints, read_open_points
from reports.phrases import PHRASES
from reports.reading import Places, Reading
from reports.roadmap import Roadmap, read_roadmap

LANGUAGES = ("zh-hans", "en")
NOWHERE = Places()  # codes instead of the names of region and industry
TEMPLATE_VERSION = "1"  # raised whenever the same result would give another document


class Words(dict):
    """The phrases without blanks to fill, for templates: `{{ t.contents }}`."""

    def __init__(self, language):
        super().__init__((name, text.in_language(language)) for name, text in PHRASES.items())


@dataclass(frozen=True)
class ResultDocument:
    """Everything a reader sees, in one language."""

    reading: Reading
    t: Words
    sha256: str
    headline: Headline
    standing: Standing
    requirements: tuple[Requirement, ...]
    target: str  # the next level by name; empty at the top
    findings: Findings
    roadmap: Roadmap
    money: Money
    open_points: OpenPoints
    method: Method
    answers: tuple[AnswerGroup, ...]

    @property
    def lang(self):
        return "en" if self.reading.english else "zh-CN"

    @property
    def first_title(self):
        """What the list of the first steps is called, by how many there are."""
        return self.t[{1: "first_one", 3: "first_three"}.get(len(self.roadmap.first), "first_few")]

    # --- charts: drawn when a template asks for them -----------------------------------------------------------------

    @cached_property
    def radar(self):
        points = [(d.name, d.value, d.score) for d in self.findings.dimensions]
        return charts.draw("radar", charts.radar(points), self.t["radar"], self._describe("radar_desc"))

    @cached_property
    def bars(self):
        rows = [
            (
                d.name,
                d.value,
                d.score,
                d.next_threshold or None,
                f"{self.t['missing']} {d.missing}" if d.missing else "",
            )
            for d in self.findings.dimensions
        ]
        return charts.draw("bars", charts.bars(rows), self.t["bars"], self._describe("bars_desc"))

    @cached_property
    def ladder(self):
        levels = [(rung.code, rung.name, rung.threshold) for rung in self.headline.ladder]
        chart = charts.ladder(levels, self.headline.level, self.headline.score, self.t["you"])
        head = self.headline
        words = self.reading.say("ladder_desc", place=head.level_number, name=head.level_name, score=head.score)
        return charts.draw("ladder", chart, self.t["ladder"], words)

    @cached_property
    def quadrant(self):
        data, framework = self.reading.data, self.reading.framework
        if data["application"] is None or data["enablers"] is None:
            return ""
        names = {(a.application_high, a.enablers_high): self.reading.text(a.name) for a in framework.archetypes}
        chart = charts.quadrant(
            figures.number(data["application"]),
            figures.number(data["enablers"]),
            framework.archetype_cut,
            names,
            (self.t["enablers"], self.t["application"]),
            self.t["you"],
        )
        words = self.reading.say(
            "quadrant_desc",
            application=self.standing.application.score,
            enablers=self.standing.enablers.score,
            name=self.standing.archetype,
        )
        return charts.draw("quadrant", chart, self.t["quadrant"], words)

    @property
    def timeline(self):
        return self._timeline(charts.WIDTH)

    @property
    def wide_timeline(self):
        return self._timeline(640)

    def _timeline(self, width):
        steps = sorted(self.roadmap.steps, key=lambda step: (step.start_month, step.phase, step.code))
        if not steps:
            return ""
        rows = [(f"{s.code} {s.name}", s.start_month, s.end_month, s.phase, s.cost_likely) for s in steps]
        values = self.reading.join(f"{s.code} {s.duration}" for s in steps)
        words = self.reading.say("timeline_desc", months=self.roadmap.months, values=values)
        chart = charts.timeline(rows, self.roadmap.months, self.t["month_axis"], width)
        return charts.draw("timeline", chart, self.t["timeline"], words)

    def _describe(self, phrase):
        values = self.reading.listed(f"{d.name} {d.score}" for d in self.findings.dimensions)
        return self.reading.say(phrase, values=values)


def read_document(
    data: Mapping[str, Any],
    framework: Framework,
    language: str,
    places: Places = NOWHERE,
) -> ResultDocument:
    """The document of a result. Raises OtherFramework."""
    reading = Reading(data, framework, language, places)
    sha256 = digest(data)
    target = data["gaps"]["target"]
    return ResultDocument(
        reading=reading,
        t=Words(language),
        sha256=sha256,
        headline=read_headline(reading),
        standing=read_standing(reading),
        requirements=read_requirements(reading),
        target=f"{target} {reading.level(target)}" if target else "",
        findings=read_findings(reading),
        roadmap=read_roadmap(reading),
        money=read_money(reading),
        open_points=read_open_points(reading),
        method=read_method(reading, sha256),
        answers=read_answers(reading),
    )
