"""`dondoc open` (mở kỳ báo cáo): obligations of the periods to come; to be run every day by a timer."""

from __future__ import annotations

import argparse

from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.wording import number, screen_date
from dondoc.cli.database import open_database
from dondoc.cli.progress import progress_line
from dondoc.deadlines.rules.days import add_months

MONTHS = 12


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("open", help="Mở các kỳ báo cáo sắp tới: sinh nghĩa vụ cho từng đơn vị")
    parser.add_argument("--regime", metavar="MÃ", default="", help="chỉ một chế độ; mặc định mọi chế độ")
    parser.add_argument("--months", metavar="THÁNG", type=int, default=MONTHS, help="số tháng tới, mặc định 12")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Generate what is missing, from today on. Raises Refused."""
    open_database()
    from dondoc.reporting.actions import generate_obligations

    at = now()
    last = add_months(day_of(at), max(0, min(args.months, 60)))
    done = generate_obligations(
        actor_id=None,
        at=at,
        first=day_of(at),
        last=last,
        regime_code=args.regime,
        progress=progress_line("Đang xét {} kỳ báo cáo"),
    )
    print(
        f"Các kỳ chốt số liệu đến {screen_date(last)}: {number(done.n_periods)} kỳ, {number(done.n_new)} nghĩa vụ mới, "
        f"{number(done.n_released)} đơn vị không còn phải báo cáo."
    )
    for told in done.unset:
        print(f"Lưu ý: {told}")
    return 0
