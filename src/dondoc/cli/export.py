"""`dondoc export …` (xuất ra tệp): what `dondoc import` takes in again."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database
from dondoc.cli.files import write_output


class CannotExport(Refused):
    """Refused: a kind of file that nothing is written to."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("export", help="Xuất dữ liệu ra tệp CSV, Excel hoặc JSON")
    kinds = parser.add_subparsers(metavar="LOẠI", required=True, title="Các loại dữ liệu")
    regimes = kinds.add_parser("regimes", help="Chế độ báo cáo")
    regimes.add_argument("file", metavar="TỆP", type=Path, help="tệp .json, .csv hoặc .xlsx")
    regimes.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write every regime as it stands now. Raises CannotUseFile, CannotExport."""
    from dondoc.deadlines.rules.regime_files import SUFFIXES, write_regimes

    suffix = args.file.suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotExport([Reason(f"Đặt tên tệp có đuôi {', '.join(SUFFIXES)}.", args.file.name)])
    open_database()
    from dondoc.reporting.queries import all_definitions

    definitions = all_definitions()
    write_output(args.file, write_regimes(definitions, suffix))
    print(f"Đã ghi {number(len(definitions))} chế độ báo cáo: {args.file}")
    return 0
