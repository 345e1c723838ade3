"""Documents of following up as values (văn bản theo dõi, đôn đốc): letters on a period and to one agency, notices,
reports on a regime, on tasks and on a form's total, the slip of a draft, the report on a signature check.
"""

from dondoc.followup.letters.consolidated_report import consolidated_report
from dondoc.followup.letters.period_notice import period_notice
from dondoc.followup.letters.periodic_review import periodic_report
from dondoc.followup.letters.regime_report import regime_report
from dondoc.followup.letters.reporting_letter import reporting_letter
from dondoc.followup.letters.signature_report import signature_report
from dondoc.followup.letters.submission_slip import submission_slip
from dondoc.followup.letters.task_report import task_report
from dondoc.followup.letters.urging_letter import urging_letter

__all__ = [
    "consolidated_report",
    "period_notice",
    "periodic_report",
    "regime_report",
    "reporting_letter",
    "signature_report",
    "submission_slip",
    "task_report",
    "urging_letter",
]
