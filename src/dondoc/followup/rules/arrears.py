"""What one agency still owes (việc còn nợ của một đơn vị): reports not sent or not signed, tasks overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.followup.rules.task_review import ReviewTask


@dataclass(frozen=True)
class OwedReport:
    """A report past its deadline and not sent, or sent without a valid signature. `days`: overdue, calendar days."""

    regime_code: str
    regime_name: str
    period_code: str
    period_in_sentence: str
    due_on: date
    days: int


@dataclass(frozen=True)
class Arrears:
    """Everything that an agency is to be urged about, as of a moment; `answer_by`: the day asked for in the letter."""

    province: AgencyOnDay
    agency: AgencyOnDay
    as_of: AsOf
    unsent: tuple[OwedReport, ...]
    unsigned: tuple[OwedReport, ...]
    tasks: tuple[ReviewTask, ...]
    answer_by: date

    @property
    def is_clear(self) -> bool:
        return not (self.unsent or self.unsigned or self.tasks)


def arrears_figures(found: Arrears) -> dict[str, Any]:
    """The same as plain data, for the file beside the letter."""

    def told(report: OwedReport) -> dict[str, Any]:
        return {
            "regime": report.regime_code,
            "period": report.period_code,
            "due_on": report.due_on.isoformat(),
            "days_overdue": report.days,
        }

    return {
        "agency": found.agency.code,
        "as_of": found.as_of.on.isoformat(),
        "answer_by": found.answer_by.isoformat(),
        "not_sent": [told(report) for report in found.unsent],
        "unsigned": [told(report) for report in found.unsigned],
        "overdue_tasks": [
            {"code": task.code, "title": task.title, "days_overdue": task.standing.days_overdue} for task in found.tasks
        ],
    }
