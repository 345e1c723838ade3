"""Open a registered document for tasks (mở văn bản đã đăng ký): assign out of it, or propose it as a result."""

from __future__ import annotations

from datetime import datetime

from dondoc.agencies.queries import agency_map
from dondoc.assignments.actions import read_directive, take_in_reply
from dondoc.assignments.models import DirectiveDraft, LikelyResult
from dondoc.assignments.rules.entry import SourceKind
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.documents.actions import act_on_incoming
from dondoc.documents.models import IncomingDocument
from dondoc.documents.queries.incoming import access_incoming, parts_in
from dondoc.documents.rules.brought_files import READABLE
from dondoc.documents.rules.incoming import ANSWERS, MAY, DeedKind
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right


class CannotOpenIncoming(Refused):
    """Refused: the document has no file whose words can be read."""


def assign_from_incoming(
    *, actor_id: int, at: datetime, document_id: int, province_id: int | None = None
) -> DirectiveDraft:
    """Read the document into proposed tasks (giao việc từ văn bản); the document remembers where they are.

    Raises NotFound for who may not distribute it or watches no province, CannotOpenIncoming, and what
    `assignments.actions.read_directive` raises. `province_id` None: the province whose register it stands in.
    """
    document = _allowed(actor_id, at, document_id, DeedKind.TASKED)
    name, data = _main_file(document)
    draft = read_directive(
        actor_id=actor_id,
        at=at,
        data=data,
        file_name=name,
        province_id=province_id or _receiving_province(actor_id, at, document),
        kind=_kind(document),
        registered=(document.symbol, document.dated),
    )
    detail = {"draft": draft.pk}
    act_on_incoming(actor_id=actor_id, at=at, document_id=document_id, kind=DeedKind.TASKED, detail=detail)
    return draft


def reply_from_incoming(*, actor_id: int, at: datetime, document_id: int) -> list[LikelyResult]:
    """Propose the document as the result of the open tasks whose directive it cites (đối chiếu văn bản trả lời).

    Raises NotFound, CannotOpenIncoming, and what `assignments.actions.take_in_reply` raises.
    """
    document = _allowed(actor_id, at, document_id, DeedKind.LINKED)
    name, data = _main_file(document)
    links = document.deeds.filter(kind=DeedKind.LINKED, text=ANSWERS).values_list("symbol", "dated")
    registered = (document.symbol, document.dated)
    proposed = take_in_reply(actor_id=actor_id, at=at, data=data, file_name=name, answers=links, registered=registered)
    for source in {one.task.source for one in proposed if one.task.source is not None}:
        act_on_incoming(
            actor_id=actor_id,
            at=at,
            document_id=document_id,
            kind=DeedKind.LINKED,
            text="Có vẻ là kết quả thực hiện văn bản giao việc",
            symbol=source.number,
            dated=source.issued_on,
            detail={"tasks": [one.task_id for one in proposed if one.task.source_id == source.pk]},
        )
    return proposed


def _receiving_province(actor_id: int, at: datetime, document: IncomingDocument) -> int | None:
    """The province of the agency that received it, if this person watches it."""
    province = agency_map(day_of(at)).province_of(document.agency_id)
    watched = rights_of(actor_id, day_of(at)).agencies_for(Right.MONITOR)
    return province.id if province and province.id in watched else None


def _kind(document: IncomingDocument) -> SourceKind | None:
    """A leader's opinion on it assigns (bút phê); else the exchange, whose identifier only a message brings."""
    if document.deeds.filter(kind=DeedKind.OPINION).exists():
        return SourceKind.OPINION
    return SourceKind.EXCHANGE if document.identifier else None


def _allowed(actor_id: int, at: datetime, document_id: int, kind: DeedKind) -> IncomingDocument:
    rights = rights_of(actor_id, day_of(at))
    document = access_incoming(rights, document_id)
    if not MAY[kind] & parts_in(rights, document):
        raise NotFound("Không tìm thấy văn bản đến này.")
    return document


def _main_file(document: IncomingDocument) -> tuple[str, bytes]:
    """The first file that can be read. Raises CannotOpenIncoming."""
    for row in document.files.select_related("file").order_by("position"):
        if row.file.name.rpartition(".")[2].casefold() in READABLE:
            with row.file.content.open("rb") as opened:
                return row.file.name, opened.read()
    raise CannotOpenIncoming("Văn bản chưa có tệp .pdf, .docx hoặc .txt đọc được chữ; đính kèm tệp rồi làm lại.")
