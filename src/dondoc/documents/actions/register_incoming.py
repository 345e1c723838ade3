"""Enter a document that came into the register (đăng ký văn bản đến), attach files, put an entry right.

Source: NĐ 30/2020/NĐ-CP, Điều 21, 22.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.documents.actions.checked_files import CheckedFiles
from dondoc.documents.actions.index_words import index_words
from dondoc.documents.models import DocumentText, IncomingBook, IncomingDeed, IncomingDocument
from dondoc.documents.queries.incoming import access_incoming, kept_agencies, named, parts_in, same_document
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.incoming import (
    MAY,
    DeedKind,
    Description,
    reasons_not_to_describe,
    reasons_not_to_register,
)
from dondoc.documents.rules.searching import Indexed, SearchKind
from dondoc.people.queries import rights_of

NO_BOOK = "Không tìm thấy sổ đăng ký văn bản đến của cơ quan này."


class CannotRegister(Refused):
    """Refused: something is missing or cannot be, the document is secret, or registered before; every reason."""


def register_incoming(
    *,
    actor_id: int,
    at: datetime,
    agency_id: int,
    arrived_on: date,
    description: Description,
    files: Sequence[BroughtFile] = (),
    is_meant: bool = False,
) -> IncomingDocument:
    """Give the next number of the year's register to a document (vào sổ). `is_meant`: a duplicate was seen and told.

    Raises NotFound when the person does not keep the agency's register, CannotRegister.
    """
    if agency_id not in kept_agencies(rights_of(actor_id, day_of(at))):
        raise NotFound(NO_BOOK)
    checked = CheckedFiles.of(actor_id, at, files)
    return register_checked(
        actor_id=actor_id,
        at=at,
        agency_id=agency_id,
        arrived_on=arrived_on,
        description=description,
        checked=checked,
        is_meant=is_meant,
    )


@transaction.atomic
def register_checked(
    *,
    actor_id: int,
    at: datetime,
    agency_id: int,
    arrived_on: date,
    description: Description,
    checked: CheckedFiles,
    is_meant: bool = False,
) -> IncomingDocument:
    """The same with files looked at before, for a deed that has more to write. Raises NotFound, CannotRegister."""
    if agency_id not in kept_agencies(rights_of(actor_id, day_of(at))):
        raise NotFound(NO_BOOK)
    book = _locked_book(agency_id, arrived_on, at)
    last = book.documents.order_by("-number").first()
    number, before = (last.number + 1, last.arrived_on) if last else (1, None)
    earlier = same_document(agency_id, description.same_key, description.identifier)
    reasons = reasons_not_to_register(
        description, arrived_on, day_of(at), before, named(earlier) if earlier else "", is_meant=is_meant
    )
    if reasons or checked.reasons:
        raise CannotRegister([*reasons, *checked.reasons])
    document = IncomingDocument.objects.create(
        book=book,
        agency_id=agency_id,
        number=number,
        arrived_on=arrived_on,
        actor_id=actor_id,
        recorded_at=at,
        **_columns(description),
    )
    kept = checked.keep(document, actor_id, at)
    _index(document, None, checked.text, at)
    detail = {"number": document.number, "year": book.year, "symbol": document.symbol, "issuer": document.issuer}
    detail["files"], detail["same_as"] = [one.file.sha256 for one in kept], earlier.pk if earlier else None
    write_audit(actor_id=actor_id, at=at, deed="register_incoming", subject=f"incoming:{document.pk}", detail=detail)
    return document


def _locked_book(agency_id: int, arrived_on: date, at: datetime) -> IncomingBook:
    """The register of the year, begun if need be, locked until commit: numbers run without gaps."""
    if not day_of(at).year - 1 <= arrived_on.year <= day_of(at).year:
        raise CannotRegister([Reason("Chỉ đăng ký vào sổ năm nay hoặc năm trước; kiểm tra lại ngày đến.", "Ngày đến")])
    begun, _ = IncomingBook.objects.get_or_create(agency_id=agency_id, year=arrived_on.year)
    return IncomingBook.objects.select_for_update().get(pk=begun.pk)


def _columns(told: Description) -> dict[str, object]:
    return {
        "issuer": " ".join(told.issuer.split()),
        "symbol": "".join(told.symbol.split()),
        "dated": told.dated,
        "type_name": " ".join(told.type_name.split()),
        "subject": " ".join(told.subject.split()),
        "urgency": told.urgency.value,
        "reply_due_on": told.reply_due_on,
        "medium": told.medium.value,
        "identifier": told.identifier.strip(),
        "note": told.note.strip(),
        "same_key": told.same_key,
    }


def _index(document: IncomingDocument, row: DocumentText | None, text: str, at: datetime) -> None:
    told = Indexed(document.symbol, document.issuer, document.type_name, document.subject, document.dated, text)
    index_words(
        actor_id=None,
        at=at,
        kind=SearchKind.INCOMING,
        agency_id=document.agency_id,
        told=told,
        row=row,
        incoming=document,
    )


def attach_files(*, actor_id: int, at: datetime, document_id: int, files: Sequence[BroughtFile]) -> int:
    """Add files to a registered document (đính kèm); how many. Raises NotFound, CannotRegister."""
    seen = _kept(actor_id, at, document_id)
    checked = CheckedFiles.of(actor_id, at, files, seen.files.count())
    with transaction.atomic():
        document = _kept(actor_id, at, document_id, for_update=True)
        reasons = list(checked.reasons) if files else [Reason("Chọn ít nhất một tệp.", "Tệp")]
        if reasons:
            raise CannotRegister(reasons)
        last = document.files.order_by("-position").values_list("position", flat=True).first() or 0
        kept = checked.keep(document, actor_id, at, last + 1)
        _index(document, DocumentText.objects.filter(incoming=document).first(), checked.text, at)
        detail = {"files": [one.file.sha256 for one in kept]}
        write_audit(actor_id=actor_id, at=at, deed="attach_files", subject=f"incoming:{document.pk}", detail=detail)
        return len(kept)


@transaction.atomic
def correct_incoming(*, actor_id: int, at: datetime, document_id: int, description: Description) -> IncomingDocument:
    """Put right what the register says (sửa thông tin đăng ký); both wordings stay with the document and in the log.

    Number and day of arrival never change. Raises NotFound, CannotRegister.
    """
    document = _kept(actor_id, at, document_id, for_update=True)
    new = _columns(description)
    changed = {
        name: (getattr(document, name), value) for name, value in new.items() if getattr(document, name) != value
    }
    reasons = reasons_not_to_describe(description, document.arrived_on)
    if not changed and not reasons:
        reasons.append(Reason("Chưa có thông tin nào thay đổi."))
    if reasons:
        raise CannotRegister(reasons)
    for name, (_, value) in changed.items():
        setattr(document, name, value)
    document.save(update_fields=list(changed))
    told = {name: [str(before), str(after)] for name, (before, after) in changed.items() if name != "same_key"}
    IncomingDeed.objects.create(
        document=document, kind=DeedKind.CORRECTED.value, detail=told, at=at, actor_id=actor_id, recorded_at=at
    )
    _index(document, DocumentText.objects.filter(incoming=document).first(), "", at)
    detail = {"changed": told, "said": asdict(description)}
    write_audit(actor_id=actor_id, at=at, deed="correct_incoming", subject=f"incoming:{document.pk}", detail=detail)
    return document


def _kept(actor_id: int, at: datetime, document_id: int, *, for_update: bool = False) -> IncomingDocument:
    """A document whose register the person keeps. Else NotFound."""
    rights = rights_of(actor_id, day_of(at))
    document = access_incoming(rights, document_id, for_update=for_update)
    if not MAY[DeedKind.CORRECTED] & parts_in(rights, document):
        raise NotFound("Không tìm thấy văn bản đến này.")
    return document
