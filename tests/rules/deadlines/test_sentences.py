"""What a regime means in plain words (diễn giải chế độ báo cáo)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dondoc.deadlines.rules.definition import parse_definition, sentence

FILE = Path(__file__).parents[2] / "cases" / "regimes.json"
TOP = {"code": "A", "name": "B", "legal_basis": "C"}


def said(window: Any, cycle: str = "quarter", **more: Any) -> str:
    deadlines = more.pop("deadlines", [{"day": 20}])
    definition = parse_definition({**TOP, "cycle": cycle, "window": window, "deadlines": deadlines, **more})
    rule = definition.cycles[0]
    return sentence(definition, rule, rule.deadlines[0])


def test_a_rule_is_one_sentence_with_everything_it_means() -> None:
    deadline = {"group": "UBND xã, phường", "level": 1, "day": 18, "receivers": ["Sở Nội vụ", "Văn phòng UBND tỉnh"]}
    assert said("15-14", deadlines=[deadline]) == (
        "Báo cáo quý, số liệu từ ngày 15 của tháng trước kỳ báo cáo đến ngày 14 của tháng cuối kỳ: UBND xã, phường "
        "(cấp 1) gửi Sở Nội vụ, Văn phòng UBND tỉnh chậm nhất ngày 18 của tháng cuối kỳ; rơi vào ngày nghỉ thì "
        "chuyển sang ngày làm việc tiếp theo."
    )


def test_a_deadline_that_nobody_has_set_is_said() -> None:
    assert said("15-14", deadlines=[{"delegated": "UBND tỉnh"}], receivers=["Bộ Y tế"]).endswith(
        "Mọi đơn vị gửi Bộ Y tế: hạn do UBND tỉnh quy định, chưa ấn định."
    )


@pytest.mark.parametrize(
    ("cycle", "window", "more", "begins"),
    [
        ("month", "15-14", {}, "Báo cáo tháng, số liệu từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo"),
        ("year", "15-14", {}, "Báo cáo năm, số liệu từ ngày 15/12 năm trước đến ngày 14/12"),
        ("nine-month", "15-14", {}, "Báo cáo 9 tháng, số liệu từ ngày 15/12 năm trước đến ngày 14/9"),
        ("quarter", "calendar", {"only": [1, 3]}, "Báo cáo quý (quý I, III), số liệu trọn quý dương lịch"),
        ("month", "calendar", {"skip": [12]}, "Báo cáo tháng (tháng 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), số liệu trọn"),
        ("half-year", "calendar", {"only": [1]}, "Báo cáo 6 tháng đầu năm, số liệu trọn 6 tháng dương lịch"),
        ("half-year", "calendar", {"only": [2]}, "Báo cáo 6 tháng cuối năm"),
        ("week", {"from_weekday": "thu", "to_weekday": "wed"}, {}, "Báo cáo tuần, số liệu từ thứ Năm đến thứ Tư"),
        ("day", "calendar", {}, "Báo cáo ngày, số liệu trong ngày báo cáo"),
        ("half-month", {"month_starts": [26, 11]}, {}, "Báo cáo nửa tháng, số liệu tính từ ngày 26, 11 của tháng"),
        (
            "cumulative",
            {"year_starts": {"day": 1, "month": 10, "year_offset": -1}},
            {"only": [3, 6]},
            "Báo cáo luỹ kế 3, 6 tháng, số liệu theo năm bắt đầu từ ngày 01/10 năm trước",
        ),
        ("year", {"year_starts": {"day": 20, "month": 11}}, {}, "Báo cáo năm, số liệu theo năm bắt đầu từ ngày 20/11"),
        (
            "quarter",
            {"from": {"day": 2, "month_offset": -1}, "to": {"day": 31}},
            {},
            "Báo cáo quý, số liệu từ ngày 02 của tháng trước tháng đầu kỳ đến ngày cuối của tháng cuối kỳ",
        ),
        (
            "named",
            {"from": {"day": 1, "month": 9}, "to": {"day": 31, "month": 1, "year_offset": 1}},
            {"period_name": "HK1"},
            "Báo cáo kỳ HK1 hằng năm, số liệu từ ngày 01/09 đến ngày cuối tháng 1 năm sau",
        ),
        ("year", "unknown", {}, "Báo cáo năm, thời gian chốt số liệu chưa rõ"),
        ("multi-year", "calendar", {"years": 5, "first_year": 2021}, "Báo cáo giai đoạn 5 năm, bắt đầu từ 2021"),
    ],
)
def test_every_cycle_and_window_has_its_words(cycle: str, window: Any, more: dict[str, Any], begins: str) -> None:
    assert said(window, cycle, **more).startswith(begins)


def test_every_real_rule_has_a_sentence() -> None:
    for value in json.loads(FILE.read_text(encoding="utf-8")):
        definition = parse_definition(value)
        for rule in definition.cycles:
            for deadline in rule.deadlines:
                told = sentence(definition, rule, deadline)
                assert told.startswith("Báo cáo") and told.endswith(".") and deadline.group in told
