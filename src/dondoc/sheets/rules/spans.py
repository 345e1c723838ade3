"""A form over several periods (cộng số liệu nhiều kỳ): flows are added, stocks are not.

A stock (số dư, số tồn) shows in the form's own notation: in '6 = previous.11' column 6 opens a period with what
column 11 closed the one before with. Over a span the opening is the first period's and the closing is the last one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from dondoc.sheets.rules.definition.form import Aggregate, Column, FormDefinition, looked_at
from dondoc.sheets.rules.filling import completed
from dondoc.sheets.rules.notation.tree import Expression, Ref, Relation, refs_of
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.totals import Tally


class Over(StrEnum):
    """What becomes of a column over several periods (cách tính qua nhiều kỳ)."""

    SUM = "sum"
    FIRST = "first"
    LAST = "last"
    MAX = "max"
    MIN = "min"
    AVERAGE = "average"
    COMPUTED = "computed"
    NONE = "none"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Over.SUM: "cộng các kỳ",
    Over.FIRST: "lấy số của kỳ đầu",
    Over.LAST: "lấy số của kỳ cuối",
    Over.MAX: "lấy số lớn nhất",
    Over.MIN: "lấy số nhỏ nhất",
    Over.AVERAGE: "bình quân các số đã gửi",
    Over.COMPUTED: "tính lại theo công thức",
    Over.NONE: "không tổng hợp",
}
_OF_AGGREGATE = {
    Aggregate.SUM: Over.SUM,
    Aggregate.MAX: Over.MAX,
    Aggregate.MIN: Over.MIN,
    Aggregate.LAST: Over.LAST,
    Aggregate.AVERAGE: Over.AVERAGE,
    Aggregate.NONE: Over.NONE,
}


def over_periods(form: FormDefinition) -> dict[str, Over]:
    """What becomes of each column, by its number; a stock both opening and closing is the last period's."""
    opening, closing = _stocks(form)
    found: dict[str, Over] = {}
    for column in form.columns:
        if column.formula is not None and not column.is_frozen:
            found[column.no] = Over.COMPUTED
        elif column.aggregate is Aggregate.NONE:
            found[column.no] = Over.NONE
        elif column.no in closing:
            found[column.no] = Over.LAST
        else:
            found[column.no] = Over.FIRST if column.no in opening else _OF_AGGREGATE[column.aggregate]
    return found


def spanned(form: FormDefinition, whole: Tally, first: Tally, last: Tally) -> Sheet:
    """The form over a span, out of the totals of all its periods together, of the first one and of the last one."""
    sheet, opening, closing = whole.sheet(form), first.sheet(form), last.sheet(form)
    source = {Over.FIRST: opening, Over.LAST: closing}
    entered = {
        no: [source.get(over, sheet).cell(row, no) for row in sheet.rows]
        for no, over in over_periods(form).items()
        if over not in (Over.COMPUTED, Over.NONE)
    }
    return completed(form, sheet.rows, entered)


def _stocks(form: FormDefinition) -> tuple[set[str], set[str]]:
    """Columns that open and that close a period, with the entered ones that they are worked out of."""
    opening: set[str] = set()
    closing: set[str] = set()
    for sides in _equalities(form):
        older = [side for side in sides if (refs := list(refs_of(side))) and all(_is_before(ref) for ref in refs)]
        if older:
            closing |= {ref.column for side in older for ref in refs_of(side) if ref.column}
            opening |= {side.column for side in sides if isinstance(side, Ref) and not side.is_outside and side.column}
    entered_opening = set(_entered(form, opening))
    # A closing that is worked out of the opening balances by itself: what lies between them flows.
    by_itself = {no for no in closing if set(_entered(form, [no])) & entered_opening - {no}}
    return entered_opening, set(_entered(form, closing - by_itself))


def _equalities(form: FormDefinition) -> Iterator[tuple[Expression, ...]]:
    for column in form.columns:
        if column.formula is not None:
            yield Ref(column.no), column.formula
    for check in form.checks:
        if check.rule.relation is Relation.EQUAL:
            yield check.rule.sides


def _is_before(ref: Ref) -> bool:
    """Of this form in the period before."""
    return ref.is_previous and not ref.form


def _entered(form: FormDefinition, columns: Iterable[str]) -> Iterator[str]:
    """The columns themselves where they are entered, else those that they are worked out of."""
    waiting, seen = list(columns), set[str]()
    while waiting:
        no = waiting.pop()
        column: Column | None = form.by_no.get(no)
        if column is None or no in seen:
            continue
        seen.add(no)
        if column.formula is None or column.is_frozen:
            yield no
        else:
            waiting += looked_at(column)
