"""`dondoc extract FILE` (đọc văn bản giao việc): the tasks that a directive assigns, as proposals."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.assignments.rules.reading import DeadlineKind, Reading, ReadTask, reading_figures
from dondoc.base.rules.wording import comma_list, number, screen_date
from dondoc.cli.days import day
from dondoc.cli.directives import read_directive, what_is_known


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("extract", help="Đọc văn bản giao việc thành các nhiệm vụ đề xuất")
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp .txt, .docx hoặc .pdf")
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày văn bản, khi văn bản không ghi đủ ngày")
    parser.add_argument(
        "--agencies", metavar="MÃ|TỆP", default="", help="mã tỉnh, hoặc tệp đơn vị như của dondoc import agencies"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was read; works without a database. Raises Refused."""
    reading, _, _ = read_directive(args.file, args.on, what_is_known(args.agencies))
    if args.json:
        print(json.dumps(reading_figures(reading), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(reading)))
    return 0


def _lines(reading: Reading) -> list[str]:
    document = reading.document
    dated = screen_date(document.on) if document.on else "chưa có ngày"
    lines = [f"{document.number or 'Chưa có số'}, {dated}, {document.issuer or 'chưa rõ cơ quan ban hành'}"]
    lines += [f"Lưu ý: {note}" for note in reading.notes]
    for n, task in enumerate(reading.tasks, start=1):
        lines += _task_lines(n, task)
    return [*lines, f"{number(len(reading.tasks))} nhiệm vụ đề xuất."]


def _task_lines(n: int, task: ReadTask) -> list[str]:
    point = f" (điểm {task.point})" if task.point else ""
    lines = [f"{n}.{point} {' '.join(task.text.split())}"]
    lines.append(f"   Chủ trì: {comma_list(party.name for party in task.lead) or 'chưa rõ'}")
    if task.coordinating:
        lines.append(f"   Phối hợp: {comma_list(party.name for party in task.coordinating)}")
    if task.deadline.kind is not DeadlineKind.NONE:
        on = f", ngày cuối {screen_date(task.deadline.on)}" if task.deadline.on else ""
        lines.append(f"   Thời hạn: {task.deadline.wording}{on}")
    return lines + [f"   Cần xem: {question}" for question in task.unresolved]
