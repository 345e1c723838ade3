"""A consolidated report: one total, told the same on paper, in the file beside it and on the page."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from django.test import Client

from dondoc.cli.main import main
from tests.documents.reading import pdf_text
from tests.factories import World
from tests.factories.figures import OPEN, enter
from tests.web.conftest import as_

__all__ = ["as_"]
KEY = ("--regime", "KSTTHC", "--form", "II.06a", "--period", OPEN, "--agency", "BG")


@pytest.fixture
def sent(world: World) -> World:
    enter(world, {"dat-dai": {"4": 1200, "8": 1200}}, is_sent=True)
    enter(world, {"y-te": {"4": 34, "9": 30, "12": 4}}, agency_code="BG-STC", is_sent=True)
    return world


def test_paper_and_file_tell_the_same_total(sent: World, tmp_path: Path) -> None:
    assert main(["letter", "total", *KEY, "--out", str(tmp_path)]) == 0
    told = json.loads((tmp_path / "total.json").read_text())
    assert told["cells"]["tong"]["3"] == "1234" and len(told["included"]) == 2
    words = "\n".join(p.text for p in docx.Document(str(tmp_path / "total.docx")).paragraphs)
    assert (
        f"tính được từ 02/{told['expected']} đơn vị" in words
        and f"Còn thiếu số liệu của {len(told['missing'])}" in words
    )
    cells = {c.text for t in docx.Document(str(tmp_path / "total.docx")).tables for r in t.rows for c in r.cells}
    assert "1.234" in cells and "(3)=(4)+(5)+(6)" in "\n".join(cells)
    assert "1.234" in pdf_text((tmp_path / "total.pdf").read_bytes())


def test_figures_of_the_period_before_are_named_on_paper(sent: World, tmp_path: Path) -> None:
    enter(sent, {"dat-dai": {"4": 7, "8": 7}}, agency_code="BG-SYT", period_code="2026-Q3", is_sent=True)
    assert main(["letter", "total", *KEY, "--with-previous", "--out", str(tmp_path)]) == 0
    words = "\n".join(p.text for p in docx.Document(str(tmp_path / "total.docx")).paragraphs)
    assert "có tính cả số liệu kỳ trước của 01 đơn vị chưa gửi: Sở Y tế" in words
    assert json.loads((tmp_path / "total.json").read_text())["carried"] == ["BG-SYT"]


def test_the_page_previews_what_the_files_hold(sent: World, as_: object) -> None:
    hoa: Client = as_("hoa")  # type: ignore[operator]
    page = hoa.get(f"/van-ban/tong-hop/BG/KSTTHC/{OPEN}/II.06a/bao-cao/").content.decode()
    assert "1.234" in page and "TỔNG HỢP" in page and "bao-cao.docx" in page
    made = hoa.get(f"/van-ban/tong-hop/BG/KSTTHC/{OPEN}/II.06a/bao-cao.docx")
    assert "1.234" in {c.text for t in docx.Document(io.BytesIO(made.content)).tables for r in t.rows for c in r.cells}


def test_without_anybody_below_there_is_no_report(
    sent: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["letter", "total", *KEY[:-1], "BG-LN", "--out", str(tmp_path)]) == 2
    assert "phải báo cáo" in capsys.readouterr().err
