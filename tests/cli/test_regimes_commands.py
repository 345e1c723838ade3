"""`dondoc import regimes`, `dondoc export regimes`: what goes out comes in as the same regimes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dondoc.cli.main import main
from dondoc.deadlines.rules.regime_files import SUFFIXES, read_regimes
from dondoc.reporting.queries import all_definitions
from tests.factories import World

FILE = Path(__file__).parents[1] / "cases" / "regimes.json"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_regimes_come_in_go_out_and_come_in_again(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    assert main(["import", "regimes", str(FILE)]) == 0
    assert capsys.readouterr().out == "Chế độ báo cáo: 9 mới, 0 thay đổi, 0 giữ nguyên.\n"
    out = tmp_path / f"chế độ{suffix}"
    assert main(["export", "regimes", str(out)]) == 0
    assert capsys.readouterr().out == f"Đã ghi 10 chế độ báo cáo: {out}\n"
    assert list(read_regimes(out.read_bytes(), out.name)) == all_definitions()
    assert main(["import", "regimes", str(out)]) == 0
    assert capsys.readouterr().out == "Chế độ báo cáo: 0 mới, 0 thay đổi, 10 giữ nguyên.\n"


def test_one_regime_may_be_named_in_the_singular(world: World, tmp_path: Path) -> None:
    file = tmp_path / "mot.json"
    file.write_text('{"code": "A", "name": "B", "legal_basis": "C", "cycle": "year", "window": "15-14",'
                    ' "deadlines": [{"day": 20}]}', encoding="utf-8")  # fmt: skip
    assert main(["import", "regime", str(file)]) == 0
    assert [definition.code for definition in all_definitions()] == ["A", "KSTTHC"]


def test_the_template_is_written_and_reads_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mau.xlsx"
    assert main(["import", "regimes", "--template", str(out)]) == 0
    assert read_regimes(out.read_bytes(), out.name)[0].code == "VI-DU"


def test_slips_and_other_kinds_of_file_are_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "regimes", str(tmp_path / "a.pdf")]) == 2
    assert "Đặt tên tệp có đuôi .xlsx, .csv, .json" in capsys.readouterr().err
    bad = tmp_path / "a.csv"
    bad.write_text("Mã chế độ,Chu kỳ,Chốt số liệu\nA,Hằng quý,15-14\n", encoding="utf-8")
    assert main(["import", "regimes", str(bad)]) == 2
    assert "Dòng 2, cột 'Tên báo cáo': Thiếu mục này." in capsys.readouterr().err
