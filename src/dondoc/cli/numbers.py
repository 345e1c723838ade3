"""`dondoc numbers reserve`, `dondoc numbers list` (sổ số văn bản): keep numbers for later, see a book."""

from __future__ import annotations

import argparse
import json
from typing import Any

from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.wording import comma_list, screen_date
from dondoc.cli.database import open_database

REASON = "Giữ số theo yêu cầu của văn thư"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("numbers", help="Sổ số văn bản: giữ số, xem sổ")
    deeds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    reserve = deeds.add_parser("reserve", help="Giữ các số tiếp theo của một sổ")
    listed = deeds.add_parser("list", help="Mọi số của một sổ: đã cấp, giữ chỗ, đã hủy, muộn")
    for command, run in ((reserve, run_reserve), (listed, run_list)):
        command.add_argument("--body", metavar="MÃ", required=True, help="mã cơ quan ban hành")
        command.add_argument("--type", metavar="LOẠI", required=True, help="viết tắt loại văn bản: BC, QĐ, CV …")
        command.add_argument("--year", metavar="NĂM", type=int, help="mặc định năm nay")
        command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        command.set_defaults(run=run)
    reserve.add_argument("--count", metavar="SỐ_LƯỢNG", required=True, type=int, help="giữ bao nhiêu số")
    reserve.add_argument("--reason", metavar="LÝ_DO", default=REASON, help="ghi vào sổ")


def run_reserve(args: argparse.Namespace) -> int:
    """Print the numbers kept. Raises Refused."""
    open_database()
    from dondoc.documents.actions import reserve_numbers
    from dondoc.documents.rules.numbering import padded

    at = now()
    year = day_of(at).year if args.year is None else args.year
    kept = reserve_numbers(
        actor_id=None,
        at=at,
        agency_code=args.body,
        series=args.type,
        year=year,
        count=args.count,
        reason=args.reason,
    )
    numbers = [padded(one.number) for one in kept]
    if args.json:
        book = {"body": args.body, "type": kept[0].book.series, "year": year}
        print(json.dumps({**book, "numbers": numbers, "reason": args.reason}, ensure_ascii=False, indent=2))
    else:
        print(f"Đã giữ: {comma_list(numbers)}.")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """Print the book. Raises Refused."""
    open_database()
    from dondoc.base.rules.refusals import Reason, Refused
    from dondoc.documents.queries import BookLine, book_lines, numbered_agency
    from dondoc.documents.rules.numbering import every_series, padded, series_of

    on = day_of(now())
    year = on.year if args.year is None else args.year
    agency, series = numbered_agency(None, args.body, on), series_of(args.type)
    if series is None:
        raise Refused([Reason(f"Không có loại '{args.type}'; hãy chọn: {every_series()}.", "Loại văn bản")])
    lines = book_lines(agency.pk, series, year)

    def told(line: BookLine) -> dict[str, Any]:
        return {
            "number": padded(line.number),
            "state": line.state.value,
            "reserved": line.is_reserved,
            "late": line.is_late,
            "date": line.dated.isoformat() if line.dated else None,
            "subject": line.subject,
            "reason": line.reason,
        }

    if args.json:
        book = {"body": args.body, "type": series, "year": year, "numbers": [told(line) for line in lines]}
        print(json.dumps(book, ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        late = ", số muộn" if line.is_late else ""
        dated = screen_date(line.dated) if line.dated else "chưa có ngày"
        print(f"{padded(line.number)} | {line.state.label}{late} | {dated} | {line.subject or line.reason}")
    print(f"Sổ {series} năm {year}: {len(lines)} số.")
    return 0
