"""Tables of tasks (nhiệm vụ): source documents, tasks and the facts appended to them; directives being read."""

from dondoc.assignments.models.directives import DirectiveDraft, Proposal
from dondoc.assignments.models.events import TaskEvent, TaskPolicy
from dondoc.assignments.models.evidence import Evidence, SavedFilter
from dondoc.assignments.models.likely import LikelyResult
from dondoc.assignments.models.objections import Objection
from dondoc.assignments.models.recurrence import Recurrence
from dondoc.assignments.models.task_words import TaskWords
from dondoc.assignments.models.tasks import (
    Assignment,
    Decision,
    Extension,
    ProgressUpdate,
    ResultReport,
    SourceDocument,
    Task,
    ViolationPolicy,
)
from dondoc.assignments.models.words import SourceWords

__all__ = [
    "Assignment",
    "Decision",
    "DirectiveDraft",
    "Evidence",
    "Extension",
    "LikelyResult",
    "Objection",
    "ProgressUpdate",
    "Proposal",
    "Recurrence",
    "ResultReport",
    "SavedFilter",
    "SourceDocument",
    "SourceWords",
    "Task",
    "TaskEvent",
    "TaskPolicy",
    "TaskWords",
    "ViolationPolicy",
]
