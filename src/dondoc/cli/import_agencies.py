"""`dondoc import agencies FILE` (nhập danh sách đơn vị)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.agencies.rules.import_rows import FIELDS, SAMPLES
from dondoc.base.clock import now
from dondoc.base.rules.tables import write_template
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input, write_output
from dondoc.cli.progress import progress_line


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("agencies", help="Danh sách cơ quan, đơn vị")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("file", metavar="TỆP", nargs="?", type=Path, help="tệp .csv hoặc .xlsx")
    either.add_argument("--template", metavar="TỆP.xlsx", type=Path, help="ghi ra biểu mẫu để điền")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the file in and say what came of it. Raises CannotUseFile, CannotRead, CannotImportAgencies."""
    if args.template:
        write_output(args.template, write_template(FIELDS, "Đơn vị", SAMPLES))
        print(f"Đã ghi biểu mẫu: {args.template}")
        return 0
    data = read_input(args.file)
    open_database()
    from dondoc.agencies.actions import import_agencies  # models can be imported only now

    done = import_agencies(
        actor_id=None,
        at=now(),
        data=data,
        name=args.file.name,
        progress=progress_line("Đang nhập {} đơn vị"),
    )
    if not done.changed_anything:
        print(f"Không có gì thay đổi: {number(done.n_unchanged)} dòng đã có sẵn trong hệ thống.")
        return 0
    print(
        f"Đã nhập: {number(done.n_agencies)} đơn vị mới, {number(done.n_versions)} phiên bản mới, "
        f"{number(done.n_corrected)} phiên bản sửa lại, {number(done.n_groups)} nhóm mới hoặc đổi thứ tự; "
        f"{number(done.n_unchanged)} dòng giữ nguyên."
    )
    return 0
