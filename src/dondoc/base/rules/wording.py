"""Numbers, dates and lists as an office writes them (cách viết số, ngày tháng).

On screen dd/mm/yyyy; in documents the padding of NĐ 30/2020/NĐ-CP: days 1-9 and months 1, 2 get a leading zero,
months 3-9 do not. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.4.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from dondoc.base.rules.moments import VIETNAM

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SIGNS = str.maketrans(",.", ".,")
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def number(value: int | Decimal | float) -> str:
    """1234.5 -> '1.234,5'."""
    return f"{value:,}".translate(_SIGNS)


def percent(part: int, whole: int) -> str:
    """A rate to one decimal with its comma, '88,9 %'; '–' where there is nothing to divide by."""
    if whole == 0:
        return "–"
    tenths = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"))
    return f"{number(tenths)} %"


def count_in_text(n: int) -> str:
    """A count inside a sentence of a document: two digits below ten ('06 nhiệm vụ')."""
    return f"{n:02d}" if 0 <= n < 10 else number(n)


def roman(n: int) -> str:
    """Group and annex numbers: 1 -> 'I'. Raises ValueError below 1."""
    if n < 1:
        raise ValueError("Roman numerals start at I")
    out = []
    for value, sign in ROMAN:
        while n >= value:
            out.append(sign)
            n -= value
    return "".join(out)


def screen_date(on: date) -> str:
    """'05/07/2026', the same width in every row."""
    return on.strftime("%d/%m/%Y")


def screen_moment(at: datetime) -> str:
    """'05/07/2026 08:20' in Viet Nam's time."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")


def padded_month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def document_date(on: date) -> str:
    """Short date in a document: '05/7/2026', '28/02/2022'."""
    return f"{on.day:02d}/{padded_month(on.month)}/{on.year}"


def document_month(year: int, month: int) -> str:
    """'02/2022', '7/2026'."""
    return f"{padded_month(month)}/{year}"


def weekday(on: date) -> str:
    return WEEKDAYS[on.weekday()]


def comma_list(items: Iterable[str]) -> str:
    return ", ".join(items)


def search_key(text: str) -> str:
    """Lower case without marks, for search ('Đôn Đốc' -> 'don doc'). Never used to decide identity."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if unicodedata.category(c) != "Mn")


def same_name_key(text: str) -> str:
    """Names compare with their marks, after Unicode and white-space differences are levelled (TCVN 6909)."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
