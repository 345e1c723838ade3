"""Deadlines (thời hạn gửi): forms, wording, days off, warnings, sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.deadlines.rules.deadline import Due, is_inclusive_wording
from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition
from dondoc.deadlines.rules.periods import parse_period
from dondoc.deadlines.rules.starting_list import starting_calendar

CALENDAR = starting_calendar(range(2015, 2036))


def regime(deadline: dict[str, Any], cycle: str = "quarter", **other: Any) -> RegimeDefinition:
    simple = {"code": "x", "name": "Báo cáo X", "legal_basis": "x", "cycle": cycle, "window": "15-14"}
    return parse_definition({**simple, "deadlines": [deadline], **other})


def due(deadline: dict[str, Any], code: str = "2026-Q3", **other: Any) -> Due:
    period = parse_period(code)
    return regime(deadline, period.cycle.value, **other).due(period, "Sở Y tế", CALENDAR)


@pytest.mark.parametrize(
    ("deadline", "code", "day"),
    [
        ({"day": 20}, "2026-Q3", "2026-09-20"),
        ({"day": 5, "month_offset": 1}, "2026-Q4", "2027-01-05"),
        ({"day": 31}, "2026-Q2", "2026-06-30"),
        ({"day": 31}, "2026-02", "2026-02-28"),
        ({"day": 31, "inclusive": False}, "2026-Q2", "2026-06-30"),
        ({"day": 30, "inclusive": False}, "2026-Q2", "2026-06-29"),
        ({"day": 1, "month_offset": 1, "inclusive": False}, "2026-Q3", "2026-09-30"),
        ({"day": 15, "month": 1, "year_offset": 1}, "2026", "2027-01-15"),
        ({"day": 29, "month": 2, "year_offset": 1}, "2026", "2027-02-28"),
        ({"weekday": "mon", "week_offset": 1}, "2026-Q3", "2026-09-21"),
        ({"weekday": "mon", "week_offset": 1, "inclusive": False}, "2026-Q3", "2026-09-20"),
        ({"days": 45}, "2026-Q3", "2026-10-29"),
        ({"working_days": 2}, "2026-Q3", "2026-09-16"),
        ({"working_days": 3, "after": "month_end"}, "2026-Q3", "2026-10-05"),
        ({"days": 5, "after": "month_end"}, "2026-08", "2026-09-05"),
    ],
)
def test_every_form_of_deadline_gives_its_last_valid_day(deadline: dict[str, Any], code: str, day: str) -> None:
    assert str(due(deadline, code).due_on_before_roll) == day


@pytest.mark.parametrize(
    ("wording", "is_inclusive"),
    [
        ("trước ngày 16 tháng 12 hàng năm", False),
        ("Trước ngày 28/02", False),
        ("trước thứ Sáu hằng tuần", False),
        ("chậm nhất trước ngày 25", False),
        ("chậm nhất vào ngày 16 của tháng cuối kỳ báo cáo", True),
        ("muộn nhất trong ngày 17 hằng tháng", True),
        ("không muộn hơn ngày 20", True),
        ("trong ngày thứ Tư hằng tuần", True),
        ("trước hoặc trong ngày 20", True),
        ("trước 16 giờ ngày 20", True),
        ("", True),
    ],
)
def test_the_wording_decides_whether_the_named_day_counts(wording: str, is_inclusive: bool) -> None:
    assert is_inclusive_wording(wording) == is_inclusive


def test_a_wording_that_excludes_its_day_needs_no_second_word_for_it() -> None:
    assert due({"day": 16, "wording": "trước ngày 16"}).due_on_before_roll == date(2026, 9, 15)
    assert due({"day": 16, "wording": "trước ngày 16", "inclusive": True}).due_on_before_roll == date(2026, 9, 16)


@pytest.mark.parametrize(("code", "day"), [("2027-Q3", date(2027, 9, 27)), ("2027-Q4", date(2027, 12, 27))])
def test_day_25_on_a_saturday_of_2027_goes_to_monday_and_says_why(code: str, day: date) -> None:
    found = due({"day": 25}, code)
    assert found.due_on == day
    assert found.moved and found.provisional
    assert "Thứ Bảy" in found.why and f"thứ Hai {day:%d/%m/%Y}" in found.why
    assert "Lịch nghỉ năm 2027 chưa công bố" in found.why


def test_a_deadline_may_roll_back_or_stay() -> None:
    back = due({"day": 25}, "2027-Q3", roll="previous_working_day")
    stays = due({"day": 25}, "2027-Q3", roll="none")
    own = due({"day": 25, "roll": "none"}, "2027-Q3", roll="next_working_day")
    assert back.due_on == date(2027, 9, 24)
    assert stays.due_on == own.due_on == date(2027, 9, 25)
    assert not stays.provisional


def test_a_deadline_that_rolls_over_new_year_is_provisional_when_either_year_is() -> None:
    found = due({"day": 31}, "2026-12")
    assert not found.provisional
    assert due({"working_days": 30}, "2026-Q4").provisional


def test_a_deadline_before_the_figures_are_closed_warns() -> None:
    (warning,) = due({"day": 6}).warnings
    assert warning == "Hạn gửi 07/09/2026 đến trước khi chốt số liệu ngày 14/09/2026."


def test_less_than_one_working_day_after_closing_warns_but_one_does_not() -> None:
    assert "01 ngày làm việc" in due({"day": 14}).warnings[0]
    assert due({"day": 15}).warnings == ()


@pytest.mark.parametrize(
    ("deadline", "sentence"),
    [
        (
            {"day": 20},
            "chậm nhất ngày 20 của tháng cuối kỳ; rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo",
        ),
        (
            {"day": 5, "month_offset": 1, "roll": "none"},
            "chậm nhất ngày 05 của tháng liền sau kỳ báo cáo; rơi vào ngày nghỉ thì không dời",
        ),
        (
            {"day": 31, "roll": "previous_working_day"},
            "chậm nhất ngày cuối cùng của tháng cuối kỳ; rơi vào ngày nghỉ thì gửi trong ngày làm việc liền trước",
        ),
        (
            {"day": 16, "month": 12, "inclusive": False, "roll": "none"},
            "trước ngày 16/12 của năm báo cáo; rơi vào ngày nghỉ thì không dời",
        ),
        (
            {"weekday": "fri", "roll": "none"},
            "chậm nhất thứ Sáu của tuần chốt số liệu; rơi vào ngày nghỉ thì không dời",
        ),
        (
            {"working_days": 2, "roll": "none"},
            "chậm nhất 02 ngày làm việc kể từ ngày chốt số liệu; rơi vào ngày nghỉ thì không dời",
        ),
        (
            {"days": 1, "after": "event", "event": "ngày lập báo cáo", "roll": "none"},
            "chậm nhất 01 ngày kể từ ngày lập báo cáo; rơi vào ngày nghỉ thì không dời",
        ),
        ({"delegated": "UBND cấp tỉnh"}, "do UBND cấp tỉnh quy định, chưa ấn định"),
        ({"none": True}, "văn bản không ấn định ngày"),
    ],
)
def test_a_rule_reads_as_a_plain_sentence(deadline: dict[str, Any], sentence: str) -> None:
    definition = regime(deadline)
    rule = definition.cycles[0].deadlines[0]
    assert definition.sentence(rule) == f"Hạn gửi: {sentence}"


def test_without_the_words_of_the_text_the_sentence_stands_for_them() -> None:
    assert due({"day": 20}).wording.startswith("Hạn gửi: chậm nhất ngày 20")
    assert due({"day": 20, "wording": "chậm nhất ngày 20"}).wording == "chậm nhất ngày 20"


@given(
    st.integers(1, 31), st.integers(0, 3), st.integers(2015, 2034), st.integers(1, 4), st.booleans(),
    st.sampled_from(["next_working_day", "previous_working_day", "none"]),
)  # fmt: skip
def test_a_deadline_lands_on_a_working_day_and_on_the_right_side(
    day: int, offset: int, year: int, quarter: int, inclusive: bool, roll: str
) -> None:
    found = due({"day": day, "month_offset": offset, "inclusive": inclusive}, f"{year}-Q{quarter}", roll=roll)
    assert found.due_on is not None and found.due_on_before_roll is not None
    assert found.moved == (found.due_on != found.due_on_before_roll)
    if roll == "none":
        assert not found.moved
    else:
        assert CALENDAR.is_working(found.due_on)
        assert (found.due_on >= found.due_on_before_roll) == (roll == "next_working_day" or not found.moved)
