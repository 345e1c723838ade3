"""The three axes of a task that never mix (ba trục trạng thái): the work, its result confirmed or not, the extension.

Whether the deadline has passed is none of them: it is worked out for a moment.
"""

from __future__ import annotations

from enum import StrEnum


class Work(StrEnum):
    """How far the work is (trạng thái thực hiện)."""

    NEW = "new"
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _WORK[self]

    @property
    def is_open(self) -> bool:
        return self not in (Work.WITHDRAWN, Work.CLOSED)


_WORK = {
    Work.NEW: "Chưa tiếp nhận",
    Work.RECEIVED: "Đã tiếp nhận",
    Work.IN_PROGRESS: "Đang thực hiện",
    Work.SUSPENDED: "Tạm dừng",
    Work.REFUSED: "Đề nghị trả lại",
    Work.WITHDRAWN: "Đã thu hồi",
    Work.CLOSED: "Đã kết thúc",
}


class Confirmation(StrEnum):
    """What has become of the result (xác nhận kết quả)."""

    NONE = "none"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return _CONFIRMATIONS[self]


_CONFIRMATIONS = {
    Confirmation.NONE: "Chưa báo cáo kết quả",
    Confirmation.WAITING: "Chờ xác nhận",
    Confirmation.CONFIRMED: "Đã xác nhận",
    Confirmation.RETURNED: "Kết quả bị trả lại",
}


class ExtensionState(StrEnum):
    """What has become of the newest request for more time (gia hạn)."""

    NONE = "none"
    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return _EXTENSIONS[self]


_EXTENSIONS = {
    ExtensionState.NONE: "Không có",
    ExtensionState.PENDING: "Chờ ý kiến",
    ExtensionState.GRANTED: "Được gia hạn",
    ExtensionState.REFUSED: "Không được gia hạn",
}
