"""What a regime asks of a report's way from drafter to receiver (chính sách của chế độ báo cáo).

No law fixes these: they are the issuer's or the office's own choice, so each is data of the regime.
"""

from __future__ import annotations

from enum import StrEnum


class Approval(StrEnum):
    """Must the unit's head approve a report before it is sent (duyệt trước khi gửi)?"""

    REQUIRED = "required"
    OPTIONAL = "optional"

    @property
    def label(self) -> str:
        return {"required": "Phải được duyệt trước khi gửi", "optional": "Không bắt buộc duyệt trước khi gửi"}[
            self.value
        ]


class OwnApproval(StrEnum):
    """May somebody who holds both rights approve what he handed up himself (tự duyệt bản mình trình)?

    Small units have one officer for both; where entry and approval must be kept apart, the regime says so.
    Source: QCVN 12:2026/BCA (entry and approval separable).
    """

    ALLOWED = "allowed"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            "allowed": "Người trình được tự duyệt nếu có quyền duyệt",
            "refused": "Người trình không được tự duyệt",
        }[self.value]


class Counts(StrEnum):
    """Which sending decides timeliness (lần gửi quyết định tiến độ) when a report was sent several times."""

    FIRST = "first"
    FIRST_VALID = "first_valid"
    LAST = "last"

    @property
    def label(self) -> str:
        return {
            "first": "Lần gửi đầu tiên",
            "first_valid": "Lần gửi hợp lệ đầu tiên",
            "last": "Lần gửi hợp lệ cuối cùng",
        }[self.value]


class Lock(StrEnum):
    """Does a report close when its deadline has passed (khóa báo cáo sau hạn)?"""

    NONE = "none"
    AFTER_DEADLINE = "after_deadline"

    @property
    def label(self) -> str:
        return {"none": "Không khóa", "after_deadline": "Khóa sau hạn gửi"}[self.value]
