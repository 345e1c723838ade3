"""Nine regimes in force (chế độ báo cáo có thật), each configured as data alone: windows, deadlines, weekdays."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from dondoc.deadlines.rules.deadline import After, DaysAfter
from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition, write_definition
from dondoc.deadlines.rules.periods import Period
from dondoc.deadlines.rules.starting_list import starting_calendar

CASES = Path(__file__).parents[2] / "cases"
CALENDAR = starting_calendar(range(2015, 2036))
REGIMES = {
    value["code"]: parse_definition(value) for value in json.loads((CASES / "regimes.json").read_text(encoding="utf-8"))
}


def rows() -> list[dict[str, str]]:
    with (CASES / "regimes.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def name_of(row: dict[str, str]) -> str:
    return f"{row['regime_id']}-{row['level_no']}-{row['cycle']}"


def example(definition: RegimeDefinition, label: str) -> Period:
    listed = definition.periods_between(date(2022, 1, 1), date(2027, 12, 31))
    (period,) = [p for p in listed if definition.label(p) == label]
    return period


@pytest.mark.parametrize("row", [r for r in rows() if r["example_period"]], ids=name_of)
def test_a_regime_as_data_gives_the_window_and_the_deadline_of_its_text(row: dict[str, str]) -> None:
    definition = REGIMES[row["regime_id"]]
    period = example(definition, row["example_period"])
    due = definition.due(period, row["from_level"], CALENDAR, level=int(row["level_no"]))
    rule = definition.deadline_rule(period, row["from_level"], int(row["level_no"]))
    assert str(due.window_from or "") == row["example_window_start"]
    assert str(due.window_to or "") == row["example_window_end"]
    assert str(due.due_on_before_roll or "") == row["example_last_valid_day_unrolled"]
    assert (f"{due.due_on_before_roll:%a}" if due.due_on_before_roll else "") == row["example_weekday"]
    assert due.wording == row["deadline_as_written"]
    assert rule.is_inclusive == (row["deadline_inclusive"] != "exclusive")
    assert "; ".join(rule.receivers) == row["to_level"]
    assert (definition.name, definition.legal_basis) == (row["regime_name"], row["legal_basis"])


@pytest.mark.parametrize("row", [r for r in rows() if r["deadline_type"] == "offset_working_days"], ids=name_of)
def test_a_deadline_counted_from_an_event_has_a_day_once_the_event_has(row: dict[str, str]) -> None:
    definition, level = REGIMES[row["regime_id"]], int(row["level_no"])
    n = int(row["deadline_rule"].split(" + ")[1].split()[0])
    for label in ("3 tháng năm 2024", "6 tháng năm 2024", "10 tháng năm 2024", "12 tháng năm 2024"):
        period = example(definition, label)
        form = definition.deadline_rule(period, row["from_level"], level).form
        assert isinstance(form, DaysAfter)
        assert (form.n, form.is_working, form.after) == (n, True, After.EVENT)
        waiting = definition.due(period, row["from_level"], CALENDAR, level=level)
        assert waiting.due_on is None and form.event in waiting.why
        due = definition.due(period, row["from_level"], CALENDAR, level=level, event_on=date(2024, 4, 26))
        assert due.due_on == CALENDAR.add_working_days(date(2024, 4, 26), n)


def test_a_text_without_a_date_has_no_deadline() -> None:
    definition = REGIMES["to-hop-tac"]
    due = definition.due(example(definition, "Năm 2023"), "Bộ Kế hoạch và Đầu tư", CALENDAR)
    assert due.due_on is None
    assert "không ấn định" in due.why


def test_a_delegated_deadline_says_who_sets_it() -> None:
    definition = REGIMES["phong-chong-thien-tai"]
    due = definition.due(example(definition, "Năm 2024"), "UBND cấp xã; UBND cấp huyện", CALENDAR)
    assert due.due_on is None
    assert "UBND cấp tỉnh" in due.why


@pytest.mark.parametrize("code", REGIMES)
def test_a_real_regime_is_the_same_after_writing_and_reading(code: str) -> None:
    assert parse_definition(json.loads(json.dumps(write_definition(REGIMES[code])))) == REGIMES[code]


@pytest.mark.parametrize("code", REGIMES)
def test_the_cases_cover_every_deadline_of_the_regimes(code: str) -> None:
    written = {(n, deadline.level) for n, rule in enumerate(REGIMES[code].cycles) for deadline in rule.deadlines}
    listed = {(row["level_no"], row["cycle"].split("_")[0]) for row in rows() if row["regime_id"] == code}
    cycles = {cycle for _, cycle in listed}
    assert len(REGIMES[code].cycles) == len(cycles)
    assert len(written) == len(listed)


def test_the_weekly_report_that_closes_and_is_due_on_one_day_warns_and_is_not_refused() -> None:
    definition = REGIMES["quan-ly-thi-truong"]
    period = example(definition, "Tuần kết thúc 20/11/2024")
    team = "Đội Quản lý thị trường (và Phòng Nghiệp vụ thuộc Cục Nghiệp vụ)"
    due = definition.due(period, team, CALENDAR)
    assert due.due_on == date(2024, 11, 20)
    assert "Điều 8.5" in due.warnings[0]
    above = definition.due(period, "Cục Quản lý thị trường cấp tỉnh; Cục Nghiệp vụ", CALENDAR)
    assert above.warnings == ()


def test_before_the_28th_of_february_stays_where_the_regime_does_not_roll() -> None:
    definition = REGIMES["tiet-kiem-chong-lang-phi"]
    group = "Bộ, cơ quan ngang bộ, cơ quan khác ở trung ương; UBND cấp tỉnh"
    due = definition.due(example(definition, "Năm 2026"), group, CALENDAR)
    assert due.due_on == due.due_on_before_roll == date(2027, 2, 27)
    assert not due.moved and not due.provisional
    assert "không dời" in due.why
