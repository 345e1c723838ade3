"""When is a signature without a good timestamp tried again (bổ sung dấu thời gian)? At once, then ever more rarely."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dondoc.signing.rules.roles import Level

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=12)


def is_short(reached: Level, wanted: Level) -> bool:
    """Can the version's proof be made to last longer by what the office asks for?"""
    return reached is not Level.CMS and reached.place < wanted.place


def next_try(signed_at: datetime, tried: Sequence[datetime]) -> datetime:
    """The moment of the next attempt; the pause doubles with each that failed."""
    if not tried:
        return signed_at
    pause: timedelta = FIRST_PAUSE * (1 << min(len(tried) - 1, 20))
    return max(tried) + min(pause, LONGEST_PAUSE)
