"""Draft an outgoing document (lập, sửa dự thảo văn bản đi): every saving is a new draft, the earlier ones stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.agencies.queries.events import successors_of
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.base.rules.wording import comma_list, screen_date
from dondoc.documents.actions.answer_incoming import answer_incoming
from dondoc.documents.actions.index_words import index_outgoing
from dondoc.documents.models import DraftVersion, OutgoingDocument
from dondoc.documents.outgoing_rows import (
    NO_FIGURES,
    CannotTakeStep,
    Figures,
    about,
    check_seen,
    fetched,
    write_draft,
)
from dondoc.documents.queries.outgoing import desk_agencies, official_of
from dondoc.documents.rules.life import DeedKind, FollowKind, Origin, reasons_not_to
from dondoc.documents.rules.official import DocumentDate, OfficialDocument
from dondoc.people.queries import people_who_may_sign, rights_of
from dondoc.people.rules.authority import block_key

NO_SECRETS = "Văn bản mật không soạn, không lưu trong hệ thống này; dùng máy và sổ riêng."


@dataclass(frozen=True)
class Purpose:
    """What a document is drafted for (soạn để làm gì): its figures' source, the document that it follows or answers.

    `answers_id`: the incoming document.
    """

    origin: Origin = Origin.FREE
    origin_key: str = ""
    follows_id: int | None = None
    follow_kind: FollowKind | None = None
    answers_id: int | None = None


FREE = Purpose()


@transaction.atomic
def create_draft(
    *,
    actor_id: int | None,
    at: datetime,
    agency_code: str,
    value: OfficialDocument,
    purpose: Purpose = FREE,
    figures: Figures = NO_FIGURES,
) -> OutgoingDocument:
    """Begin an outgoing document of an agency (lập dự thảo) with its first draft. Number and date stay open.

    Raises NotFound for who does not draft for the agency, CannotTakeStep for a secret document, CannotHandle.
    """
    on = day_of(at)
    agency = Agency.objects.filter(code=agency_code).first()
    if agency is not None and (ended := _ended(agency.pk, on)):
        raise CannotTakeStep(ended)
    may = actor_id is None or (agency is not None and agency.pk in desk_agencies(rights_of(actor_id, on), on))
    if agency is None or not may:
        raise NotFound("Không tìm thấy cơ quan ban hành này.")
    if value.secrecy is not None:
        raise CannotTakeStep([Reason(NO_SECRETS, "Độ mật")])
    province = agency_map(on).province_of(agency.pk)
    document = OutgoingDocument.objects.create(
        agency=agency,
        province_id=province.id if province else agency.pk,
        type=value.type.value,
        origin=purpose.origin.value,
        origin_key=purpose.origin_key[:200],
        follows_id=purpose.follows_id,
        follow_kind=purpose.follow_kind.value if purpose.follow_kind else "",
        drafted_by_id=actor_id,
        recorded_at=at,
    )
    draft = write_draft(document, _with_signer(value, agency.pk, at), 1, actor_id=actor_id, at=at, figures=figures)
    index_outgoing(actor_id=actor_id, at=at, document=document, value=official_of(draft), dated=None)
    _log_created(document, draft, actor_id, at)
    if purpose.answers_id is not None and actor_id is not None:
        answer_incoming(actor_id=actor_id, at=at, document_id=document.pk, incoming_id=purpose.answers_id)
    return document


def _log_created(document: OutgoingDocument, draft: DraftVersion, actor_id: int | None, at: datetime) -> None:
    detail = {"agency": document.agency.code, "type": document.type, "origin": document.origin_key}
    told = detail | {"subject": draft.subject}
    write_audit(actor_id=actor_id, at=at, deed="document_create", subject=about(document.pk), detail=told)


def _ended(agency_id: int, on: date) -> list[Reason]:
    """Against a body that is no more: nobody could sign for it, nor could it be sent. Says who follows it."""
    if agency_id in agency_map(on).by_id:
        return []
    heirs = agencies_as_on([one.agency_id for one in successors_of(agency_id)], on)
    follows = f"; {comma_list(one.name for one in heirs.values())} kế thừa, soạn từ trang của nơi đó" if heirs else ""
    return [
        Reason(f"Cơ quan ban hành đã kết thúc hoạt động trước ngày {screen_date(on)}{follows}.", "Cơ quan ban hành")
    ]


def _with_signer(value: OfficialDocument, agency_id: int, at: datetime) -> OfficialDocument:
    """The one person whose block the wording bears, where the wording names nobody; number and date open."""
    open_ended = replace(value, number=None, date=DocumentDate(None, None, day_of(at).year))
    if value.signer:
        return open_ended
    ways = people_who_may_sign(
        agency_id=agency_id, type_code=value.type.value, type_label=value.type.label.lower(), on=day_of(at)
    )
    names = {way.full_name for way in ways if block_key(way.lines) == block_key(value.authority)}
    return replace(open_ended, signer=names.pop()) if len(names) == 1 else open_ended


@transaction.atomic
def save_draft(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    seen: str,
    value: OfficialDocument,
    note: str = "",
    figures: Figures | None = None,
) -> DraftVersion:
    """Save a new draft (sửa dự thảo); the same words again make none. `figures` None: those of the draft before.

    Raises NotFound, CannotTakeStep.
    """
    record = fetched(actor_id, at, document_id, DeedKind.EDIT, for_update=True)
    check_seen(record, seen)
    reasons = list(reasons_not_to(DeedKind.EDIT, record.stage))
    if value.type is not record.type:
        reasons.append(Reason("Không đổi loại văn bản; lập dự thảo khác.", "Loại văn bản"))
    if value.secrecy is not None:
        reasons.append(Reason(NO_SECRETS, "Độ mật"))
    if reasons:
        raise CannotTakeStep(reasons)
    before = record.draft
    value = replace(value, number=None, date=DocumentDate(None, None, day_of(at).year))
    if value == official_of(before) and figures is None:
        return before
    kept = Figures(tuple(before.figures), before.figures_at, before.figures_known_at)
    draft = write_draft(
        record.document, value, before.no + 1, actor_id=actor_id, at=at, figures=figures or kept, note=note
    )
    index_outgoing(actor_id=actor_id, at=at, document=record.document, value=value, dated=None)
    detail = {"draft": draft.no, "note": draft.note}
    write_audit(actor_id=actor_id, at=at, deed="document_edit", subject=about(document_id), detail=detail)
    return draft
