"""Kinds of cells (kiểu dữ liệu của ô): what stands in a file becomes a value, or a sentence why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from dondoc.base.rules.tables.days import Unreadable, check_year, day_from_text, in_vietnam, moment_from_text
from dondoc.base.rules.wording import search_key

MAX_CELL = 32_767  # characters; Excel's own limit
# Beyond 15 digits Excel has already rounded.
EXACT_NUMBER = 10**15
LARGEST_INTEGER = 2**63 - 1


@dataclass(frozen=True)
class ErrorCell:
    """A cell in which Excel shows an error, '#N/A'."""

    text: str

    def __str__(self) -> str:
        return self.text


Raw = str | int | float | bool | date | datetime | time | timedelta | ErrorCell | None
Value = str | date | datetime | bool | int | tuple[str, ...] | None


class Kind(Enum):
    """What a column holds. The value is how the guide of a template asks for it."""

    TEXT = "chữ, một dòng"
    PARAGRAPHS = "chữ, có thể nhiều dòng"
    CODE = "mã, giữ nguyên số 0 ở đầu (định dạng ô là Văn bản)"
    DATE = "ngày/tháng/năm, ví dụ 05/07/2026"
    MOMENT = "ngày/tháng/năm giờ:phút, ví dụ 05/07/2026 08:20"
    BOOLEAN = "'có' hoặc 'không' ('x' hoặc để trống)"
    INTEGER = "số nguyên"
    LIST = "nhiều giá trị, cách nhau bằng dấu chấm phẩy"


_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_INTEGER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)", re.ASCII)
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_WORDS = {
    **dict.fromkeys(("co", "true", "1", "x", "yes", "da ky so", "da ky", "dung"), True),
    **dict.fromkeys(("khong", "false", "0", "", "no", "khong ky so", "chua ky so", "chua ky", "sai"), False),
}


def value_of(raw: Raw, kind: Kind, max_length: int) -> Value:
    """The value of one cell; None when it is empty (an empty BOOLEAN is False). Raises Unreadable."""
    if isinstance(raw, ErrorCell):
        raise Unreadable(f"ô báo lỗi {raw.text} của Excel; hãy sửa công thức hoặc nhập giá trị")
    if isinstance(raw, str):
        raw = clean(raw, keep_breaks=kind is Kind.PARAGRAPHS)
    if kind is Kind.BOOLEAN:
        return _boolean(raw)
    if raw is None or raw == "":
        return None
    return _READERS[kind](raw, max_length)


def clean(text: str, *, keep_breaks: bool = False) -> str:
    """Composed Unicode (NFC), single spaces, no invisible signs. Raises Unreadable on control characters."""
    if len(text) > MAX_CELL:
        raise Unreadable(f"ô dài {len(text)} ký tự, quá {MAX_CELL}")
    if found := _UNPRINTABLE.search(text):
        sign = found.group()
        why = "chữ đã hỏng khi chuyển mã" if sign == "\ufffd" else "không phải chữ"
        raise Unreadable(f"có ký tự U+{ord(sign):04X} ({why}); hãy nhập lại ô này")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if keep_breaks:
        return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
    return " ".join(text.split())


def shown(raw: Raw) -> str:
    """A cell as a message quotes it: in quotes, cut when long."""
    text = str(raw)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


def _as_text(raw: Raw) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, (int, float)):
        if abs(raw) >= EXACT_NUMBER:
            raise Unreadable("Excel đã làm tròn số dài; hãy định dạng ô là Văn bản rồi nhập lại")
        return f"{raw:.15g}"
    raise Unreadable("Excel đã hiểu ô này là ngày, giờ; hãy định dạng ô là Văn bản rồi nhập lại")


def _within(text: str, max_length: int) -> str:
    if len(text) > max_length:
        raise Unreadable(f"dài {len(text)} ký tự, tối đa {max_length}")
    return text


def _text(raw: Raw, max_length: int) -> str:
    return _within(_as_text(raw), max_length)


def _code(raw: Raw, max_length: int) -> str:
    if isinstance(raw, float) and not raw.is_integer():
        raise Unreadable(f"{shown(raw)} là số lẻ, không phải mã; hãy định dạng ô là Văn bản rồi nhập lại")
    text = _as_text(raw)
    if _EXPONENT.fullmatch(text):
        raise Unreadable(f"{shown(text)} là mã đã bị Excel viết thành số mũ; hãy định dạng ô là Văn bản rồi nhập lại")
    return _within(text, max_length)


def _list(raw: Raw, max_length: int) -> tuple[str, ...]:
    parts = (part.strip() for part in _as_text(raw).split(";"))
    return tuple(_within(part, max_length) for part in parts if part)


def _date(raw: Raw, _: int) -> date:
    if isinstance(raw, datetime):
        if raw.time() != time.min:
            raise Unreadable(f"{shown(raw)} có cả giờ; ô này chỉ ghi ngày")
        raw = raw.date()
    if isinstance(raw, date):
        check_year(raw.year, f"{raw:%d/%m/%Y}")
        return raw
    if isinstance(raw, str):
        return day_from_text(raw)
    raise Unreadable(f"{shown(raw)} không phải ngày; hãy viết ngày/tháng/năm")


def _moment(raw: Raw, _: int) -> datetime:
    if isinstance(raw, datetime):
        return in_vietnam(raw)
    if isinstance(raw, date):
        return in_vietnam(datetime.combine(raw, time.min))
    if isinstance(raw, str):
        return moment_from_text(raw)
    raise Unreadable(f"{shown(raw)} không phải thời điểm; hãy viết ngày/tháng/năm giờ:phút")


def _integer(raw: Raw, _: int) -> int:
    value: int | None = None
    if isinstance(raw, str) and len(raw) <= 30 and _INTEGER.fullmatch(raw):
        value = int(raw.replace(".", ""))
    elif isinstance(raw, int) and not isinstance(raw, bool):
        value = raw
    elif isinstance(raw, float) and raw.is_integer():
        value = int(raw)
    if value is None or abs(value) > LARGEST_INTEGER:
        raise Unreadable(f"{shown(raw)} không phải số nguyên")
    return value


def _boolean(raw: Raw) -> bool:
    answer = _WORDS.get(search_key(_as_text(raw))) if isinstance(raw, (str, int, float)) else None
    if raw is not None and answer is None:
        raise Unreadable(f"{shown(raw)} không rõ có hay không; hãy ghi 'có' hoặc 'không'")
    return bool(answer)


_READERS: dict[Kind, Callable[[Raw, int], Value]] = {
    Kind.TEXT: _text,
    Kind.PARAGRAPHS: _text,
    Kind.CODE: _code,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.INTEGER: _integer,
    Kind.LIST: _list,
}
