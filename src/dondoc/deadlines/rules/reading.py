"""Reading plain values (JSON) strictly: every slip is collected with its place, and told at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.tables.days import FIRST_YEAR, LAST_YEAR, Unreadable
from dondoc.base.rules.tables.kinds import clean

E = TypeVar("E", bound=StrEnum)
MOST_TEXTS = 20
LONGEST_OF_TEXTS = 300


class Problems:
    """The slips found so far."""

    def __init__(self) -> None:
        self.found: list[Reason] = []

    def add(self, where: str, message: str) -> None:
        self.found.append(Reason(message, where))


class Fields:
    """The fields of one JSON object, read one by one. A wrong field gives its default and adds a problem."""

    def __init__(self, value: object, path: str, problems: Problems, allowed: Iterable[str]) -> None:
        self.path, self.problems = path, problems
        self.values: dict[str, object] = {}
        known = list(allowed)
        if not isinstance(value, dict):
            problems.add(path or "chế độ", f"Phải là một nhóm mục {{tên: giá trị}}, đang là {shown(value)}.")
            return
        self.values = value
        for key in value:
            if key not in known:
                near = get_close_matches(str(key), known, 1)
                hint = f"Có phải ý là '{near[0]}'?" if near else f"Các mục dùng được: {', '.join(known)}."
                problems.add(self.at(str(key)), f"Không có mục '{str(key)[:60]}'. {hint}")

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, must: str) -> None:
        self.problems.add(self.at(key), f"{must}, đang là {shown(self.values.get(key))}.")

    def text(self, key: str, default: str | None = None, longest: int = 4000, *, keep_breaks: bool = False) -> str:
        """A text as a cell of a table would hold it; without a default it must be there and not be empty."""
        if key not in self.values and default is not None:
            return default
        value = self.values.get(key)
        if key not in self.values:
            self.problems.add(self.at(key), "Thiếu mục này.")
        elif not isinstance(value, str) or (default is None and not value.strip()):
            self.wrong(key, "Phải là chữ và không để trống" if default is None else "Phải là chữ")
        elif len(value) > longest:
            self.problems.add(self.at(key), f"Dài quá {longest} ký tự.")
        else:
            return self._cleaned(self.at(key), value, keep_breaks=keep_breaks, may_be_empty=default is not None)
        return default or ""

    def _cleaned(self, path: str, value: str, *, keep_breaks: bool, may_be_empty: bool) -> str:
        try:
            text = clean(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), keep_breaks=keep_breaks)
        except Unreadable as wrong:
            self.problems.add(path, f"{wrong}.")
            return ""
        if not text and not may_be_empty:
            self.problems.add(path, "Phải là chữ và không để trống.")
        return text

    def integer(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        if key not in self.values and default is not None:
            return default
        value = self.values.get(key)
        if key not in self.values:
            self.problems.add(self.at(key), "Thiếu mục này.")
        elif not is_integer(value, lowest, highest):
            self.wrong(key, f"Phải là số nguyên từ {lowest} đến {highest}")
        else:
            assert isinstance(value, int)  # noqa: S101 - is_integer has seen it
            return value
        return lowest if default is None else default

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.wrong(key, "Phải là true hoặc false")
        return default

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E | None:
        if key not in self.values:
            if default is None:
                self.problems.add(self.at(key), f"Thiếu mục này. Chọn một trong: {', '.join(kind)}.")
            return default
        value = self.values[key]
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        self.wrong(key, f"Chọn một trong: {', '.join(kind)}")
        return default

    def day(self, key: str) -> date | None:
        """A date 'yyyy-mm-dd', or None where the field is missing or null."""
        value = self.values.get(key)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            self.wrong(key, "Phải là ngày dạng năm-tháng-ngày, ví dụ 2026-07-01")
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.wrong(key, f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}")
        return day

    def items(self, key: str) -> list[tuple[str, object]]:
        """The members of a list, each with its path."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.wrong(key, "Phải là một danh sách [...]")
            return []
        return [(f"{self.at(key)}[{n}]", item) for n, item in enumerate(value)]

    def texts(self, key: str) -> tuple[str, ...]:
        """The members of a list, each a text of one line and not empty."""
        read = []
        if len(items := self.items(key)) > MOST_TEXTS:
            self.problems.add(self.at(key), f"Nhiều quá {MOST_TEXTS} mục.")
        for path, item in items:
            if isinstance(item, str) and len(item) > LONGEST_OF_TEXTS:
                self.problems.add(path, f"Dài quá {LONGEST_OF_TEXTS} ký tự.")
            elif isinstance(item, str) and item.strip():
                read.append(self._cleaned(path, item, keep_breaks=False, may_be_empty=False))
            else:
                self.problems.add(path, f"Phải là chữ và không để trống, đang là {shown(item)}.")
        return tuple(filter(None, read))

    def integers(self, key: str, lowest: int, highest: int) -> tuple[int, ...]:
        items = self.items(key)
        for path, item in items:
            if not is_integer(item, lowest, highest):
                self.problems.add(path, f"Phải là số nguyên từ {lowest} đến {highest}, đang là {shown(item)}.")
        return tuple(item for _, item in items if isinstance(item, int) and is_integer(item, lowest, highest))


def is_integer(value: object, lowest: int, highest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest


def shown(value: object) -> str:
    """A value inside a refusal, shortened."""
    if value is None:
        return "trống"
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
