"""A message as the register describes it (từ thông điệp vào sổ văn bản đến)."""

from __future__ import annotations

from datetime import date

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.incoming import DeedKind, Description, Medium, Urgency
from dondoc.exchange.rules.envelope import BusinessKind, Document

_URGENCY = {1: Urgency.URGENT, 2: Urgency.VERY_URGENT, 3: Urgency.EXPRESS}


def description_of(message: Document) -> Description:
    """What a document's message says of it, as the register wants it."""
    header = message.header
    return Description(
        issuer=header.sender.organ_name or header.sender.organ_id,
        symbol=str(header.code),
        dated=header.promulgation_info.promulgation_date,
        type_name=header.document_type.type_name,
        subject=header.subject,
        urgency=_URGENCY.get(header.other_info.priority or 0, Urgency.NORMAL),
        reply_due_on=header.due_date,
        medium=Medium.BOTH if message.route.business.paper else Medium.ELECTRONIC,
        identifier=header.document_id,
    )


def files_of(message: Document) -> list[BroughtFile]:
    return [BroughtFile(file.name, file.data) for file in message.attachments]


def earlier_documents(message: Document) -> tuple[str, ...]:
    """The identifiers of what a recall, update or replacement speaks of; nothing for a new document."""
    business = message.route.business
    if business.kind is BusinessKind.NEW:
        return ()
    if business.kind is BusinessKind.REPLACE:
        return tuple(one.document_id for one in business.replacement_info_list)
    return tuple(dict.fromkeys(one for one in (business.document_id, message.header.document_id) if one))


def reasons_not_to_settle(kind: BusinessKind, wanted: BusinessKind, *, is_settled: bool) -> list[Reason]:
    """Against registering, or answering a recall: settled already, or another kind of message."""
    reasons = []
    if is_settled:
        reasons.append(Reason("Thông điệp này đã được vào sổ, trả lời hoặc trả lại rồi."))
    if wanted is BusinessKind.RECALL and kind is not BusinessKind.RECALL:
        reasons.append(Reason("Đây không phải yêu cầu thu hồi."))
    if wanted is not BusinessKind.RECALL and kind is BusinessKind.RECALL:
        reasons.append(Reason("Đây là yêu cầu thu hồi: đồng ý hoặc từ chối, không vào sổ."))
    return reasons


# What a deed on a registered document means to its sender.
_MEANS = {
    DeedKind.OPINION: "04",
    DeedKind.TAKEN: "05",
    DeedKind.PROGRESS: "05",
    DeedKind.REOPENED: "05",
    DeedKind.ANSWERED: "06",
    DeedKind.CLOSED: "06",
    DeedKind.RETURNED: "02",
}


def status_of_deed(kind: DeedKind) -> str:
    """The status that a deed is to the sender: phân công, đang xử lý, hoàn thành, từ chối; '' for what stays inside."""
    return _MEANS.get(kind, "")


def words_of_deed(kind: DeedKind, text: str, symbol: str, dated: date | None) -> str:
    """What the sender reads beside the status. Why it is sent back, what answers it; remarks of work stay inside."""
    if kind is DeedKind.RETURNED:
        return text
    if kind is DeedKind.ANSWERED:
        return f"Trả lời bằng văn bản số {symbol}" + (f" ngày {screen_date(dated)}" if dated else "")
    return "Đã xử lý xong, không có văn bản trả lời" if kind is DeedKind.CLOSED else ""
