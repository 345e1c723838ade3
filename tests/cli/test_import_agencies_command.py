"""`dondoc import agencies`: a file in, a form out."""

import sys
from pathlib import Path

import pytest

from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.rules.chart import Chart
from dondoc.agencies.rules.import_plan import plan_import
from dondoc.agencies.rules.import_rows import FIELDS
from dondoc.base.rules.tables import read_table
from dondoc.cli.main import main
from dondoc.cli.progress import progress_line


@pytest.mark.django_db
def test_a_file_is_taken_in_and_the_second_time_nothing_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Mã;Tên;Nhóm;Cấp trên\nZ20;Tỉnh;;\nZA;Sở A;I. Sở;Z20\n", encoding="utf-8")
    assert main(["import", "agencies", str(file)]) == 0
    assert main(["import", "agencies", str(file)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "Đã nhập: 2 đơn vị mới, 2 phiên bản mới, 0 phiên bản sửa lại, 1 nhóm mới hoặc đổi thứ tự; 0 dòng giữ nguyên.",
        "Không có gì thay đổi: 2 dòng đã có sẵn trong hệ thống.",
    ]
    assert err == ""
    assert AgencyVersion.objects.filter(agency__code="ZA", group__name="Sở").exists()


def test_the_template_is_a_file_that_can_be_taken_in_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "mẫu.xlsx"
    assert main(["import", "agencies", "--template", str(form)]) == 0
    assert capsys.readouterr().out == f"Đã ghi biểu mẫu: {form}\n"
    done = plan_import(read_table(form.read_bytes(), form.name, FIELDS), Chart())
    assert done.codes == ["20", "20.SNV", "05977"]


@pytest.mark.django_db
def test_a_bad_file_is_told_row_by_row_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Mã,Tên,Mã cấp trên\nZ20,Tỉnh,\nZA,,Z20\nZB,B,Z\n", encoding="utf-8")
    assert main(["import", "agencies", str(file)]) == 2
    assert capsys.readouterr().err.splitlines()[1:] == [
        "Dòng 3, cột 'Tên': còn trống; cột này bắt buộc",
        "Dòng 4, cột 'Mã cấp trên': mã cấp trên 'Z' không có trong tệp và chưa có trong hệ thống",
    ]
    assert not AgencyVersion.objects.filter(agency__code__startswith="Z").exists()


def test_a_filled_file_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"work of a day")
    assert main(["import", "agencies", "--template", str(file)]) == 2
    assert file.read_bytes() == b"work of a day"
    assert "Đã có tệp này" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "reason"), [("thiếu.csv", "Không có tệp"), (".", "Đây là thư mục")])
def test_a_file_that_cannot_be_read_is_told(
    name: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "agencies", str(tmp_path / name)]) == 2
    assert reason in capsys.readouterr().err


@pytest.mark.django_db
def test_an_endless_file_is_refused_by_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "agencies", "/dev/zero"]) == 2
    assert "Tệp lớn quá 20 MB" in capsys.readouterr().err


def test_progress_is_told_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert progress_line("Đang nhập {} đơn vị") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = progress_line("Đang nhập {} đơn vị")
    assert show is not None
    show(1240, 3321)
    show(3321, 3321)
    err = capsys.readouterr().err
    assert err == "\rĐang nhập 3.321 đơn vị: 1.240 (37 %)\rĐang nhập 3.321 đơn vị: 3.321 (100 %)\n"
