"""Documents of following up as values (văn bản theo dõi, đôn đốc): the letter on a period, the review of tasks, the
consolidated report of a form, the report on a signature check.
"""

from dondoc.followup.letters.consolidated_report import consolidated_report
from dondoc.followup.letters.reporting_letter import reporting_letter
from dondoc.followup.letters.signature_report import signature_report
from dondoc.followup.letters.task_report import task_report

__all__ = ["consolidated_report", "reporting_letter", "signature_report", "task_report"]
