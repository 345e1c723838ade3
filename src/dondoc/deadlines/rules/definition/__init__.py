"""Report regimes as data (chế độ báo cáo): cycles, windows, deadlines per group and level, read from plain values.

The simple form:

    {"code", "name", "legal_basis", "cycle": "quarter", "window": "15-14", "roll": "next_working_day",
     "signature": "recorded", "deadlines": [{"group": "*", "day": 20, "month_offset": 0}]}

Beside it: "kind", "issuer", "field", "in_charge", "receivers", "components" (Điều 7), "early_margin_days", "level_map",
"valid_from", "valid_to", "forms" (codes of data forms), "outline" of the narrative part (đề cương): [{"code": "I",
"title", "hint", "required"}]; "approval": "required" | "optional", "counts": "first" | "first_valid" | "last" (which
sending decides timeliness), "lock": "none" | "after_deadline", "query_days" (working days to answer a query, to send a
returned report again), "own_approval": "allowed" | "refused" (may one approve what one handed up).

Several cycles: "cycles": [{"cycle", "window", "deadlines", "only" | "skip"}] in place of the three.

Window: "15-14", "calendar", "unknown"; {"year_starts": {"day", "month", "year_offset"}} for fiscal years;
{"from": edge, "to": edge} with edge {"day", "month" | "month_offset", "year_offset"}; {"from_weekday", "to_weekday"}
for weeks; {"month_starts": [1, 16]} for parts of a month.

Deadline, one of: "day" with "month_offset" (of the last month) or with "month", "year_offset" (a date); "weekday" with
"week_offset"; "days" or "working_days" with "after": "window_end" | "month_end" | "event" and "event"; "delegated": who
sets it; "none": true. Beside it: "group", "level", "wording", "inclusive", "roll", "receivers", "forms" (those of the
regime's that this group fills, where each level has its own).
"""

from dondoc.deadlines.rules.definition.cycle import CycleRule
from dondoc.deadlines.rules.definition.outline import OutlineSection, outline_words
from dondoc.deadlines.rules.definition.parse import CannotReadRegime, parse_definition
from dondoc.deadlines.rules.definition.policies import Approval, Counts, Lock, OwnApproval
from dondoc.deadlines.rules.definition.regime import (
    COMPONENTS,
    CannotFindDeadline,
    RegimeDefinition,
    ReportKind,
    Signature,
)
from dondoc.deadlines.rules.definition.sentences import cycle_words, deadline_words, sentence, window_words
from dondoc.deadlines.rules.definition.span import SpanRow, deadlines_between
from dondoc.deadlines.rules.definition.upcoming import Upcoming, due_for, next_periods
from dondoc.deadlines.rules.definition.write import write_definition

__all__ = [
    "COMPONENTS",
    "Approval",
    "CannotFindDeadline",
    "CannotReadRegime",
    "Counts",
    "CycleRule",
    "Lock",
    "OutlineSection",
    "OwnApproval",
    "RegimeDefinition",
    "ReportKind",
    "Signature",
    "SpanRow",
    "Upcoming",
    "cycle_words",
    "deadline_words",
    "deadlines_between",
    "due_for",
    "next_periods",
    "outline_words",
    "parse_definition",
    "sentence",
    "window_words",
    "write_definition",
]
