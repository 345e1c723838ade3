"""The edXML envelope (phong bì thông điệp) as frozen values: a document on its way, or word about one.

Names, order and spelling of elements are the standard's. Source: QCVN 102:2016/BTTTT; lengths of TypeName, CodeNumber,
CodeNotation, OrganName, Subject, Position, FullName, ToPlaces: NĐ 30/2020/NĐ-CP, Phụ lục VI; the others are wide bounds
of ours. A DocumentId is opaque: systems form it in different ways.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.cells import day, identifier, moment, part, parts, text, texts, whole

SHORT, LINE, LONG = 100, 200, 1_000
DOCUMENT_ID = 200


@dataclass(frozen=True)
class Organ:
    """A sender or receiver (cơ quan gửi, nhận)."""

    organ_id: str = identifier("OrganId", required=True)
    organization_in_charge: str = text("OrganizationInCharge", LINE)
    organ_name: str = text("OrganName", LINE)
    organ_add: str = text("OrganAdd", 500)
    email: str = text("Email", LINE)
    telephone: str = text("Telephone", SHORT)
    fax: str = text("Fax", SHORT)
    website: str = text("Website", LINE)


@dataclass(frozen=True)
class Code:
    """Number and symbol (số, ký hiệu)."""

    code_number: str = text("CodeNumber", 11, required=True)
    code_notation: str = text("CodeNotation", 30, required=True)

    def __str__(self) -> str:
        return f"{self.code_number}/{self.code_notation}"


@dataclass(frozen=True)
class Promulgation:
    """Place and day of issue (địa danh, ngày ban hành)."""

    place: str = text("Place", LINE)
    promulgation_date: date | None = day("PromulgationDate", required=True)


@dataclass(frozen=True)
class Classification:
    """The type of document (loại văn bản): group, detail, tên loại."""

    type: int | None = whole("Type")
    type_detail: int | None = whole("TypeDetail")
    type_name: str = text("TypeName", SHORT, required=True)


@dataclass(frozen=True)
class Signer:
    """Who signed (người ký): quyền hạn, chức vụ, họ và tên."""

    competence: str = text("Competence", LINE)
    position: str = text("Position", SHORT)
    full_name: str = text("FullName", 50)


@dataclass(frozen=True)
class OtherInfo:
    """The rest (thông tin khác): urgency 0 thường … 3 hoả tốc, circulation, copies, pages, annexes."""

    priority: int | None = whole("Priority")
    sphere_of_promulgation: str = text("SphereOfPromulgation", LINE)
    typer_notation: str = text("TyperNotation", SHORT)
    promulgation_amount: int | None = whole("PromulgationAmount")
    page_amount: int | None = whole("PageAmount")
    direction: str = text("Direction", 10)
    appendixes: tuple[str, ...] = texts("Appendixes", "Appendix", LONG)


@dataclass(frozen=True)
class ResponseFor:
    """The document that is answered or spoken of (văn bản được trả lời)."""

    organ_id: str = identifier("OrganId", required=True)
    code: str = text("Code", 50)
    document_id: str = text("DocumentId", DOCUMENT_ID, required=True)
    promulgation_date: date | None = day("PromulgationDate")


@dataclass(frozen=True)
class MessageHeader:
    """What the document is, from whom and to whom (thông tin văn bản)."""

    sender: Organ = part("From", Organ, required=True)
    receivers: tuple[Organ, ...] = parts("To", Organ, required=True)
    document_id: str = text("DocumentId", DOCUMENT_ID, required=True)
    code: Code = part("Code", Code, required=True)
    promulgation_info: Promulgation = part("PromulgationInfo", Promulgation, required=True)
    document_type: Classification = part("DocumentType", Classification, required=True)
    subject: str = text("Subject", 500, required=True)
    content: str = text("Content", 10_000)
    signer_info: Signer = part("SignerInfo", Signer)
    due_date: date | None = day("DueDate")
    to_places: tuple[str, ...] = texts("ToPlaces", "Place", LONG)
    other_info: OtherInfo = part("OtherInfo", OtherInfo)
    response_for: tuple[ResponseFor, ...] = parts("ResponseFor", ResponseFor)
    steering_type: int | None = whole("SteeringType")


@dataclass(frozen=True)
class Staff:
    """Who handles it (cán bộ xử lý)."""

    department: str = text("Department", LINE)
    staff: str = text("Staff", SHORT)
    email: str = text("Email", LINE)
    mobile: str = text("Mobile", SHORT)


class BusinessKind(IntEnum):
    """What the message does with the document (nghiệp vụ)."""

    NEW = 0
    RECALL = 1
    UPDATE = 2
    REPLACE = 3

    @property
    def label(self) -> str:
        return ("văn bản mới", "thu hồi", "cập nhật", "thay thế")[self]


@dataclass(frozen=True)
class Receiver:
    """One receiver added or taken away by an update (nơi nhận được cập nhật)."""

    receiver_type: int | None = whole("ReceiverType")
    organ_id: str = identifier("OrganId", required=True)


@dataclass(frozen=True)
class Updated:
    """What an update changes (nội dung cập nhật): the document's own facts, its receivers."""

    document_info: int | None = whole("DocumentInfo")
    document_receiver: int | None = whole("DocumentReceiver")
    receiver_list: tuple[Receiver, ...] = parts("ReceiverList", Receiver, inside="Receiver")


@dataclass(frozen=True)
class Replacement:
    """A document that is replaced (văn bản bị thay thế), for which agencies."""

    document_id: str = text("DocumentId", DOCUMENT_ID, required=True)
    organ_id_list: tuple[str, ...] = texts("OrganIdList", "OrganId", 100_000)


@dataclass(frozen=True)
class Business:
    """New, recall, update or replace (loại nghiệp vụ), why, and of which document."""

    business_doc_type: int | None = whole("BussinessDocType")
    business_doc_reason: str = text("BussinessDocReason", 4_000)
    document_id: str = text("DocumentId", DOCUMENT_ID)
    business_document_info: Updated = part("BussinessDocumentInfo", Updated)
    replacement_info_list: tuple[Replacement, ...] = parts("ReplacementInfoList", Replacement, inside="ReplacementInfo")
    staff_info: Staff = part("StaffInfo", Staff)
    paper: int | None = whole("Paper")

    @property
    def kind(self) -> BusinessKind:
        """New where nothing is said. Only for a message without problems."""
        return BusinessKind(self.business_doc_type or 0)


@dataclass(frozen=True)
class TraceHeader:
    """One station on the way (vết chuyển): which system, when."""

    organ_id: str = identifier("OrganId", required=True)
    timestamp: datetime | None = moment("Timestamp", required=True)


@dataclass(frozen=True)
class TraceHeaderList:
    """The way so far, and what is to be done (danh sách vết)."""

    trace: tuple[TraceHeader, ...] = parts("TraceHeader", TraceHeader)
    business: Business = part("Bussiness", Business)


STATUS_LABELS = {
    "01": "đã đến",
    "02": "từ chối tiếp nhận",
    "03": "đã tiếp nhận",
    "04": "phân công",
    "05": "đang xử lý",
    "06": "hoàn thành",
    "13": "yêu cầu lấy lại",
    "15": "đồng ý cập nhật, lấy lại",
    "16": "từ chối cập nhật, lấy lại",
}


def status_label(code: str) -> str:
    """The meaning of a status code; one whose meaning is not known is shown as it is."""
    return STATUS_LABELS.get(code, f"mã {code}, chưa rõ nghĩa")


@dataclass(frozen=True)
class Status:
    """Word about a document (thông điệp trạng thái): who says it, of which document, what."""

    sender: Organ = part("From", Organ, required=True)
    response_for: ResponseFor = part("ResponseFor", ResponseFor, required=True)
    staff_info: Staff = part("StaffInfo", Staff)
    status_code: str = text("StatusCode", 2, required=True)
    description: str = text("Description", LONG)
    timestamp: datetime | None = moment("Timestamp", required=True)


@dataclass(frozen=True)
class Document:
    """A document on its way (thông điệp văn bản) with its files."""

    header: MessageHeader
    route: TraceHeaderList = field(default_factory=TraceHeaderList)
    attachments: tuple[Attachment, ...] = ()


Message = Document | Status
