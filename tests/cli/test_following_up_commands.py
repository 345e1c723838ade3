"""`dondoc review period`, `dondoc tasks generate`, `dondoc tasks remind` from the command line."""

import json
from pathlib import Path

import pytest

from dondoc.assignments.models import Task
from dondoc.cli.main import main
from dondoc.followup.models import Reminder
from tests.actions.test_recur import put
from tests.factories import World

PERIOD = ["review", "period", "--scope", "LS"]


def made(tmp_path: Path, *more: str) -> dict[str, object]:
    assert main([*PERIOD, *more, "--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {f"review.{kind}" for kind in ("docx", "pdf", "json", "xlsx")}
    figures: dict[str, object] = json.loads((tmp_path / "review.json").read_text("utf-8"))
    return figures


def test_a_month_by_lead_and_its_stock_by_assigner(world: World, tmp_path: Path) -> None:
    cohort = made(tmp_path, "--period", "2022-02")
    assert cohort["totals"]["assigned"] == 183  # type: ignore[index]
    stock = made(tmp_path, "--period", "2022-02", "--set", "stock", "--by", "assigner")
    assert (stock["scope"], stock["totals"]["assigned"]) == ("stock", 64)  # type: ignore[index]


def test_what_was_not_known_then_is_not_counted(world: World, tmp_path: Path) -> None:
    found = made(tmp_path, "--period", "2022-W08", "--known-at", "2022-03-01")
    assert found["totals"]["assigned"] == 0  # type: ignore[index]


@pytest.mark.parametrize("more", [["--period", "2022-13"], ["--period", "2022-02", "--as-of", "2022-01-01"]])
def test_a_span_that_cannot_be_is_told_and_nothing_is_written(
    world: World, tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*PERIOD, *more, "--out", str(tmp_path)]) == 2
    assert "Lý do" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_span_that_has_not_begun_is_no_review(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "period", "--period", "2150", "--scope", "LS", "--out", str(tmp_path)]) == 2
    assert "Năm 2150 bắt đầu ngày 01/01/2150, chưa tới" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_daily_command_that_finds_nothing_says_so(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", "generate"]) == 0
    assert capsys.readouterr().out == "Không có việc định kỳ nào đến kỳ mới.\n"


def test_the_daily_commands_may_run_twice(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    one = put(world)
    for _ in range(2):
        assert main(["tasks", "generate"]) == 0
    assert Task.objects.filter(recurrence=one).count() == 2
    assert capsys.readouterr().out.count("2 nhiệm vụ định kỳ mới") == 1
    for _ in range(2):
        assert main(["tasks", "remind"]) == 0
    n = Reminder.objects.count()
    assert n and f"{n} nhắc mới" in capsys.readouterr().out
