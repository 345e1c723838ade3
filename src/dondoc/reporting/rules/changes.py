"""What changed an obligation after it opened (đổi hạn gửi, miễn báo cáo): which deadline is in force at a moment.

Source: NĐ 09/2019/NĐ-CP, Điều 13 (who sets deadlines); that an agency's own extension outlasts an earlier general
deadline is practice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.wording import screen_date


@dataclass(frozen=True)
class DueChange:
    """One change of a deadline (lần đổi hạn). `is_own`: the agency's own extension, not everybody's."""

    due_on: date
    is_own: bool
    document: str
    reason: str
    changed_at: datetime
    recorded_at: datetime
    is_of_calendar: bool = False

    @property
    def told(self) -> str:
        """'gia hạn riêng đến 30/09/2026 theo 12/UBND-VX, 18/9/2026: bão lụt'."""
        kind = "gia hạn riêng đến" if self.is_own else "hạn chung đổi thành"
        return f"{kind} {screen_date(self.due_on)} theo {self.document}: {self.reason}"


@dataclass(frozen=True)
class Exempting:
    """An exemption (miễn báo cáo) that reaches the obligation, or the taking back of one."""

    is_exempt: bool
    reason: str
    decided_at: datetime
    recorded_at: datetime


@dataclass(frozen=True)
class DueInForce:
    """The deadline that counts at a moment; `change` is what made it, None while the original stands."""

    due_on: date
    original: date
    change: DueChange | None

    @property
    def is_changed(self) -> bool:
        return self.change is not None


def due_in_force(original: date, changes: Sequence[DueChange], as_of: AsOf) -> DueInForce:
    """The deadline in force (hạn đang áp dụng) as of a moment.

    Of several general changes the last one counts, and so of an agency's own; of the two that are left the later day.
    """
    known = [c for c in changes if _is_known(c.changed_at, c.recorded_at, as_of)]
    known.sort(key=lambda c: (c.changed_at, c.recorded_at))
    last = {change.is_own: change for change in known}
    if not last:
        return DueInForce(original, original, None)
    change = max(last.values(), key=lambda c: (c.due_on, c.is_own))
    return DueInForce(change.due_on, original, change)


def exempting(exemptions: Sequence[Exempting], as_of: AsOf) -> Exempting | None:
    """The exemption that counts at a moment; None where there is none, or the last one was taken back."""
    known = [e for e in exemptions if _is_known(e.decided_at, e.recorded_at, as_of)]
    known.sort(key=lambda e: (e.decided_at, e.recorded_at))  # stable: of two at one moment the one entered later
    return known[-1] if known and known[-1].is_exempt else None


def _is_known(happened_at: datetime, recorded_at: datetime, as_of: AsOf) -> bool:
    return happened_at <= as_of.at and (as_of.known_at is None or recorded_at <= as_of.known_at)
