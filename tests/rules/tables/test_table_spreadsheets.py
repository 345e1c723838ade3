"""Excel files: cells, sheets, and packages that would do harm."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest

from dondoc.base.rules.moments import VIETNAM
from dondoc.base.rules.tables import CannotRead, Field, Kind, Table, read_table

FIELDS = (
    Field("code", ("Mã đơn vị",), required=True, kind=Kind.CODE),
    Field("name", ("Tên đơn vị",), required=True),
    Field("sent_on", ("Ngày gửi",), kind=Kind.DATE),
    Field("sent_at", ("Lúc gửi",), kind=Kind.MOMENT),
    Field("is_signed", ("Ký số",), kind=Kind.BOOLEAN),
    Field("count", ("Số lượng",), kind=Kind.INTEGER),
)
HEADINGS = ("code", "name", "sent_on", "sent_at", "is_signed", "count")
UNREADABLE = "Không đọc được tệp Excel"


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The same package with parts replaced or added; __ in a name stands for /."""
    parts = {name.replace("__", "/"): body for name, body in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, parts.pop(info.filename, None) or old.read(info))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def read(data: bytes, name: str = "tệp.xlsx") -> Table:
    return read_table(data, name, FIELDS)


def reasons_of(data: bytes, name: str = "tệp.xlsx") -> list[str]:
    with pytest.raises(CannotRead) as refused:
        read(data, name)
    return [str(reason) for reason in refused.value.reasons]


def test_cells_of_every_excel_kind_are_read() -> None:
    cells = ["05977", "Sở Nội vụ", date(2023, 9, 15), datetime(2023, 9, 15, 17, 30), True, 1240]
    row = read(workbook([HEADINGS, [], cells])).rows[0]
    assert row.number == 3
    assert (row.text("code"), row.text("name")) == ("05977", "Sở Nội vụ")
    assert row.day("sent_on") == date(2023, 9, 15)
    assert row.moment("sent_at") == datetime(2023, 9, 15, 17, 30, tzinfo=VIETNAM)
    assert row.flag("is_signed") is True and row.integer("count") == 1240


def test_text_in_date_cells_and_numbers_in_text_cells_are_read_too() -> None:
    row = read(workbook([HEADINGS, [5977, 2.5, "15/09/2023", date(2023, 9, 15), 0, "7"]])).rows[0]
    assert (row.text("code"), row.text("name"), row.integer("count")) == ("5977", "2.5", 7)
    assert row.day("sent_on") == date(2023, 9, 15)
    assert row.moment("sent_at") == datetime(2023, 9, 15, tzinfo=VIETNAM)
    assert row.flag("is_signed") is False


def test_cells_that_excel_has_changed_behind_the_writers_back_are_refused() -> None:
    cells = [date(2023, 5, 15), 10**16, 45000, 0.5, 2, 1.5]
    assert reasons_of(workbook([HEADINGS, cells, [1.5, "B", datetime(2023, 9, 15, 8), time(8), date(2023, 1, 1)]])) == [
        "Dòng 2, cột 'code': Excel đã hiểu ô này là ngày, giờ; hãy định dạng ô là Văn bản rồi nhập lại",
        "Dòng 2, cột 'name': Excel đã làm tròn số dài; hãy định dạng ô là Văn bản rồi nhập lại",
        "Dòng 2, cột 'sent_on': '45000' không phải ngày; hãy viết ngày/tháng/năm",
        "Dòng 2, cột 'sent_at': '0.5' không phải thời điểm; hãy viết ngày/tháng/năm giờ:phút",
        "Dòng 2, cột 'is_signed': '2' không rõ có hay không; hãy ghi 'có' hoặc 'không'",
        "Dòng 2, cột 'count': '1.5' không phải số nguyên",
        "Dòng 3, cột 'code': '1.5' là số lẻ, không phải mã; hãy định dạng ô là Văn bản rồi nhập lại",
        "Dòng 3, cột 'sent_on': '2023-09-15 08:00:00' có cả giờ; ô này chỉ ghi ngày",
        "Dòng 3, cột 'sent_at': '08:00:00' không phải thời điểm; hãy viết ngày/tháng/năm giờ:phút",
        "Dòng 3, cột 'is_signed': '2023-01-01 00:00:00' không rõ có hay không; hãy ghi 'có' hoặc 'không'",
    ]


def test_the_value_of_a_formula_is_read_and_an_error_cell_is_refused() -> None:
    data = workbook([("code", "name"), ["A", "B"]])
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>code</v></c><c r="B1" t="str"><v>name</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"A"&amp;1</f><v>A1</v></c>{}</row></sheetData></worksheet>'
    )
    name = "xl__worksheets__sheet1.xml"
    fine = sheet.format('<c r="B2" t="str"><v>Sở</v></c>').encode()
    assert read(repacked(data, **{name: fine})).rows[0].text("code") == "A1"
    error = sheet.format('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>').encode()
    assert reasons_of(repacked(data, **{name: error})) == [
        "Dòng 2, cột 'name': ô báo lỗi #DIV/0! của Excel; hãy sửa công thức hoặc nhập giá trị"
    ]


def test_the_sheet_with_the_right_headings_is_found() -> None:
    data = workbook([], [("Ghi chú",), ("x",)], [("code", "name"), ("1", "Sở")])
    assert read(data).rows[0].text("name") == "Sở"


def test_without_right_headings_the_first_filled_sheet_is_the_one_told_of() -> None:
    reasons = reasons_of(workbook([], [("Ghi chú",), ("x",)]))
    assert reasons[0].startswith("Dòng 1: Có cột lạ: 'Ghi chú'.")


def test_an_excel_file_is_known_by_what_it_is_not_by_its_name() -> None:
    assert read(workbook([("code", "name"), ("1", "Sở")]), "tệp.csv").rows[0].text("code") == "1"
    assert reasons_of(b"code,name\n1,A\n") == ["Tệp mang tên .xlsx nhưng không phải tệp Excel."]


def test_a_cell_without_a_heading_is_told_by_its_address() -> None:
    data = workbook([("code", "name"), ("1", "Sở", None, "thừa")])
    assert reasons_of(data) == ["Dòng 2: ô D2 có giá trị 'thừa' mà cột không có tiêu đề"]


@pytest.mark.parametrize("name", ["a.xls", "A.XLS", "a.xlsb"])
def test_old_excel_files_are_refused_by_name(name: str) -> None:
    assert reasons_of(b"anything", name)[0].startswith("Tệp là Excel đời cũ (.xls, .xlsb)")


def test_old_or_locked_excel_files_are_refused_by_their_first_bytes() -> None:
    assert "mật khẩu" in reasons_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))[0]


def test_macros_are_refused() -> None:
    data = workbook([("code", "name"), ("1", "Sở")])
    macro = "Tệp Excel có macro. Lưu lại dạng .xlsx không có macro."
    assert reasons_of(repacked(data, **{"xl__vbaProject.bin": b"x"})) == [macro]
    assert reasons_of(data, "a.xlsm") == [macro]


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    data = repacked(workbook([("code", "name"), ("1", "Sở")]), bomb=bytes(100_000_000))
    assert len(data) < 1_000_000
    assert reasons_of(data)[0].startswith("Tệp Excel giải nén ra quá 100 MB.")


def test_two_cells_at_the_far_corners_do_not_fill_the_memory() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"], sheet["XFD200000"] = "code", "name", "1", "Sở", "y"
    assert len(read(saved(book)).rows) == 1


def test_other_packages_and_damaged_ones_are_refused() -> None:
    data = workbook([("code", "name"), ("1", "Sở")])
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert reasons_of(zipped.getvalue())[0].startswith(UNREADABLE)
    assert reasons_of(data[: len(data) // 2])[0].startswith(UNREADABLE)
    assert reasons_of(repacked(data, **{"xl__worksheets__sheet1.xml": b"<worksheet"}))[0].startswith(UNREADABLE)
    assert reasons_of(workbook([], []))[0].startswith("Tệp trống")
