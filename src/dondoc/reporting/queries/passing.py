"""Obligations that may pass to a successor (nghĩa vụ còn mở khi sắp xếp đơn vị), and who may decide on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from dondoc.agencies.queries import ids_of
from dondoc.base.rules.moments import AsOf, day_of, start_of
from dondoc.base.rules.refusals import NotFound
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.reporting.queries.obligations import obligations_of_agencies
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.passing import is_open


def open_obligations(agency_ids: Iterable[int], on: date, at: datetime) -> dict[int, list[ObligationFacts]]:
    """What units still owe on a day and have not sent until now, by unit: what could pass to a successor."""
    found: dict[int, list[ObligationFacts]] = defaultdict(list)
    as_of = AsOf(max(at, start_of(on)))
    for facts in obligations_of_agencies(agency_ids):
        if facts.is_owed(as_of) and is_open(facts, on, as_of):
            found[facts.agency_id].append(facts)
    return dict(found)


def check_may_reorganise(actor_id: int | None, at: datetime, provinces: Collection[str]) -> None:
    """Raises NotFound, unless the actor administers (quản trị) every province concerned, and at least one at all.

    None acts for the server's own administrator, at the command line.
    """
    if actor_id is None:
        return
    held = rights_of(actor_id, day_of(at)).agencies_for(Right.ADMINISTER)
    if not held or not held.issuperset(ids_of(provinces).values()):
        raise NotFound("Không tìm thấy đơn vị này trong phạm vi quản trị của tài khoản.")
