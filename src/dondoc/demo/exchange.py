"""Letters to try the exchange with (thông điệp mẫu): one sent inside and outside, one that came. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dondoc.agencies.queries import agency_map
from dondoc.base.rules.moments import day_of
from dondoc.exchange.actions import queue_message, receive_message, send_due
from dondoc.exchange.queries import identifiers_of
from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.envelope import Business, BusinessKind, Document, Organ, TraceHeader
from dondoc.exchange.rules.issued import Issued, message_of
from dondoc.exchange.rules.writing import write

CENTRE = Organ("000.00.00.G22", organ_name="Văn phòng Chính phủ")
DEPARTMENTS = ("BN-STC", "BN-SNV", "BN-SXD")


def exchange_letters(*, at: datetime, pdf: bytes) -> None:
    """The Office writes to departments and to the centre, which cannot be reached from here; the centre wrote too."""
    on = day_of(at)
    day_map = agency_map(on)
    found = [one for one in (day_map.by_code(code) for code in ("BN", *DEPARTMENTS)) if one]
    told = identifiers_of([one.id for one in found], on)
    organs = [Organ(told[one.id], organ_name=one.name) for one in found if one.id in told]
    if not organs:
        return
    province, *departments = organs
    new = Business(BusinessKind.NEW)
    ours = Issued("05", "UBND-TTPVHCC", on, "Bắc Ninh", "Công văn", "V/v gửi báo cáo định kỳ (dữ liệu minh hoạ)")
    files = [Attachment("cong-van.pdf", pdf)]
    queue_message(actor_id=None, at=at, message=message_of(ours, province, [*departments, CENTRE], files, new))
    theirs = replace(ours, number="1284", symbol="VPCP-KSTT", place="Hà Nội", due_on=on)
    came = message_of(theirs, CENTRE, [province], files, new)
    receive_message(actor_id=None, at=at, data=write(_traced(came, at)), axis="minh hoạ")
    while send_due(actor_id=None, at=at, axis=None).n_sent:
        pass


def _traced(message: Document, at: datetime) -> Document:
    station = TraceHeader(message.header.sender.organ_id, at.replace(microsecond=0))
    return replace(message, route=replace(message.route, trace=(station,)))
