"""May a total be taken as a unit's own figures? (điều kiện lấy số tổng hợp). Sums are never retyped; what is set to
something else says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number
from dondoc.reporting.rules.figures import Gaps
from dondoc.sheets.rules.definition import FormDefinition, RowKind

MOST_NAMED = 20


@dataclass(frozen=True)
class Override:
    """One cell set to something else than the total says (ô sửa), as written, with the reason."""

    row: str
    no: str
    value: str
    reason: str


def reasons_not_to_adopt(
    form: FormDefinition, gaps: Gaps, overrides: Sequence[Override], note: str
) -> Iterator[Reason]:
    """Every reason against taking a total; none: it may be taken."""
    if not gaps.included and not gaps.carried:
        yield Reason("Chưa đơn vị nào gửi số liệu của biểu này; chưa có số tổng hợp để lấy.")
    if gaps.missing and not note.strip():
        yield Reason(
            f"Còn thiếu {number(len(gaps.missing))}/{number(gaps.expected)} đơn vị: ghi lý do vẫn lấy số tổng hợp.",
            "Lý do khi còn thiếu",
        )
    seen: set[tuple[str, str]] = set()
    for n, override in enumerate(overrides, start=1):
        where, key = f"Ô sửa {n}", (override.row, override.no)
        if override.no not in form.by_no or (form.kind is not RowKind.FREE and override.row not in form.by_code):
            yield Reason(f"Biểu {form.code} không có dòng '{override.row[:60]}', cột '{override.no[:20]}'.", where)
        elif form.is_computed(override.row, form.by_no[override.no]):
            yield Reason("Ô này tính theo công thức; hãy sửa các ô mà nó được tính ra.", where)
        if not override.reason.strip():
            yield Reason("Ô sửa khác số tổng hợp phải có lý do.", where)
        if key in seen:
            yield Reason("Ô này được sửa hai lần.", where)
        seen.add(key)
