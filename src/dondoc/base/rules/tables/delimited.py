"""Tables in text files (tệp CSV): encodings told apart, the delimiter found from the heading line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from dondoc.base.rules.tables.fields import CannotRead
from dondoc.base.rules.tables.kinds import Raw
from dondoc.base.rules.wording import number

DELIMITERS = (",", ";", "\t")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

Grid = Iterator[tuple[int, Sequence[Raw]]]


def text_grid(data: bytes, score: Callable[[Sequence[Raw]], int]) -> Grid:
    """Row numbers and cells. `score` says how many headings of a line are known. Raises CannotRead."""
    text = _decoded(data)
    if not text.strip():
        raise CannotRead("Tệp trống.")
    delimiter = max(DELIMITERS, key=lambda d: score(_heading_line(text, d)))
    return _rows(text, delimiter)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and (at := data.find(0)) >= 0:
        raise CannotRead(f"Dòng {_line(data, at)} có byte 0: tệp không phải văn bản CSV hay Excel .xlsx.")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise CannotRead('Tệp UTF-16 bị hỏng hoặc thiếu. Lưu lại dạng "CSV UTF-8".') from None
        raise CannotRead(
            "Tệp không phải UTF-8 (có thể là Windows-1258 hoặc TCVN3): "
            f"dòng {_line(data, error.start)} có byte 0x{data[error.start]:02X} "
            f"ở vị trí {number(error.start + 1)}. "
            'Trong Excel chọn Lưu thành, lưu lại dạng "CSV UTF-8".'
        ) from None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _heading_line(text: str, delimiter: str) -> list[str]:
    """The first line that has anything in it, as this delimiter parts it."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return next((cells for cells in islice(lines, 1000) if any(cells)), [])
    except csv.Error:
        return []


def _rows(text: str, delimiter: str) -> Grid:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    while True:
        try:
            cells = next(lines, None)
        except csv.Error:
            raise CannotRead(
                f'Dòng {row + 1}: dấu nháy kép (") mở mà không đóng đúng chỗ, hoặc một ô dài quá 131.072 ký tự.'
            ) from None
        if cells is None:
            return
        row += 1
        yield row, cells
