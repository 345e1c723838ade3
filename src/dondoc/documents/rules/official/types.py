"""The types of official documents and their abbreviations (tên loại văn bản, chữ viết tắt).

Source: NĐ 30/2020/NĐ-CP, Điều 7; Phụ lục III.
"""

from __future__ import annotations

from enum import StrEnum


class DocumentType(StrEnum):
    """One of the 29 types (29 loại văn bản hành chính), by abbreviation; a letter and an open letter have none."""

    RESOLUTION = "NQ"
    DECISION = "QĐ"
    DIRECTIVE = "CT"
    REGULATION = "QC"
    PROVISION = "QyĐ"
    COMMUNIQUE = "TC"
    NOTICE = "TB"
    GUIDANCE = "HD"
    PROGRAMME = "CTr"
    PLAN = "KH"
    SCHEME = "PA"
    PROPOSAL = "ĐA"
    PROJECT = "DA"
    REPORT = "BC"
    MINUTES = "BB"
    SUBMISSION = "TTr"
    CONTRACT = "HĐ"
    TELEGRAM = "CĐ"
    MEMORANDUM = "BGN"
    AGREEMENT = "BTT"
    AUTHORISATION = "GUQ"
    INVITATION = "GM"
    INTRODUCTION = "GGT"
    LEAVE_PERMIT = "GNP"
    SENDING_SLIP = "PG"
    TRANSFER_SLIP = "PC"
    REPORTING_SLIP = "PB"
    LETTER = "CV"
    OPEN_LETTER = "ThC"

    @property
    def label(self) -> str:
        """'Báo cáo'."""
        return _LABELS[self]

    @property
    def abbreviation(self) -> str:
        """What stands in the symbol: 'BC'; '' for the two types that have none."""
        return "" if self in (DocumentType.LETTER, DocumentType.OPEN_LETTER) else self.value


class CopyKind(StrEnum):
    """Copies of documents (bản sao); all kinds share one number series of an agency. Source: Điều 15, Phụ lục III."""

    FULL = "SY"
    EXTRACT = "TrS"
    OF_A_COPY = "SL"

    @property
    def label(self) -> str:
        return {"SY": "Bản sao y", "TrS": "Bản trích sao", "SL": "Bản sao lục"}[self.value]


_LABELS = {
    DocumentType.RESOLUTION: "Nghị quyết",
    DocumentType.DECISION: "Quyết định",
    DocumentType.DIRECTIVE: "Chỉ thị",
    DocumentType.REGULATION: "Quy chế",
    DocumentType.PROVISION: "Quy định",
    DocumentType.COMMUNIQUE: "Thông cáo",
    DocumentType.NOTICE: "Thông báo",
    DocumentType.GUIDANCE: "Hướng dẫn",
    DocumentType.PROGRAMME: "Chương trình",
    DocumentType.PLAN: "Kế hoạch",
    DocumentType.SCHEME: "Phương án",
    DocumentType.PROPOSAL: "Đề án",
    DocumentType.PROJECT: "Dự án",
    DocumentType.REPORT: "Báo cáo",
    DocumentType.MINUTES: "Biên bản",
    DocumentType.SUBMISSION: "Tờ trình",
    DocumentType.CONTRACT: "Hợp đồng",
    DocumentType.TELEGRAM: "Công điện",
    DocumentType.MEMORANDUM: "Bản ghi nhớ",
    DocumentType.AGREEMENT: "Bản thỏa thuận",
    DocumentType.AUTHORISATION: "Giấy ủy quyền",
    DocumentType.INVITATION: "Giấy mời",
    DocumentType.INTRODUCTION: "Giấy giới thiệu",
    DocumentType.LEAVE_PERMIT: "Giấy nghỉ phép",
    DocumentType.SENDING_SLIP: "Phiếu gửi",
    DocumentType.TRANSFER_SLIP: "Phiếu chuyển",
    DocumentType.REPORTING_SLIP: "Phiếu báo",
    DocumentType.LETTER: "Công văn",
    DocumentType.OPEN_LETTER: "Thư công",
}


def symbol_of(type: DocumentType, issuer: str, unit: str = "") -> str:
    """The symbol of a document (ký hiệu) out of abbreviations set by the head of the agency.

    A named type: 'BC-VP'. A letter: the issuer, then who drafted it or its field: 'UBND-TTPVHCC'.
    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.3.
    """
    if type.abbreviation:
        return f"{type.abbreviation}-{issuer}"
    return f"{issuer}-{unit}" if unit else issuer


class Secrecy(StrEnum):
    """How secret (độ mật); the mark's words."""

    LOW = "MẬT"
    HIGH = "TỐI MẬT"
    TOP = "TUYỆT MẬT"


class Urgency(StrEnum):
    """How urgent (độ khẩn); the mark's words."""

    URGENT = "KHẨN"
    HIGH = "THƯỢNG KHẨN"
    EXPRESS = "HỎA TỐC"


# Width in mm of the mark's frame; all are 8 mm high. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III.2.
MARK_WIDTH: dict[str, float] = {
    Urgency.URGENT: 20,
    Urgency.HIGH: 40,
    Urgency.EXPRESS: 30,
    Secrecy.LOW: 20,
    Secrecy.HIGH: 30,
    Secrecy.TOP: 40,
}
