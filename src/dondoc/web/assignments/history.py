"""What happened to a task, newest first (diễn biến). Presentation only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dondoc.assignments.models import Evidence, Task, TaskEvent
from dondoc.assignments.queries.evidence import evidence_of
from dondoc.assignments.queries.registered import Registered, registered_results
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.reporting_results import Grade
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.wording import screen_date
from dondoc.people.rules.rights import Rights

EARLIEST = datetime.min.replace(tzinfo=UTC)
MOVING = (DeedKind.REQUEST_EXTENSION, DeedKind.GRANT_EXTENSION, DeedKind.RESUME)


@dataclass(frozen=True)
class Event:
    on: date
    text: str
    who: str = ""
    is_key: bool = False
    files: tuple[Evidence, ...] = ()
    registered: Registered | None = None
    at: datetime | None = None  # of several on one day the newest stands first; the assignment itself last


def events(task: Task, as_of: AsOf, rights: Rights) -> list[Event]:
    """Everything that had happened by the moment asked for."""
    listed = [Event(task.assigned_on, "Giao nhiệm vụ", task.assigner, is_key=True)]
    files, results = evidence_of(task.pk), list(task.results.select_related("actor", "decision__actor"))
    registered = registered_results(rights, results, lead_id=task.lead_id, on=as_of.on)
    for extension in task.extensions.all():
        on = extension.granted_on or task.assigned_on
        told = f"Gia hạn đến {screen_date(extension.due_on)}"
        listed.append(Event(on, told, is_key=True, at=extension.recorded_at))
    for update in task.updates.select_related("actor"):
        percent = f" {update.percent} %" if update.percent is not None else ""
        text = f"Cập nhật{percent}{': ' + update.text if update.text else ''}"
        text += f" Khó khăn: {update.difficulties}" if update.difficulties else ""
        text += f" Kiến nghị: {update.proposals}" if update.proposals else ""
        who = update.actor.full_name if update.actor else "hệ thống cũ"
        kept = tuple(files.get(("update", update.pk), ()))
        listed.append(Event(update.updated_on, text, who, files=kept, at=update.recorded_at))
    for result in results:
        on = result.reported_on or result.completed_on or result.result_issued_on or task.assigned_on
        who = result.actor.full_name if result.actor else "hệ thống cũ"
        told, there = _result_text(result.result_number, result.completed_on), registered.get(result.pk)
        kept = tuple(files.get(("result", result.pk), ()))
        listed.append(Event(on, told, who, is_key=True, files=kept, registered=there, at=result.recorded_at))
        decision = getattr(result, "decision", None)
        if decision is not None:
            text = "Xác nhận hoàn thành" if decision.is_confirmed else f"Trả lại: {decision.reason}"
            text += f", đánh giá {Grade(decision.grade).label.lower()}" if decision.grade else ""
            by = decision.actor.full_name
            listed.append(Event(decision.decided_on, text, by, is_key=True, at=decision.recorded_at))
    listed += _deeds(task, files)
    newest_first = sorted(listed, key=lambda e: (e.on, e.at or EARLIEST), reverse=True)
    return [event for event in newest_first if event.on <= as_of.on]


def _deeds(task: Task, files: dict[tuple[str, int], list[Evidence]]) -> Iterator[Event]:
    """The deeds of the table that were done with it."""
    for event in TaskEvent.objects.filter(task=task).select_related("actor", "person", "agency"):
        kept = tuple(files.get(("event", event.pk), ()))
        on, at = day_of(event.recorded_at), event.recorded_at
        yield Event(on, _deed_text(event), event.actor.full_name, is_key=True, files=kept, at=at)


def _deed_text(event: TaskEvent) -> str:
    """'Đề nghị gia hạn 20/12/2026: chờ số liệu'."""
    told = DeedKind(event.kind).label
    if event.person is not None:
        told += f" {event.person.full_name}"
    if event.agency is not None:
        told += f" {event.agency.code}"
    if event.number:
        told += f" bằng văn bản {event.number}{f' ngày {screen_date(event.day)}' if event.day else ''}"
    elif event.day is not None:
        told += f" {'đến ' if event.kind in MOVING else ''}{screen_date(event.day)}"
    return f"{told}: {event.reason}" if event.reason else told


def _result_text(number: str, completed_on: date | None) -> str:
    document = f" bằng văn bản {number}" if number else ""
    if completed_on is None:
        return f"Có kết quả{document}, chưa báo cáo hoàn thành"
    return f"Hoàn thành ngày {screen_date(completed_on)}{document}"
