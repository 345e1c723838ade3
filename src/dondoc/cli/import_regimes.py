"""`dondoc import regimes FILE` (nhập chế độ báo cáo): JSON, CSV or Excel."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input, write_output


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("regimes", aliases=["regime"], help="Chế độ báo cáo")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("file", metavar="TỆP", nargs="?", type=Path, help="tệp .json, .csv hoặc .xlsx")
    either.add_argument("--template", metavar="TỆP.xlsx", type=Path, help="ghi ra biểu mẫu để điền")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the regimes in and say what came of it. Raises Refused with every slip."""
    from dondoc.deadlines.rules.regime_files import template

    if args.template:
        write_output(args.template, template())
        print(f"Đã ghi biểu mẫu: {args.template}")
        return 0
    data = read_input(args.file)
    open_database()
    from dondoc.reporting.actions import import_regimes

    done = import_regimes(actor_id=None, at=now(), data=data, name=args.file.name)
    print(
        f"Chế độ báo cáo: {number(done.new)} mới, {number(done.changed)} thay đổi, {number(done.unchanged)} giữ nguyên."
    )
    return 0
