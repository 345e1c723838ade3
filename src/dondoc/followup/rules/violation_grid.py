"""Findings on the process by agency and month (không đúng quy trình theo tháng): each cell as its month's review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.tables import write_sheet


@dataclass(frozen=True)
class GridMonth:
    """One month of assignment. `published_id`: of the published review whose figures stand here, frozen."""

    first: date
    published_id: int | None = None

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class GridRow:
    """One agency with its documents of each month; `code` empty: known by the name under which it was published."""

    code: str
    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class ViolationGrid:
    """A year's months and the agencies that were found in any of them."""

    year: int
    months: tuple[GridMonth, ...]
    rows: tuple[GridRow, ...]

    @property
    def sums(self) -> tuple[int, ...]:
        return tuple(sum(row.counts[i] for row in self.rows) for i in range(len(self.months)))

    @property
    def total(self) -> int:
        return sum(self.sums)


def grid_rows(by_month: Sequence[dict[tuple[str, str], int]], order: Sequence[tuple[str, str]]) -> tuple[GridRow, ...]:
    """A row for each agency (code, name) found in any month: in the official order, then as they were published.

    What was published names agencies as they were called then: it joins the row of the same name.
    """
    codes = {name: code for month in by_month for code, name in month if code}
    merged = [_by_name(month) for month in by_month]
    found = {name for month in merged for name in month}
    listed = [name for _, name in order] + [name for month in merged for name in month]
    names = [name for name in dict.fromkeys(listed) if name in found]
    return tuple(GridRow(codes.get(name, ""), name, tuple(month.get(name, 0) for month in merged)) for name in names)


def _by_name(month: dict[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, name), n in month.items():
        found[name] = found.get(name, 0) + n
    return found


def grid_workbook(grid: ViolationGrid) -> bytes:
    """The grid as it is shown, as a sheet."""
    heads = ["Đơn vị", *(f"{m.first:%m/%Y}{' (đã công bố)' if m.published_id else ''}" for m in grid.months), "Cả năm"]
    rows: list[Sequence[str | int]] = [(row.name, *row.counts, row.total) for row in grid.rows]
    rows.append(("Tổng số", *grid.sums, grid.total))
    return write_sheet(f"Năm {grid.year}", heads, rows)
