"""`dondoc deadlines`, `dondoc workdays`: rows for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dondoc.cli.main import main
from dondoc.reporting.actions import import_regimes
from tests.factories import NOW, World

FILE = (Path(__file__).parents[1] / "cases" / "regimes.json").read_bytes()


@pytest.fixture
def said(world: World, capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command prints, and its exit code."""
    import_regimes(actor_id=None, at=NOW, data=FILE, name="a.json")

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def deadlines(said: Any, regime: str, first: str, last: str, *more: str) -> list[dict[str, Any]]:
    code, out, _ = said("deadlines", "--regime", regime, "--from", first, "--to", last, "--json", *more)
    assert code == 0
    rows: list[dict[str, Any]] = json.loads(out)
    return rows


def test_the_saturdays_of_2027_are_shown_rolled_with_the_reason(said: Any) -> None:
    rows = deadlines(said, "pcp-nuoc-ngoai", "2027-12-01", "2027-12-31", "--level", "2")
    assert rows[0] | {"why": "", "wording": ""} == {
        "regime": "pcp-nuoc-ngoai",
        "period": "2027",
        "window_from": "2026-12-15",
        "window_to": "2027-12-14",
        "level": 2,
        "due_on": "2027-12-27",
        "due_on_before_roll": "2027-12-25",
        "wording": "",
        "group": "Bộ Ngoại giao",
        "why": "",
        "provisional": True,
        "warnings": [],
    }
    assert rows[0]["wording"] == "chậm nhất vào ngày 25 của tháng cuối kỳ báo cáo"
    assert "Thứ Bảy" in rows[0]["why"] and "27/12/2027" in rows[0]["why"]


def test_a_row_stands_in_a_span_by_its_deadline_or_by_the_end_of_its_window(said: Any) -> None:
    by_due = deadlines(said, "to-hop-tac", "2025-01-30", "2025-01-30")
    by_window = deadlines(said, "to-hop-tac", "2024-12-14", "2024-12-14")
    assert [(row["period"], row["level"], row["due_on"]) for row in by_due] == [("2024", 4, "2025-02-03")]
    assert [row["level"] for row in by_window] == [1, 2, 3, 4, 5]
    assert by_window[4]["due_on"] is None and "không ấn định" in by_window[4]["why"]


def test_a_level_is_asked_for_by_number_or_by_the_name_of_its_group(said: Any) -> None:
    span = ("hiv-aids", "2024-09-01", "2024-09-30")
    assert {row["level"] for row in deadlines(said, *span)} == {1, 2, 3, 4, 5}
    assert [row["due_on"] for row in deadlines(said, *span, "--level", "5")] == ["2024-09-23"]
    by_name = deadlines(said, *span, "--level", "VIỆN khu vực")
    assert [row["level"] for row in by_name] == [5]
    everybody = deadlines(said, "KSTTHC", "2026-12-01", "2026-12-31", "--level", "Sở Nội vụ")
    assert [(row["level"], row["due_on"]) for row in everybody] == [("*", "2026-12-21")]


def test_for_people_a_deadline_is_a_line(said: Any) -> None:
    code, out, _ = said("deadlines", "--regime", "KSTTHC", "--from", "01/03/2027", "--to", "31/03/2027")
    assert (code, out) == (
        0,
        "Quý I/2027 | mọi đơn vị | thứ Hai 22/03/2027 | Ngày 20/03/2027 là ngày nghỉ (Thứ Bảy) nên hạn chuyển sang "
        "ngày làm việc tiếp theo, thứ Hai 22/03/2027. Lịch nghỉ năm 2027 chưa công bố: hạn tạm tính.\n",
    )
    code, out, _ = said("deadlines", "--regime", "KSTTHC", "--from", "01/02/2027", "--to", "02/02/2027")
    assert out == "Không có hạn gửi nào trong khoảng ngày này.\n"
    _, out, _ = said("deadlines", "--regime", "quan-ly-thi-truong", "--from", "2024-11-20", "--to", "2024-11-20")
    assert "cấp 1" in out and "chưa đủ 01 ngày làm việc" in out
    _, out, _ = said("deadlines", "--regime", "to-hop-tac", "--from", "2024-12-14", "--to", "2024-12-14")
    assert "chưa có ngày" in out


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--level", "9"), "không có hạn gửi cho '9'. Hiện có: cấp 1"),
        (("--level", "Không có"), "không có hạn gửi cho 'Không có'"),
        (("--to", "2024-01-01"), "Khoảng ngày ngược"),
        (("--regime", "X"), "Không có chế độ báo cáo mang mã 'X'"),
        (("--to", "2024-02-30"), "tháng 02/2024 có 29 ngày"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(said: Any, more: tuple[str, str], told: str) -> None:
    code, out, err = said("deadlines", "--regime", "hiv-aids", "--from", "2024-09-01", "--to", "2024-09-30", *more)
    assert (code, out) == (2, "") and told in err


def test_a_level_that_has_ended_is_refused(said: Any) -> None:
    value = next(v for v in json.loads(FILE) if v["code"] == "hiv-aids")
    import_regimes(actor_id=None, at=NOW, data=json.dumps({**value, "level_map": {"2": None}}).encode(), name="a.json")
    code, _, err = said(
        "deadlines", "--regime", "hiv-aids", "--from", "2026-09-01", "--to", "2026-09-30", "--level", "2"
    )
    assert code == 2 and "Cấp 2 không còn áp dụng" in err


def test_each_day_says_whether_it_works_and_why(said: Any) -> None:
    code, out, _ = said("workdays", "--from", "2026-08-21", "--to", "2026-08-23", "--json")
    rows = json.loads(out)
    assert code == 0 and [(row["date"], row["working"]) for row in rows] == [
        ("2026-08-21", True), ("2026-08-22", True), ("2026-08-23", False),
    ]  # fmt: skip
    assert rows[0]["why"] == "Ngày làm việc" and "bù" in rows[1]["why"] and rows[2]["why"] == "Chủ nhật"
    assert not any(row["provisional"] for row in rows)


def test_for_people_a_day_is_a_line_and_a_year_not_announced_is_said(said: Any) -> None:
    _, out, _ = said("workdays", "--from", "31/12/2026", "--to", "01/01/2027")
    assert out.splitlines() == [
        "31/12/2026 | thứ Năm | làm việc | Ngày làm việc",
        "01/01/2027 | thứ Sáu | nghỉ | Tết Dương lịch",
        "Lịch nghỉ năm 2027 chưa công bố: kết quả tạm tính.",
    ]
    code, _, err = said("workdays", "--from", "2027-01-02", "--to", "2027-01-01")
    assert code == 2 and "Khoảng ngày ngược" in err
