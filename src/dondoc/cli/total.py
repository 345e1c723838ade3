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

    _open(args.regime, args.period, args.agency)
    total = total_of(
        regime_code=args.regime,
        form_code=args.form,
        period_code=args.period,
        agency_code=args.agency,
        as_of=AsOf(args.as_of or now()),
    )
    cells = total.sheet.told()
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


def _open(regime_code: str, period_code: str, agency_code: str) -> None:
    """Who has not been asked yet is missing too: the period is opened in every province concerned."""
    from dondoc.agencies.queries import agency_map
    from dondoc.deadlines.rules.periods import parse_period
    from dondoc.reporting.actions import generate_obligations
    from dondoc.reporting.queries import definition_of_period

    definition, period = definition_of_period(regime_code, period_code), parse_period(period_code)
    end = definition.end_of(period)
    day_map = agency_map(end)
    agency = day_map.by_code(agency_code)
    if agency is None:
        return
    own = day_map.province_of(agency.id)
    below = {a.id for a in day_map.below(agency.id)}
    provinces = [p.id for p in day_map.provinces if p == own or p.id in below]
    if provinces:
        generate_obligations(
            actor_id=None, at=now(), first=end, last=end, regime_code=definition.code, province_ids=provinces
        )
