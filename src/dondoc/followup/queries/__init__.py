"""Questions of following up (câu hỏi của phần theo dõi): the table of a period, the review of a span."""

from dondoc.followup.queries.arrears import urging_of
from dondoc.followup.queries.consolidated import consolidated_letter
from dondoc.followup.queries.documents import (
    letter_of_period,
    notice_of_period,
    regime_report_of_period,
    report_of_tasks,
    report_on,
    slip_of,
)
from dondoc.followup.queries.reporting import reporting_table, scope_for_period
from dondoc.followup.queries.tasks import scope_for_review, task_review

__all__ = [
    "consolidated_letter",
    "letter_of_period",
    "notice_of_period",
    "regime_report_of_period",
    "report_of_tasks",
    "report_on",
    "reporting_table",
    "scope_for_period",
    "scope_for_review",
    "slip_of",
    "task_review",
    "urging_of",
]
