"""`dondoc import submissions FILE` (nhập lịch sử gửi báo cáo từ hệ thống khác)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input, write_output


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("submissions", help="Lịch sử gửi báo cáo của một kỳ")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("file", metavar="TỆP", nargs="?", type=Path, help="tệp .csv hoặc .xlsx")
    either.add_argument("--template", metavar="TỆP.xlsx", type=Path, help="ghi ra biểu mẫu để điền")
    parser.add_argument("--regime", metavar="MÃ", default="", help="mã chế độ báo cáo")
    parser.add_argument("--period", metavar="KỲ", default="", help="kỳ báo cáo, ví dụ 2023-Q3")
    parser.add_argument("--scope", metavar="MÃ", default="", help="mã tỉnh, khi tên đơn vị có ở nhiều tỉnh")
    parser.set_defaults(run=run, parser=parser)


def run(args: argparse.Namespace) -> int:
    """Take the file in and say what came of it. Raises Refused."""
    from dondoc.base.rules.tables import write_template
    from dondoc.reporting.rules.import_rows import FIELDS

    if args.template:
        write_output(args.template, write_template(FIELDS, "Báo cáo đã gửi", ()))
        print(f"Đã ghi biểu mẫu: {args.template}")
        return 0
    if missing := [option for option in ("regime", "period") if not getattr(args, option)]:
        args.parser.error("thiếu " + ", ".join(f"--{option}" for option in missing))
    data = read_input(args.file)
    open_database()
    from dondoc.reporting.actions import import_submissions

    done = import_submissions(
        actor_id=None,
        at=now(),
        regime_code=args.regime,
        period_code=args.period,
        data=data,
        name=args.file.name,
        province_code=args.scope,
    )
    print(f"{done.province}: ghi {number(done.written)} đơn vị, {number(done.unchanged)} đơn vị giữ nguyên.")
    return 0
