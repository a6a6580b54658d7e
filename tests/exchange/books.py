"""Filling in a workbook as a person does it, and spoiling one as other programs and people do."""

import io
import zipfile

from openpyxl import load_workbook

from exchange.lines import filled_of, lines_of_question


def opened(content):
    return load_workbook(io.BytesIO(content))


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lines_in(book):
    """(code, part) → the row of cells, as one sees it."""
    rows = (row for sheet in book.worksheets if sheet.title != "lists" for row in sheet.iter_rows(min_row=3))
    return {(row[0].value, row[1].value or ""): row for row in rows if len(row) > 6 and row[6].value}


def typed(content, framework, answers, language="zh-hans"):
    """The workbook with these plain answers chosen from its lists and typed into its cells."""
    book = opened(content)
    rows = lines_in(book)
    for code, plain in answers.items():
        question = framework.questions[code]
        filled, reason = filled_of(question, plain)
        for line in lines_of_question(question):
            if line.part in filled:
                rows[code, line.part][4].value = as_typed(line, filled[line.part], language)
                rows[code, line.part][5].value = reason or None
    return saved(book)


def as_typed(line, value, language):
    if line.kind == "number":
        return float(value) if "." in str(value) else int(value)
    code = {True: "yes", False: "no"}.get(value, value) if line.kind == "tick" else value
    return line.choices[code].in_language(language)


def part_changed(content, part, change):
    """The file with one of its parts rewritten; None takes it out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    return zipped({name: text for name, text in parts.items() if text is not None})


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
