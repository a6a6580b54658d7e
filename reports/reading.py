"""A frozen result with the texts it refers to, read in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from readiness.framework import Framework
from readiness.questions import Option, Question
from readiness.text import Text
from reports import figures
from reports.cells import cell
from reports.phrases import PHRASES


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

    def join_sentences(self, parts) -> str:
        return (" " if self.english else "").join(parts)

    def dimension(self, code: str) -> str:
        return self.text(self.framework.dimensions[code].name)

    def level(self, code: str) -> str:
        return self.text(self.framework.level(code).name)

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
        question, plain = self.framework.questions[code], self.data["answers"].get(code)
        match plain:
            case None:
                return self.say("unanswered")
            case "unknown":
                return self.say("unknown")
            case {"na": reason}:
                return self.say("not_applicable", reason=cell(reason))
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
            ticked = self.data["answers"].get(code) or []
            open_ = [o for o in question.options if not o.exclusive and o.code not in ticked]
            return self.say("tick_more", option=self.text(open_[0].text)) if open_ else ""
        band = self._band(question, rung)
        return self.text(band.text) if band else ""

    def _band(self, question: Question, code: str | None) -> Option | None:
        return next((band for band in question.bands if band.code == code), None)
