"""`dondoc document render`: four files out of one, or a refusal with every slip and no file."""

import json
from pathlib import Path

import pytest

from dondoc.cli.main import main
from tests.documents.every_type import CASES
from tests.documents.faults import margin, spoiled_docx
from tests.documents.reading import docx_text, pdf_text, squeezed
from tests.documents.samples import LETTER


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


def test_a_right_document_is_checked_with_its_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", "render", str(CASES / "decision.json"), "--out", str(tmp_path)]) == 0
    capsys.readouterr()
    for kind in ("docx", "pdf"):
        assert main(["document", "check", str(tmp_path / f"decision.{kind}"), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["kind"] == kind and told["broken"] == []
        assert told["facts"]["page"]["margins_mm"]["left"] == pytest.approx(30, abs=0.2)
        assert told["facts"]["number"]["text"] == "Số: 07/QĐ-VP"


def test_a_spoiled_document_is_told_in_words_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sai.docx"
    file.write_bytes(spoiled_docx(LETTER, margin("left", 20)))
    assert main(["document", "check", str(file), "--json"]) == 3
    (broken,) = json.loads(capsys.readouterr().out)["broken"]
    assert broken == {
        "rule": "margin-left",
        "where": "Trang văn bản, lề trái",
        "found": "20 mm",
        "expected": "30–35 mm",
        "source": "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I.3",
    }
    assert main(["document", "check", str(file)]) == 3
    assert "1 lỗi thể thức." in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"", b"chu", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_document_cannot_be_checked(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "la.docx"
    file.write_bytes(data)
    assert main(["document", "check", str(file), "--json"]) == 2
    assert capsys.readouterr().err
