"""`dondoc review assignments` (soạn báo cáo rà soát nhiệm vụ)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import screen_date
from dondoc.cli.database import open_database
from dondoc.cli.days import day
from dondoc.cli.total import moment

VIEWS = ("lead", "assigner", "field", "source")
SETS = "cohort: giao trong kỳ; stock: còn phải làm đến cuối kỳ, từ trước đến nay"


class CannotReview(Refused):
    """Refused: the span ends before it begins, or has not begun."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("review", help="Soạn báo cáo rà soát nhiệm vụ được giao")
    kinds = parser.add_subparsers(metavar="LOẠI", required=True, title="Các loại báo cáo")
    review = kinds.add_parser("assignments", help="Nhiệm vụ giao trong một khoảng ngày")
    review.add_argument("--from", metavar="NGÀY", dest="first", required=True, type=day, help="giao từ ngày")
    review.add_argument("--to", metavar="NGÀY", dest="last", required=True, type=day, help="giao đến hết ngày")
    review.add_argument("--as-of", metavar="NGÀY", required=True, type=day, help="tính đến hết ngày")
    review.add_argument("--scope", metavar="MÃ", default="", help="mã tỉnh, khi có nhiều tỉnh")
    review.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path)
    review.set_defaults(run=run)
    period = kinds.add_parser("period", help="Rà soát theo tuần, tháng, quý, năm: DOCX, PDF, Excel, JSON")
    period.add_argument("--period", metavar="KỲ", required=True, help="2026-W48, 2026-11, 2026-Q4 hoặc 2026")
    period.add_argument("--set", dest="scope_of", default="cohort", choices=["cohort", "stock"], help=SETS)
    period.add_argument("--by", default="lead", choices=VIEWS, help="bảng kết quả theo")
    period.add_argument("--as-of", metavar="NGÀY", type=day, help="tính đến hết ngày; mặc định ngày cuối kỳ")
    period.add_argument("--known-at", metavar="LÚC", type=moment, help="chỉ tính điều hệ thống đã biết đến lúc này")
    period.add_argument("--scope", metavar="MÃ", default="", help="mã tỉnh, khi có nhiều tỉnh")
    period.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path)
    period.set_defaults(run=run_period)


def run(args: argparse.Namespace) -> int:
    """Write review.docx, review.pdf, review.json. Raises Refused."""
    if args.last < args.first:
        raise CannotReview(f"Khoảng ngày ngược: từ {screen_date(args.first)} đến {screen_date(args.last)}.")
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.cli.papers import write_papers
    from dondoc.followup.queries import report_of_tasks, scope_for_review
    from dondoc.followup.rules.task_review import review_figures

    span = {"first": args.first, "last": args.last}
    province_id = scope_for_review(agency_map(args.last), **span, scope=args.scope)
    review, document = report_of_tasks(province_id=province_id, **span, as_of=AsOf.end_of_day(args.as_of))
    for path in write_papers(args.out, "review", document, review_figures(review)):
        print(path)
    return 0


def run_period(args: argparse.Namespace) -> int:
    """Write review.docx, review.pdf, review.json, review.xlsx. Raises Refused."""
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.cli.papers import write_files, write_papers
    from dondoc.followup.queries import scope_for_review
    from dondoc.followup.queries.documents import report_of_review
    from dondoc.followup.rules.review_spans import parse_span
    from dondoc.followup.rules.review_workbook import periodic_workbook
    from dondoc.followup.rules.reviewing import Scope, View, periodic_figures

    span = parse_span(args.period)
    on, today = args.as_of or span.last, day_of(now())
    if span.first > today:
        raise CannotReview(f"{span.label} bắt đầu ngày {screen_date(span.first)}, chưa tới nên chưa có gì để rà soát.")
    if on < span.first:
        raise CannotReview(f"Tính đến {screen_date(on)} là trước ngày đầu kỳ {screen_date(span.first)}.")
    province_id = scope_for_review(agency_map(span.last), first=span.first, last=span.last, scope=args.scope)
    as_of = AsOf(AsOf.end_of_day(on).at, args.known_at)
    found, document = report_of_review(
        province_id=province_id, span=span, scope=Scope(args.scope_of), view=View(args.by), as_of=as_of
    )
    made = write_papers(args.out, "review", document, periodic_figures(found))
    for path in (*made, *write_files(args.out, {"review.xlsx": periodic_workbook(found)})):
        print(path)
    return 0
