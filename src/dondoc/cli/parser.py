"""The argument parser (tham số dòng lệnh) in Vietnamese: a mistake is one line on stderr and exit 2."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

# What argparse says, and how we say it. Names of arguments stay as they are typed.
_SAYINGS = (
    (r"the following arguments are required: (.+)", r"thiếu {0}"),
    (r"one of the arguments (.+) is required", r"cần một trong các tham số {0}"),
    (r"unrecognized arguments: (.+)", r"không hiểu tham số {0}"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"{0} không có {1}; hãy chọn {2}"),
    (r"argument (.+?): expected .*", r"{0} cần có giá trị đi kèm"),
    (r"argument (.+?): not allowed with argument (.+)", r"không dùng {0} cùng với {1}"),
    (r"argument (.+?): invalid .*value: (.+)", r"{0} không nhận giá trị {1}"),
    (r"argument (.+?): ignored explicit argument (.+)", r"{0} không nhận giá trị {1}"),
    (r"argument (.+?): (.+)", r"{0}: {1}"),
)


# Indentation and length of the longest command.
WIDEST_COMMAND = 4 + len("deadlines")


class Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        self._action_max_length = WIDEST_COMMAND  # argparse forgets that commands stand further in

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse that speaks Vietnamese and never guesses an abbreviated option."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "formatter_class": Formatter, "allow_abbrev": False, "add_help": False})
        self._positionals.title = "Tham số"
        self._optionals.title = "Tuỳ chọn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {_in_vietnamese(message)} (xem {self.prog} --help)\n")


def _in_vietnamese(message: str) -> str:
    for pattern, saying in _SAYINGS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return saying.format(*found.groups())
    return message
