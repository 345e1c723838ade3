"""The two documents from the command line: figures, row for row, as the published ones."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dondoc.cli.main import main
from tests.factories import World

CASES = Path(__file__).parent.parent / "cases"
LETTER = ["letter", "reporting", "--regime", "KSTTHC", "--period", "2023-Q3", "--as-of", "2023-10-31"]
REVIEW = ["review", "assignments", "--from", "2022-02-01", "--to", "2022-02-28", "--as-of", "2022-02-28"]


@pytest.fixture
def letter(world: World, tmp_path: Path) -> dict[str, Any]:
    assert main([*LETTER, "--out", str(tmp_path)]) == 0
    figures: dict[str, Any] = json.loads((tmp_path / "letter.json").read_text("utf-8"))
    return figures


@pytest.fixture
def review(world: World, tmp_path: Path) -> dict[str, Any]:
    assert main([*REVIEW, "--out", str(tmp_path)]) == 0
    figures: dict[str, Any] = json.loads((tmp_path / "review.json").read_text("utf-8"))
    return figures


def test_the_letters_rows_are_those_of_the_published_annex(letter: dict[str, Any]) -> None:
    published = [
        (r["group_no"], r["group_name"], int(r["stt"]), r["agency"], r["timeliness"], r["signed"], r["note"])
        for r in csv.DictReader(io.StringIO((CASES / "bacgiang-2023q3.csv").read_text("utf-8")))
    ]
    made = [
        (g["no"], g["name"], r["no"], r["agency"], r["timeliness_label"], r["signed_label"], r["note"])
        for g in letter["groups"]
        for r in g["rows"]
    ]
    assert made == published


def test_the_letters_totals_add_up(letter: dict[str, Any]) -> None:
    totals = letter["totals"]
    assert totals == {
        **{"agencies": 27, "early": 7, "on_time": 17, "late": 3, "not_sent": 0, "exempt": 0},
        **{"signed": 13, "unsigned": 14},
    }
    assert letter["late"] == ["Ban QLCKCN tỉnh", "huyện Hiệp Hoà", "huyện Lục Nam"]
    assert (len(letter["unsigned"]), letter["unsigned"][:3]) == (14, ["Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính"])


def test_the_reviews_figures_are_the_published_ones(review: dict[str, Any]) -> None:
    case = json.loads((CASES / "langson-2022-02.json").read_text("utf-8"))
    numbers, totals = case["numbers"], review["totals"]
    assert totals["assigned"] == numbers["total"]
    assert (totals["done_on_time"], totals["done_late"]) == (numbers["completed_on_time"], numbers["completed_late"])
    assert (totals["open_in_time"], totals["open_overdue"]) == (numbers["open_in_time"], numbers["open_overdue"])
    assert len(review["overdue"]) == case["annex"]["expected_rows"]
    found = {(v["agency"], v["n_documents"]) for v in review["violations"]}
    assert found == {(i["agency"], i["documents"]) for i in case["process_violations"]["items"]}


def test_both_documents_come_as_docx_and_pdf(letter: dict[str, Any], review: dict[str, Any], tmp_path: Path) -> None:
    for name in ("letter", "review"):
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF-")
        assert (tmp_path / f"{name}.docx").read_bytes().startswith(b"PK")


def test_an_earlier_moment_gives_what_was_true_then(world: World, tmp_path: Path) -> None:
    main([*LETTER[:-1], "2023-09-19", "--out", str(tmp_path)])
    totals = json.loads((tmp_path / "letter.json").read_text("utf-8"))["totals"]
    assert (totals["early"], totals["not_sent"], totals["on_time"] + totals["late"]) == (7, 20, 0)
    main([*REVIEW[:-1], "2022-02-15", "--out", str(tmp_path)])
    totals = json.loads((tmp_path / "review.json").read_text("utf-8"))["totals"]
    assert totals["assigned"] < 183
    assert totals["assigned"] == totals["done"] + totals["open"]


def test_a_province_that_cannot_be_told_is_asked_for_with_the_choices(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*LETTER[:5], "2019-Q3", "--as-of", "2019-10-31", "--out", str(tmp_path / "x")]) == 2
    told = capsys.readouterr().err
    assert "BG (UBND tỉnh Bắc Giang)" in told
    assert "LS (UBND tỉnh Lạng Sơn)" in told
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*LETTER[:3], "KHONG", *LETTER[4:]], "KSTTHC"),
        ([*LETTER[:5], "2023-Q9", *LETTER[6:]], "2023-Q9"),
        ([*LETTER[:7], "31/02/2023"], "31/02/2023 không có"),
        ([*REVIEW[:3], "2022-03-01", *REVIEW[4:]], "Khoảng ngày ngược"),
        ([*REVIEW, "--scope", "XX"], "XX"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    arguments: list[str], said: str, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--out", str(tmp_path / "x")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_regime_file_with_faults_is_refused_with_all_of_them(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"code": "", "name": "x", "cycle": "fortnight", "window": "15-14", "extra": 1}', "utf-8")
    assert main(["import", "regime", str(bad)]) == 2
    told = capsys.readouterr().err
    for part in ("cycle", "extra", "deadlines"):
        assert part in told
