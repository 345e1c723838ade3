"""Deeds about days (ngày nghỉ, ngày làm việc): decide what a day is, take a decision back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.queries import decisions_in_force
from dondoc.deadlines.rules.calendar import SATURDAY, DayKind


class CannotDecideDay(Refused):
    """Refused: the decision lacks something, or does not fit the day."""


class CannotWithdrawDay(Refused):
    """Refused: the decision has been withdrawn already."""


@transaction.atomic
def decide_day(
    *,
    actor_id: int | None,
    at: datetime,
    on: date,
    kind: DayKind,
    name: str,
    document_number: str,
    document_date: date,
) -> CalendarDecision:
    """Decide what a day is (quyết định về một ngày), over the starting list. Saying it again changes nothing.

    Deadlines of periods that are already open stay as they were opened. Raises CannotDecideDay.
    """
    name, document_number = name.strip(), document_number.strip()
    if reasons := _against(on, kind, name, document_number):
        raise CannotDecideDay(reasons)
    said = (kind.value, name, document_number, document_date)
    in_force = [row for row in decisions_in_force() if row.date == on]
    if in_force and said == (
        in_force[-1].kind, in_force[-1].name, in_force[-1].document_number, in_force[-1].document_date,
    ):  # fmt: skip
        return in_force[-1]
    row = CalendarDecision.objects.create(
        date=on,
        kind=kind.value,
        name=name,
        document_number=document_number,
        document_date=document_date,
        recorded_at=at,
    )
    detail = {"on": on, "kind": kind.value, "name": name, "document": document_number, "of": document_date}
    write_audit(actor_id=actor_id, at=at, deed="decide_day", subject=f"day:{on.isoformat()}", detail=detail)
    return row


def _against(on: date, kind: DayKind, name: str, document_number: str) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason("Cần ghi tên gọi của ngày, ví dụ 'Nghỉ bù Tết Nguyên đán'.", "name"))
    if not document_number:
        reasons.append(Reason("Cần ghi số, ký hiệu văn bản làm căn cứ.", "document_number"))
    is_weekend = on.weekday() >= SATURDAY
    if kind is DayKind.SWAPPED_WORK and not is_weekend:
        reasons.append(
            Reason(f"Ngày {screen_date(on)} không phải thứ Bảy, Chủ nhật nên không thể là ngày làm bù.", "on")
        )
    if kind in (DayKind.SWAPPED_OFF, DayKind.COMPENSATORY) and is_weekend:
        reasons.append(
            Reason(f"Ngày {screen_date(on)} đã là ngày nghỉ cuối tuần nên không cần nghỉ bù, hoán đổi.", "on")
        )
    return reasons


@transaction.atomic
def withdraw_day(*, actor_id: int | None, at: datetime, decision_id: int) -> CalendarDecision:
    """Take a decision about a day back (rút lại); what stood before it counts again. Raises CannotWithdrawDay."""
    decision = CalendarDecision.objects.select_for_update().filter(pk=decision_id, withdraws=None).first()
    if decision is None:
        raise NotFound("Không tìm thấy quyết định về ngày nghỉ, ngày làm việc này.")
    if CalendarDecision.objects.filter(withdraws=decision).exists():
        raise CannotWithdrawDay(f"Quyết định về ngày {screen_date(decision.date)} đã được rút lại.")
    row = CalendarDecision.objects.create(
        date=decision.date,
        kind=decision.kind,
        name=decision.name,
        document_number=decision.document_number,
        document_date=decision.document_date,
        withdraws=decision,
        recorded_at=at,
    )
    write_audit(
        actor_id=actor_id,
        at=at,
        deed="withdraw_day",
        subject=f"day:{decision.date.isoformat()}",
        detail={"decision": decision.pk},
    )
    return row
