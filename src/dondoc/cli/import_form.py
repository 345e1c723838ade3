"""`dondoc import form FILE.json` (nhập biểu mẫu số liệu)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.wording import number, screen_date
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("form", help="Biểu mẫu số liệu")
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp .json")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the form in and say what came of it. Raises Refused with every slip."""
    data = read_input(args.file)
    open_database()
    from dondoc.sheets.actions import import_form

    done = import_form(actor_id=None, at=now(), data=data)
    form = done.form
    told = "đã nhập" if done.is_new else "không có gì thay đổi"
    print(
        f"Biểu {form.code} áp dụng từ {screen_date(form.valid_from)}: {told} ({number(len(form.columns))} cột, "
        f"{number(len(form.items))} dòng khai sẵn, {number(len(form.checks))} ràng buộc)."
    )
    return 0
