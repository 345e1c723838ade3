"""`form read-layout`: a table drawn in Excel becomes a draft, with its guesses; nothing is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dondoc.cli.main import main
from tests.rules.sheets.test_layouts import DRAWN, MERGED, book


@pytest.fixture
def drawn(tmp_path: Path) -> str:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(book(DRAWN, MERGED))
    return str(path)


def test_the_draft_and_its_guesses_are_told_as_json(drawn: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "read-layout", drawn, "--code", "X.05", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["definition"]["code"] == "X.05"
    assert told["definition"]["columns"][0]["computed"] == "4 + 5"
    assert {"where": "name", "message": "Lấy tên từ phần trên bảng; xem lại."} in told["guesses"]


def test_in_words_it_says_what_to_look_at(drawn: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "read-layout", drawn]) == 0
    out = capsys.readouterr().out
    assert "Trang 'Biểu': 5 cột số liệu, 7 dòng. Cần xem lại:" in out and "- columns[3].type: Đoán kiểu" in out


def test_a_file_without_a_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "trong.xlsx"
    path.write_bytes(book([["Hướng dẫn điền"]]))
    assert main(["form", "read-layout", str(path)]) == 2
    assert "Không tìm thấy bảng có tiêu đề cột" in capsys.readouterr().err
