"""`dondoc extract`: with a database, with a file of agencies, with neither; files that cannot be read."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dondoc.cli.main import main
from dondoc.documents.render import render_docx, render_pdf
from tests.documents.samples import LETTER

CASES = Path(__file__).resolve().parents[1] / "cases"
SEED = CASES / "seed-bacgiang-2023q3.txt"


def extracted(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["extract", *arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    told: dict[str, Any] = json.loads(out)
    return told


@pytest.mark.django_db
def test_the_seed_read_with_the_database_names_codes_and_groups(
    world: object, capsys: pytest.CaptureFixture[str]
) -> None:
    told = extracted(capsys, str(SEED))
    assert [task["lead"] for task in told["tasks"]] == [
        ["Các sở, cơ quan thuộc UBND tỉnh", "UBND huyện, thành phố"],
        ["Sở Thông tin và Truyền thông"],
        ["Văn phòng UBND tỉnh"],
    ]
    assert told["tasks"][1]["lead_detail"][0]["code"] == "BG-STTTT"
    assert told["tasks"][2]["lead_detail"][0]["code"] == "BG-VP"
    assert not told["tasks"][0]["unresolved"]
    for task in told["tasks"]:
        start, end = task["span"]
        assert told["text"][start:end] == task["text"]


@pytest.mark.django_db
def test_the_keys_are_those_that_callers_rely_on(world: object, capsys: pytest.CaptureFixture[str]) -> None:
    told = extracted(capsys, str(CASES / "directives" / "01-thu-ngan-sach.txt"))
    assert {"number", "date", "issuer", "title", "signer"} <= told["document"].keys()
    task = told["tasks"][0]
    assert {"point", "text", "span", "lead", "coordinating", "deadline", "confidence", "unresolved"} <= task.keys()
    assert task["deadline"] == {
        "date": "2022-03-14",
        "date_as_written": "2022-03-15",
        "time": None,
        "wording": "trước ngày 15/3/2022",
        "kind": "date",
        "guess": None,
    }


@pytest.mark.django_db
def test_the_province_is_that_of_the_issuer_or_the_one_asked_for(
    world: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Giao Sở Nội vụ rà soát biên chế.", encoding="utf-8")
    told = extracted(capsys, str(file), "--on", "2022-03-01", "--agencies", "LS")
    assert told["tasks"][0]["lead_detail"][0]["code"] == "LS-SNV"
    several = extracted(capsys, str(file), "--on", "2022-03-01")
    assert several["tasks"][0]["unresolved"] == ["Sở Nội vụ: chưa có trong danh bạ đơn vị"]
    assert main(["extract", str(file), "--agencies", "XX"]) == 2
    assert "Không có tỉnh mã 'XX'" in capsys.readouterr().err


def test_the_parts_of_a_point_can_be_put_together_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("UBND tỉnh yêu cầu:\n1. Sở Y tế:\n- Rà soát thuốc.\n- Báo cáo số liệu.\n", encoding="utf-8")
    agencies = tmp_path / "don-vi.csv"
    agencies.write_text("Mã,Tên,Nhóm\nS1,Sở Y tế,Sở\n", encoding="utf-8")
    told = extracted(capsys, str(file), "--agencies", str(agencies))
    assert [(one["point"], one["numbered_point"], one["part"]) for one in told["tasks"]] == [
        ("1-1", "1", "1"),
        ("1-2", "1", "2"),
    ]


@pytest.mark.django_db
def test_a_directive_of_another_province_is_read_without_our_codes(
    world: object, capsys: pytest.CaptureFixture[str]
) -> None:
    told = extracted(capsys, str(CASES / "directives" / "02-de-an-du-lich.txt"))
    (lead,) = told["tasks"][0]["lead_detail"]
    assert (lead["name"], lead["code"], lead["note"]) == ("Sở Văn hóa, Thể thao và Du lịch", None, None)


def test_a_file_of_agencies_needs_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agencies, file = tmp_path / "don-vi.csv", tmp_path / "a.txt"
    agencies.write_text("Mã,Tên,Nhóm\nS1,Sở Nội vụ,Sở\nS2,Sở KH&ĐT,Sở\n", encoding="utf-8")
    file.write_text("Giao Sở Kế hoạch và Đầu tư rà soát; giao Sở Y tế báo cáo.", encoding="utf-8")
    told = extracted(capsys, str(file), "--agencies", str(agencies))
    assert told["tasks"][0]["lead_detail"][0]["code"] == "S2"
    assert told["tasks"][1]["unresolved"] == ["Sở Y tế: chưa có trong danh bạ đơn vị"]


def test_without_a_database_names_are_known_by_their_grammar(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DONDOC_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dondoc.settings"}
    program = [sys.executable, "-c", "import sys; from dondoc.cli.main import main; sys.exit(main())"]
    done = subprocess.run(
        [*program, "extract", str(SEED), "--json"], env=environment, encoding="utf-8", capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["tasks"][1]["lead"] == ["Sở Thông tin và Truyền thông"]
    assert list(tmp_path.iterdir()) == []  # reading a file makes no home
    asked = subprocess.run(
        [*program, "extract", str(SEED), "--agencies", "BG"],
        env=environment,
        encoding="utf-8",
        capture_output=True,
        check=False,
    )
    assert asked.returncode == 2 and 'Chạy "dondoc migrate" trước' in asked.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(("suffix", "render"), [("docx", render_docx), ("pdf", render_pdf)])
def test_word_and_pdf_give_the_same_tasks(
    suffix: str, render: Any, world: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"công văn.{suffix}"
    file.write_bytes(render(LETTER))
    told = extracted(capsys, str(file))
    assert [task["point"] for task in told["tasks"]] == ["1", "2", "3"]
    assert told["tasks"][2]["lead"] == ["Văn phòng UBND tỉnh"]


@pytest.mark.django_db
def test_a_person_reads_who_what_and_until_when(world: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(CASES / "directives" / "01-thu-ngan-sach.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "215/UBND-KT, 21/02/2022, UBND tỉnh Lạng Sơn"
    assert "   Thời hạn: trước ngày 15/3/2022, ngày cuối 14/03/2022" in lines
    assert lines[-1] == "4 nhiệm vụ đề xuất."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Tệp trống."),
        (b"\x00\x01", "không phải văn bản"),
        (b"PK\x03\x04", "Không đọc được tệp Word"),
        (b"%PDF-1.4", "Không đọc được tệp PDF"),
        (b"  \n", "không có chữ nào"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    data: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a"
    file.write_bytes(data)
    listed = tmp_path / "b.csv"
    listed.write_text("Mã,Tên\nS1,Sở Nội vụ\n", encoding="utf-8")
    assert main(["extract", str(file), "--agencies", str(listed)]) == 2
    assert message in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "b.csv"
    listed.write_text("Mã,Tên\nS1,Sở Nội vụ\n", encoding="utf-8")
    assert main(["extract", str(tmp_path / "x.txt"), "--agencies", str(listed)]) == 2
    assert "Không có tệp" in capsys.readouterr().err
