"""Issue a document (phát hành): to whom it goes; what it replaces or corrects is told by the same deed.

What leaves the office is put into the outbox by `exchange.actions.issue_and_send`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.actions.index_words import index_outgoing
from dondoc.documents.incoming_rows import answered_by_issuing
from dondoc.documents.models import OutgoingDocument, OutgoingEvent, OutgoingRecipient
from dondoc.documents.outgoing_rows import CannotTakeStep, Told, check_seen, fetched, log, write_event
from dondoc.documents.queries.annexes import annexes_of
from dondoc.documents.queries.outgoing import record_of_outgoing
from dondoc.documents.rules.annexes import reasons_not_all_sealed
from dondoc.documents.rules.life import DeedKind, FollowKind, Stage, reasons_not_to
from dondoc.documents.rules.registers import named_elsewhere


@transaction.atomic
def issue_document(
    *,
    actor_id: int,
    at: datetime,
    document_id: int,
    seen: str,
    receiver_ids: Sequence[int],
    on_paper: Collection[int] = (),
    elsewhere: Sequence[str] = (),
) -> OutgoingEvent:
    """Issue to agencies; those `on_paper` get it on paper only. `elsewhere`: receivers outside this system, by name.

    Raises NotFound, CannotTakeStep.
    """
    record = fetched(actor_id, at, document_id, DeedKind.ISSUE, for_update=True)
    check_seen(record, seen)
    wanted = tuple(dict.fromkeys([*receiver_ids, *on_paper]))
    reasons = [*reasons_not_to(DeedKind.ISSUE, record.stage), *_ended(wanted, day_of(at))]
    if not wanted and not elsewhere:
        reasons.append(Reason("Chọn ít nhất một nơi nhận.", "Nơi nhận"))
    reasons += reasons_not_all_sealed(annex.name for annex in annexes_of(record) if annex.needs_seal)
    if reasons:
        raise CannotTakeStep(reasons)
    event = write_event(record, DeedKind.ISSUE, actor_id=actor_id, at=at, told=Told(named_elsewhere(elsewhere)))
    OutgoingRecipient.objects.bulk_create(
        OutgoingRecipient(
            document=record.document, agency_id=one, event=event, is_on_paper=one in on_paper, recorded_at=at
        )
        for one in wanted
    )
    followed = record.document.follows
    if followed is not None:
        _tell_followed(followed, record.document, actor_id, at)
    dated = record.numbered.dated if record.numbered else None
    index_outgoing(actor_id=actor_id, at=at, document=record.document, value=record.value(), dated=dated)
    answered_by_issuing(record, actor_id=actor_id, at=at)
    log(event, actor_id, recipients=len(wanted) + len(elsewhere), follows=followed.pk if followed else None)
    return event


def _ended(receiver_ids: Collection[int], on: date) -> list[Reason]:
    """Against receivers that are no more. Raises NotFound for one that never was."""
    named, standing = agencies_as_on(receiver_ids, on), agency_map(on).by_id if receiver_ids else {}
    if set(receiver_ids) - set(named):
        raise NotFound("Không tìm thấy nơi nhận.")
    told = f"đã kết thúc hoạt động trước ngày {screen_date(on)}; gửi cơ quan kế thừa."
    return [Reason(f"{named[one].name} {told}", "Nơi nhận") for one in receiver_ids if one not in standing]


def _tell_followed(followed: OutgoingDocument, by: OutgoingDocument, actor_id: int, at: datetime) -> None:
    """The document that is replaced or corrected hears of it with the issuing of the other one."""
    OutgoingDocument.objects.select_for_update().get(pk=followed.pk)
    kind = DeedKind.REPLACE if by.follow_kind == FollowKind.REPLACES else DeedKind.CORRECT
    record = record_of_outgoing(followed)
    if record.stage is not Stage.ISSUED:
        told = f"Văn bản được {by.get_follow_kind_display()} đang '{record.stage.label.lower()}', không làm được nữa."
        raise CannotTakeStep([Reason(told, "Văn bản liên quan")])
    event = write_event(record, kind, actor_id=actor_id, at=at, told=Told(other_id=by.pk))
    log(event, actor_id, by=by.pk)
