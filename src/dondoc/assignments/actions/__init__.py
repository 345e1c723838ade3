"""Deeds on tasks (việc của phần nhiệm vụ), one module each."""

from dondoc.assignments.actions.decide_result import CannotDecideResult, decide_result
from dondoc.assignments.actions.import_assignments import CannotImportAssignments, import_assignments
from dondoc.assignments.actions.report_result import CannotReportResult, report_result
from dondoc.assignments.actions.set_violation_policy import set_violation_policy
from dondoc.assignments.actions.update_progress import CannotUpdateProgress, update_progress

__all__ = [
    "CannotDecideResult",
    "CannotImportAssignments",
    "CannotReportResult",
    "CannotUpdateProgress",
    "decide_result",
    "import_assignments",
    "report_result",
    "set_violation_policy",
    "update_progress",
]
