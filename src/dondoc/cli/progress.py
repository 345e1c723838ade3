"""Progress of long work (tiến độ), on the terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable

from dondoc.base.rules.wording import number


def progress_line(what: str) -> Callable[[int, int], None] | None:
    """Writes 'Đang nhập 3.321 đơn vị: 1.240 (37 %)' over itself; None when stderr is not a terminal.

    `what` has a place for the total: 'Đang nhập {} đơn vị'.
    """
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        share = done * 100 // total if total else 100
        line = f"\r{what.format(number(total))}: {number(done)} ({share} %)"
        print(line, end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return show
