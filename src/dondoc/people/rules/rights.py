"""Rights (quyền): six that never imply one another, each held for an agency.

Source: QCVN 12:2026/BCA (entry, approval, signing and administration separable).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What one person may do for an agency (quyền). SIGN is one right with two uses: of a report, to sign it; of a
    document, to be the văn thư who numbers it and sets the agency's seal. Who may sign a document follows from posts.
    """

    ENTER = "enter"
    APPROVE = "approve"
    SIGN = "sign"
    RECEIVE = "receive"
    MONITOR = "monitor"
    ADMINISTER = "administer"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Right.ENTER: "nhập, gửi",
    Right.APPROVE: "duyệt",
    Right.SIGN: "ký",
    Right.RECEIVE: "tiếp nhận",
    Right.MONITOR: "theo dõi, đôn đốc",
    Right.ADMINISTER: "quản trị",
}


@dataclass(frozen=True)
class Rights:
    """What one person may do on a day: (right, agency id) pairs. A right for a province covers what lies below."""

    user_id: int
    held: frozenset[tuple[Right, int]]

    def agencies_for(self, right: Right) -> frozenset[int]:
        return frozenset(agency_id for r, agency_id in self.held if r is right)

    def has(self, right: Right, agency_id: int) -> bool:
        return (right, agency_id) in self.held

    @property
    def is_monitor(self) -> bool:
        """Belongs to an Office that watches (Văn phòng UBND tỉnh)."""
        return any(r is Right.MONITOR for r, _ in self.held)
