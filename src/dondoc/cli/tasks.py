"""`dondoc tasks` (việc hằng ngày với nhiệm vụ): make recurring tasks, place reminders; to be run daily by a timer."""

from __future__ import annotations

import argparse

from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("tasks", help="Sinh nhiệm vụ định kỳ, nhắc việc sắp đến hạn (chạy hằng ngày)")
    kinds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    kinds.add_parser("generate", help="Sinh nhiệm vụ định kỳ đã đến kỳ; chạy lại không sinh trùng").set_defaults(
        run=generate
    )
    kinds.add_parser("remind", help="Nhắc tự động trước hạn, quá hạn; chạy lại không nhắc trùng").set_defaults(
        run=remind_all
    )


def generate(args: argparse.Namespace) -> int:
    """Make what has begun in every province. Raises Refused."""
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.assignments.actions import make_recurring_tasks

    at, n_made = now(), 0
    for province in agency_map(day_of(at)).provinces:
        n_made += (n_new := make_recurring_tasks(actor_id=None, at=at, province_id=province.id))
        if n_new:
            print(f"{province.name}: {number(n_new)} nhiệm vụ định kỳ mới.")
    if not n_made:
        print("Không có việc định kỳ nào đến kỳ mới.")
    return 0


def remind_all(args: argparse.Namespace) -> int:
    """Place the reminders that are due in every province. Raises Refused."""
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.followup.actions import remind

    at, n_looked_at = now(), 0
    for province in agency_map(day_of(at)).provinces:
        done = remind(actor_id=None, at=at, province_id=province.id)
        n_looked_at += done.n_looked_at
        if done.n_looked_at:
            told = f"{number(done.n_new)} nhắc mới trên trang của đơn vị"
            print(f"{province.name}: xét {number(done.n_looked_at)} nhiệm vụ đang mở, {told}.")
    if not n_looked_at:
        print("Không có nhiệm vụ nào đang mở.")
    return 0
