"""Deeds on tasks (việc của phần nhiệm vụ), one module each."""

from dondoc.assignments.actions.act_on_task import CannotActOnTask, act_on_task
from dondoc.assignments.actions.assign_tasks import CannotAssign, CannotUndoAssignment, assign_tasks, undo_assignment
from dondoc.assignments.actions.decide_result import CannotDecideResult, decide_result
from dondoc.assignments.actions.decide_results import CannotDecideResults, Decided, decide_results
from dondoc.assignments.actions.enter_task import CannotEnterTask, enter_task, hand_task_down
from dondoc.assignments.actions.import_assignments import CannotImportAssignments, import_assignments
from dondoc.assignments.actions.index_sources import index_sources
from dondoc.assignments.actions.keep_filter import CannotKeepFilter, drop_filter, keep_filter
from dondoc.assignments.actions.lay_down import CannotLayDown, lay_down_limits, lay_down_rule
from dondoc.assignments.actions.object_to_finding import CannotObject, decide_finding, object_to_finding
from dondoc.assignments.actions.read_directive import CannotReadSource, read_directive
from dondoc.assignments.actions.recur import (
    CannotRecur,
    Recurring,
    make_recurring_tasks,
    set_recurrence,
    stop_recurrence,
)
from dondoc.assignments.actions.report_result import CannotReportResult, report_result
from dondoc.assignments.actions.set_task_policy import set_task_policy
from dondoc.assignments.actions.set_violation_policy import set_violation_policy
from dondoc.assignments.actions.settle_proposals import (
    CannotSettleProposal,
    accept_proposals,
    choose_proposal,
    discard_draft,
    edit_proposal,
    fill_proposals,
    merge_proposals,
    settle_source,
)
from dondoc.assignments.actions.take_in_reply import (
    CannotAnswerLikely,
    CannotTakeInReply,
    answer_likely,
    take_in_reply,
)
from dondoc.assignments.actions.update_progress import CannotUpdateProgress, update_progress

__all__ = [
    "CannotActOnTask",
    "CannotAnswerLikely",
    "CannotAssign",
    "CannotDecideResult",
    "CannotDecideResults",
    "CannotEnterTask",
    "CannotImportAssignments",
    "CannotKeepFilter",
    "CannotLayDown",
    "CannotObject",
    "CannotReadSource",
    "CannotRecur",
    "CannotReportResult",
    "CannotSettleProposal",
    "CannotTakeInReply",
    "CannotUndoAssignment",
    "CannotUpdateProgress",
    "Decided",
    "Recurring",
    "accept_proposals",
    "act_on_task",
    "answer_likely",
    "assign_tasks",
    "choose_proposal",
    "decide_finding",
    "decide_result",
    "decide_results",
    "discard_draft",
    "drop_filter",
    "edit_proposal",
    "enter_task",
    "fill_proposals",
    "hand_task_down",
    "import_assignments",
    "index_sources",
    "keep_filter",
    "lay_down_limits",
    "lay_down_rule",
    "make_recurring_tasks",
    "merge_proposals",
    "object_to_finding",
    "read_directive",
    "report_result",
    "set_recurrence",
    "set_task_policy",
    "set_violation_policy",
    "settle_source",
    "stop_recurrence",
    "take_in_reply",
    "undo_assignment",
    "update_progress",
]
