"""`dondoc search rebuild` (lập lại chỉ mục tìm kiếm): for documents that came in before the search was there."""

from __future__ import annotations

import argparse

from dondoc.base.clock import now
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database

BATCH = 500


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("search", help="Chỉ mục tìm văn bản")
    deeds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    rebuild = deeds.add_parser("rebuild", help="Lập lại chỉ mục của văn bản giao nhiệm vụ; chạy lại không trùng")
    rebuild.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Index every source document of tasks; print how many."""
    open_database()
    from dondoc.assignments.actions import index_sources
    from dondoc.assignments.models import SourceDocument

    at, n, last = now(), 0, 0
    while batch := list(SourceDocument.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        n += index_sources(actor_id=None, at=at, sources=batch)
        last = batch[-1].pk
    print(f"Đã lập chỉ mục {number(n)} văn bản giao nhiệm vụ.")
    return 0
