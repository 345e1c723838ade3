"""The rows under a table's headings (dòng của biểu): titles, codes made of them, which row is a part of which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.base.rules.wording import number, search_key
from dondoc.sheets.rules.definition.parse import MAX_ITEMS

BLANKS_AT_END = 3  # empty rows after which nothing of the table follows
LONGEST_CODE = 40
_CODE = re.compile(r"[\w./-]{1,40}")
# What stands under a table: signatures, notes, places of receipt.
_FOOT = re.compile(r"(nguoi (lap|bao cao)|thu truong|ghi chu|noi nhan|ky,|\(ky|.*, ngay .* thang )")
_TOTAL = re.compile(r"tong( so| cong)?$|tong (so|cong)\b|cong$|(toan (tinh|quoc|nganh|thanh pho)|ca nuoc)$")
_OF_WHICH = re.compile(r"trong do\b")
_LETTERED = re.compile(r"([A-Z]|[IVX]+)\.\s")
_LEVELS = (re.compile(r"[A-Z]{1,2}|[IVX]+"), re.compile(r"\d{1,3}"), re.compile(r"\d{1,3}\.\d{1,3}"))


@dataclass(frozen=True)
class RowsRead:
    """Rows as plain values of a definition, and what is a guess about them."""

    values: dict[str, Any]
    guesses: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    mark: str
    title: str
    code: str


def read_rows(
    rows: Sequence[Sequence[str]], stubs: Sequence[int], columns: Sequence[int], codes_at: int | None = None
) -> RowsRead:
    """The rows of a table; free ones where it has none.

    `stubs`, `columns`, `codes_at`: where titles, figures and the rows' own codes stand.
    """
    lines = list(_lines(rows, stubs, columns, codes_at))
    if not lines:
        return RowsRead({"kind": "free"}, ("Dưới tiêu đề không có dòng nào: đã chọn dòng tự do.",))
    guesses = [] if all(line.code for line in lines) else ["Mã dòng đặt theo tên dòng."]
    if len(lines) > MAX_ITEMS:
        guesses.append(f"Bảng có quá {number(MAX_ITEMS)} dòng: chỉ lấy {number(MAX_ITEMS)} dòng đầu.")
    items = _items(lines[:MAX_ITEMS])
    if any("parent" in item for item in items):
        guesses.append("Dòng nào cộng vào dòng nào đoán theo số thứ tự và chữ 'Tổng số', 'Trong đó'.")
    return RowsRead({"kind": "fixed", "items": items}, tuple(guesses))


def _lines(
    rows: Sequence[Sequence[str]], stubs: Sequence[int], columns: Sequence[int], codes_at: int | None
) -> Iterator[_Line]:
    blanks = 0
    for row in rows:
        told = [row[at] if at < len(row) else "" for at in stubs]
        title, mark = told[-1], told[0] if len(told) > 1 else ""
        if not title and mark and not any(level.fullmatch(mark.rstrip(".")) for level in _LEVELS):
            title, mark = mark, ""  # a title that was drawn over both columns
        if _FOOT.match(search_key(title)) or any(_FOOT.match(search_key(text)) for text in row if text):
            break
        blanks = 0 if title or any(row[at] for at in columns if at < len(row)) else blanks + 1
        if blanks >= BLANKS_AT_END:
            break
        if not mark and (lettered := _LETTERED.match(title)):
            mark = lettered[1]
        if title and title.strip(".… "):
            code = row[codes_at] if codes_at is not None and codes_at < len(row) else ""
            yield _Line(mark.rstrip("."), title, code if _CODE.fullmatch(code) else "")


def _items(lines: Sequence[_Line]) -> list[dict[str, Any]]:
    used: Counter[str] = Counter()
    above: list[tuple[int, str]] = []  # rows that may have parts, with their levels
    items: list[dict[str, Any]] = []
    unmarked = None if any(line.mark for line in lines) else 1  # without numbers only totals tell who is below
    for line in lines:
        item: dict[str, Any] = {"code": _code(line, used), "title": line.title}
        key = search_key(line.title)
        is_part = _OF_WHICH.match(key) is not None
        level = 0 if _TOTAL.match(key) and not line.mark else _level(line.mark)
        level = unmarked if level is None and not is_part else level
        if level is not None:
            while above and above[-1][0] >= level:
                above.pop()
        if above and (level is not None or is_part):
            item["parent"] = above[-1][1]
        if above and is_part:
            item["of_which"] = True
        if level is not None:
            above.append((level, item["code"]))
        items.append(item)
    last = items[-1]
    if len(items) > 2 and _TOTAL.match(search_key(last["title"])) and "parent" not in last:
        for item in items[:-1]:  # a total that stands below
            item.setdefault("parent", last["code"])
    return items


def _level(mark: str) -> int | None:
    """1 for 'A' and 'I', 2 for '1', 3 for '1.1'."""
    return next((n for n, pattern in enumerate(_LEVELS, start=1) if pattern.fullmatch(mark)), None)


def _code(line: _Line, used: Counter[str]) -> str:
    """The row's own code, else 'Đất đai' -> 'dat-dai'; the second of one gets '-2'."""
    plain = (
        line.code or re.sub(r"[^a-z0-9]+", "-", search_key(line.title)).strip("-")[:LONGEST_CODE].rstrip("-") or "dong"
    )
    used[plain] += 1
    while used[plain] > 1 and f"{plain}-{used[plain]}" in used:
        used[plain] += 1
    code = plain if used[plain] == 1 else f"{plain}-{used[plain]}"
    used[code] = max(used[code], 1)
    return code
