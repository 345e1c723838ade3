"""Where a message stands on its way out (tình trạng gửi), and when it is tried again; worked out of facts.

One row goes to one receiver. Attempts are claimed before they begin, so that two workers never try at once; a claim
without an outcome counts as failed once its time is over, because the axis takes the same message twice as once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.exchange.rules.cells import written
from dondoc.exchange.rules.envelope import BusinessKind, Document, Message

# After the n-th failure wait so long; after the last one it is given up until somebody sends again.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60))
MOST_ATTEMPTS = len(WAITS) + 1
# How long an attempt may take; longer than the axis waits for an answer.
LEASE = timedelta(minutes=15)


class Delivery(StrEnum):
    NOT_SENT = "not_sent"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Delivery.NOT_SENT: "Chưa gửi",
    Delivery.SENT: "Đã gửi",
    Delivery.FAILED: "Gửi lỗi",
    Delivery.WITHDRAWN: "Đã rút, không gửi",
}


@dataclass(frozen=True)
class Attempt:
    """One try (lần gửi): when it was claimed, whether it arrived; None while nobody knows."""

    started_at: datetime
    is_sent: bool | None = None


@dataclass(frozen=True)
class Standing:
    """Where a message stands at a moment: state, tries since it was last asked for, when the next one is due.

    `next_at` is None where nothing more is to be done of itself.
    """

    delivery: Delivery
    n_attempts: int
    next_at: datetime | None

    def is_due(self, at: datetime) -> bool:
        return self.next_at is not None and self.next_at <= at

    @property
    def is_given_up(self) -> bool:
        return self.delivery is Delivery.FAILED and self.next_at is None


def standing(
    queued_at: datetime, attempts: Iterable[Attempt], resent_at: Iterable[datetime] = (), *, is_withdrawn: bool = False
) -> Standing:
    """Where a message stands; attempts before it was last sent again no longer count against it."""
    resent = max(resent_at, default=None)
    asked = resent or queued_at
    tries = sorted(attempts, key=lambda one: one.started_at)
    if any(one.is_sent for one in tries):
        return Standing(Delivery.SENT, len(tries), None)
    if is_withdrawn:
        return Standing(Delivery.WITHDRAWN, len(tries), None)
    since = [one for one in tries if resent is None or one.started_at > resent]
    if tries and tries[-1].is_sent is None:
        delivery = Delivery.FAILED if len(tries) > 1 else Delivery.NOT_SENT
        return Standing(delivery, len(since), tries[-1].started_at + LEASE)
    if not since:
        return Standing(Delivery.FAILED if tries else Delivery.NOT_SENT, 0, asked)
    if len(since) >= MOST_ATTEMPTS:
        return Standing(Delivery.FAILED, len(since), None)
    return Standing(Delivery.FAILED, len(since), since[-1].started_at + WAITS[len(since) - 1])


def message_key(message: Message, receiver: str) -> str:
    """What makes a message the same one: sending or receiving it again changes nothing. 64 hexadecimal digits.

    A new document or a recall is one for a document and receiver; updates, replacements differ by what they say.
    """
    if isinstance(message, Document):
        header, business = message.header, message.route.business
        told = ["document", header.sender.organ_id, header.document_id, str(business.kind.value)]
        if business.kind in (business.kind.UPDATE, business.kind.REPLACE):
            files = [file.digest for file in message.attachments]
            told += [business.business_doc_reason, header.subject, *files, str(business.replacement_info_list)]
    else:
        about = message.response_for
        told = ["status", message.sender.organ_id, about.document_id, message.status_code, written(message.timestamp)]
    return hashlib.sha256("\x1f".join([*told, receiver]).encode()).hexdigest()


def reasons_not_to_resend(now: Standing) -> Iterable[Reason]:
    """Sending again is for what failed; what arrived is changed by an update."""
    if now.delivery is Delivery.SENT:
        yield Reason("Bên nhận đã nhận thông điệp này; muốn thay đổi thì lập thông điệp cập nhật.")
    if now.delivery is Delivery.WITHDRAWN:
        yield Reason("Thông điệp đã rút, không gửi nữa; lập thông điệp mới.")
    if now.delivery is Delivery.NOT_SENT:
        yield Reason("Thông điệp đang chờ gửi lần đầu; hệ thống tự gửi.")


def reasons_not_to_receive(receivers: Sequence[str], ours: Sequence[str]) -> Iterable[Reason]:
    """A message for nobody here goes back. Source: NĐ 30/2020/NĐ-CP, Điều 21."""
    if not ours:
        told = ", ".join(receivers[:5]) or "không ghi"
        yield Reason(f"Gửi nhầm: không có nơi nhận nào ({told}) là đơn vị trong hệ thống này", "MessageHeader/To")


def reasons_against_status(code: str, description: str) -> Iterable[Reason]:
    """What an office may answer by hand; a refusal says why."""
    if code not in REPLIES:
        yield Reason("Chọn một trạng thái trong danh sách.", "status_code")
    if code in NEED_REASON and not description.strip():
        yield Reason("Ghi lý do để bên gửi biết.", "description")


REPLIES = ("02", "03", "04", "05", "06", "13", "15", "16")
NEED_REASON = frozenset({"02", "13", "16"})


def reasons_not_to_recall(
    now: Standing, business: BusinessKind | None, reason: str, *, is_trying: bool
) -> Iterable[Reason]:
    """Only a document can be taken back, once, with a reason; not while it is on its way."""
    if business is None or business is BusinessKind.RECALL:
        yield Reason("Chỉ thu hồi được văn bản; đây là thông điệp trạng thái hoặc thu hồi.")
    if now.delivery is Delivery.WITHDRAWN:
        yield Reason("Thông điệp này đã rút rồi.")
    if is_trying and now.delivery is not Delivery.SENT:
        yield Reason("Thông điệp đang được gửi; đợi ít phút rồi thu hồi.")
    if not reason.strip():
        yield Reason("Ghi lý do thu hồi để bên nhận biết.", "reason")
