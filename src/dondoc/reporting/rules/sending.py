"""May this file be sent as a report? (điều kiện gửi báo cáo)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number, screen_date, screen_moment
from dondoc.reporting.rules.timeliness import SignedState


class Channel(StrEnum):
    """Other lawful ways to send a report (phương thức gửi). Source: NĐ 09/2019/NĐ-CP, Điều 8.4."""

    AXIS = "axis"
    DIRECT = "direct"
    POST = "post"
    FAX = "fax"
    EMAIL = "email"

    @property
    def label(self) -> str:
        return _CHANNELS[self]


_CHANNELS = {
    Channel.AXIS: "Trục liên thông văn bản",
    Channel.DIRECT: "Trực tiếp",
    Channel.POST: "Bưu chính",
    Channel.FAX: "Fax",
    Channel.EMAIL: "Thư điện tử",
}
PROOFS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")  # a PDF, a picture


@dataclass(frozen=True)
class FileToSend:
    """What is known of the file before the decision. `sha256` tells a file sent twice.

    `is_package`: it is no PDF but the figures themselves, signed as data (gói dữ liệu đã ký).
    """

    name: str
    size: int
    starts_like_pdf: bool
    sha256: str
    signed: SignedState
    signature_reasons: tuple[str, ...] = ()
    is_package: bool = False


def reasons_not_to_send(
    file: FileToSend,
    *,
    window_from: date,
    on: date,
    max_bytes: int,
    is_signature_required: bool,
    sent_before: frozenset[str],
) -> Iterator[Reason]:
    """Every reason why a file may not be sent, in the clerk's words; none: it may."""
    if on < window_from:
        yield Reason(f"Kỳ báo cáo mở từ ngày {screen_date(window_from)}; chưa gửi được.")
    if file.size == 0:
        yield Reason("Tệp rỗng. Chọn lại tệp báo cáo.", "Tệp báo cáo")
    elif file.size > max_bytes:
        megabytes = number(round(file.size / 1_048_576, 1))
        limit = max_bytes // 1_048_576
        yield Reason(f"Tệp {megabytes} MB, vượt {limit} MB. Nén ảnh quét hoặc tách phụ lục.", "Tệp báo cáo")
    elif not (file.starts_like_pdf or file.is_package):
        yield Reason(f"'{file.name}' không phải tệp PDF. Xuất báo cáo ra PDF rồi gửi lại.", "Tệp báo cáo")
    if file.sha256 in sent_before:
        yield Reason("Tệp này đã gửi ở một bản trước, nội dung không đổi.", "Tệp báo cáo")
    if is_signature_required and not file.signed.counts_as_signed:
        why = "; ".join(file.signature_reasons) or "tệp không có chữ ký số"
        yield Reason(f"Chế độ này yêu cầu ký số: {why}. Ký tệp bằng phần mềm ký số rồi gửi lại.", "Chữ ký số")


def reasons_not_to_send_nil(
    *, window_from: date, on: date, is_signature_required: bool, is_nil_already: bool
) -> Iterator[Reason]:
    """Every reason why "không phát sinh" may not be said without a file; none: it may."""
    if on < window_from:
        yield Reason(f"Kỳ báo cáo mở từ ngày {screen_date(window_from)}; chưa gửi được.")
    if is_nil_already:
        yield Reason("Bản gửi gần nhất đã là báo cáo không phát sinh.")
    if is_signature_required:
        yield Reason("Chế độ này yêu cầu ký số: gửi tệp PDF đã ký và đánh dấu 'Không phát sinh'.", "Chữ ký số")


def reasons_against_other_way(
    happened_at: datetime | None, reason: str, proof: bytes, *, window_from: date, at: datetime, max_bytes: int
) -> Iterator[Reason]:
    """Every reason why a sending another way may not be entered; none: it may."""
    if happened_at is None:
        yield Reason("Ghi ngày, giờ gửi thực tế.", "Gửi thực tế lúc")
    elif happened_at > at:
        yield Reason(f"{screen_moment(happened_at)} chưa đến; ghi lúc đơn vị đã gửi.", "Gửi thực tế lúc")
    elif day_of(happened_at) < window_from:
        yield Reason(f"Kỳ báo cáo mở từ ngày {screen_date(window_from)}.", "Gửi thực tế lúc")
    if not reason.strip():
        yield Reason("Ghi lý do không gửi qua hệ thống, ví dụ số thông báo sự cố.", "Lý do")
    if not proof.startswith(PROOFS):
        yield Reason("Cần minh chứng là tệp PDF hoặc ảnh PNG, JPEG.", "Minh chứng")
    elif len(proof) > max_bytes:
        yield Reason(f"Tệp vượt {max_bytes // 1_048_576} MB.", "Minh chứng")
