"""`dondoc demo` (chạy thử): database, demonstration data, server on the own machine."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import socket

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Refused

PORT = 8000


class CannotServe(Refused):
    """Refused: the port is taken."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("demo", help="Chạy thử với dữ liệu minh hoạ")
    parser.add_argument("--no-serve", action="store_true", help="chỉ nạp dữ liệu, không chạy máy chủ")
    parser.add_argument("--port", metavar="CỔNG", type=int, default=PORT, help=f"cổng, mặc định {PORT}")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Migrate, load what is not loaded, serve. Raises CannotServe, CannotOpenDatabase."""
    os.environ["DONDOC_DEMO"] = "1"
    if not args.no_serve:
        _check_port(args.port)
    from django.core.management import call_command

    from dondoc.cli.database import steps_to_migrate

    if steps_to_migrate():
        print("Chuẩn bị cơ sở dữ liệu …", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    from dondoc.demo.load import load_demo, paper_folder

    load_demo(at=now(), say=lambda line: print(line, flush=True))
    _welcome(args.port, str(paper_folder()), is_serving=not args.no_serve)
    if not args.no_serve:
        _serve(args.port)
    return 0


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CannotServe(f"Cổng {port} không dùng được. Chọn cổng khác: dondoc demo --port 8001") from error


def _welcome(port: int, papers: str, *, is_serving: bool) -> None:
    from dondoc.demo.people import PASSWORD, cast

    print(f"\nĐôn Đốc, dữ liệu minh hoạ{f': http://127.0.0.1:{port}' if is_serving else ''}")
    for person in cast():
        print(f"  {person.username:<6} {person.full_name}, {person.position_title}")
    print(f"Mật khẩu của mọi người: {PASSWORD}")
    print(f"Tệp báo cáo mẫu (có và không có chữ ký số): {papers}")
    print(f"Ký thử ở trang Trình ký: tệp khóa {papers}/keys/minh.p12, mật khẩu như trên; hoặc bằng tác nhân ký:")
    print(f"  dondoc-agent --server http://127.0.0.1:{port} --p12 {papers}/keys/minh.p12", flush=True)


def _serve(port: int) -> None:
    # Loading has set documents, whose typesetter keeps threads; a forked worker would wait for them for ever.
    multiprocessing.set_start_method("spawn", force=True)
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    print("Dừng: Ctrl+C\n", flush=True)
    Server(
        "dondoc.web.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=2,
        backpressure=64,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
