"""A frozen result with the texts it refers to, read in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from readiness.framework import NO_LEVEL, Framework
from readiness.questions import LADDER, Option, Question
from readiness.text import Text
from reports import charts, figures
from reports.cells import cell
from reports.phrases import PHRASES

SHORT = 30  # columns up to which the words of an option can stand in brackets


class OtherFramework(ValueError):
    """The texts at hand are not those the result was made with."""


@dataclass(frozen=True)
class Places:
    """Names that stand in reference lists, not in the result: region, industry, size class."""

    region: str = ""
    industry: str = ""


@dataclass(frozen=True)
class Reading:
    """`data`: the plain form of an outcome. Raises OtherFramework when the framework's digest is another one."""

    data: Mapping[str, Any]
    framework: Framework
    language: str
    places: Places = Places()

    def __post_init__(self):
        if self.data["framework_digest"] != self.framework.digest:
            raise OtherFramework(f"{self.framework.reference} has another digest than the result was made with")

    @cached_property
    def aligned(self) -> bool:
        """Whether questions of this framework refer to the Opinions on “AI + Manufacturing”."""
        questions = self.framework.questions.values()
        return any(reference.source == "opinions" for question in questions for reference in question.references)

    @cached_property
    def on_ladder(self) -> bool:
        """Whether every question knows the five common rungs."""
        return all(tuple(code for code, _ in q.steps) == LADDER for q in self.framework.questions.values())

    @property
    def title(self) -> str:
        """What a report of this framework is called."""
        return self.say("report_title" if self.aligned else "report_title_of", name=self.text(self.framework.name))

    @property
    def english(self):
        return self.language == "en"

    def text(self, text: Text | None) -> str:
        return text.in_language(self.language) if text else ""

    def plain_text(self, text: Mapping[str, str] | None) -> str:
        """A bilingual text as it stands in plain data: {"zh": …, "en": …}."""
        return (text["en"] if self.english else text["zh"]) if text else ""

    def say(self, phrase: str, **values: Any) -> str:
        return self.text(PHRASES[phrase]).format(**values)

    def join(self, parts) -> str:
        return ("; " if self.english else "；").join(parts)

    def listed(self, parts) -> str:
        return (", " if self.english else "、").join(parts)

    def listed_with_and(self, parts: list[str]) -> str:
        """ "20、40、60、80", "20, 40, 60 and 80"."""
        if not self.english or len(parts) < 2:
            return self.listed(parts)
        return f"{self.listed(parts[:-1])} and {parts[-1]}"

    def join_sentences(self, parts) -> str:
        return (" " if self.english else "").join(parts)

    def dimension(self, code: str) -> str:
        return self.text(self.framework.dimensions[code].name)

    def level(self, code: str) -> str:
        return self.text(self.framework.level(code).name)

    @cached_property
    def coded(self) -> bool:
        """Whether levels are known by their codes, L1 and so on; elsewhere the name alone says it: 二级, not M2 二级."""
        return all(level.code == f"L{n}" for n, level in enumerate(self.framework.levels, 1))

    def level_in_full(self, code: str) -> str:
        """ "L2 试点级", "二级", "无等级"."""
        return f"{code} {self.level(code)}" if self.coded and code != NO_LEVEL else self.level(code)

    def named(self, code: str) -> str:
        """The name of whatever carries a score: a dimension, an index, a question."""
        if code in self.framework.questions:
            return f"{code} {self.text(self.framework.questions[code].topic)}"
        index = self.framework.indices.get(code)
        return self.text(index.name) if index else self.dimension(code)

    def full_of(self, code: str) -> Any:
        """The highest score of a dimension, an index or a question."""
        if code in self.framework.questions:
            return self.framework.questions[code].full
        return self._fulls.get(code) or figures.HUNDRED

    @cached_property
    def _fulls(self) -> dict[str, Any]:
        return {part["code"]: part["full"] for part in (*self.data["dimensions"], *self.data["indices"])}

    def question_points(self, code: str) -> str:
        """What an answer scored, in whole points of 100 or with its scale."""
        return figures.points(self.questions[code]["score"], self.full_of(code), 0)

    def rung_name(self, code: str) -> str:
        """Where an answer stands in a word or two: the level that asks for its rung, a short option, or the code."""
        rung = self.questions[code]["reached"]
        level = self._rung_names.get(rung)
        if level:
            return self.level(level)
        band = self._band(self.framework.questions[code], rung)
        words = self.text(band.text) if band else ""
        return words if words and charts.display_width(words) <= SHORT else rung or self.say("unanswered")

    @cached_property
    def _rung_names(self) -> dict[str, str]:
        """rung → the level that asks for it, where levels count the questions that have reached one: G2 → M2."""
        gates = ((level, gate) for level in self.framework.levels for gate in level.gates)
        return {gate.reaching: level.code for level, gate in gates if gate.reaching}

    @cached_property
    def common_full(self) -> Any:
        """The highest score of the dimensions where it is the same for all; None where each has its own."""
        fulls = {figures.number(d["full"]) for d in self.data["dimensions"] if d["full"] is not None}
        return fulls.pop() if len(fulls) == 1 else None

    @cached_property
    def certain(self) -> bool:
        """Whether the result rests on every question that applies."""
        return self.data["mode"] == "full" and self.data["answered"] == self.data["applicable"]

    def action(self, code: str) -> str:
        """ "A07 设备联网"."""
        return f"{code} {self.text(self.framework.actions[code].name)}"

    def wan(self, amount) -> str:
        return figures.wan(amount, self.language)

    def wan_range(self, cost: Mapping[str, str]) -> str:
        return figures.wan_range(cost["low"], cost["high"], self.language)

    @cached_property
    def questions(self) -> dict[str, Mapping[str, Any]]:
        """The state of every question by code: state, score, reached, value, unconfirmed."""
        return {question["code"]: question for question in self.data["questions"]}

    @cached_property
    def steps(self) -> dict[str, Mapping[str, Any]]:
        """The steps of the route by the code of their action."""
        return {step["action"]: step for step in self.data["route"]["steps"]}

    # --- answers in words -----------------------------------------------------------------------------------------

    def answer(self, code: str) -> str:
        """What was answered, in the words of the options chosen; raw numbers with their units."""
        return self.answer_of(code, self.data["answers"].get(code))

    def answer_of(self, code: str, plain: Any) -> str:
        """The same of an answer in its plain form, whoever gave it."""
        question = self.framework.questions[code]
        match plain:
            case None:
                return self.say("unanswered")
            case "unknown":
                return self.say("unknown")
            case {"na": reason}:
                return self.say("not_applicable", reason=cell(reason))
            case str() if question.kind == "matrix":
                return self.say("no_row")
            case {"rows": rows}:
                return self._rated(question, rows)
            case str():
                return self.text(question.option(plain).text)
            case list():
                return self.join(self.text(question.option(option).text) for option in plain)
        return self._measured(question, plain)

    def _measured(self, question: Question, plain: Mapping[str, Any]) -> str:
        parts = [
            self.say(
                "input", label=self.text(i.label), number=figures.plain_number(plain[i.code]), unit=self.text(i.unit)
            )
            for i in question.inputs
            if i.code in plain
        ]
        state = self.questions.get(question.code, {})
        if question.kind == "ratio" and state.get("value") is not None:
            parts.append(self.say("share", share=figures.score(state["value"], 0)))
        elif "value" in plain and not any(i.code == "value" for i in question.inputs):
            parts.append(figures.plain_number(plain["value"]))
        parts += [self.text(c.text) for c in question.conditions if plain.get(c.code) is True]
        return self.join(parts)

    def _rated(self, question: Question, rows: Mapping[str, Any]) -> str:
        return self.join(
            self.say("row", row=self.text(row.text), columns=self.listed(self._columns(question, rows[row.code])))
            for row in question.rows
            if row.code in rows
        )

    def _columns(self, question: Question, ticked: str | list[str]) -> list[str]:
        codes = [ticked] if isinstance(ticked, str) else ticked
        return [self.text(question.column(code).text) for code in codes]

    def ticked(self, code: str) -> list[str]:
        """The options ticked in a multiple choice."""
        plain = self.data["answers"].get(code)
        return [plain] if isinstance(plain, str) else list(plain or ())

    def standing(self, code: str) -> str:
        """How a question stands, in the words of the rung it has reached (of the ticked options where they add up)."""
        question, reached = self.framework.questions[code], self.questions[code]["reached"]
        band = self._band(question, reached)
        if question.kind == "multiple":
            return self.answer(code)
        return self.text(band.text) if band else self.answer(code)

    def rung(self, code: str, rung: str) -> str:
        """What a rung of a question looks like; for options that add up, the ones that are not ticked yet."""
        question = self.framework.questions[code]
        if question.kind == "multiple" and not question.count_bands:
            ticked = self.ticked(code)
            open_ = [o for o in question.options if o.score > 0 and not o.exclusive and o.code not in ticked]
            if open_:
                return self.say("tick_more", option=self.text(open_[0].text))
            costly = [o for o in question.options if o.score < 0 and o.code in ticked]
            return self.say("untick", option=self.text(costly[0].text)) if costly else ""
        if question.kind == "matrix":
            return self._better_row(question)
        band = self._band(question, rung)
        return self.text(band.text) if band else ""

    def _better_row(self, question: Question) -> str:
        """The first row that is not yet where the best column is."""
        answer = self.data["answers"].get(question.code)
        rows = answer["rows"] if isinstance(answer, dict) and "rows" in answer else {}
        best = max(question.columns, key=lambda column: column.score)
        left_out = {column.code for column in question.columns if column.left_out}
        for row in question.rows:
            ticked = rows.get(row.code, ())
            ticked = {ticked} if isinstance(ticked, str) else set(ticked)
            if best.code not in ticked and not ticked & left_out:
                return self.say("raise_row", row=self.text(row.text), column=self.text(best.text))
        return ""

    def _band(self, question: Question, code: str | None) -> Option | None:
        return next((band for band in question.bands if band.code == code), None)
