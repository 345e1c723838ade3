"""`dondoc import assignments FILE` (nhập nhiệm vụ từ hệ thống khác)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input, write_output
from dondoc.cli.progress import progress_line


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("assignments", help="Nhiệm vụ được giao")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("file", metavar="TỆP", nargs="?", type=Path, help="tệp .csv hoặc .xlsx")
    either.add_argument("--template", metavar="TỆP.xlsx", type=Path, help="ghi ra biểu mẫu để điền")
    parser.add_argument("--scope", metavar="MÃ", default="", help="mã tỉnh, khi tên đơn vị có ở nhiều tỉnh")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the file in and say what came of it. Raises Refused."""
    from dondoc.assignments.rules.import_rows import FIELDS
    from dondoc.base.rules.tables import write_template

    if args.template:
        write_output(args.template, write_template(FIELDS, "Nhiệm vụ", ()))
        print(f"Đã ghi biểu mẫu: {args.template}")
        return 0
    data = read_input(args.file)
    open_database()
    from dondoc.assignments.actions import import_assignments

    done = import_assignments(
        actor_id=None,
        at=now(),
        data=data,
        name=args.file.name,
        province_code=args.scope,
        progress=progress_line("Đang nhập {} nhiệm vụ"),
    )
    print(
        f"{done.province}: {number(done.created)} nhiệm vụ mới, {number(done.enriched)} nhiệm vụ thêm kết quả, "
        f"{number(done.unchanged)} nhiệm vụ giữ nguyên."
    )
    return 0
