"""What goes in and comes out, by type (kiểu dữ liệu của API); the OpenAPI document is made of these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from ninja.renderers import JSONRenderer

Code = Annotated[str, Field(max_length=40)]
PeriodCode = Annotated[str, Field(max_length=20)]
Moment = Annotated[
    str, Field(max_length=40, description="Tính đến lúc; chỉ ghi ngày là hết ngày đó; để trống: bây giờ")
]
Page = Annotated[int, Field(ge=1, le=10_000)]
Cells = dict[str, dict[str, str | None]]


class Readable(JSONRenderer):
    """Vietnamese as it is written."""

    json_dumps_params = {"ensure_ascii": False}


class FiguresIn(Schema):
    """Figures of one form: {row: {column: value}}; numbers, or text as it is typed ('1.234,5')."""

    rows: dict[str, dict[str, int | float | str | None]]
    form: str | None = Field(None, description="Nếu ghi thì phải khớp với tham số")
    version: str | None = None
    period: str | None = None
    agency: str | None = None
    regime: str | None = None


class ProblemOut(Schema):
    row: str
    column: str
    rule: str
    level: str = Field(description="block: không nhận; warn: cần giải trình")
    values: list[str | None]
    message: str


class FiguresOut(Schema):
    """The answer of `dondoc import figures --json`."""

    accepted: bool
    version: int | None
    computed: Cells
    problems: list[ProblemOut]


class ReasonOut(Schema):
    message: str
    where: str


class RefusedOut(Schema):
    """Every reason at once, in the words of the pages."""

    message: str
    reasons: list[ReasonOut]


class ObligationOut(Schema):
    regime: str
    period: str
    agency: str
    window_from: date
    window_to: date
    due_on: date
    original_due_on: date
    timeliness: str = Field(description="early, on_time, late, …: mã tình trạng")
    timeliness_label: str
    stage: str
    stage_label: str
    first_sent_at: datetime | None
    n_sendings: int


class ObligationsOut(Schema):
    as_of: datetime
    total: int
    page: int
    obligations: list[ObligationOut]


class TotalOut(Schema):
    """The answer of `dondoc total --json`: the sum, never without its gaps. Codes are those of agencies."""

    as_of: datetime
    expected: int
    included: list[str]
    missing: list[str]
    late: list[str]
    returned: list[str]
    carried: list[str]
    cells: Cells


class FormOut(Schema):
    """The definition that `dondoc import form` reads."""

    sha256: str
    definition: dict[str, Any]
