"""Drafts of forms out of Excel tables: headings, numbers, formulas and rows are found, guesses are told."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.sheets.rules.definition import parse_form, write_form
from dondoc.sheets.rules.layouts import CannotReadLayout, LayoutRead, read_layout
from dondoc.sheets.rules.workbook import Heading, write_form_template
from tests.factories.forms import case
from tests.rules.sheets.test_workbook import LARGEST_MEMORY, PARTS, TEMPLATE, repacked, sheet_part

HEADING = Heading("BG-LN", "UBND huyện Lục Ngạn", "2026-Q3", "Quý III/2026")
# A table as an office draws it: frame, three rows of headings, numbers, rows, signature.
DRAWN: list[list[Any]] = [
    ["Biểu số: 05/XLD", None, None, None, "Đơn vị báo cáo: …"],
    ["Ban hành kèm theo Thông tư số 02/2021/TT-TTCP"],
    ["KẾT QUẢ TIẾP CÔNG DÂN, XỬ LÝ ĐƠN"],
    ["Đơn vị tính: lượt"],
    ["STT", "Đơn vị", "Số lượt tiếp", None, None, "Tỷ lệ", "Ghi chú"],
    [None, None, "Tổng", "Trong đó", None, None, None],
    [None, None, None, "Thường xuyên", "Định kỳ", None, None],
    [-1, -2, "(3)=(4)+(5)=(6)", "(4)", "(5)", "(6)", "(7)"],
    [None, "Tổng số"],
    ["I", "Khối sở"],
    [1, "Sở Nội vụ", 3, 1, 2],
    [None, "Trong đó: Thanh tra Sở"],
    [2, "Sở Y tế"],
    ["II", "Khối xã"],
    [1, "Xã A"],
    [None, None, None, None, "…, ngày … tháng … năm …"],
    ["Người lập biểu"],
]
MERGED = ("A5:A7", "B5:B7", "C5:E5", "C6:C7", "D6:E6", "F5:F7", "G5:G7", "A3:G3")


def book(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), name: str = "Biểu", before: str = "") -> bytes:
    made = openpyxl.Workbook()
    if before:
        made.worksheets[0].title = before
        made.worksheets[0].append(["Hướng dẫn điền"])
        made.create_sheet(name)
    sheet = made.worksheets[-1]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def column(read: LayoutRead, no: str) -> dict[str, Any]:
    found = [c for c in read.values["columns"] if c["no"] == no]
    assert len(found) == 1
    return dict(found[0])


@pytest.mark.parametrize("name", ["II.06a", "II.07b-2020", "II.07b-2025", "B01", "KHO"])
def test_the_products_own_file_is_read_back_as_the_form_that_it_was_made_of(name: str) -> None:
    form = case(name)
    read = read_layout(write_form_template(form, HEADING))
    again = parse_form({**write_form(form), **{k: read.values[k] for k in ("name", "columns")}})
    told = [(c.no, c.title, c.group, c.formula) for c in form.columns]
    assert [(c.no, c.title, c.group, c.formula) for c in again.columns] == told
    assert (read.values["code"], read.values["name"], read.values.get("unit", "")) == (form.code, form.name, form.unit)
    assert [i["title"] for i in read.values["rows"].get("items", [])] == [item.title for item in form.items]


def test_rows_find_what_they_are_a_part_of_by_their_numbers() -> None:
    form = case("II.06a")
    items = read_layout(write_form_template(form, HEADING)).values["rows"]["items"]
    titles = {item["code"]: item["title"] for item in items}
    found = [titles.get(item.get("parent", ""), "") for item in items]
    assert found == [form.by_code[item.parent].title if item.parent else "" for item in form.items]


@pytest.mark.parametrize("merged", [MERGED, ("C5:E5", "D6:E6")])
def test_a_table_as_an_office_draws_it_becomes_a_draft(merged: Sequence[str]) -> None:
    read = read_layout(book(DRAWN, merged))
    assert column(read, "4")["group"] == ["Số lượt tiếp", "Trong đó"]
    assert (column(read, "5")["title"], column(read, "6")["type"]) == ("Định kỳ", "percent")
    assert column(read, "7")["type"] == "text"
    assert column(read, "3")["computed"] == "4 + 5"
    assert read.values["checks"] == [{"rule": "3 = 6", "level": "block"}]
    assert read.values["stub"] == [{"no": "1", "title": "STT"}, {"no": "2", "title": "Đơn vị"}]
    frame = {key: read.values[key] for key in ("code", "name", "unit", "legal_basis")}
    assert frame == {
        "code": "05/XLD",
        "name": "KẾT QUẢ TIẾP CÔNG DÂN, XỬ LÝ ĐƠN",
        "unit": "lượt",
        "legal_basis": "Thông tư số 02/2021/TT-TTCP",
    }


def test_its_rows_end_before_the_signature_and_know_their_parents() -> None:
    items = read_layout(book(DRAWN, MERGED)).values["rows"]["items"]
    assert [(i["code"], i.get("parent"), i.get("of_which", False)) for i in items] == [
        ("tong-so", None, False),
        ("khoi-so", "tong-so", False),
        ("so-noi-vu", "khoi-so", False),
        ("trong-do-thanh-tra-so", "so-noi-vu", True),
        ("so-y-te", "khoi-so", False),
        ("khoi-xa", "tong-so", False),
        ("xa-a", "khoi-xa", False),
    ]


def test_every_guess_is_told_at_its_place() -> None:
    told = {reason.where: reason.message for reason in read_layout(book(DRAWN, MERGED), code="05/XLD").guesses}
    assert told["columns[3].type"] == "Đoán kiểu tỷ lệ phần trăm theo tiêu đề."
    assert told["name"] == "Lấy tên từ phần trên bảng; xem lại."
    assert "rows.items" in told and "code" not in told


def test_letters_name_rows_and_the_column_of_codes_gives_theirs() -> None:
    rows = [
        ["Đơn vị", "Mã số", "Tổng số", "Chia ra", None],
        [None, None, None, "Thành thị", "Nông thôn"],
        ["A", "B", "[1]=[2]+[3]", "[2]", "[3]"],
        ["Toàn tỉnh", "01"],
        ["Xã A", "02", 5],
        ["Xã B", "03", 6],
    ]
    read = read_layout(book(rows, ("A1:A2", "B1:B2", "C1:C2", "D1:E1")))
    assert [c["no"] for c in read.values["columns"]] == ["1", "2", "3"] and column(read, "1")["computed"] == "2 + 3"
    assert read.values["stub"] == [{"no": "A", "title": "Đơn vị"}]
    items = read.values["rows"]["items"]
    assert [(i["code"], i["title"], i.get("parent")) for i in items][1:] == [("02", "Xã A", "01"), ("03", "Xã B", "01")]
    assert "Cột 'Mã số' dùng làm mã dòng, không in riêng." in [reason.message for reason in read.guesses]


def test_a_total_may_stand_below() -> None:
    rows = [
        ["TT", "Nội dung", "Thực hiện"],
        [1, 2, 3],
        ["I", "Thường xuyên"],
        [1, "Lương"],
        ["II", "Đầu tư"],
        ["", "Cộng"],
    ]
    items = read_layout(book(rows)).values["rows"]["items"]
    assert [i.get("parent") for i in items] == ["cong", "thuong-xuyen", "cong", None]


def test_a_formula_that_cannot_be_read_is_left_for_the_official() -> None:
    rows = [["Chỉ tiêu", "Tổng", "Một"], ["A", "(1)=tổng các cột", "(2)"], ["Dòng"]]
    read = read_layout(book(rows))
    assert "computed" not in column(read, "1")
    assert "Chưa hiểu công thức 'tổng các cột'" in str([str(reason) for reason in read.guesses])


def test_without_numbers_the_columns_are_counted_and_that_is_told() -> None:
    read = read_layout(book([["Chỉ tiêu", "Thu", "Chi"], ["Xã A", 5, 6]]))
    assert [c["no"] for c in read.values["columns"]] == ["2", "3"]
    assert "Bảng không có dòng số cột" in read.guesses[0].message


def test_the_sheet_with_a_table_is_found_or_named() -> None:
    data = book(DRAWN, MERGED, name="Biểu 05", before="Hướng dẫn")
    assert read_layout(data).sheet == read_layout(data, sheet="Biểu 05").sheet == "Biểu 05"
    with pytest.raises(CannotReadLayout, match=r"Không có trang tính 'X'\. Các trang: 'Hướng dẫn', 'Biểu 05'"):
        read_layout(data, sheet="X")
    with pytest.raises(CannotReadLayout, match="Không tìm thấy bảng có tiêu đề cột"):
        read_layout(data, sheet="Hướng dẫn")


def test_a_draft_of_a_whole_table_can_be_used_as_it_is() -> None:
    values = read_layout(book(DRAWN, MERGED)).values
    assert parse_form({**values, "valid_from": "2026-01-01", "columns": values["columns"]}).code == "05/XLD"


def in_bounds(data: bytes) -> LayoutRead | Refused:
    """What comes of a hostile file, in little memory."""
    tracemalloc.start()
    try:
        return read_layout(data)
    except Refused as refused:
        return refused
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < LARGEST_MEMORY


def with_sheet(body: bytes) -> bytes:
    return repacked(**{sheet_part().replace("/", "__"): body})


def test_merged_cells_over_a_whole_sheet_cost_nothing() -> None:
    merged = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % n for n in range(1, 6001))
    hostile = PARTS[sheet_part()].replace(b"</mergeCells>", merged + b"</mergeCells>")
    assert hostile != PARTS[sheet_part()]
    in_bounds(with_sheet(hostile))


def test_a_million_rows_and_a_cell_in_the_last_corner_cost_nothing() -> None:
    head, tail = PARTS[sheet_part()].split(b"</sheetData>")
    rows = b"".join(b'<row r="%d"/>' % row for row in range(100, 1_048_577))
    for more in (rows, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'):
        assert isinstance(in_bounds(with_sheet(head + more + b"</sheetData>" + tail)), LayoutRead)


@pytest.mark.parametrize(
    ("part", "told"), [("xl__externalLinks__externalLink1.xml", "liên kết đến tệp"), ("xl__vbaProject.bin", "có macro")]
)
def test_links_and_macros_are_refused(part: str, told: str) -> None:
    assert told in str(in_bounds(repacked(**{part: b"<x/>"})))


def test_what_unpacks_without_end_is_refused() -> None:
    assert "giải nén ra quá" in str(in_bounds(repacked(xl__bomb=bytes(31_000_000))))
    assert "lớn quá 5 MB" in str(in_bounds(TEMPLATE + bytes(5_000_001)))


@settings(max_examples=60)
@given(st.integers(0, len(TEMPLATE) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_raises_anything_but_a_refusal(at: int, damage: bytes) -> None:
    found = in_bounds(TEMPLATE[:at] + damage + TEMPLATE[at + len(damage) :])
    assert isinstance(found, LayoutRead) or all(reason.message for reason in found.reasons)


@settings(max_examples=60)
@given(st.data())
def test_no_table_raises_anything_but_a_refusal(data: st.DataObject) -> None:
    cells = (
        st.none()
        | st.integers(-20, 20)
        | st.sampled_from(
            ["STT", "(1)", "(3)=(4)+(5)", "Tổng số", "I", "1.1", "A", "(2)=", "Trong đó", "Đơn vị tính: ", "x" * 400]
        )
    )
    rows = data.draw(st.lists(st.lists(cells, max_size=8), max_size=12))
    spans = st.tuples(st.integers(1, 9), st.integers(1, 12), st.integers(0, 4), st.integers(0, 4))
    merged = [
        f"{openpyxl.utils.get_column_letter(a)}{b}:{openpyxl.utils.get_column_letter(a + c)}{b + d}"
        for a, b, c, d in data.draw(st.lists(spans, max_size=4))
    ]
    try:
        read = read_layout(book(rows, merged))
    except Refused:
        return
    assert read.values["columns"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", TEMPLATE[:2000]])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_layout(data)
