"""`import form`, `form check`, `form template`, `import figures`, `total`: from a form to the total of a province."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dondoc.cli.main import main
from dondoc.reporting.models import Submission
from dondoc.sheets.models import FigureSet
from tests.factories import World
from tests.factories.forms import CASES, case_bytes

KEY = ("--regime", "KSTTHC", "--form", "II.06a", "--period", "2026-Q4")
RIGHT = {"rows": {"dat-dai": {"4": 70, "5": "1.234", "8": 1304}}}
WRONG = {"rows": {"dat-dai": {"4": 70, "5": "1.234", "8": 1300}}}


class Line:
    """The command line with a folder to write in."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def file(self, content: Any, name: str = "f.json") -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        out, err = self.capsys.readouterr()
        return code, out, err

    def figures(self, content: Any, *more: str, agency: str = "BG-LN") -> tuple[int, dict[str, Any]]:
        code, out, _ = self.run("import", "figures", self.file(content), "--agency", agency, *KEY, *more, "--json")
        return code, json.loads(out)


@pytest.fixture
def line(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path, capsys)


def test_a_form_is_imported_and_the_second_time_nothing_changes(line: Line) -> None:
    file = str(CASES / "KHO.json")
    told = [line.run("import", "form", file)[1] for _ in range(2)]
    assert told[0] == "Biểu KHO áp dụng từ 01/01/2024: đã nhập (5 cột, 2 dòng khai sẵn, 2 ràng buộc).\n"
    assert "không có gì thay đổi" in told[1]


def test_a_definition_is_checked_without_a_database(line: Line) -> None:
    assert line.run("form", "check", str(CASES / "KHO.json")) == (
        0,
        "Biểu KHO dùng được. Thứ tự tính các cột: 1, 4.\n",
        "",
    )
    code, out, _ = line.run("form", "check", str(CASES / "KHO.json"), "--json")
    assert (code, json.loads(out)) == (
        0,
        {"valid": True, "code": "KHO", "computed_in_order": ["1", "4"], "problems": []},
    )


def test_every_slip_of_a_definition_is_told(line: Line) -> None:
    form = json.loads(case_bytes("KHO"))
    form["columns"][3]["computed"], form["columns"][1]["computed"] = "1+9", "2"
    code, out, _ = line.run("form", "check", line.file(form), "--json")
    assert (code, json.loads(out)["valid"]) == (2, False)
    assert {fault["where"] for fault in json.loads(out)["problems"]} == {"columns[3].computed", "columns[1].computed"}
    code, out, err = line.run("import", "form", line.file(form))
    assert code == 2 and "columns[1].computed: Công thức quay vòng: cột 2 → 2." in err


def test_a_file_that_is_not_there_is_told_as_json_too(line: Line) -> None:
    code, out, err = line.run("form", "check", "nofile.json", "--json")
    assert (code, json.loads(out)["valid"], err) == (2, False, "")
    assert json.loads(out)["problems"][0]["where"] == "nofile.json"
    key = ("--agency", "BG-LN", *KEY, "--json")
    code, out, _ = line.run("import", "figures", "nofile.json", *key)
    told = json.loads(out)
    assert (code, told["accepted"], told["version"], told["computed"]) == (2, False, None, {})
    assert "Không có tệp" in told["problems"][0]["message"]


def test_figures_that_hold_are_accepted_with_what_they_come_to(line: Line) -> None:
    code, told = line.figures(RIGHT)
    assert (code, told["accepted"], told["version"], told["problems"]) == (0, True, 1, [])
    assert told["computed"]["dat-dai"] == {"3": "1304", "7": "1304"}
    assert told["computed"]["tong"]["4"] == "70"


def test_figures_that_break_a_check_are_refused_with_exit_3(line: Line) -> None:
    code, told = line.figures(WRONG, "--send")
    assert (code, told["accepted"], told["version"]) == (3, False, None)
    assert told["problems"][-1] == {
        "row": "dat-dai",
        "column": "3",
        "rule": "3 = 7 + 11",
        "level": "block",
        "values": ["1304", "1300"],
        "message": "Cột 3 phải bằng cột 7 + 11: 1.304 ≠ 1.300",
    }
    assert not FigureSet.objects.exists()


def test_figures_that_cannot_be_read_are_asked_about_with_exit_2(line: Line) -> None:
    code, told = line.figures({"rows": {"dat-dai": {"4": "1,234"}}})
    assert (code, told["accepted"]) == (2, False)
    assert [(p["row"], p["column"], p["values"]) for p in told["problems"]] == [("dat-dai", "4", ["1,234"])]


@pytest.mark.parametrize("content", [b"", b"{", b"PK\x03\x04", {"rows": 5}, {"rows": {}, "form": "B02"}])
def test_a_file_without_figures_for_this_form_is_unusable(line: Line, content: Any) -> None:
    code, told = line.figures(content)
    assert (code, told["accepted"], told["version"]) == (2, False, None) and told["problems"][0]["message"]


def test_a_trial_writes_nothing(line: Line) -> None:
    code, told = line.figures(RIGHT, "--dry-run", "--send")
    assert (code, told["accepted"], told["version"]) == (0, True, None)
    assert not FigureSet.objects.exists()


def test_what_is_sent_counts_as_sent(line: Line) -> None:
    code, out, err = line.run("import", "figures", line.file(RIGHT), "--agency", "BG-LN", *KEY, "--send")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Đã gửi số liệu biểu II.06a, bản 1.",
        "Báo cáo còn thiếu biểu II.07b: chưa có số liệu nên chưa gửi cùng.",
    ]
    submission = Submission.objects.get(obligation__agency__code="BG-LN", obligation__period_code="2026-Q4")
    assert submission.sent_by is None


def test_problems_are_told_in_words_too(line: Line) -> None:
    code, out, _ = line.run("import", "figures", line.file(WRONG), "--agency", "BG-LN", *KEY)
    assert code == 3
    assert out.splitlines()[-2:] == [
        "Lỗi. Dòng dat-dai, cột 3: Cột 3 phải bằng cột 7 + 11: 1.304 ≠ 1.300",
        "Không nhận số liệu; chưa có gì thay đổi.",
    ]


def filled_template(line: Line, agency: str, n: int) -> bytes:
    path = line.folder / f"{agency}.xlsx"
    key = ("--form", "II.06a", "--agency", agency, "--period", "2026-Q4", "--out", str(path))
    assert line.run("form", "template", *key) == (0, f"Đã ghi biểu mẫu: {path}\n", "")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(1, 60)}
    columns = {sheet.cell(2, at).value: at for at in range(2, 20)}
    for no in ("4", "8"):
        sheet.cell(rows["y-te"], columns[no], n)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_from_the_template_by_excel_to_the_provinces_total(line: Line) -> None:
    assert line.figures(filled_template(line, "BG-LN", 5), "--send")[0] == 0
    assert line.figures(filled_template(line, "BG-STC", 7), "--send", agency="BG-STC")[0] == 0
    code, out, _ = line.run("total", *KEY, "--agency", "BG", "--json")
    told = json.loads(out)
    assert (code, told["included"], told["late"]) == (0, ["BG-STC", "BG-LN"], [])
    assert told["expected"] == 2 + len(told["missing"]) == 27
    assert told["cells"]["y-te"] == {"3": "12", "4": "12", "7": "12", "8": "12"} == told["cells"]["tong"]


def test_a_template_of_another_agency_is_refused_by_name(line: Line) -> None:
    code, told = line.figures(filled_template(line, "BG-STC", 7))
    assert code == 2
    assert told["problems"][0]["message"] == "Tệp này là của đơn vị BG-STC, đang nhập đơn vị BG-LN."


def test_a_template_of_somebody_unknown_is_refused(line: Line) -> None:
    key = ("--form", "II.06a", "--agency", "X", "--period", "2026-Q4", "--out", str(line.folder / "x.xlsx"))
    code, _, err = line.run("form", "template", *key)
    assert code == 2 and "Không có đơn vị mang mã 'X'." in err


def test_a_total_is_as_of_a_day_or_a_moment(line: Line) -> None:
    line.figures(RIGHT, "--send")
    total = ("total", *KEY, "--agency", "BG", "--json", "--as-of")
    asked = ("2026-11-22", "22/11/2026", "2026-11-23T08:59", "2026-11-23T09:00", "2026-11-23")
    included = [json.loads(line.run(*total, moment)[1])["included"] for moment in asked]
    assert included == [[], [], [], ["BG-LN"], ["BG-LN"]]
    assert line.run(*total, "hôm qua")[0] == 2


def test_a_total_is_told_in_words_with_its_gaps(line: Line) -> None:
    line.figures(RIGHT, "--send")
    code, out, _ = line.run("total", *KEY, "--agency", "BG")
    assert code == 0
    assert out.startswith("Gồm 1 trên 27 đơn vị.\nThiếu: BG-")
    assert "dat-dai: (3) 1.304; (4) 70; (5) 1.234; (7) 1.304; (8) 1.304" in out.splitlines()


def test_a_period_that_nobody_has_opened_yet_has_everybody_missing(line: Line) -> None:
    key = ("--regime", "KSTTHC", "--form", "II.06a", "--period", "2026-Q1")
    code, out, _ = line.run("total", *key, "--agency", "BG", "--json")
    told = json.loads(out)
    assert (code, told["included"], told["cells"]) == (0, [], {})
    assert told["expected"] == len(told["missing"]) == 27


def test_a_year_is_added_up_from_its_quarters(line: Line) -> None:
    key = ("--regime", "KSTTHC", "--form", "II.06a", "--agency", "BG", "--json")
    line.figures(RIGHT, "--send")
    derived = json.loads(line.run("total", *key, "--period", "2026", "--across")[1])
    assert derived["periods"] == [f"2026-Q{n}" for n in range(1, 5)] and derived["columns"]["6"] == "first"
    assert derived["by_period"]["2026-Q4"]["included"] == ["BG-LN"] and derived["included"] == []
    named = json.loads(line.run("total", *key, "--across", "2026-Q4, 2026-Q3")[1])
    assert named["cells"] == derived["cells"] and named["cells"]["dat-dai"]["3"] == "1304"
    assert line.run("total", *key)[0] == line.run("total", *key, "--across", "--with-previous")[0] == 2


def test_missing_agencies_are_counted_by_the_period_before_only_when_asked(line: Line) -> None:
    line.run("import", "figures", line.file(RIGHT), "--agency", "BG-LN", *KEY[:-1], "2026-Q3", "--send")
    total = ("total", *KEY, "--agency", "BG", "--json")
    assert json.loads(line.run(*total)[1])["cells"] == {}
    found = json.loads(line.run(*total, "--with-previous")[1])
    assert (found["previous"], found["carried"], found["included"]) == ("2026-Q3", ["BG-LN"], [])
    assert "BG-LN" in found["missing"] and found["cells"]["dat-dai"]["3"] == "1304"
    assert "TÍNH CẢ SỐ KỲ TRƯỚC (2026-Q3): BG-LN" in line.run(*total[:-1], "--with-previous")[1]
