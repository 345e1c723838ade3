"""`edxml build`, `edxml parse`: a message made out of JSON and files, a message taken apart into them again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dondoc.cli.main import main
from tests.rules.exchange.messages import PDF, digest_elements, of_others, with_file, without

VALUE: dict[str, Any] = {
    "header": {
        "from": {"organ_id": "000.00.00.H05", "organ_name": "UBND tỉnh Bắc Ninh"},
        "to": [{"organ_id": "H05.12"}],
        "document_id": "000.00.00.H05,2026/11/23,05/UBND-TTPVHCC",
        "code": {"code_number": "05", "code_notation": "UBND-TTPVHCC"},
        "promulgation_info": {"promulgation_date": "2026-11-23"},
        "document_type": {"type_name": "Công văn"},
        "subject": "V/v đôn đốc",
        "due_date": "2026/12/01",
    },
    "trace": [{"organ_id": "000.00.00.H05", "timestamp": "2026-11-23T02:00:00+00:00"}],
}
STATUS = {
    "status": {
        "from": {"organ_id": "H05.12"},
        "response_for": {"organ_id": "000.00.00.H05", "document_id": "D-1"},
        "status_code": "03",
        "timestamp": "2026-11-23T09:00:00",
    }
}


class Line:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def file(self, name: str, content: Any) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    def build(self, value: Any, out: str, *attached: str) -> tuple[int, str]:
        files = ("--attach", *attached) if attached else ()
        code = main(["edxml", "build", self.file("v.json", value), "--out", str(self.folder / out), *files])
        return code, self.capsys.readouterr().err

    def parse(self, message: bytes, *more: str) -> tuple[int, dict[str, Any]]:
        code = main(["edxml", "parse", self.file("m.edxml", message), "--json", *more])
        return code, json.loads(self.capsys.readouterr().out)

    def bytes_of(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path, capsys)


def test_a_message_is_built_and_taken_apart_and_built_again_to_the_byte(line: Line) -> None:
    assert line.build(VALUE, "a.edxml", line.file("công văn.pdf", PDF)) == (0, "")
    code, told = line.parse(line.bytes_of("a.edxml"), "--out", str(line.folder / "files"))
    assert (code, told["problems"]) == (0, [])
    assert told["header"]["due_date"] == "2026-12-01"
    assert told["trace"][0]["timestamp"] == "2026-11-23T09:00:00+07:00"
    assert told["attachments"][0]["digest_algorithm"] == "SHA-256"
    assert line.bytes_of("files/công văn.pdf") == PDF
    assert line.build(told, "b.edxml", str(line.folder / "files" / "công văn.pdf")) == (0, "")
    assert line.bytes_of("a.edxml") == line.bytes_of("b.edxml")


def test_the_standards_own_names_will_do(line: Line) -> None:
    header = {**VALUE["header"], "To": [{"OrganId": "H05.12"}], "DueDate": "2026/12/01"}
    del header["to"], header["due_date"]
    line.build(VALUE, "a.edxml")
    assert line.build({**VALUE, "header": header}, "b.edxml") == (0, "")
    assert line.bytes_of("a.edxml") == line.bytes_of("b.edxml")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"header": ' + b"9" * 5000 + b"}", "số quá dài"),
        (b"[" * 100_000, "quá nhiều tầng"),
        (b'{\n"header"}', "dòng 2, cột 9"),
        (b"\xff", "UTF-8"),
        (b"[]", "đối tượng"),
        (b"{}", "MessageHeader/From"),
    ],
)
def test_what_is_no_json_of_a_message_is_refused_in_words(line: Line, data: bytes, says: str) -> None:
    code = main(["edxml", "build", line.file("v.json", data), "--out", str(line.folder / "a.edxml")])
    assert (code, says in line.capsys.readouterr().err) == (2, True)


def test_files_beside_the_json_need_not_be_named_again(line: Line) -> None:
    line.build(VALUE, "a.edxml", line.file("cv.pdf", PDF))
    _, told = line.parse(line.bytes_of("a.edxml"), "--out", str(line.folder / "files"))
    beside = line.folder / "files" / "v.json"
    beside.write_text(json.dumps(told))
    assert main(["edxml", "build", str(beside), "--out", str(line.folder / "b.edxml")]) == 0
    assert line.bytes_of("a.edxml") == line.bytes_of("b.edxml")


def test_a_status_message_goes_the_same_way(line: Line) -> None:
    assert line.build(STATUS, "a.edxml") == (0, "")
    code, told = line.parse(line.bytes_of("a.edxml"))
    assert (code, told["kind"], told["status"]["status_name"]) == (0, "status", "đã tiếp nhận")
    line.build(told, "b.edxml")
    assert line.bytes_of("a.edxml") == line.bytes_of("b.edxml")


def test_every_slip_of_the_json_is_told_at_once_and_nothing_is_written(line: Line) -> None:
    wrong = {"header": {**VALUE["header"], "subject": "", "due_date": "mai", "nơi": 1}, "trace": [{"organ_id": 5.5}]}
    code, err = line.build(wrong, "a.edxml")
    assert code == 2
    for where in ("header: không có mục 'nơi'", "MessageHeader/Subject", "MessageHeader/DueDate", "trace[1].organ_id"):
        assert where in err
    assert not (line.folder / "a.edxml").exists()


@pytest.mark.parametrize(
    ("attachments", "says"),
    [
        ([{"name": "a.pdf"}], "thiếu nội dung tệp 'a.pdf'"),
        ([{"name": "a.pdf", "content": "?"}], "base64"),
        ([{"name": "../a.pdf", "content": "QQ=="}], "không an toàn"),
        ([{"name": "a.pdf", "file": "../secret"}], "nằm cạnh tệp JSON"),
        ([{"name": "a.pdf", "content": "QQ==", "digest": "00", "digest_algorithm": "SHA-256"}], "không khớp mã băm"),
        ({"name": "a.pdf"}, "danh sách"),
    ],
)
def test_files_that_cannot_be_carried_are_refused(line: Line, attachments: Any, says: str) -> None:
    code, err = line.build({**VALUE, "attachments": attachments}, "a.edxml")
    assert code == 2
    assert says in err


def test_a_message_with_problems_is_told_and_says_so_by_its_exit_code(line: Line) -> None:
    code, told = line.parse(without("Subject"))
    assert code == 3
    assert [problem["where"] for problem in told["problems"]] == ["MessageHeader/Subject"]


def test_an_old_digest_is_no_problem_and_marked(line: Line) -> None:
    old = digest_elements(PDF, "sha1", "http://www.w3.org/2000/09/xmldsig#sha1")
    code, told = line.parse(with_file(digest=old))
    (file,) = told["attachments"]
    assert code == 0
    assert (file["digest_algorithm"], file["digest_ok"], file["digest_old"]) == ("SHA-1", True, True)
    assert "loại cũ" in told["notes"][0]["message"]


def test_what_is_no_message_gives_its_reason_as_json_too(line: Line) -> None:
    bomb = of_others().replace(b"?>", b'?><!DOCTYPE e [<!ENTITY a "b">]>', 1)
    code, told = line.parse(bomb, "--out", str(line.folder / "files"))
    assert (code, told["kind"]) == (2, None)
    assert "DOCTYPE" in told["problems"][0]["message"]
    assert not (line.folder / "files").exists()


def test_a_file_with_a_path_as_its_name_is_written_inside_the_folder_only(line: Line) -> None:
    code, told = line.parse(with_file(name="../../outside.pdf"), "--out", str(line.folder / "in" / "files"))
    assert code == 3
    assert (told["attachments"][0]["name"], told["attachments"][0]["name_given"]) == (
        "outside.pdf",
        "../../outside.pdf",
    )
    assert sorted(path.name for path in line.folder.rglob("*.pdf")) == ["outside.pdf"]
    assert line.bytes_of("in/files/outside.pdf") == PDF


def test_files_already_there_are_never_written_over(line: Line) -> None:
    line.file("cv.pdf", b"mine")
    assert main(["edxml", "parse", line.file("m.edxml", with_file()), "--out", str(line.folder)]) == 2
    assert line.bytes_of("cv.pdf") == b"mine"


def test_without_json_the_message_is_told_in_lines(line: Line) -> None:
    old = digest_elements(b"other", "sha1", "http://www.w3.org/2000/09/xmldsig#sha1")
    assert main(["edxml", "parse", line.file("m.edxml", with_file(digest=old))]) == 3
    out = line.capsys.readouterr().out
    assert "Văn bản 123/VPCP-TH: V/v điều hành" in out
    assert "KHÔNG khớp mã băm" in out
    assert main(["edxml", "parse", line.file("m.edxml", line_status())]) == 0
    assert "Trạng thái 03 (đã tiếp nhận)" in line.capsys.readouterr().out


def line_status() -> bytes:
    from dondoc.exchange.rules.building import build
    from dondoc.exchange.rules.writing import write

    return write(build(STATUS, {}))
