"""Reporting periods (kỳ báo cáo): codes, names, calendar days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.rules.periods import CannotReadPeriod, Cycle, Period, parse_period


def periods() -> st.SearchStrategy[Period]:
    years = st.integers(2000, 2099)
    days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
    numbered = st.sampled_from([c for c in Cycle if c.n_in_year > 1]).flatmap(
        lambda cycle: st.builds(Period, st.just(cycle), years, st.integers(1, cycle.n_in_year))
    )
    whole = st.builds(Period, st.sampled_from([Cycle.YEAR, Cycle.NINE_MONTH]), years)
    of_days = st.builds(
        lambda cycle, day: Period(cycle, day.year, ends_on=day), st.sampled_from([Cycle.WEEK, Cycle.DAY]), days
    )
    long = st.builds(Period, st.just(Cycle.MULTI_YEAR), st.integers(2020, 2099), st.integers(2, 20))
    names = st.from_regex(r"[A-Z]{2}[A-Z0-9]{0,10}", fullmatch=True)
    named = st.builds(lambda year, name: Period(Cycle.NAMED, year, name=name), years, names)
    return st.one_of(numbered, whole, of_days, long, named)


@pytest.mark.parametrize(
    ("code", "label", "first", "last"),
    [
        ("2022-02", "Tháng 02/2022", "2022-02-01", "2022-02-28"),
        ("2022-03", "Tháng 3/2022", "2022-03-01", "2022-03-31"),
        ("2023-Q3", "Quý III/2023", "2023-07-01", "2023-09-30"),
        ("2022-H1", "6 tháng đầu năm 2022", "2022-01-01", "2022-06-30"),
        ("2022-H2", "6 tháng cuối năm 2022", "2022-07-01", "2022-12-31"),
        ("2022-M9", "9 tháng năm 2022", "2022-01-01", "2022-09-30"),
        ("2022", "Năm 2022", "2022-01-01", "2022-12-31"),
        ("2024-C10", "10 tháng năm 2024", "2024-01-01", "2024-10-31"),
        ("W2024-11-20", "Tuần kết thúc 20/11/2024", "2024-11-14", "2024-11-20"),
        ("D2026-09-05", "Ngày 05/9/2026", "2026-09-05", "2026-09-05"),
        ("2024-02-H1", "Nửa đầu tháng 02/2024", "2024-02-01", "2024-02-15"),
        ("2024-02-H2", "Nửa cuối tháng 02/2024", "2024-02-16", "2024-02-29"),
        ("2024-10-T2", "10 ngày giữa tháng 10/2024", "2024-10-11", "2024-10-20"),
        ("2024-10-T3", "10 ngày cuối tháng 10/2024", "2024-10-21", "2024-10-31"),
        ("2021-2025", "Giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
        ("2024-HK1", "Kỳ HK1 năm 2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_period_has_one_code_a_name_and_its_calendar_days(code: str, label: str, first: str, last: str) -> None:
    period = parse_period(code)
    assert period.code == code
    assert period.label == label
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2023Q3", "2023-Q3"),
        ("2023q3", "2023-Q3"),
        ("202309", "2023-09"),
        ("2023H1", "2023-H1"),
        ("2023M9", "2023-M9"),
        ("2023Y", "2023"),
        ("2023-Y", "2023"),
        (" 2023 ", "2023"),
    ],
)
def test_other_ways_to_write_a_code_are_understood(written: str, code: str) -> None:
    assert parse_period(written).code == code


def test_inside_a_sentence_the_name_begins_small() -> None:
    assert parse_period("2023-Q3").label_in_sentence == "quý III/2023"
    assert parse_period("2022-H1").label_in_sentence == "6 tháng đầu năm 2022"


@pytest.mark.parametrize(
    "text",
    ["", "2023-Q5", "2023-13", "2023-H3", "2023-M8", "2023-C0", "2023-C13", "W2023-02-30", "1999-Q1", "20239", "2023-Q",
     "2100", "2025-2021", "2001-2099", "٢٠٢٣", "2023-09-H3", "Quý III/2023", "D0000-01-01"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(CannotReadPeriod):
        parse_period(text)


def test_the_refusal_shows_how_a_period_is_written() -> None:
    with pytest.raises(CannotReadPeriod, match="2023-Q3"):
        parse_period("quý 3")


@given(periods())
def test_a_code_reads_back_as_the_same_period(period: Period) -> None:
    assert parse_period(period.code) == period
    assert parse_period(str(period).lower()) == period
    assert period.first_day <= period.last_day
    assert period.label[0] != period.label_in_sentence[0] or period.label[0].isdigit()


@given(periods(), periods())
def test_two_periods_never_share_a_code(one: Period, other: Period) -> None:
    assert (one.code == other.code) == (one == other)


@given(st.one_of(st.text(), st.from_regex(r"[WD]?\d{4}-?[QHMCTY]?\d{0,2}(-\d\d)?", fullmatch=True)))
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    try:
        period = parse_period(text)
    except Refused:
        return
    assert parse_period(period.code) == period


@pytest.mark.parametrize("cycle", Cycle)
def test_every_cycle_has_a_vietnamese_label(cycle: Cycle) -> None:
    assert cycle.label and cycle.label != cycle.value
