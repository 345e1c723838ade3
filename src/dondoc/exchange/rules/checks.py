"""What must hold across fields (kiểm tra thông điệp): business with its reason and documents, known status codes."""

from __future__ import annotations

import re
from collections import Counter

from dondoc.exchange.rules.cells import shown
from dondoc.exchange.rules.elements import Problems
from dondoc.exchange.rules.envelope import STATUS_LABELS, BusinessKind, Document, Status, status_label

BUSINESS = "TraceHeaderList/Bussiness"


def check_document(document: Document, problems: Problems) -> None:
    """Adds what is wrong between the fields of a document's message."""
    business = document.route.business
    asked = business.business_doc_type
    if asked is not None and asked not in tuple(BusinessKind):
        known = ", ".join(f"{kind} {kind.label}" for kind in BusinessKind)
        problems.add(f"{BUSINESS}/BussinessDocType", f"'{asked}' không có trong quy chuẩn ({known})")
        return
    if asked == BusinessKind.REPLACE and not business.replacement_info_list:
        problems.add(f"{BUSINESS}/ReplacementInfoList", "thiếu văn bản bị thay thế")
    told = Counter(one.organ_id for one in document.header.receivers if one.organ_id)
    for organ_id, n in sorted(told.items()):
        if n > 1:
            problems.add("MessageHeader/To", f"nơi nhận {shown(organ_id)} có {n} lần")


def check_status(status: Status, problems: Problems) -> None:
    """Adds what is wrong with a status message."""
    code = status.status_code
    if code and not re.fullmatch("[0-9]{2}", code, re.ASCII):
        problems.add("Status/StatusCode", f"'{shown(code)}' không phải mã trạng thái gồm hai chữ số")
    elif code and code not in STATUS_LABELS:
        problems.note("Status/StatusCode", status_label(code))
    if code == "13" and not status.description:
        problems.add("Status/Description", "thiếu lý do yêu cầu lấy lại")
