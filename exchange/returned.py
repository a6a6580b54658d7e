"""A workbook that comes back: is it ours, of this version and of this assessment, and what do its cells say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from exchange.lines import Line, NoChoice, chosen, clash, lines_of_question, plain_of
from exchange.opening import CODE, REASON, Cell, Sheet, opened_book
from exchange.refusals import Unreadable
from exchange.scene_lines import SceneLine, chosen_field, is_block, lines_of_scene, plain_scene_of
from exchange.seals import MADE, Base, seal
from exchange.workbook import ABOUT, FIRST_ROW
from readiness.answers import AnswerError
from readiness.errors import ContentError
from readiness.framework import Dimension, Framework
from readiness.questions import Question
from readiness.text import Text
from surveys.content import framework as framework_as
from surveys.register import read_scene
from surveys.saving import canonical, tidy

MOST_PROBLEMS = 200  # told of one file
AGAIN = Text("请重新下载一份，把答案抄过去。", "Please download a new one and copy the answers over.")
PUT_BACK = Text(
    "请改回原样，或重新下载一份再填。", "Please put it back as it was, or download a new workbook and fill that in."
)
LONE_REASON = Text(
    "左边选“不适用”，这里才写原因", "a reason only where “Does not apply” is chosen in the column beside it"
)
# The hidden column of a scene: what it was when taken, and its address.
OF_SCENE = re.compile(r"[0-9]{1,9}\.[0-9a-f]{0,12}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NO_FORMULA = Text("一个填好的值，不是公式", "a value, not a formula")


@dataclass(frozen=True)
class CellProblem:
    """One thing wrong in a file: where, what was found, what belongs there."""

    place: str
    found: str
    expected: Text
    code: str = ""  # of the question, where the place does not say it


@dataclass(frozen=True)
class FileRead:
    """Plain answers by question, in canonical form, and everything that could not be read.

    scenes: those of the register that say something, under their subject "scene:…" in the log of changes.
    bases: what answers and scenes were when the workbook was taken; empty for a file that does not know.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()
    bases: Mapping[str, Base] = field(default_factory=dict)
    scenes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> Mapping[str, Any]:
        """Answers and scenes by their subject in the log of changes."""
        return {**self.answers, **self.scenes}


@dataclass(frozen=True)
class Filled:
    """A line with the cells somebody filled in."""

    line: Line
    answer: Cell
    reason: Cell
    place: str  # of the answer: sheet and cell


@dataclass(frozen=True)
class FilledField:
    """The same of a scene: one field of it."""

    line: SceneLine
    answer: Cell
    place: str


def read_workbook(
    content: bytes, framework: Framework, assessment: str = "", stages: Sequence[Dimension] = ()
) -> FileRead:
    """The answers a filled workbook holds and every cell that cannot be understood. Raises Unreadable.

    assessment: the UUID of the one it is brought to; a workbook taken from another one is refused. stages: in which a
    scene of the register may stand.
    """
    sheets = opened_book(content)
    about = _about(sheets)
    _refuse_other_version(about, framework)
    _refuse_other_assessment(about, assessment)
    ours, taken = list(_ours(sheets, framework)), about["assessment"]
    found = [line for sheet in ours for line in _lines(sheet, framework, taken, stages)]
    bases = _refuse_incomplete(found)
    asked = [filled for filled, _base in found if isinstance(filled, Filled)]
    read = _answers(asked, _words(framework, about["wording"]))
    scenes = read_scenes([filled for filled, _base in found if isinstance(filled, FilledField)], bases)
    return FileRead(
        read.answers,
        (*read.problems, *scenes.problems)[:MOST_PROBLEMS],
        {**_of_questions(bases, read.answers), **scenes.bases},
        scenes.scenes,
    )


def _of_questions(bases: Mapping[str, str], answers: Mapping[str, Any]) -> dict[str, Base]:
    return {code: Base.read(bases[code]) for code in answers if code in bases}


# --- whose workbook it is -----------------------------------------------------------------------------------------------


def _about(sheets: list[Sheet]) -> dict[str, str]:
    """What the cover says. Raises Unreadable where there is none."""
    for sheet in sheets:
        if sheet.cell(1, 0).text == MADE:
            return {key: sheet.cell(int(place[1:]), 1).text for key, (place, _) in ABOUT.items()}
    first = sheets[0].cell(1, 0).text[:60]
    raise Unreadable(
        Text(
            f"没有找到写着版本的“说明”表（第一张表左上角是“{first or '空'}”，应为“{MADE}”），无法确认这些答案对应哪一版问卷。{AGAIN.zh}",
            f"The sheet “Read me” that says the version was not found (the first sheet begins with “{first or 'nothing'}”; "
            f"“{MADE}” is wanted), so nobody can tell which questionnaire was answered. {AGAIN.en}",
        )
    )


def _refuse_other_version(about: Mapping[str, str], framework: Framework) -> None:
    found = about["reference"][:60]
    if found != framework.reference:
        raise Unreadable(
            Text(
                f"这份表格是“{found or '空'}”版的，这里的测评用的是“{framework.reference}”版，题目和选项可能不同，不能直接并入。{AGAIN.zh}",
                f"This workbook is of the version “{found or 'nothing'}”; this assessment asks “{framework.reference}”. "
                f"Questions and options may differ, so it is not merged. {AGAIN.en}",
            )
        )
    if about["digest"] != framework.digest:
        mine, theirs = framework.digest[:12], about["digest"][:12] or "—"
        raise Unreadable(
            Text(
                f"版本号相同（{framework.reference}），但版本指纹对不上：表格里是 {theirs}…，这里是 {mine}…，说明题目内容不一样。{AGAIN.zh}",
                f"The version is the same ({framework.reference}) but its fingerprint is not: {theirs}… in the workbook, "
                f"{mine}… here, so the questions differ. {AGAIN.en}",
            )
        )


def _refuse_other_assessment(about: Mapping[str, str], assessment: str) -> None:
    if not assessment or about["assessment"] in ("", assessment):
        return
    client = about["client"][:80]
    raise Unreadable(
        Text(
            f"这份表格是从另一份测评下载的（企业：{client or '未写明'}）。为免填错企业，没有读取。请上传到那份测评，或从这里重新下载。",
            f"This workbook was taken from another assessment (client: {client or 'not named'}). So that no answers get "
            "into the wrong firm, it was not read. Upload it there, or download one here.",
        )
    )


def _ours(sheets: list[Sheet], framework: Framework) -> Iterator[Sheet]:
    """The sheets with questions; what somebody has added for themselves is left alone. Raises Unreadable."""
    for sheet in sheets:
        found = sheet.cell(1, 0).text[:60]
        asks = any(row[CODE].text in framework.questions for row in sheet.rows[FIRST_ROW - 1 :])
        if found == MADE or not (asks or found == framework.reference):
            continue
        if found != framework.reference:
            raise Unreadable(_changed(sheet.place(1, 0), found, framework.reference))
        if sheet.hidden:
            raise Unreadable(
                Text(
                    f"“{sheet.title}”表被隐藏了，里面的答案看不到，没有读取。请取消隐藏、检查后再上传。",
                    f"The sheet “{sheet.title}” is hidden, so nobody sees its answers; nothing was read. "
                    "Please unhide it, look at it, and upload the file again.",
                )
            )
        _refuse_merged(sheet)
        yield sheet


def _refuse_merged(sheet: Sheet) -> None:
    if sheet.merged:
        raise Unreadable(
            Text(
                f"“{sheet.title}”表的 {sheet.merged} 是合并单元格，分不清答案属于哪一行。请取消合并，每行各填各的。",
                f"In the sheet “{sheet.title}” the cells {sheet.merged} are merged, so it is not clear which line the "
                "answer belongs to. Please unmerge them and fill in each line.",
            )
        )


def _changed(place: str, found: str, expected: str) -> Text:
    return Text(
        f"{place} 被改动过：现在是“{found or '空'}”，应为“{expected}”。{PUT_BACK.zh}",
        f"{place} has been changed: it says “{found or 'nothing'}”; “{expected}” belongs there. {PUT_BACK.en}",
    )


# --- the lines ----------------------------------------------------------------------------------------------------------


def _lines(
    sheet: Sheet, framework: Framework, taken: str, stages: Sequence[Dimension]
) -> Iterator[tuple[Filled | FilledField, str]]:
    """(filled line, its base) of every line of a sheet. Raises Unreadable where a code or a seal has been changed."""
    for number, row in enumerate(sheet.rows[FIRST_ROW - 1 :], start=FIRST_ROW):
        code, part, answer, reason, sealed, base = (row[i].text for i in (0, 1, 4, 5, 6, 7))
        if not (code or part or answer or reason or sealed or base):
            continue
        lines = {line.part: line for line in _lines_under(code, framework, stages)}
        untouched = part in lines and row[CODE].kind != "formula" and _sound(lines[part], base)
        if not untouched or sealed != seal(framework, taken, code, part, base):
            raise Unreadable(_edited(sheet, number, row, framework, taken))
        yield _filled(lines[part], row, sheet.place(number, 4)), base


def _filled(line: Line | SceneLine, row: tuple[Cell, ...], place: str) -> Filled | FilledField:
    if isinstance(line, SceneLine):
        return FilledField(line, row[4], place)
    return Filled(line, row[4], row[REASON], place)


def _sound(line: Line | SceneLine, base: str) -> bool:
    """Whether the hidden column holds what it may; a seal can be made by anybody who has read this program."""
    if isinstance(line, SceneLine):
        return bool(OF_SCENE.fullmatch(base)) if line.first else not base
    return not base or Base.fits(base)


def _lines_under(code: str, framework: Framework, stages: Sequence[Dimension]) -> Iterable[Line | SceneLine]:
    if code in framework.questions:
        return lines_of_question(framework.questions[code])
    return lines_of_scene(code, stages) if is_block(code) else ()


def _edited(sheet: Sheet, number: int, row: tuple[Cell, ...], framework: Framework, taken: str) -> Text:
    """Which cell it was: the code or part that would fit the seal is looked for."""
    code, part, sealed, base = (row[i].text for i in (0, 1, 6, 7))
    for question in framework.questions.values():
        for line in lines_of_question(question):
            if sealed and sealed == seal(framework, taken, question.code, line.part, base):
                column = 0 if question.code != code else 1
                return _changed(
                    sheet.place(number, column), (code, part)[column][:60], (question.code, line.part)[column]
                )
    place = sheet.place(number, 0)
    return Text(
        f"{place}（“{code[:60] or '空'}”）这一行不是这份表格原有的，或它的编号、隐藏的校验列被改动过，没有读取整份文件。{PUT_BACK.zh}",
        f"The line at {place} (“{code[:60] or 'nothing'}”) is not one of this workbook, or its code or a hidden column has "
        f"been changed; the file was not read. {PUT_BACK.en}",
    )


def _refuse_incomplete(found: list[tuple[Filled | FilledField, str]]) -> dict[str, str]:
    """Every line once, and a question or scene with all its lines or none. Raises Unreadable. Its code → its base."""
    places: dict[tuple[str, str], str] = {}
    bases: dict[str, str] = {}
    lines = {filled.line.key[0]: filled.line for filled, _base in found}
    for filled, base in found:
        key = filled.line.key
        if key in places:
            raise Unreadable(_twice(key[0], places[key], filled.place))
        places[key] = filled.place
        if base:
            bases[key[0]] = base
    for code, line in lines.items():
        wanted = [one.key for one in _beside(line)]
        missing = [key for key in wanted if key not in places]
        if missing:
            there = next(places[key] for key in wanted if key in places)
            raise Unreadable(_cut(code, there, len(missing)))
    return bases


def _beside(line: Line | SceneLine) -> Iterable[Line | SceneLine]:
    """All lines of the question or scene that a line belongs to."""
    return lines_of_scene(line.block, ()) if isinstance(line, SceneLine) else lines_of_question(line.question)


def _twice(code: str, first: str, second: str) -> Text:
    return Text(
        f"{code} 的同一行出现了两次：{first} 和 {second}，不知道以哪个为准。请删掉其中一行。",
        f"The same line of {code} stands at {first} and again at {second}; which one counts is not clear. "
        "Please delete one of them.",
    )


def _cut(code: str, there: str, missing: int) -> Text:
    return Text(
        f"{code}（{there}）少了 {missing} 行，剩下的答案会变成另一个意思。{PUT_BACK.zh}",
        f"{code} ({there}) lacks {missing} of its lines; what is left would mean something else. {PUT_BACK.en}",
    )


# --- what they say ------------------------------------------------------------------------------------------------------


def _words(framework: Framework, wording: str) -> Framework:
    """The framework with the texts the workbook was written with: its lists offered those."""
    if wording == framework.wording:
        return framework
    try:
        return framework_as(framework.reference, wording)
    except (KeyError, ContentError):
        return framework


def _answers(found: list[Filled], worded: Framework) -> FileRead:
    answers, problems = {}, []
    for question, group in groupby(sorted(found, key=_code), key=lambda f: f.line.question):
        value, wrong = _answer(question, list(group), worded)
        problems += wrong
        if value is not None:
            answers[question.code] = value
    order = list(worded.questions)
    answers = dict(sorted(answers.items(), key=lambda item: order.index(item[0])))
    return FileRead(answers, tuple(problems))


def read_scenes(found: list[FilledField], bases: Mapping[str, str]) -> FileRead:
    """The scenes of a workbook. A block without a word says nothing, as an empty cell does."""
    scenes, problems, known = {}, [], {}
    for block, lines in groupby(sorted(found, key=_block), key=_block):
        value, wrong = _scene(list(lines))
        problems += wrong
        if value is not None:
            base, _, address = bases[block].rpartition(".")
            scenes[f"scene:{address}"] = value
            known[f"scene:{address}"] = Base.read(base)
    return FileRead(problems=tuple(problems), bases=known, scenes=scenes)


def _block(filled: FilledField) -> str:
    return filled.line.key[0]


def _scene(lines: list[FilledField]) -> tuple[dict[str, str] | None, list[CellProblem]]:
    """The scene of a block, and what is wrong with its cells: then there is none, rather than half of one."""
    fields, problems = {}, []
    for filled in lines:
        try:
            fields[filled.line.part] = _field(filled)
        except AnswerError as error:
            problems.append(CellProblem(filled.place, error.found, error.expected))
    return (None, problems) if problems else (read_scene([fields["stage"]], tidy(plain_scene_of(fields))), [])


def _field(filled: FilledField) -> str:
    """One field as the register keeps it, so that a wrong one is told with its own cell. Raises AnswerError."""
    line, cell = filled.line, filled.answer
    if cell.kind == "formula":
        raise AnswerError(cell.text[:60], NO_FORMULA)
    if not cell.text:
        return ""
    if cell.kind == "date" and line.part == "start_month":
        return f"{cell.value:%Y-%m}"
    try:
        typed = chosen_field(line, cell.text)
    except NoChoice as wrong:
        raise AnswerError(cell.text[:60], wrong.expected) from wrong
    return (read_scene([typed], tidy({line.part: typed})) or {}).get(line.part, "")


def _code(filled: Filled) -> str:
    return filled.line.question.code


def _answer(question: Question, group: list[Filled], worded: Framework) -> tuple[Any, list[CellProblem]]:
    """The answer a question got, and what is wrong with its cells: then it has none, rather than half of one."""
    parts, places, problems = {}, {}, []
    earlier = {line.part: line for line in lines_of_question(worded.questions[question.code])}
    for filled in group:
        if filled.answer.text:
            places[filled.line.part] = filled.place
            try:
                parts[filled.line.part] = _typed(filled, earlier.get(filled.line.part, filled.line))
            except AnswerError as error:
                problems.append(CellProblem(filled.place, error.found, error.expected, question.code))
    reason = next((f.reason.text for f in group if f.reason.text), "")
    if problems or not (parts or reason):
        return None, problems
    return _whole(question, parts, reason, places, group)


def _whole(question, parts, reason, places, group):
    place = next(iter(places.values()), group[0].place)
    problems = []
    if reason and "na" not in parts.values():
        at = next(f for f in group if f.reason.text)
        problems.append(CellProblem(at.place.replace("!E", "!F"), reason, LONE_REASON, question.code))
    try:
        if wrong := clash(question, parts):
            raise AnswerError(*wrong)
        return canonical(question, plain_of(question, parts, reason)), problems
    except AnswerError as error:
        return None, [*problems, CellProblem(place, error.found, error.expected, question.code)]


def _typed(filled: Filled, earlier: Line) -> Any:
    """What a cell says. Raises AnswerError."""
    line, cell = filled.line, filled.answer
    if cell.kind == "formula":
        raise AnswerError(cell.text[:60], NO_FORMULA)
    if line.kind == "number":
        return _number(line, cell)
    try:
        return chosen(line, cell.text)
    except NoChoice as wrong:
        if earlier is not line:
            try:
                return chosen(earlier, cell.text)
            except NoChoice:
                pass
        raise AnswerError(cell.text, wrong.expected) from wrong


def _number(line: Line, cell: Cell) -> Any:
    """A number as the question takes it by itself, so that a wrong one is told with its own cell."""
    if cell.kind == "date":
        raise AnswerError(cell.text, Text("数字（格子被存成了日期）", "a number (the cell was turned into a date)"))
    value = cell.value if cell.kind == "bool" else cell.text
    canonical(line.question, {line.part: value})
    return value
