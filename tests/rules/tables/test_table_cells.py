"""Cells become values, or a sentence that says what is wrong with them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.moments import VIETNAM, day_of
from dondoc.base.rules.tables import CannotRead, Field, Kind, Row, read_table


def row_of(kind: Kind, cell: str, **more: object) -> Row:
    fields = [Field("code", ("Mã",), required=True, kind=Kind.CODE), Field("cell", ("Ô",), kind=kind, **more)]
    quoted = '"' + cell.replace('"', '""') + '"'
    return read_table(f"code,cell\n1,{quoted}\n".encode(), "a.csv", fields).rows[0]


def refusal_of(kind: Kind, cell: str, **more: object) -> str:
    with pytest.raises(CannotRead) as refused:
        row_of(kind, cell, **more)
    return str(refused.value.reasons[0])


@pytest.mark.parametrize("text", ["2023-07-05", "05/07/2023", "5/7/2023", " 05-07-2023 ", "05.07.2023"])
def test_a_date_is_read_in_every_way_people_write_it(text: str) -> None:
    assert row_of(Kind.DATE, text).day("cell") == date(2023, 7, 5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2023", "31/02/2023 không có: tháng 02/2023 có 28 ngày"),
        ("2024-02-30", "2024-02-30 không có: tháng 02/2024 có 29 ngày"),
        ("09/15/2023", "09/15/2023 không có: không có tháng 15 (viết ngày trước, tháng sau)"),
        ("00/05/2023", "00/05/2023 không có: tháng 05/2023 có 31 ngày"),
        ("01/01/0203", "01/01/0203 có năm ngoài khoảng 1900–2199"),
        ("1/1/23", "'1/1/23' không phải ngày; hãy viết ngày/tháng/năm, ví dụ 05/07/2026"),
        ("45123", "'45123' không phải ngày; hãy viết ngày/tháng/năm, ví dụ 05/07/2026"),
        ("05/07-2023", "'05/07-2023' không phải ngày; hãy viết ngày/tháng/năm, ví dụ 05/07/2026"),
    ],
)
def test_an_impossible_date_is_named(text: str, reason: str) -> None:
    assert refusal_of(Kind.DATE, text) == f"Dòng 2, cột 'cell': {reason}"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15/09/2023 17:00", datetime(2023, 9, 15, 17, tzinfo=VIETNAM)),
        ("15/09/2023 8:05:30", datetime(2023, 9, 15, 8, 5, 30, tzinfo=VIETNAM)),
        ("2023-09-15T17:00", datetime(2023, 9, 15, 17, tzinfo=VIETNAM)),
        ("2023-09-15T10:00Z", datetime(2023, 9, 15, 17, tzinfo=VIETNAM)),
        ("2023-09-15 12:00:00.250+02:00", datetime(2023, 9, 15, 10, 0, 0, 250_000, tzinfo=UTC)),
        ("2023-09-15T07:30-0230", datetime(2023, 9, 15, 10, tzinfo=UTC)),
        ("15/09/2023", datetime(2023, 9, 15, tzinfo=VIETNAM)),
    ],
)
def test_a_moment_without_an_offset_is_viet_nams_time(text: str, moment: datetime) -> None:
    assert row_of(Kind.MOMENT, text).moment("cell") == moment


def test_a_day_without_a_time_stays_that_day() -> None:
    moment = row_of(Kind.MOMENT, "01/01/2023").moment("cell")
    assert moment is not None and day_of(moment) == date(2023, 1, 1)


@pytest.mark.parametrize("text", ["15/09/2023 24:00", "15/09/2023 08:60", "2023-09-15T10:00+25:00"])
def test_an_hour_that_does_not_exist_is_named(text: str) -> None:
    assert refusal_of(Kind.MOMENT, text).endswith(f"'{text}' có giờ không có thật")


@given(st.datetimes(datetime(1980, 1, 1), datetime(2190, 1, 1)), st.integers(-12 * 60, 14 * 60))
def test_a_moment_means_the_same_instant_in_every_offset(naive: datetime, minutes: int) -> None:
    at = naive.replace(microsecond=0, tzinfo=UTC)
    shifted = at + timedelta(minutes=minutes)
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    text = f"{shifted:%Y-%m-%dT%H:%M:%S}{sign}{size // 60:02d}:{size % 60:02d}"
    assert row_of(Kind.MOMENT, text).moment("cell") == at


@pytest.mark.parametrize("text", ["có", "CÓ", "True", "1", "x", "yes", "Đã ký số", "đã  ký số"])
def test_yes_is_read_in_every_way_people_write_it(text: str) -> None:
    assert row_of(Kind.BOOLEAN, text).flag("cell") is True


@pytest.mark.parametrize("text", ["không", "FALSE", "0", "", "no", "Không ký số"])
def test_no_is_read_in_every_way_people_write_it(text: str) -> None:
    assert row_of(Kind.BOOLEAN, text).flag("cell") is False


def test_a_word_that_is_neither_yes_nor_no_is_refused() -> None:
    assert "không rõ có hay không" in refusal_of(Kind.BOOLEAN, "chắc là có")


@pytest.mark.parametrize(("text", "value"), [("1240", 1240), ("1.240", 1240), ("-3", -3), ("", None)])
def test_a_whole_number_may_have_vietnamese_thousands_dots(text: str, value: int | None) -> None:
    assert row_of(Kind.INTEGER, text).integer("cell") == value


@pytest.mark.parametrize("text", ["1,5", "1.24", "năm", "9" * 25, "٣"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert "không phải số nguyên" in refusal_of(Kind.INTEGER, text)


def test_a_list_is_parted_by_semicolons_and_empty_parts_fall_out() -> None:
    assert row_of(Kind.LIST, "Sở Nội vụ; Sở Tư pháp;; ").parts("cell") == ("Sở Nội vụ", "Sở Tư pháp")


def test_codes_keep_their_leading_zeros() -> None:
    assert row_of(Kind.CODE, "05977").text("cell") == "05977"


def test_a_code_that_excel_wrote_with_an_exponent_is_refused() -> None:
    assert "số mũ" in refusal_of(Kind.CODE, "1,23E+15")


def test_decomposed_letters_are_composed_and_invisible_signs_fall_out() -> None:
    decomposed = "So\u031b\u0309\u200b Nội\u00a0 vụ\ufeff"
    assert row_of(Kind.TEXT, decomposed).text("cell") == "Sở Nội vụ"


def test_line_breaks_stay_only_where_paragraphs_are_asked_for() -> None:
    assert row_of(Kind.TEXT, "một\nhai").text("cell") == "một hai"
    assert row_of(Kind.PARAGRAPHS, "một \r\n hai").text("cell") == "một\nhai"


def test_letters_lost_in_an_earlier_conversion_are_refused() -> None:
    assert "U+FFFD (chữ đã hỏng khi chuyển mã)" in refusal_of(Kind.TEXT, "S\ufffd Nội vụ")


def test_control_characters_are_refused() -> None:
    assert "U+0007" in refusal_of(Kind.TEXT, "Sở\x07")


def test_too_long_a_text_is_refused_with_both_lengths() -> None:
    assert refusal_of(Kind.TEXT, "a" * 41, max_length=40).endswith("dài 41 ký tự, tối đa 40")


def test_a_getter_of_another_kind_is_a_bug() -> None:
    row = row_of(Kind.INTEGER, "5")
    for getter in (row.text, row.day, row.moment, row.flag, row.parts):
        with pytest.raises(TypeError):
            getter("cell")
    with pytest.raises(TypeError):
        row_of(Kind.BOOLEAN, "x").integer("cell")
