"""`dondoc register`: the three registers as Excel, PDF and JSON; refusals with exit code 2."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from dondoc.assignments.models import SourceDocument, SourceWords
from dondoc.cli.main import main
from tests.factories import World
from tests.factories.incoming import register

BOOK = ("--agency", "BG", "--year", "2026")


@pytest.mark.django_db
def test_a_register_is_written_and_told(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register(world)
    out = tmp_path / "so.pdf"
    assert main(["register", "incoming", *BOOK, "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["columns"][:2] == ["Ngày đến", "Số đến"]
    assert told["rows"][0]["Số, ký hiệu văn bản"] == "1284/VPCP-KSTT"
    assert "1284/VPCP-KSTT" in PdfReader(out).pages[0].extract_text()
    sheet = tmp_path / "so.xlsx"
    assert main(["register", "handling", *BOOK, "--out", str(sheet)]) == 0
    assert "1 dòng" in capsys.readouterr().out
    assert sheet.read_bytes()[:2] == b"PK"
    assert main(["register", "outgoing", *BOOK, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        ("incoming", "--agency", "XX", "--year", "2026", "--json"),
        ("incoming", *BOOK),
        ("incoming", *BOOK, "--out", "so.docx"),
        ("other", *BOOK, "--json"),
    ],
)
def test_what_cannot_be_written_is_refused(
    world: World, wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["register", *wrong]) == 2
    assert capsys.readouterr().err


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_told(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "incoming", *BOOK, "--out", str(tmp_path / "khong" / "so.pdf")]) == 2
    assert "Không ghi được tệp" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_search_is_rebuilt_for_what_was_there_before(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    SourceWords.objects.all().delete()
    n = SourceDocument.objects.count()
    assert main(["search", "rebuild"]) == 0
    assert main(["search", "rebuild"]) == 0
    assert f"Đã lập chỉ mục {n} văn bản giao nhiệm vụ." in capsys.readouterr().out
    assert SourceWords.objects.count() == n
