"""Regimes as data (chế độ báo cáo): what is read, what is written, what is found for a group."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.deadlines.rules.deadline import DayOfMonth, Roll
from dondoc.deadlines.rules.definition import (
    CannotFindDeadline,
    CannotReadRegime,
    ReportKind,
    Signature,
    due_for,
    next_periods,
    parse_definition,
    write_definition,
)
from dondoc.deadlines.rules.periods import Cycle, parse_period
from dondoc.deadlines.rules.starting_list import starting_calendar

CALENDAR = starting_calendar(range(2015, 2036))
SIMPLE: dict[str, Any] = {
    "code": "KSTTHC",
    "name": "Kiểm soát thủ tục hành chính",
    "legal_basis": "TT 01/2020/TT-VPCP",
    "cycle": "quarter",
    "window": "15-14",
    "deadlines": [
        {"group": "Sở, cơ quan thuộc UBND tỉnh", "day": 20, "month_offset": 0},
        {"group": "*", "day": 18, "month_offset": 0},
    ],
    "roll": "next_working_day",
    "signature": "recorded",
}
Q3 = parse_period("2023-Q3")


def with_deadlines(*deadlines: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {**SIMPLE, "deadlines": list(deadlines), **other}


def test_the_simple_form_is_read_as_it_stands() -> None:
    definition = parse_definition(SIMPLE)
    (cycle,) = definition.cycles
    assert (definition.code, definition.name, definition.legal_basis) == (
        "KSTTHC", "Kiểm soát thủ tục hành chính", "TT 01/2020/TT-VPCP",
    )  # fmt: skip
    assert (definition.roll, definition.signature) == (Roll.NEXT_WORKING_DAY, Signature.RECORDED)
    assert (definition.early_margin_days, definition.kind) == (1, ReportKind.PERIODIC)
    assert (cycle.cycle, cycle.numbers) == (Cycle.QUARTER, (1, 2, 3, 4))
    assert [(d.group, d.form) for d in cycle.deadlines] == [
        ("Sở, cơ quan thuộc UBND tỉnh", DayOfMonth(20)),
        ("*", DayOfMonth(18)),
    ]


@pytest.mark.parametrize("cycle", ["month", "quarter", "half-year", "nine-month", "year"])
@pytest.mark.parametrize("window", ["15-14", "std", "calendar"])
@pytest.mark.parametrize("roll", ["none", "next_working_day", "previous_working_day"])
@pytest.mark.parametrize("signature", ["required", "recorded"])
def test_the_simple_form_takes_every_cycle_window_roll_and_signature(
    cycle: str, window: str, roll: str, signature: str
) -> None:
    value = {**SIMPLE, "cycle": cycle, "window": window, "roll": roll, "signature": signature, "early_margin_days": 2}
    definition = parse_definition(value)
    assert (definition.cycles[0].cycle, definition.roll, definition.signature) == (cycle, roll, signature)
    assert definition.early_margin_days == 2
    assert parse_definition(write_definition(definition)) == definition


def test_what_the_simple_form_says_is_written_back_in_the_simple_form() -> None:
    written = write_definition(parse_definition(SIMPLE))
    assert {key: written[key] for key in SIMPLE if key != "deadlines"} == {
        key: SIMPLE[key] for key in SIMPLE if key != "deadlines"
    }
    assert [{**d, "inclusive": True} for d in SIMPLE["deadlines"]] == written["deadlines"]


def test_a_group_is_found_by_its_name_whatever_the_spaces_and_letters() -> None:
    definition = parse_definition(SIMPLE)
    named = definition.due(Q3, "SỞ,  cơ quan thuộc UBND tỉnh ", CALENDAR)
    other = definition.due(Q3, "UBND xã, phường", CALENDAR)
    assert (named.due_on, other.due_on) == (date(2023, 9, 20), date(2023, 9, 18))
    assert due_for(definition, "2023Q3", "UBND xã, phường", CALENDAR) == other


def test_a_group_without_a_deadline_is_named_in_the_refusal() -> None:
    definition = parse_definition(with_deadlines({"group": "Sở", "day": 20}))
    with pytest.raises(CannotFindDeadline, match="UBND xã"):
        definition.due(Q3, "UBND xã", CALENDAR)


def test_a_period_of_another_cycle_is_refused() -> None:
    with pytest.raises(CannotFindDeadline, match="tháng 9/2023"):
        parse_definition(SIMPLE).due(parse_period("2023-09"), "*", CALENDAR)


def test_a_week_that_ends_on_another_weekday_is_refused_with_the_right_one() -> None:
    window = {"from_weekday": "thu", "to_weekday": "wed"}
    definition = parse_definition({**SIMPLE, "cycle": "week", "window": window})
    with pytest.raises(CannotFindDeadline, match=r"thứ Tư.*25/11/2026"):
        definition.window(parse_period("W2026-11-20"))


def test_levels_are_told_apart_and_an_ended_level_counts_as_another_or_as_none() -> None:
    levels = [{"level": 1, "day": 16}, {"level": 2, "day": 18}, {"level": 3, "day": 20}]
    definition = parse_definition(with_deadlines(*levels, level_map={"2": 3}))
    skipping = parse_definition(with_deadlines(*levels, level_map={"2": None}))
    assert definition.due(Q3, "x", CALENDAR, level=1).due_on_before_roll == date(2023, 9, 16)
    assert definition.due(Q3, "x", CALENDAR, level=2).due_on_before_roll == date(2023, 9, 20)
    with pytest.raises(CannotFindDeadline, match="Cấp 2 không còn"):
        skipping.due(Q3, "x", CALENDAR, level=2)
    with pytest.raises(CannotFindDeadline, match="cấp 4"):
        skipping.due(Q3, "x", CALENDAR, level=4)
    with pytest.raises(CannotFindDeadline, match="1, 2, 3"):
        definition.due(Q3, "x", CALENDAR)
    (row,) = next_periods(skipping, date(2023, 7, 1), 1, CALENDAR)
    assert [rule.level for rule, _ in row.dues] == [1, 3]


def test_one_cycle_may_have_other_deadlines_in_its_last_quarter() -> None:
    cycles = [
        {"cycle": "quarter", "skip": [4], "window": "15-14", "deadlines": [{"day": 20}]},
        {"cycle": "quarter", "only": [4], "window": "calendar", "deadlines": [{"day": 10, "month_offset": 1}]},
    ]
    top = {key: SIMPLE[key] for key in ("code", "name", "legal_basis")}
    definition = parse_definition({**top, "cycles": cycles})
    assert definition.due(Q3, "x", CALENDAR).due_on == date(2023, 9, 20)
    assert definition.due(parse_period("2023-Q4"), "x", CALENDAR).due_on == date(2024, 1, 10)
    assert parse_definition(write_definition(definition)) == definition


def test_the_next_periods_come_with_every_deadline_and_what_moved() -> None:
    rows = next_periods(parse_definition(SIMPLE), date(2027, 8, 1), 2, CALENDAR)
    assert [(row.period.code, row.label) for row in rows] == [("2027-Q3", "Quý III/2027"), ("2027-Q4", "Quý IV/2027")]
    (_, department), (_, other) = rows[0].dues
    assert rows[0].window == (date(2027, 6, 15), date(2027, 9, 14))
    assert (department.due_on, department.moved) == (date(2027, 9, 20), False)
    assert (other.due_on, other.due_on_before_roll, other.moved) == (date(2027, 9, 20), date(2027, 9, 18), True)
    assert "Thứ Bảy" in other.why


@pytest.mark.parametrize("cycle", ["day", "week", "half-month", "month", "year"])
def test_as_many_next_periods_as_asked_for(cycle: str) -> None:
    definition = parse_definition({**SIMPLE, "cycle": cycle, "window": "calendar"})
    rows = next_periods(definition, date(2026, 11, 22), 5, CALENDAR)
    ends = [row.window.last for row in rows if row.window]
    assert len(ends) == 5 and ends == sorted(set(ends))
    assert ends[0] >= date(2026, 11, 22)


def test_a_thematic_report_and_all_eleven_components_are_kept() -> None:
    value = {
        **SIMPLE,
        "kind": "thematic",
        "receivers": ["Văn phòng UBND tỉnh", "Sở Nội vụ"],
        "components": {"content": "Nội dung", "process": "Quy trình"},
        "valid_from": "2026-02-15",
        "valid_to": "2027-03-01",
        "confidential": False,
    }
    definition = parse_definition(value)
    assert definition.kind is ReportKind.THEMATIC
    assert definition.receivers == ("Văn phòng UBND tỉnh", "Sở Nội vụ")
    assert definition.components == (("content", "Nội dung"), ("process", "Quy trình"))
    assert (definition.valid_from, definition.valid_to) == (date(2026, 2, 15), date(2027, 3, 1))
    assert parse_definition(write_definition(definition)) == definition


def test_the_components_that_the_law_wants_and_nobody_wrote_are_listed() -> None:
    assert parse_definition(SIMPLE).missing_components == (
        "Nội dung yêu cầu báo cáo",
        "Đối tượng thực hiện báo cáo",
        "Cơ quan nhận báo cáo",
        "Phương thức gửi, nhận báo cáo",
        "Mẫu đề cương báo cáo",
    )
    texts = dict.fromkeys(("content", "reporters", "channels", "outline"), "x")
    assert parse_definition({**SIMPLE, "receivers": ["x"], "components": texts}).missing_components == ()


def reasons(value: object) -> dict[str, str]:
    with pytest.raises(CannotReadRegime) as refused:
        parse_definition(value)
    return {reason.where: reason.message for reason in refused.value.reasons}


def test_every_slip_is_told_at_once_with_its_place() -> None:
    found = reasons(
        {
            "code": "có dấu",
            "cycle": "quater",
            "deadlines": [{"day": "20", "grp": "x"}, {"weekday": "t2", "days": 3}],
            "roll": "next",
            "early_margin_days": 0,
            "kinds": 1,
            "valid_from": "1/7/2026",
        }
    )
    top = {"code", "name", "legal_basis", "cycle", "roll", "early_margin_days", "kinds", "valid_from"}
    assert set(found) == top | {"deadlines[0].day", "deadlines[0].grp", "deadlines[1]"}
    assert "có phải ý là 'kind'" in found["kinds"].casefold()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"deadline": []}, "deadline"),
        ({"confidential": True}, "confidential"),
        ({"deadlines": []}, "deadlines"),
        ({"deadlines": [{"group": "x"}]}, "deadlines[0]"),
        ({"deadlines": [{}]}, "deadlines[0]"),
        ({"deadlines": [{"day": 20, "receivers": ["x" * 301]}]}, "deadlines[0].receivers[0]"),
        ({"receivers": ["x"] * 21}, "receivers"),
        ({"name": "\x00"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"issuer": 3}, "issuer"),
        ({"valid_from": "0001-01-01"}, "valid_from"),
        ({"deadlines": [{"day": 20, "weekday": "mon"}]}, "deadlines[0]"),
        ({"deadlines": [{"day": 20}, {"group": "*", "day": 21}]}, "deadlines[1]"),
        ({"deadlines": [{"day": 20, "grp": "x"}]}, "deadlines[0].grp"),
        ({"deadlines": [{"day": 32}]}, "deadlines[0].day"),
        ({"deadlines": [{"day": True}]}, "deadlines[0].day"),
        ({"deadlines": [{"day": "20"}]}, "deadlines[0].day"),
        ({"deadlines": [{"day": 30, "month": 2}]}, "deadlines[0].day"),
        ({"deadlines": [{"day": 20, "month_offset": -1}]}, "deadlines[0].month_offset"),
        ({"deadlines": [{"day": 20, "month": 2, "month_offset": 1}]}, "deadlines[0].month_offset"),
        ({"deadlines": [{"day": 20, "year_offset": 1}]}, "deadlines[0].year_offset"),
        ({"deadlines": [{"day": 20, "after": "event"}]}, "deadlines[0].after"),
        ({"deadlines": [{"days": 2, "after": "event"}]}, "deadlines[0].event"),
        ({"deadlines": [{"days": 2, "event": "x"}]}, "deadlines[0].event"),
        ({"deadlines": [{"days": 2, "inclusive": False}]}, "deadlines[0].inclusive"),
        ({"deadlines": [{"days": 2}], "window": "unknown"}, "deadlines[0]"),
        ({"deadlines": [{"weekday": "t2"}]}, "deadlines[0].weekday"),
        ({"deadlines": [{"delegated": ""}]}, "deadlines[0].delegated"),
        ({"deadlines": [{"none": False}]}, "deadlines[0].none"),
        ({"deadlines": [{"group": "", "day": 20}]}, "deadlines[0].group"),
        ({"deadlines": [{"level": 0, "day": 20}]}, "deadlines[0].level"),
        ({"deadlines": [{"day": 20, "roll": "back"}]}, "deadlines[0].roll"),
        ({"deadlines": [{"day": 20, "receivers": [""]}]}, "deadlines[0].receivers[0]"),
        ({"deadlines": [20]}, "deadlines[0]"),
        ({"deadlines": "20"}, "deadlines"),
        ({"window": "15/14"}, "window"),
        ({"window": {"from": {"day": 1, "month": 5}}}, "window.to"),
        ({"window": {"from": {"day": 1, "month": 5}, "to": {"day": 1, "month": 4}}}, "window"),
        ({"window": {"from": {"day": 1, "month": 5, "month_offset": 1}, "to": {"day": 1}}}, "window.from.month_offset"),
        ({"window": {"from_weekday": "mon", "to_weekday": "sun"}}, "window"),
        ({"window": {"year_starts": {"day": 1}}}, "window.year_starts.month"),
        ({"window": {"year_starts": {"day": 1, "month": 1, "month_offset": 1}}}, "window.year_starts.month_offset"),
        ({"cycle": "week"}, "window"),
        ({"cycle": "week", "window": {"from_weekday": "t2", "to_weekday": "sun"}}, "window.from_weekday"),
        ({"cycle": "half-month", "window": {"month_starts": [1]}}, "window.month_starts"),
        ({"cycle": "ten-day", "window": {"month_starts": [21, 11, 1]}}, "window.month_starts"),
        ({"cycle": "ten-day", "window": {"month_starts": [11, 1, 21]}}, "window.month_starts"),
        ({"only": [5]}, "only[0]"),
        ({"skip": [1, 2, 3, 4]}, "skip"),
        ({"only": [1], "skip": [2]}, "skip"),
        ({"cycle": "year", "only": [1]}, "only"),
        ({"years": 5}, "years"),
        ({"cycle": "multi-year", "years": 5}, "first_year"),
        ({"period_name": "HK1"}, "period_name"),
        ({"cycle": "named", "period_name": "Q1", "window": "unknown"}, "period_name"),
        ({"cycle": "named", "period_name": "HK1"}, "window"),
        ({"cycles": []}, "cycles"),
        ({"components": {"contents": "x"}}, "components.contents"),
        ({"level_map": {"2": 3, "3": 4}}, "level_map.2"),
        ({"level_map": {"a": 3}}, "level_map.a"),
        ({"level_map": []}, "level_map"),
        ({"receivers": "Sở"}, "receivers"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-02-01"}, "valid_to"),
        ({"name": "x" * 301}, "name"),
        ({"legal_basis": " "}, "legal_basis"),
        ({"signature": None}, "signature"),
        ({"confidential": "no"}, "confidential"),
    ],
)
def test_a_slip_is_refused_at_its_place(change: dict[str, Any], where: str) -> None:
    assert where in reasons({**SIMPLE, **change})


def test_two_cycles_for_one_period_are_refused() -> None:
    cycle = {"cycle": "quarter", "window": "15-14", "deadlines": [{"day": 20}]}
    top = {key: SIMPLE[key] for key in ("code", "name", "legal_basis")}
    assert set(reasons({**top, "cycles": [cycle, {**cycle, "only": [1]}]})) == {"cycles[1]"}
    assert set(reasons({**SIMPLE, "cycles": [cycle]})) == {"cycle", "window", "deadlines"}


def test_a_confidential_regime_is_refused_with_its_reason() -> None:
    assert "bí mật nhà nước" in reasons({**SIMPLE, "confidential": True})["confidential"]


@pytest.mark.parametrize("value", [None, [], "x", 3, {}])
def test_what_is_no_regime_at_all_is_refused(value: object) -> None:
    with pytest.raises(CannotReadRegime):
        parse_definition(value)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)


@given(st.sampled_from(sorted({*SIMPLE, "cycles", "only", "level_map", "components", "valid_to", "years"})), JSON)
def test_no_value_raises_anything_but_a_refusal(key: str, value: object) -> None:
    try:
        definition = parse_definition({**SIMPLE, key: value})
    except CannotReadRegime:
        return
    assert parse_definition(write_definition(definition)) == definition


@st.composite
def deadlines(draw: st.DrawFn) -> dict[str, Any]:
    form = draw(
        st.one_of(
            st.fixed_dictionaries({"day": st.integers(1, 31), "month_offset": st.integers(0, 24)}),
            st.fixed_dictionaries(
                {"day": st.integers(1, 28), "month": st.integers(1, 12), "year_offset": st.integers(-1, 5)}
            ),
            st.fixed_dictionaries({"weekday": st.sampled_from(["mon", "sun"]), "week_offset": st.integers(0, 9)}),
            st.fixed_dictionaries({"days": st.integers(0, 90), "after": st.sampled_from(["window_end", "month_end"])}),
            st.fixed_dictionaries(
                {"working_days": st.integers(0, 9), "after": st.just("event"), "event": st.just("x")}
            ),
            st.just({"delegated": "UBND tỉnh"}),
            st.just({"none": True}),
        )
    )
    inclusive = {"inclusive": st.booleans()} if {"day", "weekday"} & set(form) else {}
    other = st.fixed_dictionaries(
        {},
        optional={
            "level": st.integers(1, 9),
            "wording": st.sampled_from(["trước ngày 20", "chậm nhất ngày 20", ""]),
            "roll": st.sampled_from(list(Roll)),
            "receivers": st.just(["A", "B"]),
            **inclusive,
        },
    )
    return {**form, **draw(other)}


@given(
    st.lists(deadlines(), min_size=1, max_size=4),
    st.sampled_from(["month", "quarter", "half-year", "nine-month", "year", "cumulative"]),
    st.one_of(
        st.sampled_from(["15-14", "calendar"]),
        st.fixed_dictionaries(
            {"year_starts": st.fixed_dictionaries({"day": st.integers(1, 31), "month": st.integers(1, 12)})}
        ),
        st.just({"from": {"day": 2, "month_offset": -1}, "to": {"day": 9, "year_offset": 1}}),
    ),
)
def test_reading_writing_and_reading_again_changes_nothing(
    listed: list[dict[str, Any]], cycle: str, window: object
) -> None:
    named = [{**deadline, "group": f"Nhóm {n}"} for n, deadline in enumerate(listed)]
    definition = parse_definition(with_deadlines(*named, cycle=cycle, window=window))
    written = json.loads(json.dumps(write_definition(definition)))
    assert parse_definition(written) == definition
    assert write_definition(parse_definition(written)) == written


@pytest.mark.parametrize("kind", [*ReportKind, *Signature])
def test_every_choice_has_a_vietnamese_label(kind: ReportKind | Signature) -> None:
    assert kind.label and kind.label != kind.value


def test_a_deadline_may_name_the_forms_of_its_group_and_no_others() -> None:
    value = with_deadlines({"group": "UBND xã", "day": 18, "forms": ["XA"]}, {"day": 20}, forms=["TINH", "XA"])
    definition = parse_definition(value)
    assert definition.divides_forms(Q3)
    assert [definition.forms_for(Q3, group) for group in ("ubnd xã", "Sở")] == [("XA",), ("TINH", "XA")]
    assert parse_definition(write_definition(definition)) == definition
    with pytest.raises(CannotReadRegime, match="biểu 'XA' mà chế độ không có"):
        parse_definition({**value, "forms": ["TINH"]})


def test_a_group_sends_to_its_own_receivers_or_to_those_of_the_regime() -> None:
    value = with_deadlines({"group": "UBND xã", "day": 18, "receivers": ["Sở Y tế"]}, {"day": 20}, receivers=["VPCP"])
    definition = parse_definition(value)
    assert [definition.receivers_for(Q3, group) for group in ("UBND xã", "Sở")] == [("Sở Y tế",), ("VPCP",)]
