"""An issued document as a message (văn bản đã ban hành thành thông điệp): its facts, without its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.exchange.rules.attachments import Attachment, is_safe_name
from dondoc.exchange.rules.building import named
from dondoc.exchange.rules.cells import written
from dondoc.exchange.rules.envelope import (
    Business,
    Classification,
    Code,
    Document,
    MessageHeader,
    Organ,
    OtherInfo,
    Promulgation,
    ResponseFor,
    Signer,
    TraceHeaderList,
)

# Type 2: an administrative document (văn bản hành chính).
ADMINISTRATIVE = 2
# Source: NĐ 30/2020/NĐ-CP, Điều 7; the first two as they are used most.
TYPE_NAMES = (
    "Công văn", "Báo cáo", "Nghị quyết", "Quyết định", "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Thông báo",
    "Hướng dẫn", "Chương trình", "Kế hoạch", "Phương án", "Đề án", "Dự án", "Biên bản", "Tờ trình", "Hợp đồng",
    "Công điện", "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền", "Giấy mời", "Giấy giới thiệu", "Giấy nghỉ phép",
    "Phiếu gửi", "Phiếu chuyển", "Phiếu báo", "Thư công",
)  # fmt: skip


@dataclass(frozen=True)
class Issued:
    """What is known of a document once it is issued. `authority`: its lines, the last one the signer's post.

    `priority`: 0 thường, 1 khẩn, 2 thượng khẩn, 3 hoả tốc; None where nothing is said.
    """

    number: str
    symbol: str
    issued_on: date
    place: str
    type_name: str
    subject: str
    authority: tuple[str, ...] = ()
    signer: str = ""
    to_places: tuple[str, ...] = ()
    due_on: date | None = None
    answers: tuple[ResponseFor, ...] = ()
    priority: int | None = None
    annexes: tuple[str, ...] = ()

    def document_id(self, sender: str) -> str:
        """'000.00.00.H05,2026/11/23,05/UBND-KT': who, when, number and symbol."""
        return f"{sender},{written(self.issued_on)},{self.number}/{self.symbol}"


def message_of(
    issued: Issued, sender: Organ, receivers: Sequence[Organ], files: Sequence[Attachment], business: Business
) -> Document:
    """The message of a document to its receivers; the outbox adds the trace."""
    header = MessageHeader(
        sender=sender,
        receivers=tuple(receivers),
        document_id=issued.document_id(sender.organ_id),
        code=Code(issued.number, issued.symbol),
        promulgation_info=Promulgation(issued.place, issued.issued_on),
        document_type=Classification(ADMINISTRATIVE, None, issued.type_name),
        subject=issued.subject,
        signer_info=Signer(", ".join(issued.authority[:-1]), "".join(issued.authority[-1:]), issued.signer),
        due_date=issued.due_on,
        to_places=issued.to_places,
        other_info=OtherInfo(priority=issued.priority, appendixes=issued.annexes),
        response_for=issued.answers,
    )
    attached = tuple(named(file, place) for place, file in enumerate(files, start=1))
    return Document(header, TraceHeaderList((), business), attached)


def reasons_not_to_send(
    issued: Issued, files: Sequence[Attachment], on: date, nameless: Sequence[str], *, is_sender_nameless: bool
) -> list[Reason]:
    """What stands against sending: no identifier, no file, an empty or oddly named one, a day to come."""
    reasons = []
    if is_sender_nameless:
        reasons.append(Reason("Đơn vị gửi chưa có mã định danh điện tử; bổ sung ở trang đơn vị.", "sender"))
    reasons += [
        Reason(f"{name} chưa có mã định danh điện tử; bổ sung ở trang đơn vị.", "receivers") for name in nameless
    ]
    if not files:
        reasons.append(Reason("Chưa có tệp văn bản.", "files"))
    for file in files:
        if not file.data:
            reasons.append(Reason(f"Tệp {file.name} rỗng.", "files"))
        if not is_safe_name(file.name):
            reasons.append(
                Reason('Tên tệp có dấu không dùng được (/ \\ : * ? " < > |); đổi tên rồi chọn lại.', "files")
            )
    if issued.issued_on > on:
        reasons.append(Reason("Ngày ban hành chưa tới.", "issued_on"))
    return reasons


def reasons_against_due(due_on: date | None, issued_on: date) -> list[Reason]:
    """Against the day by which an answer is asked for: it lies before the document's own."""
    if due_on is None or due_on >= issued_on:
        return []
    return [Reason(f"Hạn trả lời trước ngày văn bản {screen_date(issued_on)}.", "Hạn trả lời")]
