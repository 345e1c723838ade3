"""The report of a periodic review: what it says of each set, which annex it points at, nothing for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.assignments.rules.buckets import BucketTotals
from dondoc.base.rules.moments import AsOf
from dondoc.documents.rules.official import plain_text
from dondoc.followup.letters import periodic_report
from dondoc.followup.letters.periodic_review import compared
from dondoc.followup.rules.review_spans import parse_span
from dondoc.followup.rules.reviewing import PeriodicReview, Scope, View
from dondoc.followup.rules.task_review import TaskReview
from tests.rules.test_letters import PROVINCE, wording

NOTHING = BucketTotals(0, 0, 0, 0, 0)


def review(scope: Scope = Scope.COHORT) -> PeriodicReview:
    end = AsOf.end_of_day(date(2026, 9, 30))
    empty = TaskReview(PROVINCE, date(2026, 9, 1), date(2026, 9, 30), end, (), (), "")
    return PeriodicReview(empty, parse_span("2026-09"), scope, NOTHING, (30, 60))


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("view", View)
def test_nothing_to_review_is_said_in_one_sentence_and_has_no_annex(scope: Scope, view: View) -> None:
    document = periodic_report(review(scope), view, wording("periodic-review"))
    said = " ".join(plain_text(document))
    assert (
        "Không có nhiệm vụ nào thuộc phạm vi này." in said and "Các cơ quan, đơn vị thực hiện đúng quy trình." in said
    )
    assert document.annexes == () and "./." in said


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [(15, 12, "tăng 03 (từ 12 lên 15)"), (5, 12, "giảm 07 (từ 12 xuống 5)"), (4, 4, "không đổi (4)")],
)
def test_a_comparison_says_from_what_to_what(now: int, before: int, words: str) -> None:
    assert compared(now, before) == words
