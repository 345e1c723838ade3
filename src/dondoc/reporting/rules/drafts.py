"""Drafts of figures (bản nháp số liệu): what two people type is merged cell by cell, nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number
from dondoc.sheets.rules.cells import MAX_TEXT
from dondoc.sheets.rules.definition.form import FormDefinition
from dondoc.sheets.rules.problems import Problem

MOST_CHANGES = 30_000  # cells in one saving
MOST_TOLD = 20
MAX_NOTE = 500  # characters

# By row, then by column number, as typed; empty cells are left out.
Typed = Mapping[str, Mapping[str, str]]
# {row: {column: [before, after]}}, as one saving is kept.
Changed = Mapping[str, Mapping[str, Sequence[str]]]


class CellChange(NamedTuple):
    """What somebody typed into a cell: what stood there before his eyes, what stands there now."""

    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Merged:
    """The cells after a saving; what it changed; the changes not made because another had been there."""

    cells: dict[str, dict[str, str]]
    changed: dict[str, dict[str, list[str]]]
    conflicts: tuple[CellChange, ...]


def text_at(cells: Typed, row: str, column: str) -> str:
    return cells.get(row, {}).get(column, "")


def merge(cells: Typed, changes: Iterable[CellChange]) -> Merged:
    """Take changes in. One whose `before` is no longer there is a conflict, unless both typed the same."""
    merged = {row: dict(values) for row, values in cells.items()}
    changed: dict[str, dict[str, list[str]]] = {}
    conflicts: list[CellChange] = []
    for change in changes:
        stands = text_at(merged, change.row, change.column)
        if stands == change.after:
            continue
        if stands != change.before:
            conflicts.append(change)
            continue
        _put(merged, change.row, change.column, change.after)
        first = changed.setdefault(change.row, {}).get(change.column, [stands])[0]
        changed[change.row][change.column] = [first, change.after]
    return Merged({row: values for row, values in merged.items() if values}, changed, tuple(conflicts))


def as_it_was(cells: Typed, later: Iterable[Changed]) -> Typed:
    """The cells before the savings `later`, given newest first."""
    earlier = {row: dict(values) for row, values in cells.items()}
    for saving in later:
        for row, values in saving.items():
            for column, (before, _) in values.items():
                _put(earlier, row, column, before)
    return {row: values for row, values in earlier.items() if values}


def clean_text(text: str) -> str:
    """As typed, without what cannot be kept: signs that are no text, blanks around it."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(sign for sign in whole if sign in "\n\t" or sign.isprintable() or sign.isspace()).strip()


def reasons_against_changes(
    form: FormDefinition, rows: Collection[str], changes: Sequence[CellChange]
) -> Iterator[Reason]:
    """Every reason why changes cannot belong in this form; the first 20."""
    if len(changes) > MOST_CHANGES:
        yield Reason(f"Lưu một lần tối đa {number(MOST_CHANGES)} ô.")
        return
    told = 0
    for change in changes:
        if (message := _against(form, rows, change)) and told < MOST_TOLD:
            told += 1
            yield Reason(message, f"Dòng {change.row[:60]}, cột {change.column[:20]}")


def _against(form: FormDefinition, rows: Collection[str], change: CellChange) -> str:
    column = form.by_no.get(change.column)
    if column is None:
        return f"Biểu {form.code} không có cột này."
    if change.row not in rows:
        return "Biểu không có dòng này, hoặc dòng vừa được xóa. Mở lại trang để thấy các dòng hiện có."
    if form.is_computed(change.row, column):
        return "Ô này hệ thống tự tính, không nhập."
    return f"Dài quá {number(MAX_TEXT)} ký tự." if len(change.after) > MAX_TEXT else ""


@dataclass(frozen=True)
class DraftStanding:
    """What stands between a draft and its being handed up (tình trạng bản nháp)."""

    n_filled: int
    n_empty: int
    n_blocking: int
    n_unexplained: int

    @property
    def is_ready(self) -> bool:
        return self.n_filled > 0 and not self.n_blocking and not self.n_unexplained

    @property
    def told(self) -> str:
        """'Chưa nhập', 'Đang nhập, 2 lỗi phải sửa', 'Đủ, không lỗi'."""
        if not self.n_filled:
            return "Chưa nhập"
        if self.is_ready:
            return f"Không lỗi, còn {number(self.n_empty)} ô trống" if self.n_empty else "Đủ, không lỗi"
        parts = (
            f"{number(self.n_blocking)} lỗi phải sửa" if self.n_blocking else "",
            f"{number(self.n_unexplained)} cảnh báo cần giải trình" if self.n_unexplained else "",
        )
        return f"Đang nhập, {', '.join(filter(None, parts))}"


def own_problems(form: FormDefinition, problems: Iterable[Problem]) -> list[Problem]:
    """Problems where they arise: of a total, those for which no row added up breaks the same rule."""
    listed = list(problems)
    places = {(problem.row, problem.rule) for problem in listed}
    return [p for p in listed if not any((part, p.rule) in places for part in form.totals.get(p.row, ()))]


def warnings_to_explain(form: FormDefinition, problems: Iterable[Problem]) -> list[Problem]:
    """Warnings that need words (cảnh báo phải giải trình)."""
    return [problem for problem in own_problems(form, problems) if not problem.is_blocking]


def draft_standing(
    form: FormDefinition, rows: Collection[str], cells: Typed, problems: Iterable[Problem], explanations: Typed
) -> DraftStanding:
    """Counted over the cells that are entered, not computed."""
    n_filled = sum(len(values) for values in cells.values())
    n_entered = sum(len(rows) - len(form.computed_rows(column, rows)) for column in form.columns)
    own = own_problems(form, problems)
    return DraftStanding(
        n_filled,
        max(n_entered - n_filled, 0),
        sum(1 for problem in own if problem.is_blocking),
        sum(1 for p in own if not p.is_blocking and not text_at(explanations, p.row, p.rule)),
    )


def _put(cells: dict[str, dict[str, str]], row: str, column: str, text: str) -> None:
    values = cells.setdefault(row, {})
    if text:
        values[column] = text
    else:
        values.pop(column, None)
