"""`dondoc match`: a reply finds the open task of its sender by the number that it cites."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dondoc.assignments.models import ResultReport, Task
from dondoc.cli.main import main
from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.building import named
from dondoc.exchange.rules.envelope import Document, Organ, ResponseFor
from dondoc.exchange.rules.writing import write
from tests.factories import World
from tests.rules.exchange.messages import HEADER, ROUTE

pytestmark = pytest.mark.django_db
OPEN = "NV-2022-02-164"


def reply(task: Task, issuer: str = "SỞ NỘI VỤ", symbol: str = "BC-SNV", cited: str = "") -> str:
    assert task.source is not None and task.source.issued_on is not None
    number = cited or task.source.number
    return (
        f"UBND TỈNH LẠNG SƠN\n{issuer}\nSố: 45/{symbol}\nLạng Sơn, ngày 01 tháng 3 năm 2022\n\nBÁO CÁO\nKết quả\n\n"
        f"Thực hiện Công văn số {number} ngày {task.source.issued_on:%d/%m/%Y} của UBND tỉnh, đơn vị báo cáo.\n"
    )


def matched(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    file = tmp_path / "trả lời.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["match", str(file), "--json", *more]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_the_sender_s_open_task_is_found(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task = Task.objects.get(code=OPEN)
    told = matched(reply(task), tmp_path, capsys)
    (match,) = told["matches"]
    assert (match["task"], match["lead_code"], match["confidence"]) == (OPEN, "LS-SNV", 1.0)
    assert told["issuer_code"] == "LS-SNV"
    assert match["cited"]["number"] == "168/UBND-KT"
    assert told["unmatched"] == []


def test_the_symbol_tells_the_sender_where_the_head_does_not(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = reply(Task.objects.get(code=OPEN)).replace("UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ\n", "")
    told = matched(text, tmp_path, capsys)
    assert (told["document"]["issuer"], told["issuer_code"]) == ("Sở Nội vụ tỉnh Lạng Sơn", "LS-SNV")


def test_a_sender_whom_nobody_knows_leaves_the_lead_open(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = matched(reply(Task.objects.get(code=OPEN), "CÔNG TY A", "CV-A"), tmp_path, capsys)
    assert told["issuer_code"] is None
    assert (told["matches"][0]["task"], told["matches"][0]["confidence"]) == (OPEN, 0.7)


def test_a_task_of_somebody_else_is_not_answered(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = Task.objects.get(code=OPEN)
    told = matched(reply(task, "SỞ TƯ PHÁP", "BC-STP"), tmp_path, capsys)
    assert told["matches"] == [] and told["unmatched"] == ["168/UBND-KT"]


def test_a_number_that_assigned_nothing_is_told(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = matched(reply(Task.objects.get(code=OPEN), cited="999/UBND-XX"), tmp_path, capsys)
    assert told["matches"] == [] and told["unmatched"] == ["999/UBND-XX"]


def test_a_closed_task_needs_no_answer(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task = Task.objects.get(code=OPEN)
    text = reply(task)
    ResultReport.objects.create(
        task=task, completed_on=date(2022, 2, 28), is_imported=True, recorded_at=task.recorded_at, reported_on=None
    )
    assert matched(text, tmp_path, capsys)["matches"] == []


def test_a_message_says_itself_what_it_answers(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = Task.objects.get(code=OPEN)
    assert task.source is not None
    head = "UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ\nSố: 45/BC-SNV\nLạng Sơn, ngày 01 tháng 3 năm 2022\n\n"
    words = f"{head}BÁO CÁO\nKết quả\n\nNội dung."
    header = replace(
        HEADER,
        sender=Organ("H37.09", organ_name="Sở Nội vụ tỉnh Lạng Sơn"),
        response_for=(ResponseFor("000.00.00.H37", task.source.number, "x", task.source.issued_on),),
    )
    files = (named(Attachment("báo cáo.txt", words.encode()), 1),)
    file = tmp_path / "trả lời.edxml"
    file.write_bytes(write(Document(header, ROUTE, files)))
    assert main(["match", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(match["task"], match["confidence"]) for match in told["matches"]] == [(OPEN, 1.0)]


def test_a_person_reads_why(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(reply(Task.objects.get(code=OPEN)), encoding="utf-8")
    assert main(["match", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{OPEN}: ") and "Có thể là kết quả (100%)" in out
    file.write_text("Sở Nội vụ báo cáo.", encoding="utf-8")
    assert main(["match", str(file)]) == 0
    assert capsys.readouterr().out == "Văn bản không nêu số của văn bản nào.\n"
