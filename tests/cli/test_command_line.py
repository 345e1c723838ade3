"""The command line: mistakes in one Vietnamese line, refusals with every reason, honest exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dondoc.base.rules.refusals import Refused
from dondoc.cli import main as entry
from dondoc.cli.main import main


def refuse(_: object) -> int:
    raise Refused(["Thiếu ngày.", "Thiếu số."])


def interrupt(_: object) -> int:
    raise KeyboardInterrupt


def fail(_: object) -> int:
    raise LookupError("a bug")


class Command:
    """A command that stands in the list for the length of a test."""

    def __init__(self, run: object) -> None:
        self.run = run

    def add_parser(self, subparsers: object) -> None:
        subparsers.add_parser("thu").set_defaults(run=self.run)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> object:
    def named(run: object) -> None:
        monkeypatch.setitem(entry.COMMANDS, "thu", "tests_thu")
        monkeypatch.setitem(sys.modules, "tests_thu", Command(run))

    return named


def test_a_refusal_is_told_with_every_reason_on_its_line(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    command(refuse)
    assert main(["thu"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "dondoc: không thực hiện được, chưa có gì thay đổi. Lý do:",
        "Thiếu ngày.",
        "Thiếu số.",
    ]


def test_an_interruption_is_130(command: object) -> None:
    command(interrupt)
    assert main(["thu"]) == 130


def test_a_bug_shows_itself(command: object) -> None:
    command(fail)
    with pytest.raises(LookupError):
        main(["thu"])


def test_the_exit_code_of_a_command_is_handed_on(command: object) -> None:
    command(lambda _: 4)
    assert main(["thu"]) == 4


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "dondoc: thiếu VIỆC (xem dondoc --help)"),
        (["nhập"], "dondoc: VIỆC không có 'nhập'; hãy chọn"),
        (["import"], "dondoc import: thiếu LOẠI (xem dondoc import --help)"),
        (["import", "agencies"], "dondoc import agencies: cần một trong các tham số TỆP --template"),
        (["import", "agencies", "--template"], "dondoc import agencies: --template cần có giá trị đi kèm"),
        (["import", "agencies", "a", "--template", "b"], "dondoc import agencies: không dùng --template cùng với TỆP"),
        (["import", "agencies", "a", "--nhanh"], "dondoc: không hiểu tham số --nhanh"),
        (["migrate", "--temp"], "dondoc: không hiểu tham số --temp"),
    ],
)
def test_bad_usage_is_one_vietnamese_line(arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(line) and err.count("\n") == 1


def test_help_is_vietnamese_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Cách dùng: dondoc") and "options" not in out
    assert all(f"\n    {name} " in out for name in entry.COMMANDS)


def dondoc(home: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """The command as installed, in a home of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DONDOC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dondoc.settings", "LC_ALL": "C"}
    program = [sys.executable, "-c", "import sys; from dondoc.cli.main import main; sys.exit(main())"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run([*program, *arguments], env=environment, encoding="utf-8", **pipes)


def test_a_reply_is_matched_in_no_home_that_is_none_yet(tmp_path: Path) -> None:
    file, home = tmp_path / "trả lời.txt", tmp_path / "nhà"
    file.write_text("BÁO CÁO\nKết quả\n", encoding="utf-8")
    home.mkdir()
    early = dondoc(home, "match", str(file))
    assert (early.returncode, list(home.iterdir())) == (2, [])
    assert early.stderr.splitlines()[-1] == 'Cơ sở dữ liệu chưa sẵn sàng. Chạy "dondoc migrate" trước.'


def test_a_new_home_asks_for_migrate_first_and_then_takes_a_file_in(tmp_path: Path) -> None:
    file = tmp_path / "đơn vị.csv"
    file.write_text("Mã đơn vị,Tên đơn vị\n20,Tỉnh Lạng Sơn\n", encoding="utf-8")
    early = dondoc(tmp_path, "import", "agencies", str(file))
    assert early.returncode == 2
    assert early.stderr.splitlines()[-1] == 'Cơ sở dữ liệu chưa sẵn sàng. Chạy "dondoc migrate" trước.'
    migrated = dondoc(tmp_path, "migrate")
    assert (migrated.returncode, migrated.stderr) == (0, "") and "Đã cập nhật" in migrated.stdout
    assert dondoc(tmp_path, "migrate").stdout == "Cơ sở dữ liệu đã mới nhất.\n"
    done = dondoc(tmp_path, "import", "agencies", str(file))
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("Đã nhập: 1 đơn vị mới")


def test_a_reader_that_goes_away_is_no_bug(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        ended = dondoc(tmp_path, "import", "agencies", "--template", str(tmp_path / "a.xlsx"), stdout=gone)
    assert (ended.returncode, ended.stderr) == (141, "")


def test_a_database_that_cannot_be_reached_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "var" / "dondoc.sqlite3").mkdir(parents=True)
    ended = dondoc(tmp_path, "migrate")
    assert ended.returncode == 2 and "Không mở được cơ sở dữ liệu: " in ended.stderr
    assert "Traceback" not in ended.stderr
