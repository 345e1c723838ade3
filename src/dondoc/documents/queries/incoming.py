"""Questions about incoming documents (văn bản đến): by right, where each stands, lists, what is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dondoc.base.prepared import Prepared, among
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import screen_date
from dondoc.documents.models import IncomingBook, IncomingDeed, IncomingDocument, IncomingShare
from dondoc.documents.rules.incoming import (
    DECIDING,
    ENDING,
    KEEPING,
    LEADING,
    SEEING,
    WORKING,
    DeedKind,
    Done,
    Part,
    ShareRole,
    Stage,
    due_in_force,
    stage_of,
)
from dondoc.documents.rules.numbering import padded
from dondoc.people.rules.rights import Rights

NEAR = timedelta(days=3)


def agencies_held(rights: Rights, *wanted: object) -> frozenset[int]:
    """The agencies for which a person holds one of the rights."""
    return frozenset(agency_id for right, agency_id in rights.held if right in wanted)


def seen_by(rights: Rights) -> Q:
    """Which incoming documents a person sees: his agencies' registers, and what he or they were given to handle."""
    own = agencies_held(rights, *SEEING)
    shared = IncomingShare.objects.filter(document=OuterRef("pk")).filter(
        Q(officer_id=rights.user_id) | Q(agency_id__in=own)
    )
    return Q(agency_id__in=own) | Q(Exists(shared))


def _given(user: Collection[int], own: Collection[int]) -> QuerySet[IncomingShare, tuple[Any, ...]]:
    """What a person or his agencies were given out of other registers: document and register's agency."""
    his = Q(among("documents_incomingshare.officer_id", user)) | Q(among("documents_incomingshare.agency_id", own))
    rows = IncomingShare.objects.filter(his).exclude(among("documents_incomingdocument.agency_id", own))
    return rows.values_list("document_id", "document__agency_id").distinct()


GIVEN = Prepared(_given)


def listed_for(rights: Rights) -> Q:
    """The same for long lists: what he was given out of other registers is looked up first. One query."""
    own = agencies_held(rights, *SEEING)
    others = [document_id for document_id, _ in GIVEN([rights.user_id], own)]
    # With the keys themselves, and none where there are none, the database goes by its indexes.
    return Q(agency_id__in=own) | Q(pk__in=others) if others else Q(agency_id__in=own)


def access_incoming(rights: Rights, document_id: int, *, for_update: bool = False) -> IncomingDocument:
    """The document, for whoever sees it. Else NotFound."""
    rows = IncomingDocument.objects.filter(seen_by(rights), pk=document_id)
    found = (rows.select_for_update(of=("self",)) if for_update else rows.select_related("book", "agency")).first()
    if found is None:
        raise NotFound("Không tìm thấy văn bản đến này.")
    return found


def parts_in(rights: Rights, document: IncomingDocument) -> frozenset[Part]:
    """What a person is to a document that he sees. One query."""
    parts = set()
    if document.agency_id in agencies_held(rights, *KEEPING):
        parts.add(Part.KEEPER)
    if document.agency_id in agencies_held(rights, *LEADING):
        parts.add(Part.LEADER)
    own = agencies_held(rights, *SEEING)
    for share in document.shares.all():
        if share.officer_id == rights.user_id or share.agency_id in own:
            parts.add(Part.READER if share.role == ShareRole.TOLD else Part.HANDLER)
    return frozenset(parts)


def kept_agencies(rights: Rights) -> frozenset[int]:
    """The agencies whose register a person keeps (văn thư)."""
    return agencies_held(rights, *KEEPING)


def deeds_until(document: IncomingDocument, at: datetime | None = None) -> list[IncomingDeed]:
    """What happened to a document by a moment, in order. Reads what was prefetched."""
    rows = sorted(document.deeds.all(), key=lambda one: (one.at, one.pk))
    return [one for one in rows if at is None or one.at <= at]


def standing_of(document: IncomingDocument, at: datetime | None = None) -> Stage:
    """Where a document stands, or stood at a moment."""
    return stage_of([Done(DeedKind(one.kind), one.at) for one in deeds_until(document, at)])


def due_of(document: IncomingDocument, at: datetime | None = None) -> date | None:
    """The deadline that counts (thời hạn giải quyết)."""
    by_deed: dict[int, list[IncomingShare]] = {}
    for share in sorted(document.shares.all(), key=lambda one: one.pk):
        by_deed.setdefault(share.deed_id, []).append(share)
    given = [
        share.due_on
        for deed in deeds_until(document, at)
        for share in by_deed.get(deed.pk, [])
        if share.role == ShareRole.LEAD
    ]
    return due_in_force(document.reply_due_on, given)


def _due(at: datetime) -> Coalesce:
    """The deadline that counts, in SQL; see rules.incoming.due_in_force."""
    leads = IncomingShare.objects.filter(
        document=OuterRef("pk"), role=ShareRole.LEAD.value, due_on__isnull=False, deed__at__lte=at
    ).order_by("-deed__at", "-deed_id", "-pk")
    return Coalesce(Subquery(leads.values("due_on")[:1]), F("reply_due_on"))


def with_standing(rows: QuerySet[IncomingDocument], at: datetime) -> QuerySet[IncomingDocument]:
    """The same in SQL for long lists: `deciding`, `is_shared`, `is_worked_on`, `due`; see rules.incoming.stage_of."""
    deeds = IncomingDeed.objects.filter(document=OuterRef("pk"), at__lte=at)
    deciding = deeds.filter(kind__in=[one.value for one in DECIDING]).order_by("-at", "-pk").values("kind")[:1]
    return rows.annotate(
        deciding=Subquery(deciding),
        is_shared=Exists(deeds.filter(kind=DeedKind.OPINION.value)),
        is_worked_on=Exists(deeds.filter(kind__in=[one.value for one in WORKING])),
        due=_due(at),
    )


ENDED = Q(deciding__in=[one.value for one in ENDING])
OPEN = Q(deciding__isnull=True) | Q(deciding=DeedKind.REOPENED.value)


def in_group(group: str, on: date) -> Q:
    """Rows of a list's group, over `with_standing`. An unknown group is every row."""
    groups = {
        "cho-phan-phoi": Q(deciding__isnull=True, is_shared=False, is_worked_on=False),
        "dang-xu-ly": OPEN & (Q(is_shared=True) | Q(is_worked_on=True) | Q(deciding__isnull=False)),
        "qua-han": OPEN & Q(due__lt=on),
        "den-han": OPEN & Q(due__gte=on, due__lte=on + NEAR),
        "da-tra-loi": Q(deciding=DeedKind.ANSWERED.value),
        "da-ket-thuc": Q(deciding__in=[DeedKind.CLOSED.value, DeedKind.RETURNED.value, DeedKind.RECALLED.value]),
    }
    return groups.get(group, Q())


@dataclass(frozen=True)
class Wanted:
    """What a list of incoming documents is narrowed to. Anything empty narrows nothing."""

    year: int | None = None
    group: str = ""
    type_name: str = ""
    issuer: str = ""
    urgency: str = ""
    is_own: bool = False


def incoming_rows(
    rights: Rights, wanted: Wanted, as_of: AsOf, agency_ids: Iterable[int] = ()
) -> QuerySet[IncomingDocument]:
    """What a person sees, newest number first, as it stood. `agency_ids`: of these registers only.

    `wanted.group` is left to the caller (`of_group`), who counts every group of the same rows.
    """
    rows = IncomingDocument.objects.filter(listed_for(rights), arrived_on__lte=as_of.on, recorded_at__lte=as_of.at)
    if agencies := list(agency_ids):
        rows = rows.filter(agency_id__in=agencies)
    if wanted.year is not None:
        rows = rows.filter(book__year=wanted.year)
    if wanted.type_name:
        rows = rows.filter(type_name=wanted.type_name)
    if wanted.issuer:
        rows = rows.filter(issuer=wanted.issuer)
    if wanted.urgency:
        rows = rows.exclude(urgency="") if wanted.urgency == "khan" else rows.filter(urgency=wanted.urgency)
    if wanted.is_own:
        rows = rows.filter(Exists(_shared_with(rights)))
    return rows.order_by("-arrived_on", "-number", "-pk")


def _shared_with(rights: Rights) -> QuerySet[IncomingShare]:
    doing = [ShareRole.LEAD.value, ShareRole.COORDINATE.value]
    own = agencies_held(rights, *SEEING)
    named = Q(officer_id=rights.user_id) | Q(agency_id__in=own)
    return IncomingShare.objects.filter(named, document=OuterRef("pk"), role__in=doing)


GROUPS = ("cho-phan-phoi", "dang-xu-ly", "qua-han", "den-han", "da-tra-loi", "da-ket-thuc")


class ListCounts(NamedTuple):
    """How many rows each group of a list holds ('': all of them), and the types that are among them, by name."""

    groups: dict[str, int]
    types: list[str]


def list_counts(rows: QuerySet[IncomingDocument], as_of: AsOf, *, is_now: bool) -> ListCounts:
    """Of the rows (`incoming_rows`) every group and type. One query; two where `is_now` is not so.

    `is_now`: by the hints of the last deeds, so that only open documents are worked out.
    """
    rows = rows.order_by()
    if not is_now:
        types = rows.values_list("type_name", flat=True).distinct()
        return ListCounts(_groups_then(rows, as_of), sorted(types))
    told = list(_by_stage(rows, as_of.on, as_of.on + NEAR, as_of.at, "type_name"))
    return ListCounts(_summed(row[:4] for row in told), sorted({row[4] for row in told}))


def open_counts(rights: Rights, as_of: AsOf, agency_ids: Iterable[int] = (), *, is_now: bool) -> dict[str, int]:
    """The groups of open documents among all that a person sees; `agency_ids`: of these registers. Two queries."""
    if not is_now:
        return _groups_then(incoming_rows(rights, Wanted(), as_of, agency_ids).order_by(), as_of)
    scope, own = set(agency_ids), agencies_held(rights, *SEEING)
    others = [pk for pk, agency_id in GIVEN([rights.user_id], own) if not scope or agency_id in scope]
    registers = [one for one in own if not scope or one in scope]
    return _summed(OPEN_BY_STAGE(registers, others, as_of.on, as_of.on + NEAR, as_of.at))


def _open_by_stage(
    own: Collection[int], others: Collection[int], on: date, near_on: date, at: datetime
) -> QuerySet[Any, tuple[Any, ...]]:
    seen = Q(among("documents_incomingdocument.agency_id", own)) | Q(among("documents_incomingdocument.id", others))
    rows = IncomingDocument.objects.filter(seen, stage_hint__in=_OPEN_STAGES, arrived_on__lte=on, recorded_at__lte=at)
    return _by_stage(rows, on, near_on, at)


OPEN_BY_STAGE = Prepared(_open_by_stage)


def _by_stage(
    rows: QuerySet[IncomingDocument], on: date, near_on: date, at: datetime, *more: str
) -> QuerySet[Any, tuple[Any, ...]]:
    """By stage: how many, how many of the open are late, near; `more`: and by these columns."""
    is_open = Q(stage_hint__in=_OPEN_STAGES)
    told = {
        "n": Count("pk"),
        "late": Count("pk", filter=is_open & Q(due__lt=on)),
        "near": Count("pk", filter=is_open & Q(due__range=(on, near_on))),
    }
    staged = rows.annotate(due=_due(at)).values("stage_hint", *more).annotate(**told)
    counted: QuerySet[Any, tuple[Any, ...]] = staged.values_list("stage_hint", *told, *more)
    return counted


def _summed(by_stage: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    n, late, near = Counter[str](), 0, 0
    for stage, n_rows, n_late, n_near in by_stage:
        n[stage] += n_rows
        late, near = late + n_late, near + n_near
    counts = {group: sum(n[one.value] for one in stages) for group, stages in _STAGES.items()}
    return {"": n.total(), **counts, "qua-han": late, "den-han": near}


def _groups_then(rows: QuerySet[IncomingDocument], as_of: AsOf) -> dict[str, int]:
    told = {f"n_{n}": Count("pk", filter=in_group(group, as_of.on)) for n, group in enumerate(GROUPS)}
    found = with_standing(rows, as_of.at).aggregate(n=Count("pk"), **told)
    return {"": found["n"], **{group: found[f"n_{n}"] for n, group in enumerate(GROUPS)}}


def of_group(rows: QuerySet[IncomingDocument], group: str, as_of: AsOf, *, is_now: bool) -> QuerySet[IncomingDocument]:
    """The rows of a group with their standing; `is_now`: the hint narrows them before they are worked out."""
    if is_now and group in _STAGES:
        return rows.filter(stage_hint__in=[one.value for one in _STAGES[group]])
    if is_now and group in GROUPS:
        rows = rows.filter(stage_hint__in=_OPEN_STAGES)
    return with_standing(rows, as_of.at).filter(in_group(group, as_of.on)) if group in GROUPS else rows


_OPEN_STAGES = [one.value for one in Stage if one.is_open]
_STAGES = {
    "cho-phan-phoi": (Stage.WAITING,),
    "dang-xu-ly": (Stage.SHARED, Stage.WORKED_ON),
    "da-tra-loi": (Stage.ANSWERED,),
    "da-ket-thuc": (Stage.CLOSED, Stage.RETURNED, Stage.RECALLED),
}


def same_document(agency_id: int, same_key: str, identifier: str, but: int = 0) -> IncomingDocument | None:
    """An earlier entry of the same document in an agency's registers, the first one."""
    told = Q(pk__in=[])
    if same_key:
        told |= Q(same_key=same_key)
    if identifier:
        told |= Q(identifier=identifier)
    rows = IncomingDocument.objects.filter(told, agency_id=agency_id).exclude(pk=but)
    return rows.select_related("book").order_by("pk").first()


def named(document: IncomingDocument) -> str:
    """An entry as a warning names it: 'số đến 12 ngày 03/11/2026: 05/UBND-KT của UBND tỉnh'."""
    return f"số đến {padded(document.number)} ngày {screen_date(document.arrived_on)}: {document}"


def years_of(rights: Rights) -> list[int]:
    """The years in whose registers a person sees anything, the newest first. Registers are asked, not documents."""
    own = agencies_held(rights, *SEEING)
    given = IncomingShare.objects.filter(Q(officer_id=rights.user_id) | Q(agency_id__in=own)).values("document__book")
    held = Q(agency_id__in=own) & Exists(IncomingDocument.objects.filter(book=OuterRef("pk")))
    years = IncomingBook.objects.filter(held | Q(pk__in=given)).values_list("year", flat=True)
    return sorted(set(years), reverse=True)


MOST_ISSUERS = 200


def issuers_known(rights: Rights) -> list[str]:
    """Issuers written before in the registers that a person keeps, to pick from; the last ones used."""
    rows = IncomingDocument.objects.filter(agency_id__in=kept_agencies(rights)).order_by("-pk")
    return sorted(set(rows.values_list("issuer", flat=True)[: 5 * MOST_ISSUERS]))[:MOST_ISSUERS]
