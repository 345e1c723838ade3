"""What happened to a task, newest first (diễn biến). Presentation only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.assignments.models import Task
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.wording import screen_date


@dataclass(frozen=True)
class Event:
    on: date
    text: str
    who: str = ""
    is_key: bool = False


def events(task: Task, as_of: AsOf) -> list[Event]:
    """Everything that had happened by the moment asked for."""
    listed = [Event(task.assigned_on, "Giao nhiệm vụ", task.assigner, is_key=True)]
    for extension in task.extensions.all():
        on = extension.granted_on or task.assigned_on
        listed.append(Event(on, f"Gia hạn đến {screen_date(extension.due_on)}", is_key=True))
    for update in task.updates.select_related("actor"):
        percent = f" {update.percent} %" if update.percent is not None else ""
        text = f"Cập nhật{percent}{': ' + update.text if update.text else ''}"
        listed.append(Event(update.updated_on, text, update.actor.full_name if update.actor else "hệ thống cũ"))
    for result in task.results.select_related("actor", "decision__actor"):
        on = result.reported_on or result.completed_on or result.result_issued_on or task.assigned_on
        who = result.actor.full_name if result.actor else "hệ thống cũ"
        listed.append(Event(on, _result_text(result.result_number, result.completed_on), who, is_key=True))
        decision = getattr(result, "decision", None)
        if decision is not None:
            text = "Xác nhận hoàn thành" if decision.is_confirmed else f"Trả lại: {decision.reason}"
            listed.append(Event(decision.decided_on, text, decision.actor.full_name, is_key=True))
    return [event for event in sorted(listed, key=lambda e: e.on, reverse=True) if event.on <= as_of.on]


def _result_text(number: str, completed_on: date | None) -> str:
    document = f" bằng văn bản {number}" if number else ""
    if completed_on is None:
        return f"Có kết quả{document}, chưa báo cáo hoàn thành"
    return f"Hoàn thành ngày {screen_date(completed_on)}{document}"
