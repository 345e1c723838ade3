"""The entry `dondoc` (lệnh dondoc): find the command, run it, tell refusals in plain lines.

Exit codes: 0 done; 2 refused or badly asked; 130 interrupted; 141 the reader of the output went away; a command
may have more of its own. Any other exception is a bug and shows itself.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence

from dondoc.base.rules.refusals import Refused
from dondoc.cli.parser import Parser

# Each module has add_parser(subparsers), which sets `run`. Only the module asked for is imported.
COMMANDS = {
    "audit": "dondoc.cli.audit",
    "migrate": "dondoc.cli.migrate",
    "demo": "dondoc.cli.demo",
    "import": "dondoc.cli.import_",
    "agencies": "dondoc.cli.agencies",
    "export": "dondoc.cli.export",
    "deadlines": "dondoc.cli.deadlines",
    "workdays": "dondoc.cli.workdays",
    "open": "dondoc.cli.open_periods",
    "form": "dondoc.cli.form",
    "total": "dondoc.cli.total",
    "letter": "dondoc.cli.letter",
    "numbers": "dondoc.cli.numbers",
    "register": "dondoc.cli.register",
    "search": "dondoc.cli.search",
    "review": "dondoc.cli.review",
    "tasks": "dondoc.cli.tasks",
    "document": "dondoc.cli.document",
    "extract": "dondoc.cli.extract",
    "match": "dondoc.cli.match",
    "verify": "dondoc.cli.verify",
    "edxml": "dondoc.cli.edxml",
    "exchange": "dondoc.cli.exchange",
    "sign": "dondoc.cli.sign",
    "augment": "dondoc.cli.augment",
    "pki": "dondoc.cli.pki",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.settings")
    _speak_utf8()
    arguments = sys.argv[1:] if argv is None else argv
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except Refused as refused:
        print("dondoc: không thực hiện được, chưa có gì thay đổi. Lý do:", file=sys.stderr)
        for reason in refused.reasons:
            print(reason, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("dondoc: đã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Nobody reads any more (`dondoc … | head`); what Python would still flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _run(arguments: Sequence[str]) -> int:
    parser = Parser(prog="dondoc", description="Theo dõi, đôn đốc báo cáo định kỳ và nhiệm vụ được giao.")
    subparsers = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    asked = arguments[0] if arguments else ""
    for module in [COMMANDS[asked]] if asked in COMMANDS else COMMANDS.values():
        importlib.import_module(module).add_parser(subparsers)
    try:
        args = parser.parse_args(arguments)
    except SystemExit as done:  # help, or bad usage, already told
        return done.code if isinstance(done.code, int) else 0
    run: Callable[..., int] = args.run
    return run(args)


def _speak_utf8() -> None:
    """Vietnamese comes out right whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
