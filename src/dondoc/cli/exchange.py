"""`dondoc exchange queue|send|receive` (liên thông): outbox and axis, once; the last two are for a timer."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.wording import number
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input

SOME_FAILED = 3


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("exchange", help="Liên thông: đưa vào hàng gửi, gửi, nhận thông điệp edXML")
    deeds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    queue = deeds.add_parser("queue", help="Đưa một thông điệp vào hàng gửi, mỗi nơi nhận một dòng")
    queue.add_argument("file", metavar="TỆP.edxml", type=Path)
    queue.set_defaults(run=run_queue)
    send = deeds.add_parser("send", help="Gửi các thông điệp đến lượt, một lượt; để bộ hẹn giờ gọi")
    send.set_defaults(run=run_send)
    receive = deeds.add_parser("receive", help="Nhận các thông điệp đang chờ trên trục, hoặc từ tệp")
    receive.add_argument("files", metavar="TỆP.edxml", type=Path, nargs="*")
    receive.set_defaults(run=run_receive)


def run_queue(args: argparse.Namespace) -> int:
    """Put a message into the outbox. Raises Refused."""
    from dondoc.exchange.rules.reading import read_sound
    from dondoc.exchange.rules.xml_tree import MAX_BYTES

    message = read_sound(read_input(args.file, MAX_BYTES)).message
    open_database()
    from dondoc.exchange.actions import queue_message

    for row in queue_message(actor_id=None, at=now(), message=message):
        print(f"Trong hàng gửi: {row.document_id} → {row.receiver_id} {row.receiver_name}".rstrip())
    return 0


def run_send(args: argparse.Namespace) -> int:
    """Everything that is due; 3 when something did not arrive. Raises Refused."""
    open_database()
    from django.conf import settings

    from dondoc.exchange.actions import send_due
    from dondoc.exchange.axes import axis_of

    axis = axis_of(settings.EXCHANGE_AXIS, settings.EXCHANGE_TOKEN) if settings.EXCHANGE_AXIS else None
    n_sent = n_failed = 0
    while True:
        done = send_due(actor_id=None, at=now(), axis=axis, serves_inside=settings.EXCHANGE_INSIDE)
        n_sent, n_failed = n_sent + done.n_sent, n_failed + done.n_failed
        if not done.n_sent:
            break
    print(f"Đã gửi {number(n_sent)} thông điệp, {number(n_failed)} gửi lỗi.")
    if done.n_without_axis:
        print(
            f"Lưu ý: {number(done.n_without_axis)} thông điệp chưa gửi vì chưa khai báo trục liên thông (DONDOC_AXIS)."
        )
    return SOME_FAILED if n_failed else 0


def run_receive(args: argparse.Namespace) -> int:
    """Take messages in, from files or off the axis; 3 when some were refused or the axis failed. Raises Refused."""
    open_database()
    from django.conf import settings

    from dondoc.exchange.actions import receive_message, receive_waiting
    from dondoc.exchange.axes import AxisFailed, axis_of
    from dondoc.exchange.rules.xml_tree import MAX_BYTES

    if args.files:
        for path in args.files:
            rows = receive_message(actor_id=None, at=now(), data=read_input(path, MAX_BYTES), axis="tệp")
            print(f"Đã nhận {path.name}: {rows[0].document_id}, {number(len(rows))} nơi nhận.")
        return 0
    axis = axis_of(settings.EXCHANGE_AXIS, settings.EXCHANGE_TOKEN)
    try:
        done = receive_waiting(actor_id=None, at=now(), axis=axis)
    except AxisFailed as failed:
        print(f"dondoc: {failed}")
        return SOME_FAILED
    print(f"Đã nhận {number(done.n_messages)} thông điệp, trả lại {number(len(done.refused))}.")
    for name, reasons in done.refused:
        print(f"{name}: {reasons.replace(chr(10), '; ')}")
    return SOME_FAILED if done.refused else 0
