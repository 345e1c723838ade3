"""`dondoc workdays` (ngày làm việc): each day of a span, whether it works, and why."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta

from dondoc.base.rules.wording import screen_date, weekday
from dondoc.cli.database import open_database
from dondoc.cli.days import check_span, day


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("workdays", help="Ngày làm việc, ngày nghỉ trong một khoảng ngày")
    parser.add_argument("--from", metavar="NGÀY", dest="first", required=True, type=day, help="từ ngày")
    parser.add_argument("--to", metavar="NGÀY", dest="last", required=True, type=day, help="đến hết ngày")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every day of the span. Raises Refused."""
    check_span(args.first, args.last)
    open_database()
    from dondoc.deadlines.queries import work_calendar

    calendar = work_calendar()
    days = [args.first + timedelta(days=n) for n in range((args.last - args.first).days + 1)]
    if args.json:
        rows = [
            {
                "date": on.isoformat(),
                "working": calendar.is_working(on),
                "why": calendar.why(on),
                "provisional": calendar.is_provisional(on.year),
            }
            for on in days
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for on in days:
        state = "làm việc" if calendar.is_working(on) else "nghỉ"
        print(f"{screen_date(on)} | {weekday(on)} | {state} | {calendar.why(on)}")
    loose = [year for year in range(args.first.year, args.last.year + 1) if calendar.is_provisional(year)]
    if loose:
        print(f"Lịch nghỉ năm {', '.join(map(str, loose))} chưa công bố: kết quả tạm tính.")
    return 0
