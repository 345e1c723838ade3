"""Numbers as people write them (đọc số): read rightly or asked about, never guessed.

The office's way is '1.234,5'. Where the signs tell which is which, the other way is read too: '1234.5', '1,234.5'. One
sign before exactly three digits may be either, '1.234': in a column of whole numbers the point parts thousands, in any
other the number is asked about, and so is '1,234' everywhere.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from dondoc.base.rules.tables.days import Unreadable
from dondoc.base.rules.wording import number

MAX_DIGITS = 20  # before the decimal sign
MAX_WRITTEN = 60  # digits in all
# 20 digits and 6 decimals, added up over a nation and multiplied: nothing but quotients is rounded.
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
EXACT_FLOAT = 10**15  # Excel keeps 15 digits

_PLAIN = re.compile(r"\d+", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,\u00a0\u202f ])\d{3})(?:\1\d{3})*", re.ASCII)
_FRACTION = re.compile(r"(\d+|[1-9]\d{0,2}(?:([.,\u00a0\u202f ])\d{3})(?:\2\d{3})*)([.,])(\d+)", re.ASCII)


@lru_cache(maxsize=8192)  # a form that is being typed is read again with each cell: 1,100 numbers, 8 ms without
def number_from_text(text: str, scale: int) -> Decimal:
    """'1.234,5' -> Decimal('1234.5'), for a cell with `scale` decimals. Raises Unreadable."""
    shown = f"'{text[:40]}'"
    plain = text.strip().replace("−", "-").replace("–", "-")
    sign, digits = (-1, plain[1:].strip()) if plain.startswith("-") else (1, plain.removeprefix("+"))
    if len(digits) > MAX_WRITTEN:
        raise Unreadable(f"{shown} dài quá, không phải số liệu")
    value = _unsigned(digits, shown, scale)
    return within(sign * value, scale, shown)


def within(value: Decimal, scale: int, shown: str = "") -> Decimal:
    """The number, when the cell can hold it exactly. Raises Unreadable; nothing is rounded."""
    if not value.is_finite() or value.adjusted() >= MAX_DIGITS or len(value.as_tuple().digits) > MAX_WRITTEN:
        raise Unreadable(f"{shown or str(value)[:40]} dài quá: tối đa {MAX_DIGITS} chữ số")
    exponent = value.normalize(EXACT).as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    if decimals > scale:
        told = shown or f"'{number(value)}'"
        if scale == 0:
            raise Unreadable(f"{told} không phải số nguyên")
        raise Unreadable(f"{told} có {decimals} chữ số thập phân, cột này giữ {scale}")
    return Decimal(0) if value == 0 else value


def number_from_excel(value: int | float, scale: int) -> Decimal:
    """A number cell: the 15 digits that Excel shows. Raises Unreadable."""
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        raise Unreadable("ô không phải số")
    if abs(value) >= EXACT_FLOAT:
        raise Unreadable("Excel đã làm tròn số dài hơn 15 chữ số; hãy định dạng ô là Văn bản rồi nhập lại")
    return Decimal(value) if isinstance(value, int) else within(Decimal(f"{value:.15g}"), scale)


def plain_text(value: Decimal) -> str:
    """'1234.5': exact, without exponent, without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unsigned(digits: str, shown: str, scale: int) -> Decimal:
    if _PLAIN.fullmatch(digits):
        return Decimal(digits)
    if found := _GROUPED.fullmatch(digits):
        mark = found[1]
        if digits.count(mark) == 1 and mark in ".," and not (mark == "." and scale == 0):
            whole, _, part = digits.partition(mark)
            clear = f"{whole}{part}" if scale < len(part) else f"{whole}{part} hoặc {whole},{part}0"
            raise Unreadable(f"{shown} chưa rõ là {whole}{part} hay {whole},{part}; hãy viết {clear}")
        return Decimal(digits.replace(mark, ""))
    if found := _FRACTION.fullmatch(digits):
        whole, mark, point, part = found.groups()
        if mark != point:
            return Decimal(f"{whole.replace(mark, '') if mark else whole}.{part}")
    raise Unreadable(f"{shown} không phải số; hãy viết như 1234,5")
