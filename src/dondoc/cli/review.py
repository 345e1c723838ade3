"""`dondoc review assignments` (soạn báo cáo rà soát nhiệm vụ)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import screen_date
from dondoc.cli.database import open_database
from dondoc.cli.days import day


class CannotReview(Refused):
    """Refused: the span ends before it begins."""


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
