"""`dondoc total` (tổng hợp số liệu): what the units below an agency report together, with what is missing."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables.days import Unreadable, moment_or_end_of_day
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database

if TYPE_CHECKING:
    from dondoc.reporting.rules.figures import Gaps
    from dondoc.sheets.rules.sheet import Sheet


class CannotAsk(Refused):
    """Refused: the options do not say which total is meant."""


def moment(text: str) -> datetime:
    """An argparse type: a day counts to its end, with a time to that moment."""
    try:
        return moment_or_end_of_day(text)
    except Unreadable as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("total", help="Tổng hợp số liệu của các đơn vị trực thuộc")
    parser.add_argument("--regime", metavar="MÃ", required=True, help="mã chế độ báo cáo")
    parser.add_argument("--form", metavar="MÃ", required=True, help="mã biểu mẫu")
    parser.add_argument("--period", metavar="KỲ", default="", help="kỳ báo cáo, ví dụ 2026-Q3")
    parser.add_argument("--agency", metavar="MÃ", required=True, help="mã đơn vị tổng hợp")
    parser.add_argument("--as-of", metavar="LÚC", type=moment, help="tính đến lúc; chỉ ghi ngày là hết ngày đó")
    parser.add_argument(
        "--across",
        metavar="KỲ,KỲ",
        nargs="?",
        const="",
        help="cộng nhiều kỳ, ví dụ 2026-01,2026-02,2026-03; không ghi gì: các kỳ ngắn hơn trong kỳ của --period",
    )
    parser.add_argument("--with-previous", action="store_true", help="đơn vị thiếu: tính cả số kỳ trước")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the total and its gaps. Raises Refused."""
    if not args.period and not args.across:
        raise CannotAsk("Cần --period (một kỳ) hoặc --across (nhiều kỳ).")
    if args.with_previous and args.across is not None:
        raise CannotAsk("--with-previous chỉ dùng cho một kỳ, không dùng cùng --across.")
    open_database()
    told = _one(args) if args.across is None else _several(args)
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print(f"Gồm {number(len(told['included']))} trên {number(told['expected'])} đơn vị.")
    for words, key in (
        ("Các kỳ", "periods"),
        ("Kỳ chưa mở", "unopened"),
        ("Thiếu", "missing"),
        ("Gửi quá hạn", "late"),
        ("Bị trả lại, chưa gửi lại", "returned"),
    ):
        if told.get(key):
            print(f"{words}: {', '.join(told[key])}")
    for period in dict.fromkeys(told.get("waiting_for", {}).values()):
        columns = [no for no, waited in told["waiting_for"].items() if waited == period]
        print(f"Để trống cột {', '.join(columns)}: lấy số của kỳ {period}, chưa đơn vị nào gửi")
    if told.get("carried"):
        print(f"TÍNH CẢ SỐ KỲ TRƯỚC ({told['previous']}): {', '.join(told['carried'])}")
    for row, values in told["cells"].items():
        print(f"{row}: {'; '.join(f'({no}) {_shown(value)}' for no, value in values.items())}")
    return 0


def _shown(value: str) -> str:
    """'1.234,5' for people, where JSON says '1234.5'."""
    try:
        return number(Decimal(value))
    except InvalidOperation:
        return value


def _one(args: argparse.Namespace) -> dict[str, Any]:
    """The total of one period."""
    from dondoc.reporting.queries.totals import total_of

    open_concerned(args.regime, args.period, args.agency)
    total = total_of(
        regime_code=args.regime,
        form_code=args.form,
        period_code=args.period,
        agency_code=args.agency,
        as_of=AsOf(args.as_of or now()),
        with_previous=args.with_previous,
    )
    told = _told(total.gaps, total.sheet)
    if args.with_previous:
        previous = total.gathered.previous
        told |= {"previous": previous.code if previous else None, "carried": list(total.gaps.carried)}
    return told


def _several(args: argparse.Namespace) -> dict[str, Any]:
    """The total over several periods, with what became of each column."""
    from dondoc.reporting.queries.spans import parts_of_period, total_across

    given = [code.strip() for code in args.across.split(",") if code.strip()]
    codes = given or [period.code for period in parts_of_period(args.regime, args.period)]
    for code in codes:
        open_concerned(args.regime, code, args.agency)
    total = total_across(
        regime_code=args.regime,
        form_code=args.form,
        period_codes=codes,
        agency_code=args.agency,
        as_of=AsOf(args.as_of or now()),
    )
    return _told(total.gaps, total.sheet) | {
        "periods": list(total.gaps_by_period),
        "unopened": [period.code for period in total.unopened],
        "by_period": {code: _gaps(gaps) for code, gaps in total.gaps_by_period.items()},
        "columns": {no: over.value for no, over in total.over.items()},
        "read_from": {no: part.form.period.code for no in total.over if (part := total.read_from(no))},
        "waiting_for": {no: period.code for no, period in total.waiting_for.items()},
    }


def _told(gaps: Gaps, sheet: Sheet) -> dict[str, Any]:
    return _gaps(gaps) | {"cells": sheet.told()}


def _gaps(gaps: Gaps) -> dict[str, Any]:
    return {
        "expected": gaps.expected,
        "included": list(gaps.included),
        "missing": list(gaps.missing),
        "late": list(gaps.late),
        "returned": list(gaps.returned),
    }


def open_concerned(regime_code: str, period_code: str, agency_code: str) -> None:
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
