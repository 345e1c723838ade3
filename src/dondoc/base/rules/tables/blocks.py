"""The top of Excel sheets with the cells that are merged (khối đầu trang tính), for tables that are no lists."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO

from openpyxl.utils import column_index_from_string

from dondoc.base.rules.tables.fields import CannotRead
from dondoc.base.rules.tables.kinds import Raw
from dondoc.base.rules.tables.spreadsheets import MAX_COLUMNS, opened_workbook, sheet_rows

MAX_SHEETS = 20
MAX_SPANS = 5_000
_CHUNK, _OVERLAP = 1_000_000, 300  # bytes; a merged cell is told in far fewer
_SPAN = re.compile(rb'<(?:\w+:)?mergeCell\b[^<>]{0,100}?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True)
class Span:
    """Merged cells: rows counted from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Block:
    """The first rows of one sheet, `rows[0]` being row 1, and what is merged in them."""

    name: str
    rows: Sequence[Sequence[Raw]]
    spans: tuple[Span, ...]


def sheet_blocks(data: bytes, n_rows: int) -> Iterator[Block]:
    """The sheets that hold something, each down to a row. Raises CannotRead."""
    book = opened_workbook(data)
    for at, sheet in enumerate(book.worksheets[:MAX_SHEETS]):
        rows = [cells for _, cells in islice(sheet_rows(book, at), n_rows)]
        if any(any(cells) for cells in rows):
            path = sheet._worksheet_path  # type: ignore[attr-defined]  # openpyxl tells no other way
            yield Block(sheet.title, rows, tuple(_spans(data, path.lstrip("/"), n_rows)))


def _spans(data: bytes, path: str, n_rows: int) -> Iterator[Span]:
    """Searched in the text of the sheet: a reader of whole sheets lays every merged cell out in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(path) as part:
            found = list(islice(_found(part), MAX_SPANS))
    except Exception:  # noqa: BLE001 - a broken part makes zipfile raise nearly anything
        raise CannotRead("Không đọc được tệp Excel: tệp hỏng. Mở bằng Excel rồi lưu lại dạng .xlsx.") from None
    for left, top, right, bottom in found:
        first, last = column_index_from_string(left.decode()) - 1, column_index_from_string(right.decode()) - 1
        span = Span(int(top), first, min(int(bottom), n_rows), min(last, MAX_COLUMNS))
        if 1 <= span.top <= span.bottom and span.left <= span.right:
            yield span


def _found(part: IO[bytes]) -> Iterator[tuple[bytes, ...]]:
    kept = b""
    while chunk := part.read(_CHUNK):
        text, end = kept + chunk, 0
        for match in _SPAN.finditer(text):
            end = match.end()
            yield match.groups()
        kept = text[max(end, len(text) - _OVERLAP) :]
