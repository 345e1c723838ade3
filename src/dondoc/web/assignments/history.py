"""What happened to a task, newest first (diễn biến). Presentation only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.assignments.models import Evidence, Task, TaskEvent
from dondoc.assignments.queries.evidence import evidence_of
from dondoc.assignments.queries.registered import Registered, registered_results
from dondoc.assignments.rules.deeds import DeedKind
from dondoc.assignments.rules.reporting_results import Grade
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.wording import screen_date
from dondoc.people.rules.rights import Rights

MOVING = (DeedKind.REQUEST_EXTENSION, DeedKind.GRANT_EXTENSION, DeedKind.RESUME)


@dataclass(frozen=True)
class Event:
    on: date
    text: str
    who: str = ""
    is_key: bool = False
    files: tuple[Evidence, ...] = ()
    registered: Registered | None = None


def events(task: Task, as_of: AsOf, rights: Rights) -> list[Event]:
    """Everything that had happened by the moment asked for."""
    listed = [Event(task.assigned_on, "Giao nhiệm vụ", task.assigner, is_key=True)]
    files, results = evidence_of(task.pk), list(task.results.select_related("actor", "decision__actor"))
    registered = registered_results(rights, results, lead_id=task.lead_id, on=as_of.on)
    for extension in task.extensions.all():
        on = extension.granted_on or task.assigned_on
        listed.append(Event(on, f"Gia hạn đến {screen_date(extension.due_on)}", is_key=True))
    for update in task.updates.select_related("actor"):
        percent = f" {update.percent} %" if update.percent is not None else ""
        text = f"Cập nhật{percent}{': ' + update.text if update.text else ''}"
        text += f" Khó khăn: {update.difficulties}" if update.difficulties else ""
        text += f" Kiến nghị: {update.proposals}" if update.proposals else ""
        who = update.actor.full_name if update.actor else "hệ thống cũ"
        listed.append(Event(update.updated_on, text, who, files=tuple(files.get(("update", update.pk), ()))))
    for result in results:
        on = result.reported_on or result.completed_on or result.result_issued_on or task.assigned_on
        who = result.actor.full_name if result.actor else "hệ thống cũ"
        told, kept = _result_text(result.result_number, result.completed_on), files.get(("result", result.pk), ())
        there = registered.get(result.pk)
        listed.append(Event(on, told, who, is_key=True, files=tuple(kept), registered=there))
        decision = getattr(result, "decision", None)
        if decision is not None:
            text = "Xác nhận hoàn thành" if decision.is_confirmed else f"Trả lại: {decision.reason}"
            text += f", đánh giá {Grade(decision.grade).label.lower()}" if decision.grade else ""
            listed.append(Event(decision.decided_on, text, decision.actor.full_name, is_key=True))
    for event in TaskEvent.objects.filter(task=task).select_related("actor", "person", "agency"):
        came = tuple(files.get(("event", event.pk), ()))
        words = _deed_text(event)
        listed.append(Event(day_of(event.recorded_at), words, event.actor.full_name, is_key=True, files=came))
    return [event for event in sorted(listed, key=lambda e: e.on, reverse=True) if event.on <= as_of.on]


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
