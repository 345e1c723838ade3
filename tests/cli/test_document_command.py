"""`dondoc document render`: four files out of one, or a refusal with every slip and no file."""

import json
from pathlib import Path

import pytest

from dondoc.cli.main import main
from tests.documents.every_type import CASES
from tests.documents.reading import docx_text, pdf_text, squeezed


def test_four_files_are_made_that_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", "render", str(CASES / "decision.json"), "--out", str(tmp_path / "ra")]) == 0
    made = {path.suffix: path.read_bytes() for path in (tmp_path / "ra").iterdir()}
    assert made.keys() == {".docx", ".pdf", ".html", ".txt"}
    for line in made[".txt"].decode().split("\n"):
        for cell in line.split("\t"):
            assert squeezed(cell) in docx_text(made[".docx"])
            assert squeezed(cell) in pdf_text(made[".pdf"])
    assert capsys.readouterr().out.count("Đã ghi") == 4


def test_a_wrong_file_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "sai.json"
    wrong.write_text(json.dumps({"type": "BC", "number": -1}), encoding="utf-8")
    assert main(["document", "render", str(wrong), "--out", str(tmp_path / "ra")]) == 2
    err = capsys.readouterr().err
    assert "number:" in err and "issuer:" in err and "recipients:" in err
    assert not (tmp_path / "ra").exists()
