"""One frozen result as the document that page and PDF show: `read_document` is the only entrance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from readiness.framework import Framework
from readiness.gaps import dimension_lines
from readiness.plain import digest
from reports import charts, figures
from reports.elsewhere import Elsewhere, read_elsewhere
from reports.findings import Findings, read_findings
from reports.gates import Requirement, read_requirements
from reports.headline import Headline, Standing, read_headline, read_standing
from reports.method import AnswerGroup, Method, read_answers, read_method
from reports.money import Money, read_money
from reports.open_points import OpenPoints, read_open_points
from reports.phrases import PHRASES
from reports.reading import Places, Reading
from reports.roadmap import Roadmap, read_roadmap
from reports.verified import Verified, read_verified

LANGUAGES = ("zh-hans", "en")
NOWHERE = Places()  # codes instead of the names of region and industry
FEWEST_AXES, MOST_AXES = 3, 12  # of a radar chart
MOST_BARS = 20
LONG_TITLE = 30  # columns from which the title of the cover is set smaller
TEMPLATE_VERSION = "3"  # raised whenever the same result would give another document


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
    elsewhere: Elsewhere | None
    method: Method
    answers: tuple[AnswerGroup, ...]
    verified: tuple[Verified, ...] = ()  # the statements about this result, the oldest first

    @property
    def lang(self):
        return "en" if self.reading.english else "zh-CN"

    @property
    def declared(self):
        """What kind of statement the level is."""
        return self.t["self_declared_verified"] if self.verified else self.headline.declared

    @property
    def declared_line(self):
        return self.t["self_declared_verified" if self.verified else "self_declared"]

    @property
    def limits(self):
        instead = {self.t["limit_self"]: self.t["limit_verified"]} if self.verified else {}
        return [instead.get(text, text) for text in self.method.limits]

    @property
    def has_route(self):
        """Whether this framework says what to do, and so what it costs and who may pay."""
        return bool(self.reading.framework.actions)

    @property
    def has_scenes(self):
        return self.reading.framework.has_scenes or bool(self.open_points.scenes)

    @property
    def levelled(self):
        """Whether there is a next level to speak of."""
        return bool(self.reading.framework.levels)

    @property
    def dimension_results_only(self):
        return self.reading.say("dimension_results_only", count=len(self.findings.dimensions))

    @property
    def score_with_scale(self):
        """ "45.1", "3.2 / 5"."""
        return figures.points(self.reading.data["overall"], self.reading.framework.scale)

    @property
    def dimension_count(self):
        return self.reading.say("dimension_count", count=len(self.findings.dimensions))

    @property
    def how_title(self):
        return self.t["method_how_title" if self.has_route else "method_how_title_no_route"]

    @property
    def no_strong(self):
        return self.t["no_strong" if self.reading.on_ladder else "no_half"]

    @property
    def bands(self):
        """Whether scores of a dimension have names."""
        framework = self.reading.framework
        return any(framework.bands_of(code) for code in framework.dimensions)

    @property
    def weights(self):
        """Whether it can be said what a dimension weighs in the overall score."""
        return any(d.weight for d in self.findings.dimensions)

    @property
    def intervals(self):
        """Whether dimensions say between what their score lies: where there is no overall interval to say it."""
        return not self.headline.score and any(d.interval for d in self.findings.dimensions)

    @property
    def long_title(self):
        return charts.display_width(self.cover_title) > LONG_TITLE

    @property
    def title(self):
        return self.reading.title

    @property
    def cover_line(self):
        line = self.t["cover_line" if self.has_route else "cover_line_no_route"]
        return line if self.reading.aligned else f"{self.t['self_assessment_report']}{self.t['colon']}{line}"

    @property
    def cover_title(self):
        """The name of a framework stands alone on the cover; the line below says what this is."""
        return self.title if self.reading.aligned else self.reading.text(self.reading.framework.name)

    @property
    def aligned(self):
        return self.method.aligned

    @property
    def first_title(self):
        """What the list of the first steps is called, by how many there are."""
        return self.t[{1: "first_one", 3: "first_three"}.get(len(self.roadmap.first), "first_few")]

    # --- charts: drawn when a template asks for them -----------------------------------------------------------------

    @cached_property
    def radar(self):
        """Empty where there are too few axes to make a shape, or too many to read."""
        if not FEWEST_AXES <= len(self.findings.dimensions) <= MOST_AXES:
            return ""
        points = [(d.name, self._share(d.value, d), d.score) for d in self.findings.dimensions]
        chart = charts.radar(points, self._ticks)
        return charts.draw("radar", chart, self.t["radar"], self._describe("radar_desc", "radar_scaled_desc"))

    @cached_property
    def bars(self):
        """Empty where there are too many for one page; the table beside it says the same."""
        if len(self.findings.dimensions) > MOST_BARS:
            return ""
        rows = [
            (
                d.name,
                self._share(d.value, d),
                d.score,
                self._share(d.next_threshold, d) if d.next_threshold else None,
                f"{self.t['missing']} {d.missing}" if d.missing else "",
            )
            for d in self.findings.dimensions
        ]
        full = self.reading.common_full
        chart = charts.bars(rows, self._lines or self._ticks, figures.plain_number(full) if full else "")
        return charts.draw("bars", chart, self.bars_title, self._bars_in_words())

    @property
    def bars_title(self):
        return self.t["bars" if self.lines else "bars_plain"]

    def _bars_in_words(self):
        if not self._lines:
            return self._describe("bars_plain_desc", "bars_plain_desc")
        lines = [number for _, number in self._lines]
        values = self._values()
        return self.reading.say("bars_desc", values=values, lines=self.reading.listed_with_and(lines))

    @cached_property
    def lines(self):
        """Whether scores of a dimension have lines to cross."""
        return bool(dimension_lines(self.reading.framework))

    @cached_property
    def _lines(self):
        """(per cent, number) of the lines that all dimensions share."""
        full = self.reading.common_full
        lines = [line for line in dimension_lines(self.reading.framework) if line > 0] if full else []
        return tuple((100 * line / full, figures.plain_number(line)) for line in lines)

    @cached_property
    def _ticks(self):
        full = self.reading.common_full
        if full is None:
            return tuple((share, "") for share, _ in charts.SCALE)
        return tuple((share, figures.plain_number(number)) for share, number in charts.ticks(full))

    def _share(self, value, dimension):
        """A score of a dimension in per cent of its scale."""
        return None if value is None else 100 * figures.number(value) / (figures.number(dimension.full) or 1)

    @cached_property
    def ladder(self):
        """Empty where a framework has no levels."""
        head, framework = self.headline, self.reading.framework
        if not framework.levels:
            return ""
        levels = [(rung.code, rung.name, rung.threshold) for rung in head.ladder]
        held = next((rung.code for rung in head.ladder if rung.state == "now"), "")
        chart = charts.ladder(levels, held, head.score, self.t["you"])
        phrase = "ladder_below_desc" if not held else "ladder_desc" if head.score else "ladder_unscored_desc"
        count = figures.count_word(len(levels), self.reading.language)
        words = self.reading.say(phrase, count=count, place=head.level_number, name=head.level_name, score=head.score)
        return charts.draw("ladder", chart, self.reading.say("ladder", count=count), words[:1].upper() + words[1:])

    @cached_property
    def quadrant(self):
        data, framework = self.reading.data, self.reading.framework
        if data["application"] is None or data["enablers"] is None or not framework.archetypes:
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
            application=figures.score(data["application"]),
            enablers=figures.score(data["enablers"]),
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

    def _describe(self, phrase, scaled):
        """`scaled`: the phrase where not every axis goes to 100."""
        return self.reading.say(
            phrase if self.reading.common_full == figures.HUNDRED else scaled, values=self._values()
        )

    def _values(self):
        return self.reading.listed(f"{d.name} {d.score}" for d in self.findings.dimensions)


def read_document(
    data: Mapping[str, Any],
    framework: Framework,
    language: str,
    places: Places = NOWHERE,
    verified: Sequence[Mapping[str, Any]] = (),
) -> ResultDocument:
    """The document of a result. verified: as `verification.parts.gist` gives it. Raises OtherFramework."""
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
        target=reading.level_in_full(target) if target else "",
        findings=read_findings(reading),
        roadmap=read_roadmap(reading),
        money=read_money(reading),
        open_points=read_open_points(reading),
        elsewhere=read_elsewhere(reading),
        method=read_method(reading, sha256),
        answers=read_answers(reading),
        verified=read_verified(reading, verified),
    )
