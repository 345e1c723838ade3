"""Series of numbers: which one, what is late, what stands against taking and keeping."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.rules.numbering import (
    GivenNumber,
    late_numbers,
    padded,
    reasons_not_to_reserve,
    reasons_not_to_take,
    series_of,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("code", "series"),
    [
        ("BC", "BC"),
        ("Báo cáo", "BC"),
        ("qđ", "QĐ"),
        ("QyĐ", "QyĐ"),
        ("CV", "CV"),
        ("SY", "SAO"),
        ("TrS", "SAO"),
        ("XX", None),
    ],
)
def test_a_series_is_known_by_its_type_and_copies_share_one(code: str, series: str | None) -> None:
    assert series_of(code) == series


def test_numbers_below_ten_are_padded() -> None:
    assert [padded(n) for n in (1, 9, 10, 123)] == ["01", "09", "10", "123"]


@given(st.lists(st.integers(0, 30), max_size=12))
def test_a_number_is_late_just_when_a_lower_one_has_a_later_date(days: list[int]) -> None:
    dates = [TODAY + timedelta(days=day) for day in days]
    late = list(late_numbers(GivenNumber(n, on) for n, on in enumerate(dates, start=1)))
    assert late == [n for n, on in enumerate(dates, start=1) if any(other > on for other in dates[: n - 1])]


def test_a_late_number_needs_a_reason_and_a_future_date_gets_none() -> None:
    newest, earlier = TODAY, TODAY - timedelta(days=3)
    assert reasons_not_to_take(TODAY, TODAY, newest, "V/v", "") == []
    assert [r.where for r in reasons_not_to_take(earlier, TODAY, newest, "V/v", "")] == ["Lý do"]
    assert reasons_not_to_take(earlier, TODAY, newest, "V/v", "ký bổ sung") == []
    assert [r.where for r in reasons_not_to_take(TODAY + timedelta(days=1), TODAY, None, "", "")] == [
        "Trích yếu",
        "Ngày văn bản",
    ]


def test_every_reason_against_keeping_numbers_is_told_at_once() -> None:
    found = reasons_not_to_reserve(0, 2027, TODAY, " ")
    assert [r.where for r in found] == ["Số lượng", "Năm", "Lý do"]
    assert reasons_not_to_reserve(200, 2026, TODAY, "mật") == []
