"""Tables that assign tasks (phụ lục phân công nhiệm vụ): a row a task, told by the headings of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.assignments.rules.reading.outline import Line
from dondoc.assignments.rules.reading.passages import low

_LEAD = re.compile(r"chủ trì|thực hiện|chịu trách nhiệm|đầu mối|được giao")
_COORDINATING = re.compile(r"phối hợp")
_TIME = re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn")
_TASK = re.compile(r"nhiệm vụ|nội dung|công việc|tên đề án|đề án|hoạt động|giải pháp|sản phẩm")
_NUMBER = re.compile(r"stt|tt|số tt|số thứ tự")
_PARTY = re.compile(r"cơ quan|đơn vị|sở|chủ trì|đầu mối|phối hợp")


@dataclass(frozen=True)
class Columns:
    """Which column holds what; None where the table has none such."""

    task: int
    lead: int
    coordinating: int | None
    time: int | None
    number: int | None


@dataclass(frozen=True)
class TableRow:
    """A row that assigns: offsets of the cells in the text."""

    label: str
    start: int
    end: int
    task: tuple[int, int]
    lead: tuple[int, int]
    coordinating: tuple[int, int] | None
    time: tuple[int, int] | None


def rows_of(lines: list[Line]) -> Iterator[TableRow]:
    """Rows of every table whose headings name a task and who is to do it."""
    columns: Columns | None = None
    for line in lines:
        cells = _cells(line)
        if len(cells) < 3:
            if line.text and "\t" not in line.text and len(line.text) > 200:
                columns = None
            continue
        if (heading := _columns([low(line.text[a:b]) for a, b in cells])) is not None:
            columns = heading
        elif columns is not None and (row := _row(line, cells, columns)) is not None:
            yield row


def _cells(line: Line) -> list[tuple[int, int]]:
    """Offsets of the cells within the line, trimmed."""
    cells, start = [], 0
    for raw in line.text.split("\t"):
        left = start + len(raw) - len(raw.lstrip())
        cells.append((left, max(left, start + len(raw.rstrip()))))
        start += len(raw) + 1
    while cells and cells[0][0] == cells[0][1] and line.text.startswith("\t"):
        cells.pop(0)
    return cells


def _columns(headings: list[str]) -> Columns | None:
    if any(len(heading) > 80 for heading in headings):
        return None
    number = next((i for i, words in enumerate(headings) if _NUMBER.fullmatch(words)), None)
    coordinating = _first(headings, _COORDINATING)
    lead = next((i for i, w in enumerate(headings) if _LEAD.search(w) and _PARTY.search(w) and i != coordinating), None)
    time = next((i for i, w in enumerate(headings) if _TIME.search(w) and i not in (lead, coordinating)), None)
    taken = {number, coordinating, lead, time}
    task = next((i for i, w in enumerate(headings) if _TASK.search(w) and i not in taken), None)
    return Columns(task, lead, coordinating, time, number) if task is not None and lead is not None else None


def _first(headings: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, words in enumerate(headings) if pattern.search(words)), None)


def _row(line: Line, cells: list[tuple[int, int]], columns: Columns) -> TableRow | None:
    def cell(at: int | None) -> tuple[int, int] | None:
        if at is None or at >= len(cells) or cells[at][0] == cells[at][1]:
            return None
        return line.start + cells[at][0], line.start + cells[at][1]

    task, lead = cell(columns.task), cell(columns.lead)
    if task is None or lead is None:
        return None
    number = cell(columns.number)
    label = line.text[number[0] - line.start : number[1] - line.start].strip(". ") if number else ""
    return TableRow(label, line.start, line.end, task, lead, cell(columns.coordinating), cell(columns.time))
