"""Filling in workbooks as a person does in Excel: what is offered behind a cell is chosen, the rest is typed."""

import io

from openpyxl import load_workbook


def opened(content):
    return load_workbook(io.BytesIO(content))


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_upload(content, name):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def offered(sheet, place):
    """The entries of the list behind a cell."""
    check = next(one for one in sheet.data_validations.dataValidation if one.type == "list" and place in one.sqref)
    title, _, span = check.formula1.partition("!")
    return [cell.value for row in sheet.parent[title.strip("'")][span.replace("$", "")] for cell in row]


def choose(sheet, place, beginning):
    """The entry of the list behind a cell that begins so."""
    sheet[place] = next(entry for entry in offered(sheet, place) if entry.startswith(beginning))


def with_clients(template, *clients):
    """The template with clients below its sample row: (name, code, region, industry, employees, revenue). Region and
    industry are chosen from their lists; one that is not offered is typed as it is."""
    book = opened(template)
    sheet = book.worksheets[0]
    for row, client in enumerate(clients, start=3):
        for letter, value in zip("ABCDEF", client, strict=True):
            sheet[f"{letter}{row}"] = value
            if letter in "CD" and any(entry.startswith(value) for entry in offered(sheet, f"{letter}{row}")):
                choose(sheet, f"{letter}{row}", value)
    return saved(book)


def with_answers(workbook, answers):
    """The workbook of a questionnaire with answers to questions of one line: code → which entry of its list, from 0."""
    book = opened(workbook)
    left = dict(answers)
    for sheet in book.worksheets:
        for (code,) in sheet.iter_rows(min_row=3, max_col=1):
            if code.value in left:
                place = f"E{code.row}"
                sheet[place] = offered(sheet, place)[left.pop(code.value)]
    if left:
        raise AssertionError(f"The workbook does not ask {', '.join(left)}.")
    return saved(book)
