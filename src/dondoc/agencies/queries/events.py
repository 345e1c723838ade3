"""What changed the tree (sự kiện tổ chức), and who follows whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dondoc.agencies.models import AgencyEvent, Succession
from dondoc.agencies.rules.chart import Change, GroupSpan, Version
from dondoc.agencies.rules.deeds import TITLES, Link
from dondoc.agencies.rules.undo import read_group, read_version
from dondoc.base.rules.refusals import NotFound


@dataclass(frozen=True)
class ToldEvent:
    """A deed as its history tells it. `is_undone`: it was taken back."""

    id: int
    title: str
    on: date
    legal_basis: str
    said: tuple[str, ...]
    actor_id: int | None
    recorded_at: datetime
    is_undo: bool
    is_undone: bool


def events(agency_id: int | None = None, limit: int = 50, offset: int = 0) -> list[ToldEvent]:
    """Deeds on the tree, or on one unit, the last one first."""
    rows = AgencyEvent.objects.select_related("undone_by").order_by("-pk")
    if agency_id is not None:
        rows = rows.filter(agencies=agency_id)
    return [told_event(event) for event in rows[offset : offset + limit]]


def access_event(event_id: int) -> ToldEvent:
    """One deed; anybody may read what became of an agency. Raises NotFound."""
    event = AgencyEvent.objects.select_related("undone_by").filter(pk=event_id).first()
    if event is None:
        raise NotFound("Không tìm thấy việc này.")
    return told_event(event)


def told_event(event: AgencyEvent) -> ToldEvent:
    return ToldEvent(
        event.pk,
        title_of(event),
        event.on,
        event.legal_basis,
        tuple(event.detail["said"]),
        event.actor_id,
        event.recorded_at,
        is_undo=event.undoes_id is not None,
        is_undone=hasattr(event, "undone_by"),
    )


def title_of(event: AgencyEvent) -> str:
    return TITLES.get(event.deed, "Hoàn tác")


def changes_of(event: AgencyEvent) -> tuple[list[Change[Version]], list[Change[GroupSpan]]]:
    """The rows that a deed wrote, as they were before and after."""
    versions = [Change(read_version(before), read_version(after)) for before, after in event.detail["versions"]]
    groups = [Change(read_group(before), read_group(after)) for before, after in event.detail["groups"]]
    return versions, groups


@dataclass(frozen=True)
class Kinship:
    """A unit's predecessor or successor."""

    agency_id: int
    kind: Link
    on: date


def successors_of(agency_id: int) -> list[Kinship]:
    """Who follows a unit (đơn vị kế thừa); undone deeds do not count."""
    rows = Succession.objects.filter(from_agency=agency_id, to_agency__isnull=False, event__undone_by=None)
    return [
        Kinship(id, Link(kind), on)
        for id, kind, on in rows.order_by("on", "pk").values_list("to_agency_id", "kind", "on")
    ]


def predecessors_of(agency_id: int) -> list[Kinship]:
    """Whom a unit follows."""
    rows = Succession.objects.filter(to_agency=agency_id, event__undone_by=None)
    return [
        Kinship(id, Link(kind), on)
        for id, kind, on in rows.order_by("on", "pk").values_list("from_agency_id", "kind", "on")
    ]
