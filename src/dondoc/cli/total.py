"""`dondoc total` (tổng hợp số liệu): what the units below an agency report together, with what is missing."""

from __future__ import annotations

import argparse
import json
from datetime import datetime

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf, end_of
from dondoc.base.rules.tables.days import Unreadable, day_from_text, moment_from_text
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database


def moment(text: str) -> datetime:
    """An argparse type: a day counts to its end, with a time to that moment."""
    try:
        return end_of(day_from_text(text))
    except Unreadable:
        pass
    try:
        return moment_from_text(text)
    except Unreadable as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("total", help="Tổng hợp số liệu của các đơn vị trực thuộc")
    parser.add_argument("--regime", metavar="MÃ", required=True, help="mã chế độ báo cáo")
    parser.add_argument("--form", metavar="MÃ", required=True, help="mã biểu mẫu")
    parser.add_argument("--period", metavar="KỲ", required=True, help="kỳ báo cáo, ví dụ 2026-Q3")
    parser.add_argument("--agency", metavar="MÃ", required=True, help="mã đơn vị tổng hợp")
    parser.add_argument("--as-of", metavar="LÚC", type=moment, help="tính đến lúc; chỉ ghi ngày là hết ngày đó")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the total and its gaps. Raises Refused."""
    open_database()
    from dondoc.reporting.queries.totals import total_of
    from dondoc.sheets.rules.filling import told_cells

    total = total_of(
        regime_code=args.regime,
        form_code=args.form,
        period_code=args.period,
        agency_code=args.agency,
        as_of=AsOf(args.as_of or now()),
    )
    cells = told_cells(total.form, total.cells)
    gaps = total.gaps
    if args.json:
        told = {
            "expected": gaps.expected,
            "included": list(gaps.included),
            "missing": list(gaps.missing),
            "late": list(gaps.late),
            "cells": cells,
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print(f"Gồm {number(len(gaps.included))} trên {number(gaps.expected)} đơn vị.")
    if gaps.missing:
        print(f"Thiếu: {', '.join(gaps.missing)}")
    if gaps.late:
        print(f"Gửi quá hạn: {', '.join(gaps.late)}")
    for row, values in cells.items():
        print(f"{row}: {'; '.join(f'({no}) {value}' for no, value in values.items())}")
    return 0
