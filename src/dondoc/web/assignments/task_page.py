"""What the page of a task shows (trang nhiệm vụ). Presentation only."""

from __future__ import annotations

from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.assignments.queries import access_task, record_of
from dondoc.assignments.queries.below import below_of
from dondoc.assignments.queries.doing import who_is
from dondoc.assignments.queries.likely import likely_of_task
from dondoc.assignments.rules.buckets import task_standing
from dondoc.assignments.rules.deeds import DeedKind, Who
from dondoc.assignments.rules.entry import SourceKind
from dondoc.assignments.rules.life import lead_at
from dondoc.assignments.rules.reporting_results import Grade
from dondoc.followup.queries.urgings import urgings_of_task
from dondoc.people.rules.rights import Right
from dondoc.web.assignments.doing import TaskDeedForm, deeds_for, offered
from dondoc.web.assignments.entry_forms import HandDownForm
from dondoc.web.assignments.forms import DecisionForm, ProgressForm, ResultForm
from dondoc.web.assignments.history import events
from dondoc.web.assignments.parts import shares_context
from dondoc.web.assignments.process import findings_of
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.urgings.forms import UrgingForm


def task_context(
    request: OfficeRequest, task_id: int, tried: dict[DeedKind, TaskDeedForm] | None = None
) -> dict[str, object]:
    """Everything that the page of a task shows. Raises NotFound for whoever may not see it."""
    found = access_task(request.rights, task_id=task_id)
    record, as_of = record_of(found.pk), request.moment.as_of
    standing = task_standing(record.facts, as_of)
    lead_id = lead_at(record.facts, record.lead_id, as_of)
    named = agencies_as_on({lead_id, *record.coordinating_ids}, as_of.on)
    kinds = deeds_for(request.rights, found, standing.life)
    hides = DeedKind.STAR if found.is_starred else DeedKind.UNSTAR
    may_hand_down = DeedKind.HAND_DOWN in kinds
    below = list(agency_map(as_of.on).below(found.lead_id)) if may_hand_down else []
    is_monitor = Who.MONITOR in who_is(request.rights, found, frozenset())
    return {
        "task": found,
        "record": record,
        "standing": standing,
        "lead": named[lead_id],
        **shares_context(record, named, as_of),
        "events": events(found, as_of, request.rights),
        "findings": findings_of(record, as_of),
        "is_lead": request.rights.has(Right.ENTER, found.lead_id),
        "is_monitor": is_monitor,
        "likely": likely_of_task(found.pk, as_of),
        "may_update": DeedKind.UPDATE in kinds,
        "may_report": DeedKind.REPORT in kinds,
        "may_decide": DeedKind.CONFIRM in kinds,
        "offered": offered([kind for kind in kinds if kind is not hides], found, as_of.on, tried or {}),
        "source_kind": SourceKind(found.source_kind),
        "grade": Grade(standing.grade) if standing.grade else None,
        "below": below_of(found.pk, as_of),
        "hand_down_form": HandDownForm(agencies=below) if below else None,
        "may_urge": is_monitor and standing.work.is_open,
        "urgings": urgings_of_task(found.pk, as_of),
        "urging_form": UrgingForm(),
        "progress_form": ProgressForm(),
        "result_form": ResultForm(),
        "decision_form": DecisionForm(),
    }
