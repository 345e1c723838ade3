"""Deeds of reporting (việc của phần báo cáo), one module each."""

from dondoc.reporting.actions.import_regime import import_regime
from dondoc.reporting.actions.import_submissions import CannotImportSubmissions, import_submissions
from dondoc.reporting.actions.open_period import CannotOpenPeriod, open_period
from dondoc.reporting.actions.submit_report import CannotSubmitReport, submit_report

__all__ = [
    "CannotImportSubmissions",
    "CannotOpenPeriod",
    "CannotSubmitReport",
    "import_regime",
    "import_submissions",
    "open_period",
    "submit_report",
]
