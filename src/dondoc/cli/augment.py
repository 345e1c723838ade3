"""`dondoc augment` (bổ sung dấu thời gian): work off what was signed while the time-stamping service was down."""

from __future__ import annotations

import argparse

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database

STILL_WAITING = 3


class CannotWorkOff(Refused):
    """Refused: no time-stamping service is known."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("augment", help="Bổ sung dấu thời gian cho các bản đã ký còn thiếu")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Try what is due; 0 when nothing waits any more, 3 when something still does. Raises CannotWorkOff."""
    open_database()
    from django.conf import settings

    from dondoc.signbook.actions import augment_due
    from dondoc.signbook.preparing import level_wanted
    from dondoc.signbook.queries.augmenting import waiting_for_timestamp

    if not settings.TIMESTAMP_SERVICE:
        raise CannotWorkOff("Chưa khai dịch vụ dấu thời gian; đặt biến môi trường DONDOC_TSA rồi chạy lại.")
    at = now()
    for done in augment_due(actor_id=None, at=at):
        print(f"{done.title}: mức {done.level.value}{f' – {done.problem}' if done.problem else ''}")
    left = waiting_for_timestamp(level_wanted(), at)
    print(f"Còn {number(len(left))} bản chờ bổ sung dấu thời gian.")
    return STILL_WAITING if left else 0
