"""`dondoc import certificates FILE` (nhập chứng thư số): whose signature counts for whom, by a list and its files."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input, write_output


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("certificates", help="Chứng thư số của cán bộ, đơn vị")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("file", metavar="TỆP", nargs="?", type=Path, help="tệp .csv hoặc .xlsx")
    either.add_argument("--template", metavar="TỆP.xlsx", type=Path, help="ghi ra biểu mẫu để điền")
    parser.add_argument("--folder", metavar="THƯ-MỤC", type=Path, help="nơi để các tệp chứng thư; mặc định cạnh tệp")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the list in and say what came of it. Raises Refused."""
    from dondoc.base.rules.tables import write_template
    from dondoc.reporting.rules.certificate_rows import FIELDS

    if args.template:
        write_output(args.template, write_template(FIELDS, "Chứng thư số", ()))
        print(f"Đã ghi biểu mẫu: {args.template}")
        return 0
    data, folder = read_input(args.file), args.folder or args.file.parent
    open_database()
    from dondoc.reporting.actions import import_certificates

    done = import_certificates(
        actor_id=None, at=now(), data=data, name=args.file.name, read=lambda name: _read(folder, name)
    )
    print(f"Đăng ký {number(done.written)} chứng thư, {number(done.unchanged)} chứng thư đã có.")
    return 0


def _read(folder: Path, name: str) -> bytes:
    """A file of the folder itself, never of another place."""
    return read_input(folder / Path(name).name, 64 * 1024)
