"""The one place that reads the clock (đồng hồ máy chủ). Only web, cli and jobs call it; all else takes `at`."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dondoc.base.rules.moments import day_of


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock itself


def today() -> date:
    return day_of(now())
