"""Days on the command line (ngày): ISO or dd/mm/yyyy."""

from __future__ import annotations

import argparse
from datetime import date

from dondoc.base.rules.tables.days import Unreadable, day_from_text


def day(text: str) -> date:
    """An argparse type. A day that does not exist is told in words."""
    try:
        return day_from_text(text)
    except Unreadable as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong
