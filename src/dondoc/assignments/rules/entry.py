"""A task as it is entered by hand (nhập nhiệm vụ): its source, its fields, and every reason against it.

Source: QĐ 42/2014/QĐ-TTg; NĐ 191/2026/NĐ-CP Điều 24 (exactly one lead). Secret matters are refused at entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.rules.secrecy import is_secret_number, secret_stamp, told

LONGEST_TITLE = 2000
MOST_UPDATE_DAYS = 90


class SourceKind(StrEnum):
    """Where a task comes from (nguồn giao)."""

    DIRECTIVE = "directive"
    CONCLUSION = "conclusion"
    OPINION = "opinion"
    PROGRAMME = "programme"
    DIRECT = "direct"
    PARENT = "parent"
    RECURRING = "recurring"
    EXCHANGE = "exchange"

    @property
    def label(self) -> str:
        return _KINDS[self]

    @property
    def needs_number(self) -> bool:
        """Is it a document, which has a number?"""
        return self in (SourceKind.DIRECTIVE, SourceKind.CONCLUSION, SourceKind.EXCHANGE)


_KINDS = {
    SourceKind.DIRECTIVE: "Văn bản chỉ đạo",
    SourceKind.CONCLUSION: "Kết luận cuộc họp",
    SourceKind.OPINION: "Bút phê trên văn bản đến",
    SourceKind.PROGRAMME: "Chương trình công tác",
    SourceKind.DIRECT: "Giao trực tiếp",
    SourceKind.PARENT: "Giao tiếp từ nhiệm vụ cấp trên",
    SourceKind.RECURRING: "Việc định kỳ",
    SourceKind.EXCHANGE: "Nhận qua liên thông",
}
# What an official may choose; the others come of themselves.
CHOSEN = (SourceKind.DIRECTIVE, SourceKind.CONCLUSION, SourceKind.OPINION, SourceKind.PROGRAMME, SourceKind.DIRECT)

# What a document that assigns may be.
OF_DOCUMENTS = (
    SourceKind.DIRECTIVE,
    SourceKind.CONCLUSION,
    SourceKind.OPINION,
    SourceKind.PROGRAMME,
    SourceKind.EXCHANGE,
)


@dataclass(frozen=True)
class Share:
    """What a coordinating agency is to do (phần việc phối hợp), until when."""

    agency_id: int
    text: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """A task as typed (nhiệm vụ nhập trên trang); what is not filled in is empty."""

    title: str
    lead_id: int | None
    assigned_on: date | None
    due_on: date | None = None
    deadline_wording: str = ""
    source_kind: SourceKind = SourceKind.DIRECT
    source_number: str = ""
    source_on: date | None = None
    source_title: str = ""
    assigner: str = ""
    shares: tuple[Share, ...] = ()
    objective: str = ""
    deliverable: str = ""
    field: str = ""
    group: str = ""
    is_starred: bool = False
    must_attach: bool = False
    update_days: int | None = None
    focal_person: str = ""
    following_leader: str = ""
    monitor_id: int | None = None
    starts_on: date | None = None
    note: str = ""


def reasons_not_to_enter(
    entry: Entry, *, may_lead: Collection[int], monitors: Collection[int], on: date
) -> Iterator[Reason]:
    """Every reason against entering a task."""
    yield from _about_words(entry)
    yield from _about_agencies(entry, may_lead)
    yield from _about_days(entry, on)
    if entry.monitor_id is not None and entry.monitor_id not in monitors:
        yield Reason("Chọn một người theo dõi trong danh sách.", "Chuyên viên theo dõi")
    if entry.update_days is not None and not 1 <= entry.update_days <= MOST_UPDATE_DAYS:
        yield Reason(f"Ghi từ 1 đến {MOST_UPDATE_DAYS} ngày làm việc, hoặc để trống.", "Cập nhật ít nhất mỗi")


def _about_words(entry: Entry) -> Iterator[Reason]:
    if not entry.title.strip():
        yield Reason("Ghi nội dung nhiệm vụ.", "Nội dung")
    if len(entry.title) > LONGEST_TITLE:
        yield Reason(f"Dài {len(entry.title)} ký tự; rút gọn còn không quá {LONGEST_TITLE}.", "Nội dung")
    if stamp := secret_stamp(entry.title) or secret_stamp(entry.source_title):
        yield Reason(told(stamp), "Nội dung")
    if is_secret_number(entry.source_number):
        yield Reason(told("MẬT"), "Số, ký hiệu")
    if entry.source_kind.needs_number and not entry.source_number.strip():
        yield Reason(f"{entry.source_kind.label} thì ghi số, ký hiệu.", "Số, ký hiệu")


def _about_agencies(entry: Entry, may_lead: Collection[int]) -> Iterator[Reason]:
    if entry.lead_id not in may_lead:
        yield Reason("Chọn một đơn vị chủ trì.", "Đơn vị chủ trì")
    sharing = [share.agency_id for share in entry.shares]
    if any(one not in may_lead for one in sharing):
        yield Reason("Chọn đơn vị phối hợp trong danh sách.", "Đơn vị phối hợp")
    if entry.lead_id in sharing:
        yield Reason("Đơn vị chủ trì không đồng thời phối hợp.", "Đơn vị phối hợp")
    if len(sharing) != len(set(sharing)):
        yield Reason("Một đơn vị phối hợp được ghi hai lần.", "Đơn vị phối hợp")


def _about_days(entry: Entry, on: date) -> Iterator[Reason]:
    if entry.assigned_on is None:
        yield Reason("Ghi ngày theo dạng dd/mm/yyyy.", "Ngày giao")
        return
    if entry.assigned_on > on:
        yield Reason(f"{screen_date(entry.assigned_on)} chưa tới.", "Ngày giao")
    shares = [("Hạn phối hợp", share.due_on) for share in entry.shares]
    for where, day in (("Thời hạn", entry.due_on), ("Ngày bắt đầu", entry.starts_on), *shares):
        if day is not None and day < entry.assigned_on:
            yield Reason(f"{screen_date(day)} trước ngày giao {screen_date(entry.assigned_on)}.", where)
    for share in entry.shares:
        if share.due_on and entry.due_on and share.due_on > entry.due_on:
            yield Reason(f"{screen_date(share.due_on)} sau thời hạn của nhiệm vụ.", "Hạn phối hợp")


def reasons_not_to_hand_down(entry: Entry, parent_due: date | None) -> Iterator[Reason]:
    """What is passed on below ends with the task that it serves, at the latest."""
    if parent_due is None:
        return
    if entry.due_on is None:
        yield Reason(f"Nhiệm vụ cấp trên có hạn {screen_date(parent_due)}; ghi hạn cho đơn vị.", "Thời hạn")
    elif entry.due_on > parent_due:
        yield Reason(f"Hạn phải không sau hạn của nhiệm vụ cấp trên {screen_date(parent_due)}.", "Thời hạn")
