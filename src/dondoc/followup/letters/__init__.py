"""Documents of following up as values (văn bản theo dõi, đôn đốc): the letter on a period, the review of tasks."""

from dondoc.followup.letters.reporting_letter import reporting_letter
from dondoc.followup.letters.task_report import task_report

__all__ = ["reporting_letter", "task_report"]
