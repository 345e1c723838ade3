"""What is wrong with a definition as a whole (lỗi định nghĩa): numbers, types, rings, rows, checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import comma_list
from dondoc.sheets.rules.definition.form import (
    CellType,
    Check,
    Column,
    FormDefinition,
    RowKind,
    looked_at,
)
from dondoc.sheets.rules.notation.tree import Constant, Expression, Extreme, Product, Ref, Rule, refs_of


def faults(form: FormDefinition) -> Iterator[Reason]:
    """Everything that keeps a form from being used, each with its place in the definition."""
    if not form.columns:
        yield Reason("Cần ít nhất một cột.", "columns")
    for no, n in Counter(column.no for column in form.columns).items():
        if n > 1 and no:
            places = [f"columns[{at}]" for at, column in enumerate(form.columns) if column.no == no]
            yield Reason(f"Số cột '{no}' dùng {n} lần ({comma_list(places)}).", f"{places[-1]}.no")
    for at, column in enumerate(form.columns):
        yield from _column_faults(form, f"columns[{at}]", column)
    yield from _rings(form)
    yield from _row_faults(form)
    for at, check in enumerate(form.checks):
        yield from _check_faults(form, f"checks[{at}].rule", check)


def _column_faults(form: FormDefinition, path: str, column: Column) -> Iterator[Reason]:
    if column.aggregate.is_of_numbers and not column.type.is_number:
        yield Reason(f"Cột {column.type.label} không tổng hợp bằng '{column.aggregate}' được.", f"{path}.aggregate")
    if (column.type is CellType.CHOICE) != bool(column.choices):
        must = "Cột lựa chọn cần danh sách giá trị." if column.type is CellType.CHOICE else "Chỉ cột lựa chọn mới có."
        yield Reason(must, f"{path}.choices")
    if column.formula is None:
        return
    where = f"{path}.computed"
    if not column.type.is_number:
        yield Reason(f"Cột {column.type.label} không tính bằng công thức được.", where)
    yield from _ref_faults(form, where, column.formula)
    if any(not ref.column for ref in refs_of(column.formula)):
        yield Reason("Công thức của cột phải nêu số cột, ví dụ row(tong).3.", where)
    scale = _scale(form, column.formula)
    if column.type.is_number and scale is not None and scale > column.scale:
        yield Reason(
            f"Cột {column.no} giữ {column.scale} chữ số thập phân nhưng cộng từ số có {scale} chữ số: "
            f"đặt type decimal, scale {scale}.",
            where,
        )


def _ref_faults(form: FormDefinition, where: str, of: Expression | Rule) -> Iterator[Reason]:
    """Columns and rows that are not there or hold no numbers."""
    for ref in dict.fromkeys(refs_of(of)):
        if ref.form and ref.form == form.code:
            yield Reason(f"Biểu không cần gọi chính mình bằng form({ref.form}).", where)
        if ref.form:
            continue
        found = form.by_no.get(ref.column)
        if ref.column and found is None:
            known = comma_list(form.by_no) or "chưa có cột nào"
            hint = f" Nếu là một con số, viết {ref.column}.0." if ref.column.isdigit() else ""
            yield Reason(f"Không có cột {ref.column}. Các cột: {known}.{hint}", where)
        elif found is not None and not found.type.is_number:
            yield Reason(f"Cột {ref.column} là {found.type.label}, không tính được.", where)
        if ref.row and form.kind is not RowKind.FREE and ref.row not in form.by_code:
            yield Reason(f"Không có dòng '{ref.row}'.", where)


def _rings(form: FormDefinition) -> Iterator[Reason]:
    """Columns that wait for one another."""
    try:
        TopologicalSorter({column.no: looked_at(column) for column in form.columns}).prepare()
    except CycleError as error:
        ring = list(reversed(error.args[1]))
        start = min(range(len(ring) - 1), key=lambda at: [column.no for column in form.columns].index(ring[at]))
        told = " → ".join([*ring[start:-1], *ring[:start], ring[start]])
        at = [column.no for column in form.columns].index(ring[start])
        yield Reason(f"Công thức quay vòng: cột {told}.", f"columns[{at}].computed")


def _row_faults(form: FormDefinition) -> Iterator[Reason]:
    if form.kind is RowKind.FREE and form.items:
        yield Reason("Dòng tự do thì không khai sẵn danh sách dòng.", "rows.items")
    if form.kind is not RowKind.FREE and not form.items:
        yield Reason("Cần ít nhất một dòng.", "rows.items")
    for code, n in Counter(item.code for item in form.items).items():
        if n > 1 and code:
            at = max(at for at, item in enumerate(form.items) if item.code == code)
            yield Reason(f"Mã dòng '{code}' dùng {n} lần.", f"rows.items[{at}].code")
    for at, item in enumerate(form.items):
        if item.parent and item.parent not in form.by_code:
            yield Reason(f"Không có dòng cha '{item.parent}'.", f"rows.items[{at}].parent")
        if item.of_which and not item.parent:
            yield Reason("Dòng 'trong đó' cần có dòng cha.", f"rows.items[{at}].of_which")
    try:
        TopologicalSorter({item.code: [item.parent] for item in form.items if item.parent}).prepare()
    except CycleError as error:
        yield Reason(f"Dòng cha quay vòng: {' → '.join(reversed(error.args[1]))}.", "rows.items")


def _check_faults(form: FormDefinition, where: str, check: Check) -> Iterator[Reason]:
    yield from _ref_faults(form, where, check.rule)
    refs = list(refs_of(check.rule))
    if not refs:
        yield Reason("Ràng buộc không nói đến cột hay dòng nào.", where)
    if any(ref.column and not ref.row for ref in refs) and any(not ref.column for ref in refs):
        yield Reason("Trộn cột của mọi dòng với dòng của mọi cột: hãy nêu cả dòng và cột, ví dụ row(tong).3.", where)


def _scale(form: FormDefinition, expression: Expression) -> int | None:
    """Decimals that a result needs; None where it is rounded anyway (something is multiplied or divided)."""
    if isinstance(expression, Product):
        return None
    if isinstance(expression, Ref):
        known = form.by_no.get(expression.column) if not expression.form else None
        return known.scale if known else 0
    if isinstance(expression, Constant):
        exponent = expression.value.normalize().as_tuple().exponent
        return max(-exponent, 0) if isinstance(exponent, int) else 0
    parts: Iterable[Expression] = (
        expression.parts if isinstance(expression, Extreme) else (part for _, part in expression.parts)
    )
    scales = [_scale(form, part) for part in parts]
    return None if None in scales else max(filter(None, scales), default=0)
