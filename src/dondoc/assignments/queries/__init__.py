"""Questions about tasks (câu hỏi về nhiệm vụ): cohorts with their facts, one task, replies, directives being read."""

from dondoc.assignments.queries.directives import (
    CannotTellProvince,
    Entered,
    access_draft,
    already_entered,
    drafts_of,
    names_on,
    proposed,
    read_directive_text,
)
from dondoc.assignments.queries.directories import CannotFindProvince, directory_on
from dondoc.assignments.queries.months import Span, assigned_spans
from dondoc.assignments.queries.process import process_rules, rules_over_time, violation_policy, waived
from dondoc.assignments.queries.records import TaskRecord, record_of
from dondoc.assignments.queries.replies import answered_tasks, issuer_in
from dondoc.assignments.queries.search import tasks_with_words
from dondoc.assignments.queries.tasks import (
    access_task,
    open_tasks,
    provinces_with_tasks,
    tasks_assigned,
    tasks_of_agencies,
)

__all__ = [
    "CannotFindProvince",
    "CannotTellProvince",
    "Entered",
    "Span",
    "TaskRecord",
    "access_draft",
    "access_task",
    "already_entered",
    "answered_tasks",
    "assigned_spans",
    "directory_on",
    "drafts_of",
    "issuer_in",
    "names_on",
    "open_tasks",
    "process_rules",
    "proposed",
    "provinces_with_tasks",
    "read_directive_text",
    "record_of",
    "rules_over_time",
    "tasks_assigned",
    "tasks_of_agencies",
    "tasks_with_words",
    "violation_policy",
    "waived",
]
