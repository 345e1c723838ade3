"""Days on the command line (ngày): ISO or dd/mm/yyyy, and spans of them."""

from __future__ import annotations

import argparse
from datetime import date

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.base.rules.wording import screen_date


class CannotUseSpan(Refused):
    """Refused: the span ends before it begins."""


def day(text: str) -> date:
    """An argparse type. A day that does not exist is told in words."""
    try:
        return day_from_text(text)
    except Unreadable as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def check_span(first: date, last: date) -> None:
    """Raises CannotUseSpan for a span that ends before it begins."""
    if last < first:
        raise CannotUseSpan(f"Khoảng ngày ngược: từ {screen_date(first)} đến {screen_date(last)}.")
