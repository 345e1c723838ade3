"""CSV files: encodings, delimiters, headings, and every mistake told at once."""

import pytest

from dondoc.base.rules.tables import CannotRead, Field, Kind, Table, read_table, scan_table

FIELDS = (
    Field("code", ("Mã đơn vị", "Mã"), required=True, kind=Kind.CODE, max_length=40),
    Field("name", ("Tên đơn vị",), required=True),
    Field("sent_on", ("Ngày gửi",), kind=Kind.DATE),
)


def read(text: str | bytes, name: str = "tệp.csv", **bounds: int) -> Table:
    return read_table(text.encode() if isinstance(text, str) else text, name, FIELDS, **bounds)


def reasons_of(text: str | bytes, name: str = "tệp.csv", **bounds: int) -> list[str]:
    with pytest.raises(CannotRead) as refused:
        read(text, name, **bounds)
    return [str(reason) for reason in refused.value.reasons]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_unicode_encoding_delimiter_and_line_end_is_read(encoding: str, delimiter: str, line_end: str) -> None:
    lines = [delimiter.join(cells) for cells in (("Mã đơn vị", "Tên đơn vị"), ("05977", "Sở Nội vụ"))]
    table = read(line_end.join(lines).encode(encoding))
    assert [(row.number, row.text("code"), row.text("name")) for row in table.rows] == [(2, "05977", "Sở Nội vụ")]


@pytest.mark.parametrize(
    "heading", ["Mã đơn vị", "MÃ ĐƠN VỊ", "ma don vi", " Mã  đơn vị * ", "code", "Code", "Mã", '"Mã đơn vị:"']
)
def test_a_heading_is_known_without_regard_to_case_marks_and_stars(heading: str) -> None:
    assert read(f"{heading},name\n1,Sở\n").rows[0].text("code") == "1"


def test_decomposed_headings_are_known() -> None:
    assert read("Ma\u0303 đơn vi\u0323,name\n1,Sở\n").rows[0].text("code") == "1"


def test_row_numbers_are_those_of_the_file_with_empty_rows_counted() -> None:
    table = read("\ncode,name\n\n1,Sở\n,\n2,Sở\n")
    assert [row.number for row in table.rows] == [4, 6]


def test_a_quoted_cell_with_line_breaks_is_one_row() -> None:
    table = read('code,name\n1,"Sở\nNội vụ"\n2,Sở\n')
    assert [(row.number, row.text("name")) for row in table.rows] == [(2, "Sở Nội vụ"), (3, "Sở")]


def test_a_column_that_the_file_does_not_have_is_told_apart_from_an_empty_cell() -> None:
    table = read("code,name\n1,Sở\n")
    assert not table.has("sent_on") and table.rows[0].day("sent_on") is None
    assert read("code,name,sent_on\n1,Sở,\n").has("sent_on")


def test_every_wrong_cell_is_told_with_its_row_and_the_heading_as_the_file_has_it() -> None:
    assert reasons_of("Mã,Tên đơn vị,NGÀY GỬI\n1,Sở,31/02/2023\n2,,\n3,Sở,hôm qua\n") == [
        "Dòng 2, cột 'NGÀY GỬI': 31/02/2023 không có: tháng 02/2023 có 28 ngày",
        "Dòng 3, cột 'Tên đơn vị': còn trống; cột này bắt buộc",
        "Dòng 4, cột 'NGÀY GỬI': 'hôm qua' không phải ngày; hãy viết ngày/tháng/năm, ví dụ 05/07/2026",
    ]


def test_past_two_hundred_problems_only_their_number_is_told() -> None:
    reasons = reasons_of("code,name\n" + "1,\n" * 1240)
    assert len(reasons) == 201
    assert reasons[-1] == "Còn 1.040 lỗi nữa chưa in ra (tất cả 1.240 lỗi)."


def test_a_room_can_add_its_own_problems_before_refusing() -> None:
    table = scan_table(b"code,name\n1,\n2,B\n", "a.csv", FIELDS)
    assert table.rows[0].broken == {"name"}
    table.problem(table.rows[1], "code", "mã này lạ")
    table.problem(3, "sent_on", "thiếu ngày")
    assert [str(reason) for reason in table.problems.reasons()] == [
        "Dòng 2, cột 'name': còn trống; cột này bắt buộc",
        "Dòng 3, cột 'code': mã này lạ",
        "Dòng 3, cột 'Ngày gửi': thiếu ngày",
    ]


def test_everything_wrong_with_the_heading_line_is_told_at_once() -> None:
    assert reasons_of("Mã,code,Ghi chú\n1,2,3\n") == [
        "Dòng 1: Có cột lạ: 'Ghi chú'. Các cột nhận được: 'Mã đơn vị', 'Tên đơn vị', 'Ngày gửi'.",
        "Dòng 1: Cột 'Mã đơn vị' có 2 lần (ô A1, B1); chỉ để lại một.",
        "Dòng 1: Thiếu cột bắt buộc 'Tên đơn vị' (hoặc 'name').",
    ]


def test_a_row_with_more_cells_than_headings_is_told_and_empty_ones_do_not_count() -> None:
    assert read("code,name\n1,Sở,,\n").rows[0].text("name") == "Sở"
    assert reasons_of("code,name\n1,Sở,,thừa\n") == [
        "Dòng 2: ô D2 có giá trị 'thừa' mà cột không có tiêu đề",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Tệp trống."),
        (b"\xef\xbb\xbf\n\n", "Tệp trống."),
        (b",,,\n,,\n", "Tệp trống."),
        (b"code,name\n", "Tệp chỉ có dòng tiêu đề, chưa có dòng dữ liệu nào."),
        (b"code,name\n1,A\x00B\n", "Dòng 2 có byte 0: tệp không phải văn bản CSV hay Excel .xlsx."),
        (b"\xff\xfea", 'Tệp UTF-16 bị hỏng hoặc thiếu. Lưu lại dạng "CSV UTF-8".'),
        (("x," * 101).encode(), "Dòng 1: tiêu đề có quá 100 cột."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data: bytes, reason: str) -> None:
    assert reasons_of(data) == [reason]


@pytest.mark.parametrize("data", ["1,S\u00eb Néi vô".encode("latin-1"), "1,Sơ Nội".encode("cp1258", "replace")])
def test_eight_bit_encodings_are_refused_with_the_row_and_the_remedy(data: bytes) -> None:
    (reason,) = reasons_of(b"code,name\n0,A\n" + data)
    assert reason.startswith("Tệp không phải UTF-8 (có thể là Windows-1258 hoặc TCVN3): dòng 3 có byte 0x")
    assert 'lưu lại dạng "CSV UTF-8"' in reason


def test_a_quote_that_is_not_closed_is_told_with_its_row() -> None:
    (reason,) = reasons_of('code,name\n1,Sở\n2,"Sở\n3,Sở\n')
    assert reason.startswith('Dòng 3: dấu nháy kép (") mở mà không đóng')


def test_bounds_of_size_and_rows_hold() -> None:
    assert reasons_of(b"\x00" * 50_000_000) == ["Tệp lớn quá 20 MB. Chia tệp ra rồi nhập từng phần."]
    assert reasons_of("code,name\n1,A\n2,B\n", max_rows=1) == ["Tệp có quá 1 dòng. Chia tệp ra rồi nhập từng phần."]
    assert len(read("code,name\n1,A\n2,B\n", max_rows=2).rows) == 2


@pytest.mark.parametrize("sign", [b"\n", b",", b'"', b"\x00", b"\xff", b"a"])
def test_megabytes_of_rubbish_are_refused(sign: bytes) -> None:
    assert reasons_of(sign * (2_000_000 // len(sign)))
