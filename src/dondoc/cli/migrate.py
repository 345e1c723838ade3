"""`dondoc migrate` (cập nhật cơ sở dữ liệu): bring the tables to this version of the product."""

from __future__ import annotations

import argparse

from django.core.management import call_command

from dondoc.base.rules.wording import number
from dondoc.cli.database import steps_to_migrate


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("migrate", help="Tạo hoặc cập nhật cơ sở dữ liệu")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Apply what is missing. Raises CannotOpenDatabase."""
    steps = steps_to_migrate()
    call_command("migrate", verbosity=0, interactive=False)
    from dondoc.assignments.hints import renew_missing_hints

    renew_missing_hints()
    print(f"Đã cập nhật cơ sở dữ liệu: {number(steps)} bước." if steps else "Cơ sở dữ liệu đã mới nhất.")
    return 0
