"""Excel files written: templates come back as they went out, lists stay text."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.base.rules.moments import VIETNAM
from dondoc.base.rules.tables import Field, Kind, Value, read_table, write_sheet, write_template

FIELDS = (
    Field("code", ("Mã đơn vị",), required=True, kind=Kind.CODE, note="Mỗi đơn vị một mã."),
    Field("name", ("Tên đơn vị",), required=True),
    Field("text", ("Nội dung",), kind=Kind.PARAGRAPHS),
    Field("day", ("Ngày",), kind=Kind.DATE),
    Field("moment", ("Lúc",), kind=Kind.MOMENT),
    Field("flag", ("Ký số",), kind=Kind.BOOLEAN),
    Field("count", ("Số lượng",), kind=Kind.INTEGER),
    Field("parts", ("Phối hợp",), kind=Kind.LIST),
)
words = st.text("aăâbcdđeêôơưởệụ019=+-@'\"", min_size=1, max_size=30)
days = st.dates(date(1980, 1, 1), date(2199, 12, 31))
rows = st.fixed_dictionaries(
    {
        "code": st.text("0123456789.ABCH", min_size=1, max_size=30),
        "name": words,
        "text": st.none() | words,
        "day": st.none() | days,
        "moment": st.none()
        | st.datetimes(datetime(1980, 1, 1), datetime(2199, 1, 1)).map(
            lambda naive: naive.replace(microsecond=0, tzinfo=VIETNAM)
        ),
        "flag": st.booleans(),
        "count": st.none() | st.integers(-(10**9), 10**9),
        "parts": st.none() | st.lists(words, min_size=1, max_size=4).map(tuple),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, min_size=1, max_size=5))
def test_what_a_template_is_filled_with_is_read_back(samples: list[dict[str, Value]]) -> None:
    table = read_table(write_template(FIELDS, "Đơn vị", samples), "mẫu.xlsx", FIELDS)
    assert [dict(row.values) for row in table.rows] == samples
    assert [row.number for row in table.rows] == list(range(2, len(samples) + 2))


def test_a_template_marks_what_is_required_and_explains_every_column() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template(FIELDS, "Đơn vị [mẫu]: 1/2")))
    form, guide = book.worksheets
    assert form.title == "Đơn vị  mẫu   1 2"
    assert [cell.value for cell in form[1]][:3] == ["Mã đơn vị *", "Tên đơn vị *", "Nội dung"]
    assert form["A1"].comment.text == f"Bắt buộc. Cách ghi: {Kind.CODE.value}. Mỗi đơn vị một mã."
    assert form.column_dimensions["A"].number_format == "@"
    assert form.freeze_panes == "A2" and form["A1"].font.bold
    assert [cell.value for cell in guide["A"]] == ["Cột", *(field.heading for field in FIELDS)]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    risky = ["=1+1", "+84", "-3", "@SUM(A1)"]
    sheet = openpyxl.load_workbook(io.BytesIO(write_sheet("Bảng", ["Ô"], [[text] for text in risky]))).worksheets[0]
    for row, text in enumerate(risky, start=2):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert sheet["A1"].quotePrefix is False


def test_a_list_shows_values_as_the_office_writes_them() -> None:
    line = [date(2026, 7, 5), datetime(2026, 7, 5, 1, 20, tzinfo=UTC), True, ("a", "b"), None, Decimal("1.5"), "a\x00b"]
    sheet = openpyxl.load_workbook(io.BytesIO(write_sheet("Bảng", ["Cột"] * 7, [line]))).worksheets[0]
    shown = [cell.value for cell in sheet[2]]
    assert shown == [datetime(2026, 7, 5), datetime(2026, 7, 5, 8, 20), "Có", "a; b", None, 1.5, "ab"]
    assert [sheet["A2"].number_format, sheet["B2"].number_format] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"]
    assert sheet.freeze_panes == "A2" and sheet["G1"].font.bold
    assert 10 <= sheet.column_dimensions["B"].width <= 60
