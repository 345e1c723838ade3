"""One cell of a total opened (mở ô tổng hợp): what each agency adds to it. Presentation only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.wording import number
from dondoc.people.rules.rights import Right
from dondoc.reporting.queries.parts import Part, parts_of_cell
from dondoc.reporting.queries.totals import FormTotal
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition import Column
from dondoc.sheets.rules.headings import told_heading
from dondoc.web.totals.asked import Asked
from dondoc.web.totals.grid import row_title, shown_value
from dondoc.web.totals.states import state_of


@dataclass(frozen=True)
class ShownPart:
    """One agency's part: `share` as '12,5 %' where the parts add up; `is_upper`: others report below it."""

    agency: AgencyOnDay
    part: Part
    value: str
    share: str
    is_upper: bool
    href: str
    state: SafeString


@dataclass(frozen=True)
class ShownCell:
    """A cell with its parts, largest first, those without figures last. `whole`: what shares are told of."""

    row: str
    no: str
    title: str
    heading: str
    rule: str
    value: str
    parts: list[Part]
    whole: Decimal | None
    may_set: bool


def shown_cell(asked: Asked, found: FormTotal, row: str, no: str) -> ShownCell:
    """What a cell of the total is made of."""
    form, value = found.form.definition, found.sheet.cell(row, no)
    column, is_computed = form.by_no[no], form.is_computed(row, form.by_no[no])
    parts = parts_of_cell(found.gathered, row, no)
    parts.sort(key=lambda part: -part.value if isinstance(part.value, Decimal) else Decimal("Infinity"))
    return ShownCell(
        row=row,
        no=no,
        title=row_title(form, row),
        heading=told_heading(column),
        rule=_rule(is_computed, column),
        value=shown_value(value),
        parts=parts,
        whole=_whole_of(parts, value),
        may_set=asked.request.rights.has(Right.ENTER, asked.scope.agency.pk) and not is_computed,
    )


def named_parts(asked: Asked, found: FormTotal, cell: ShownCell, parts: Iterable[Part]) -> list[ShownPart]:
    """Some of the parts, ready to be shown."""
    listed = list(parts)
    named = asked.named(part.source.agency_id for part in listed)
    return [
        ShownPart(
            named[part.source.agency_id],
            part,
            shown_value(part.value),
            _share(part.value, cell.whole),
            part.source.agency_id in found.gathered.uppers,
            asked.report_of(part.source.agency_id, part.source.agency_code),
            state_of(part.source, part.sent),
        )
        for part in listed
    ]


def _rule(is_computed: bool, column: Column) -> str:
    """How the cell comes about, in words."""
    if is_computed:
        return f"Tính lại theo công thức: ({column.no}) = {column.computed}" if column.computed else "Cộng các dòng con"
    return {
        "sum": "Cộng số của các đơn vị",
        "max": "Số lớn nhất của các đơn vị",
        "min": "Số nhỏ nhất của các đơn vị",
        "last": "Số của đơn vị cuối trong danh sách",
        "average": "Bình quân số của các đơn vị",
        "none": "Biểu không tổng hợp cột này",
    }[column.aggregate.value]


def _whole_of(parts: list[Part], value: Value | None) -> Decimal | None:
    """The cell's value, where it is the plain sum of its parts and something."""
    numbers = [part.value for part in parts if isinstance(part.value, Decimal)]
    if not isinstance(value, Decimal) or value <= 0 or min(numbers, default=Decimal(-1)) < 0:
        return None
    return value if sum(numbers, Decimal(0)) == value else None


def _share(value: Value | None, whole: Decimal | None) -> str:
    if whole is None or not isinstance(value, Decimal):
        return ""
    return f"{number((value * 100 / whole).quantize(Decimal('0.1')))} %"
