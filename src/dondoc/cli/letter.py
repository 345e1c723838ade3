"""`dondoc letter reporting` (soạn công văn về một kỳ báo cáo)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.cli.database import open_database
from dondoc.cli.days import day


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("letter", help="Soạn công văn từ bảng tiến độ của một kỳ báo cáo")
    kinds = parser.add_subparsers(metavar="LOẠI", required=True, title="Các loại công văn")
    letter = kinds.add_parser("reporting", help="Thực hiện chế độ báo cáo một kỳ")
    letter.add_argument("--regime", metavar="MÃ", required=True, help="mã chế độ báo cáo, ví dụ KSTTHC")
    letter.add_argument("--period", metavar="KỲ", required=True, help="kỳ báo cáo, ví dụ 2023-Q3")
    letter.add_argument("--as-of", metavar="NGÀY", required=True, type=day, help="tính đến hết ngày")
    letter.add_argument("--scope", metavar="MÃ", default="", help="mã tỉnh, khi có nhiều tỉnh")
    letter.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path)
    letter.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write letter.docx, letter.pdf, letter.json. Raises Refused."""
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.cli.papers import write_papers
    from dondoc.deadlines.rules.periods import parse_period
    from dondoc.followup.queries import letter_of_period, scope_for_period
    from dondoc.followup.rules.reporting_table import table_figures
    from dondoc.reporting.actions import open_period

    period = parse_period(args.period)
    province_id = scope_for_period(
        agency_map(period.last_day), regime_code=args.regime, period_code=period.code, scope=args.scope
    )
    key = {"regime_code": args.regime, "period_code": period.code, "province_id": province_id}
    open_period(actor_id=None, at=now(), **key)
    table, document = letter_of_period(**key, as_of=AsOf.end_of_day(args.as_of))
    for path in write_papers(args.out, "letter", document, table_figures(table)):
        print(path)
    return 0
