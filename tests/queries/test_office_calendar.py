"""The office's calendar (lịch làm việc của cơ quan): one question, one query."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dondoc.deadlines.queries import work_calendar


@pytest.mark.django_db
def test_the_whole_calendar_is_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        calendar = work_calendar()
    assert calendar.why(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert not calendar.is_working(date(2026, 11, 24))
