"""The one place that reads the clock (đồng hồ máy chủ). Only web, cli and jobs call it; all else takes `at`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from dondoc.base.rules.moments import day_of


def server_time() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock itself


# Where the time comes from; the tests put a fixed moment here.
source: Callable[[], datetime] = server_time


def now() -> datetime:
    return source()


def today() -> date:
    return day_of(now())
