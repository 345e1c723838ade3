"""`dondoc audit` (kiểm tra nhật ký): is the activity log as it was written?"""

from __future__ import annotations

import argparse

from dondoc.base.rules.wording import comma_list, number
from dondoc.cli.database import open_database

SHOWN = 20


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("audit", help="Kiểm tra nhật ký có bị sửa, bị xoá không")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Follow the seals from the first row to the last; 0 whole, 4 broken. Raises CannotOpenDatabase."""
    open_database()
    from dondoc.base.models import AuditEntry
    from dondoc.base.queries import broken_seals

    broken = list(broken_seals())
    if not broken:
        print(f"Nhật ký nguyên vẹn: {number(AuditEntry.objects.count())} dòng.")
        return 0
    rows = comma_list("cuối nhật ký" if row == 0 else f"dòng {row}" for row in broken[:SHOWN])
    print(f"Nhật ký đã bị sửa hoặc xoá, thấy ở {number(len(broken))} chỗ: {rows}.")
    return 4
