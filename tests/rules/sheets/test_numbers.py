"""Numbers as people write them: read rightly or asked about, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.tables.days import Unreadable
from dondoc.base.rules.wording import number
from dondoc.sheets.rules.numbers import number_from_excel, number_from_text, plain_text, within

scales = st.integers(0, 6)


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("1.234,5", 1, "1234.5"),
        ("1234.5", 1, "1234.5"),
        ("1234,5", 1, "1234.5"),
        ("1,234.5", 1, "1234.5"),
        ("8,5", 1, "8.5"),
        ("1.234", 0, "1234"),
        ("1.234.567", 2, "1234567"),
        ("1,234,567", 0, "1234567"),
        ("1.234.567,89", 2, "1234567.89"),
        ("1 234 567", 0, "1234567"),
        ("1\u00a0234", 2, "1234"),
        ("0.234", 3, "0.234"),
        ("0,500", 3, "0.5"),
        ("1234.567", 3, "1234.567"),
        ("1,2340", 3, "1.234"),
        ("12,50", 1, "12.5"),
        ("-5", 0, "-5"),
        ("−1.234,5", 1, "-1234.5"),
        ("+7", 0, "7"),
        ("007", 0, "7"),
        (" 12 ", 0, "12"),
        ("-0", 0, "0"),
    ],
)
def test_what_is_clear_is_read(text: str, scale: int, value: str) -> None:
    assert number_from_text(text, scale) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "scale", "told"),
    [
        ("1.234", 1, "chưa rõ là 1234 hay 1,234; hãy viết 1234$"),
        ("1.234", 3, "chưa rõ là 1234 hay 1,234; hãy viết 1234 hoặc 1,2340"),
        ("1,234", 0, "chưa rõ"),
        ("1,234", 3, "chưa rõ"),
        ("-12.345", 2, "chưa rõ"),
        ("1,5", 0, "không phải số nguyên"),
        ("8,55", 1, "2 chữ số thập phân, cột này giữ 1"),
        ("1.23.4", 1, "không phải số"),
        ("12.34.567", 1, "không phải số"),
        ("1e5", 2, "không phải số"),
        ("(5)", 0, "không phải số"),
        ("12 kg", 0, "không phải số"),
        ("- 5 -", 0, "không phải số"),
        ("٣", 0, "không phải số"),
        ("nan", 1, "không phải số"),
        ("9" * 21, 0, "tối đa 20 chữ số"),
        ("9" * 61, 0, "dài quá"),
        ("", 0, "không phải số"),
    ],
)
def test_what_is_not_clear_is_asked_about(text: str, scale: int, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        number_from_text(text, scale)


@given(st.integers(-(10**18), 10**18), scales)
def test_what_the_office_writes_is_read_as_it_was_meant_or_asked_about(digits: int, scale: int) -> None:
    value = Decimal(digits).scaleb(-scale)
    try:
        read = number_from_text(number(value), scale)
    except Unreadable as wrong:
        assert "chưa rõ" in str(wrong)
        assert abs(value) < 1_000_000  # only one sign before three digits can be taken in two ways
    else:
        assert read == value


@given(st.decimals(-(10**15), 10**15, places=4, allow_nan=False))
def test_plain_text_says_the_same_number_shortly(value: Decimal) -> None:
    text = plain_text(value)
    assert Decimal(text) == value
    assert not ("." in text and text.endswith(("0", ".")))


@given(st.text(max_size=70), scales)
def test_any_text_is_a_number_that_fits_or_is_asked_about(text: str, scale: int) -> None:
    try:
        value = number_from_text(text, scale)
    except Unreadable as wrong:
        assert str(wrong)
    else:
        assert within(value, scale) == value


@pytest.mark.parametrize(
    ("value", "scale", "read"), [(0.1 + 0.2, 1, "0.3"), (1200.0, 0, "1200"), (70, 2, "70"), (-2.5, 1, "-2.5")]
)
def test_a_number_cell_is_what_excel_shows(value: float, scale: int, read: str) -> None:
    assert number_from_excel(value, scale) == Decimal(read)


@pytest.mark.parametrize(
    ("value", "told"),
    [(1e15, "làm tròn"), (2.5, "không phải số nguyên"), (float("nan"), "không phải số"), (float("-inf"), "không phải")],
)
def test_a_number_cell_that_cannot_be_exact_is_refused(value: float, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        number_from_excel(value, 0)


@pytest.mark.parametrize("text", ["1E+999999", "1E-999999", "1E+20", "0." + "0" * 90 + "1", "NaN", "-Infinity"])
def test_numbers_beyond_all_measure_are_refused_in_short_time(text: str) -> None:
    with pytest.raises(Unreadable):
        within(Decimal(text), 6)
